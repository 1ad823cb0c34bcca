// Plain JavaScript over Node's own modules, because install.mjs runs on any Node.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const sources = path.join(root, 'apps/console');
/** Where the built console is: the API serves it from there. */
export const built = path.join(sources, 'dist');
const stamp = path.join(built, '.digest');

/** A digest of everything that the built console follows from: its sources, the program that builds it, the versions of its packages. */
export function digestOfConsole() {
  const hash = createHash('sha256');
  for (const file of [...filesIn(sources), path.join(root, 'scripts/build-console.mjs'), path.join(root, 'package-lock.json')]) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

export const isConsoleCurrent = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === digestOfConsole();

function filesIn(folder) {
  return readdirSync(folder)
    .toSorted()
    .map((name) => path.join(folder, name))
    .filter((file) => file !== built && !path.basename(file).startsWith('dist.'))
    .flatMap((file) => (statSync(file).isDirectory() ? filesIn(file) : [file]));
}
