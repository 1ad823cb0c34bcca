import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../../../docs/receivers');
const names = ['receiver.mjs', 'receiver.py', 'receiver.go'];

/** The URLs of the receivers that partners download, by their files in the repository. */
export const receiverUrls: Readonly<Record<string, string>> = Object.fromEntries(
  names.map((name) => [`docs/receivers/${name}`, `/docs/receivers/${name}`]),
);

/** Reads the receivers now. They are text, so that a browser shows them instead of running them. */
export const readReceivers = (): { url: string; text: string }[] =>
  names.map((name) => ({ url: `/docs/receivers/${name}`, text: readFileSync(path.join(folder, name), 'utf8') }));
