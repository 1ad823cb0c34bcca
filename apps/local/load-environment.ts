import { existsSync } from 'node:fs';
import path from 'node:path';
import { repository } from './settings.ts';

/**
 * For `node --import`: lets the operator commands find what the user or, failing that, the local stack has set. What is
 * in the environment already wins, then the first file.
 */
for (const file of ['.env', '.causeway/env'].map((name) => path.join(repository, name))) {
  if (existsSync(file)) process.loadEnvFile(file);
}
