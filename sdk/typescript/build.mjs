// Compiles the sources twice, as ES modules and as CommonJS, each with its types.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

rmSync(path.join(folder, 'dist'), { recursive: true, force: true });
for (const project of ['tsconfig.json', 'tsconfig.cjs.json']) {
  const { status } = spawnSync(process.execPath, [compiler, '-p', project], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
// The compiler rewrites .ts in the imports of what runs, not of its types (https://github.com/microsoft/TypeScript/issues/61037).
for (const name of readdirSync(path.join(folder, 'dist'), { recursive: true })) {
  if (!name.endsWith('.d.ts')) continue;
  const file = path.join(folder, 'dist', name);
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/(?<=["']\.\/[\w-]+)\.ts(?=["'])/g, '.js'));
}
// Of two files with the same name, Node tells the kind by the package.json above it.
writeFileSync(path.join(folder, 'dist/cjs/package.json'), '{ "type": "commonjs" }\n');
