import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a program in this terminal, with our input and output. Returns its exit code. */
export async function runHere(program: string, args: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(program, args, { env: environment, stdio: 'inherit' });
  // The terminal sends Ctrl-C to the program too, which decides what it means: psql cancels a query and goes on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill());
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? 1;
}
