import type { Queryable } from './database.ts';

/** One row as COPY reads it. */
export const copyLine = (cells: readonly (string | null)[]): string => `${cells.map(escaped).join('\t')}\n`;

/** A cell of a line. */
export const escaped = (cell: string | null): string => (cell === null ? String.raw`\N` : cell.replaceAll(/[\\\t\n\r]/g, escapeLetter));
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
    for (const chunk of chunksOf(parts)) copy.write(chunk);
    copy.end();
  });
}

/** In characters. Each write is a message to PostgreSQL, and is waited for: one for each line takes longer than all else. */
const CHUNK = 262_144;

function* chunksOf(parts: readonly (Buffer | string)[]): Generator<Buffer | string> {
  let text = '';
  for (const part of parts) {
    if (text !== '' && (typeof part !== 'string' || text.length + part.length > CHUNK)) {
      yield text;
      text = '';
    }
    if (typeof part === 'string') text += part;
    else yield part;
  }
  if (text !== '') yield text;
}
