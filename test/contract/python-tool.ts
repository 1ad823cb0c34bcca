import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('../../.causeway/cache', import.meta.url));

/** A program of the Python package index in an environment of its own, installed once. Or why it is not there. */
export function installPythonTool(name: string, version: string): { program: string } | { missing: string } {
  const folder = path.join(cache, `${name}-${version}`);
  const program = path.join(folder, 'bin', name);
  if (existsSync(program)) return { program };
  if (!run('python3', ['--version'])) return { missing: 'there is no python3 here' };
  console.log(`Installing ${name} ${version} …`);
  const isInstalled =
    run('python3', ['-m', 'venv', folder]) && run(path.join(folder, 'bin/pip'), ['install', '--quiet', `${name}==${version}`]);
  if (isInstalled && existsSync(program)) return { program };
  // Half an environment would count as a whole one.
  rmSync(folder, { recursive: true, force: true });
  return { missing: `${name} ${version} could not be installed with pip` };
}

function run(program: string, args: string[]): boolean {
  return spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
