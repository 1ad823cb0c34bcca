import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The documents of the repository as they lie in the image: nothing is read after the start. */
const root = path.resolve(import.meta.dirname, '../../..');
const INDEX = 'docs/README.md';
const beside = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'sdk/typescript/README.md',
  'sdk/python/README.md',
];

/** A markdown file of the repository and its place on the site. */
export interface Page {
  /** From the root of the repository: `docs/decisions/README.md`. */
  file: string;
  /** Below `/docs/`: `decisions`. Empty for the index. */
  name: string;
  markdown: string;
}

/** Every page, by its name. A URL is looked up here and never becomes a path of the file system. */
export function readPages(): Map<string, Page> {
  const files = [...globSync('docs/**/*.md', { cwd: root }).toSorted(), ...beside];
  return new Map(
    files.map((file) => {
      const name = nameOf(file);
      return [name, { file, name, markdown: readFileSync(path.join(root, file), 'utf8') }];
    }),
  );
}

function nameOf(file: string): string {
  if (file === INDEX) return '';
  if (file === 'README.md') return 'overview';
  return file
    .replace(/^docs\//, '')
    .replace(/(\/README)?\.md$/, '')
    .toLowerCase();
}

export const urlOf = (name: string): string => (name === '' ? '/docs' : `/docs/${name}`);
