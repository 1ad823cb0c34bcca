import { spawn } from 'node:child_process';

export interface CommandResult {
  /** Null if it could not be started. */
  code: number | null;
  /** Its stdout and stderr, or the reason why it could not be started. */
  output: string;
}

export interface CommandOptions {
  environment?: NodeJS.ProcessEnv;
  cwd?: string;
  user?: { uid: number; gid: number } | null;
  /** Called with each line as it is printed. */
  onLine?: (line: string) => void;
}

/** Runs a command until it ends or this process does. Never rejects: every caller handles a failure itself. */
export function runCommand(command: string, args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { promise, resolve } = Promise.withResolvers<CommandResult>();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.environment ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.user ? { uid: options.user.uid, gid: options.user.gid } : {}),
  });
  const end = (): void => void child.kill();
  process.once('exit', end);
  let output = '';
  let rest = '';
  const collect = (chunk: Buffer): void => {
    const text = chunk.toString();
    output += text;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) options.onLine?.(line);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  child.once('error', (error) => resolve({ code: null, output: error.message }));
  child.once('close', (code) => resolve({ code: code ?? 1, output }));
  void promise.then(() => process.off('exit', end));
  return promise;
}
