import type { FastifyRequest } from 'fastify';
import { type ListQuery, type Page, readPage } from './pagination.ts';

/** A page has about so many characters at most: it is checked against its schema and written at once, in some milliseconds. */
export const MAX_PAGE = 256 * 1024;
/** A larger page waits for its turn: several of one caller would be written one after the other, and be a pause for all others. */
const AT_ONCE = 64 * 1024;
/** How many rows are read before it is known how large they are. */
const FIRST_ROWS = 21;

/** Some rows, where `readSome` leaves out what is too much at once: `found` counts these too. */
interface SomeRows<Row> {
  rows: readonly Row[];
  found: number;
}

/**
 * Reads a page of rows that can be large, such as deals: as many as asked for, or fewer if they are too much for one response. Returns one
 * row more than the page has, if there is one, as `listReply` expects.
 */
export async function readLargeRows<Row extends { id: string }>(
  request: FastifyRequest & { query: ListQuery },
  readSome: (after: string | undefined, limit: number) => Promise<readonly Row[] | SomeRows<Row>>,
): Promise<{ page: Page; rows: Row[] }> {
  const page = readPage(request);
  const rows: Row[] = [];
  let size = 0;
  const answer = async (shown: Page) => {
    if (size > AT_ONCE) await request.checking().turn();
    return { page: shown, rows };
  };
  for (let wanted = FIRST_ROWS; ;) {
    wanted = Math.min(wanted, page.limit + 1 - rows.length);
    const read = await readSome(rows.at(-1)?.id ?? page.after, wanted);
    const { rows: some, found } = 'found' in read ? read : { rows: read, found: read.length };
    for (const row of some) {
      rows.push(row);
      size += sizeOf(row);
      if (size > MAX_PAGE && rows.length > 1) return answer({ ...page, limit: rows.length - 1 });
    }
    if (found < wanted || rows.length > page.limit) return answer(page);
    wanted = rowsFor(MAX_PAGE - size, size / rows.length);
  }
}

/** How many of the rows fit a page: one at least, and one less than all of them if they are one more than a page has. */
export function rowsOfPage(rows: readonly unknown[], limit: number): number {
  let size = 0;
  const full = rows.slice(0, limit).findIndex((row) => (size += sizeOf(row)) > MAX_PAGE);
  return full < 0 ? limit : Math.max(1, full);
}

/** How many rows of an average size there are in so many characters. */
export const rowsFor = (characters: number, average: number): number => Math.max(1, Math.ceil(characters / average));

/** The characters of the texts in a value, and some for everything else. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.entries(value).reduce((sum, [name, part]) => sum + name.length + 3 + sizeOf(part), 2);
}
