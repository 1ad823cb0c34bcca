import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { wholeNumberText } from '#domain/bounded-number.ts';
import { DomainError } from '#domain/errors.ts';

const CURSOR_VERSION = 1;
/** How far the clocks of two processes may differ. */
const CLOCK_SLACK_S = 300;
/** Lists are read in one go. An older cursor is a bookmark, and its rows may have been purged. */
const CURSOR_LIFETIME_S = 24 * 3600;

/** Parameters of every list, extended with its filters: `ListQuery.extend({ status: … })`. Unknown parameters are rejected. */
export const ListQuery = z.strictObject({
  cursor: z.string().max(500).optional().describe('`next_cursor` of the previous page. Send it with the same filters'),
  limit: wholeNumberText(1, 200).default(50).describe('Maximum number of items per page. A page of large items has fewer'),
});
export type ListQuery = z.infer<typeof ListQuery>;

/** The requested page. Lists are sorted newest first; `after` is the last id of the previous page. */
export interface Page {
  limit: number;
  after: string | undefined;
  filterHash: string;
}

export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    data: z.array(item).meta({ maxItems: 200 }),
    has_more: z.boolean(),
    next_cursor: z.string().meta({ maxLength: 500 }).nullable().meta({ description: 'Cursor of the next page. Null on the last page' }),
  });
}

/** Reads the cursor and checks that it was created by the same list with the same filters: all of the query except cursor and limit. */
export function readPage(request: Pick<FastifyRequest, 'url'> & { query: ListQuery & Record<string, unknown> }, now = Date.now()): Page {
  const { cursor, limit, ...filters } = request.query;
  const filterHash = hashFilters(request.url.split('?', 1)[0] ?? '', filters);
  if (cursor === undefined) return { limit, after: undefined, filterHash };
  const { after, hash, issuedAtS } = decode(cursor);
  if (hash !== filterHash) {
    throw new DomainError(
      'invalid_cursor',
      'The cursor was created by another list or with other filters. Use the same filters, or start again without cursor.',
    );
  }
  const ageS = now / 1000 - issuedAtS;
  if (ageS < -CLOCK_SLACK_S) throw forged();
  if (ageS > CURSOR_LIFETIME_S) {
    throw new DomainError('cursor_expired', 'The cursor is older than 24 hours. Start again without cursor.');
  }
  return { limit, after, filterHash };
}

/** The number that the previous page ended with, for lists ordered by a number of the type `integer`, or of more digits. */
export function readPlace(text = '0', digits = 9): number {
  if (/^\d+$/.test(text) && text.length <= digits) return Number(text);
  throw forged();
}

/** A cursor that no list has returned: only its maker knows what it should mean. */
export function forged(): DomainError {
  return new DomainError('invalid_cursor', 'The cursor is not valid. Use next_cursor unchanged, or start again without cursor.');
}

/** The response of a list. `rows` has one row more than the limit if there is a next page, so query `page.limit + 1`. */
export function listReply<Row extends { id: string }, Item>(
  request: FastifyRequest,
  reply: FastifyReply,
  page: Page,
  rows: readonly Row[],
  toItem: (row: Row) => Item,
): { data: Item[]; has_more: boolean; next_cursor: string | null } {
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const hasMore = rows.length > page.limit && last !== undefined;
  const nextCursor = hasMore ? encode(last.id, page.filterHash) : null;
  if (nextCursor !== null) reply.header('link', `<${withCursor(request.url, nextCursor)}>; rel="next"`);
  return { data: shown.map(toItem), has_more: hasMore, next_cursor: nextCursor };
}

function encode(lastId: string, filterHash: string): string {
  const issuedAtS = Math.floor(Date.now() / 1000);
  return Buffer.from(JSON.stringify([CURSOR_VERSION, lastId, filterHash, issuedAtS])).toString('base64url');
}

/** The place is an id, a name, a number or a time with an id: ASCII, and nothing that PostgreSQL could not store. */
const Cursor = z.tuple([z.literal(CURSOR_VERSION), z.string().regex(/^[\x20-\x7e]{1,200}$/), z.string(), z.number()]);

function decode(cursor: string): { after: string; hash: string; issuedAtS: number } {
  const [, after, hash, issuedAtS] = Cursor.safeParse(parseQuietly(Buffer.from(cursor, 'base64url').toString())).data ?? [];
  if (after === undefined || hash === undefined || issuedAtS === undefined) throw forged();
  return { after, hash, issuedAtS };
}

function parseQuietly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hashFilters(path: string, filters: Record<string, unknown>): string {
  const set = Object.entries(filters).filter(([, value]) => value !== undefined);
  const canonical = JSON.stringify([path, ...set.toSorted(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash('sha256').update(canonical).digest('base64url').slice(0, 12);
}

function withCursor(path: string, cursor: string): string {
  const url = new URL(path, 'http://relative.invalid');
  url.searchParams.set('cursor', cursor);
  return `${url.pathname}${url.search}`;
}
