import { existsSync } from 'node:fs';
import path from 'node:path';
import { repository, stateDirOf } from './settings.ts';

/**
 * For `node --import`: loads the user's .env and the environment of the local stack for the operator commands. A variable that is
 * already set takes precedence, then the first file.
 */
load(path.join(repository, '.env'));
// Only now, because .env can name the state folder.
load(path.join(stateDirOf(process.env), 'env'));

function load(file: string): void {
  if (existsSync(file)) process.loadEnvFile(file);
}
