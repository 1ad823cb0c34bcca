import { execFile } from 'node:child_process';

export interface CliResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs an operator command as npm does, with only this environment beside the system's own. */
export function runCli(file: string, args: string[], environment: Record<string, string>): Promise<CliResult> {
  const { PATH, HOME } = process.env;
  const env = { ...(PATH && { PATH }), ...(HOME && { HOME }), ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [`apps/cli/${file}.ts`, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}
