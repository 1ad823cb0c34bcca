import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const folders = ['activities', 'apps', 'config', 'connectors', 'db', 'deploy', 'docs', 'domain', 'scripts', 'sdk', 'test', 'workflows'];
const tree = new Set(globSync([...folders.map((folder) => `${folder}/**`), '*.ts'], { cwd: root, exclude: ['**/node_modules'] }));
const names = new Set([...tree].map((file) => path.basename(file)));

const read = (document: string) => readFileSync(path.join(root, document), 'utf8');
const codeSpans = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

/** Code spans that begin with a folder of this repository. A placeholder (`<id>`, `…`, `*`) stands for many paths. */
const pathsIn = (text: string) =>
  codeSpans(text)
    .filter((code) => folders.some((folder) => code.startsWith(`${folder}/`)) && !/[\s<…*]/.test(code))
    .map((code) => code.replace(/\/$/, ''));

/** Names of source files without their folder, as in "`hold.test.ts`". */
const fileNamesIn = (text: string) => codeSpans(text).filter((code) => /^[\w.-]+\.(ts|mjs)$/.test(code));

const documents = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'README.md', ...globSync('docs/**/*.md', { cwd: root })];

test.each(documents)('the source files that %s names exist', (document) => {
  const text = read(document);
  expect(pathsIn(text).filter((file) => !tree.has(file))).toEqual([]);
  // The guide's readers create files of their own.
  if (document === 'docs/partner-guide.md') return;
  expect(fileNamesIn(text).filter((name) => !names.has(name))).toEqual([]);
});

test('the check finds the paths and file names of ARCHITECTURE.md', () => {
  const text = read('ARCHITECTURE.md');
  expect(pathsIn(text)).toEqual(expect.arrayContaining(['apps/process.ts', 'apps/worker']));
  expect(fileNamesIn(text)).toContain('survive.test.ts');
});
