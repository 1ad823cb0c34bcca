import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { openPythonEnvironment, pythonSdkFolder } from '#apps/cli/sdk/python-environment.ts';

const environment = await openPythonEnvironment();
if ('missing' in environment) console.log(`skipped: the Python SDK, because ${environment.missing}`);

export const python = 'missing' in environment ? undefined : environment.python;

/** Runs Python with the SDK. Throws what it printed if it fails; `input` is its standard input. */
export async function runPython(args: string[], options: { input?: string; cwd?: string } = {}): Promise<string> {
  if (python === undefined) throw new Error('There is no Python here');
  const env = { ...process.env, PYTHONPATH: pythonSdkFolder, MYPYPATH: pythonSdkFolder, PYTHONDONTWRITEBYTECODE: '1' };
  const running = promisify(execFile)(python, args, { cwd: options.cwd ?? pythonSdkFolder, env, maxBuffer: 16 * 1024 * 1024 });
  running.child.stdin?.end(options.input ?? '');
  try {
    return (await running).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${args.join(' ').slice(0, 200)} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}
