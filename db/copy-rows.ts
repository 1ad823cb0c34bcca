import type { Queryable } from './database.ts';

/** One row as COPY reads it. */
export const copyLine = (cells: readonly (string | null)[]): string => `${cells.map(escaped).join('\t')}\n`;

const escaped = (cell: string | null): string => (cell === null ? String.raw`\N` : cell.replaceAll(/[\\\t\n\r]/g, escapeLetter));
const letters: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escapeLetter = (letter: string): string => letters[letter] ?? letter;

/** Sends lines to a table, in the caller's transaction. All are stored or none. */
export async function copyRows(
  tx: Queryable,
  table: string,
  columns: readonly string[],
  parts: readonly (Buffer | string)[],
): Promise<void> {
  const copy = await tx`copy ${tx(table)} (${tx(columns)}) from stdin`.writable();
  await new Promise<void>((resolve, reject) => {
    copy.once('finish', () => resolve()).once('error', reject);
    for (const part of parts) copy.write(part);
    copy.end();
  });
}
