import { existsSync } from 'node:fs';
import path from 'node:path';
import { repository } from './settings.ts';

/**
 * For `node --import`: loads the user's .env and the environment of the local stack for the operator commands. A variable that is
 * already set takes precedence, then the first file.
 */
for (const file of ['.env', '.causeway/env'].map((name) => path.join(repository, name))) {
  if (existsSync(file)) process.loadEnvFile(file);
}
