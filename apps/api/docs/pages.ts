import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const INDEX = 'docs/README.md';
/** The pages outside of `docs/`. */
const others = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'sdk/typescript/README.md',
  'sdk/python/README.md',
  'sdk/go/README.md',
];

/** A markdown file of the repository. */
export interface Page {
  /** From the root of the repository: `docs/decisions/README.md`. */
  file: string;
  /** Below `/docs/`: `decisions`. Empty for the index. */
  name: string;
  markdown: string;
}

/** Reads every page. The keys are names: a URL is looked up here, so it never becomes a path of the file system. */
export function readPages(): Map<string, Page> {
  const files = [...globSync('docs/**/*.md', { cwd: root }).toSorted(), ...others];
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
