import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
export const pythonSdkFolder = path.join(root, 'sdk/python');

/**
 * A Python with what generates, checks and tests the Python SDK, in the versions and with the digests of `requirements-dev.txt`,
 * installed once. Or why it is not there.
 */
export async function openPythonEnvironment(): Promise<{ python: string } | { missing: string }> {
  const requirements = path.join(pythonSdkFolder, 'requirements-dev.txt');
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const cache = path.join(root, '.causeway/cache');
  const folder = path.join(cache, `sdk-python-${digest}`);
  if (existsSync(folder)) return { python: path.join(folder, 'bin/python') };
  if (!run('python3', ['-c', 'import sys, venv; sys.exit(sys.version_info < (3, 11))'])) {
    return { missing: 'there is no python3 of version 3.11 or newer here' };
  }
  console.log('Installing what generates and tests the Python SDK …');
  await mkdir(cache, { recursive: true });
  // Elsewhere, and then in one step: another process may be doing the same, and half an environment would count as a whole one.
  const scratch = mkdtempSync(path.join(cache, 'sdk-python-'));
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes', '-r', requirements];
  const isInstalled = run('python3', ['-m', 'venv', scratch]) && run(path.join(scratch, 'bin/python'), pip);
  try {
    if (isInstalled) renameSync(scratch, folder);
  } catch {
    // The other process was first.
  }
  rmSync(scratch, { recursive: true, force: true });
  return existsSync(folder) ? { python: path.join(folder, 'bin/python') } : { missing: `${requirements} could not be installed with pip` };
}

function run(program: string, args: string[]): boolean {
  return spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
