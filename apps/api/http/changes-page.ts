import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Sql } from '#db/database.ts';
import { readSettledUntil } from '#db/settled-until.ts';
import { Instant } from '#domain/instant.ts';
import { rowsOfPage } from './large-rows.ts';
import { forged, type ListQuery, listReply, type Page, readPage } from './pagination.ts';

export const updatedSince = Instant.optional().describe(
  'Return only what changed at or after this time. To follow changes, read all pages, then begin again with the latest `updated_at` that you ' +
    'have seen: nothing is left out, whatever changes meanwhile, and a few are returned again',
);

/** The window of times in which a pass reads what has changed, and the place in it. */
interface ChangesPage {
  since: Date | undefined;
  /** What changes from here on belongs to the next pass: it would be behind the pages that were read, or in front of them. */
  until: Date | undefined;
  after: string | undefined;
}

/**
 * A page of a list that can be read for its changes. All pages of a pass have the same window, so nothing moves between them: what changes
 * meanwhile leaves the window, and is in that of the next pass. The cursor carries the end of the window.
 */
export async function changesReply<Row extends { id: string }, Item>(
  request: FastifyRequest & { query: ListQuery & { updated_since?: string | undefined } },
  reply: FastifyReply,
  sql: Sql,
  list: { read: (page: ChangesPage & { limit: number }) => Promise<readonly Row[]>; toItem: (row: Row) => Item },
) {
  const asked = readPage(request);
  const limit = asked.limit + 1;
  const { updated_since: since } = request.query;
  if (since === undefined) {
    const rows = await list.read({ since: undefined, until: undefined, after: asked.after, limit });
    return listReply(request, reply, shownOf(asked, rows), rows, list.toItem);
  }
  const { until, after } = await readWindow(sql, asked.after);
  const rows = await list.read({ since: new Date(since), until, after, limit });
  const placed = rows.map((row) => ({ id: toWindowPlace(until, row.id), row }));
  return listReply(request, reply, shownOf(asked, rows), placed, ({ row }) => list.toItem(row));
}

/** A page of large rows has fewer of them. */
const shownOf = (page: Page, rows: readonly unknown[]): Page => ({ ...page, limit: rowsOfPage(rows, page.limit) });

/** The end of the window of a pass, which the first page reads, and the place in it. */
export async function readWindow(sql: Sql, place: string | undefined): Promise<{ until: Date; after: string | undefined }> {
  if (place === undefined) return { until: await readSettledUntil(sql), after: undefined };
  const [until = '', ...after] = place.split(' ');
  if (!Instant.safeParse(until).success || after.join('') === '') throw forged();
  return { until: new Date(until), after: after.join(' ') };
}

/** A place as the cursor has it. */
export const toWindowPlace = (until: Date, place: string): string => `${until.toISOString()} ${place}`;
