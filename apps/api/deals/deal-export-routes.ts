import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { csvLine } from '#apps/api/http/csv-line.ts';
import { problems } from '#apps/api/http/errors.ts';
import { rowsFor } from '#apps/api/http/large-rows.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { sendLines } from '#apps/api/http/send-lines.ts';
import type { Checking } from '#apps/api/http/turns.ts';
import { type DealFilter, type DealRow, listDeals } from '#db/deals/deal.ts';
import { readSettledUntil } from '#db/settled-until.ts';
import { cellsOf, dealColumns, toldColumns } from '#domain/deals/deal-columns.ts';
import { DealFilters, toDealFilter } from './deal-filter.ts';

/** Rows are read and written at once as far as they have about so many characters. */
const TEXT_AT_ONCE = 128 * 1024;
const MAX_ROWS_AT_ONCE = 500;
/** How many rows are read before it is known how large they are. */
const FIRST_ROWS = 4;
const ExportQuery = z.strictObject({
  ...DealFilters,
  bom: z.enum(['true', 'false']).default('false').describe('`true` starts the file with a byte order mark, so that Excel recognises UTF-8'),
});
const header = [...toldColumns, ...Object.keys(dealColumns)];

export function dealExportRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'exportDeals',
    summary: 'Export deals',
    description:
      'Returns all matching deals, newest first, as CSV (UTF-8) with the columns that POST /deal-imports accepts. Values that a spreadsheet would execute as a formula are prefixed with an apostrophe, which an import removes. To export the deals of a sandbox, filter by its partner_id.',
    tags: ['Deals'],
    ...needs('deals:read'),
    querystring: ExportQuery,
    response: {
      200: {
        description: 'CSV',
        content: {
          'text/csv': { schema: z.string().meta({ maxLength: 2_147_483_647, example: `${header.slice(0, 3).join(',')},…\r\n` }) },
        },
      },
      ...problems(),
    },
  };
  app.get('/deals/export', { schema }, async (request, reply) => {
    const { bom, ...filters } = request.query;
    const updatedBefore = filters.updated_since === undefined ? undefined : await readSettledUntil(db.sql);
    const filter = { ...toDealFilter(request, filters), updatedBefore };
    // Queried before the response starts, so that an error can still be returned.
    const first = await listDeals(db, { ...filter, limit: FIRST_ROWS });
    const lines = writeDeals(request.checking(), pages(db, filter, first), bom === 'true');
    reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="deals.csv"');
    return sendLines(request, reply, lines) as never;
  });
}

interface ReadRows {
  rows: DealRow[];
  /** Tells how many characters the rows had as text, which decides how many are read next. */
  tell(characters: number): void;
}

async function* writeDeals(checking: Checking, read: AsyncIterable<ReadRows>, bom: boolean): AsyncGenerator<string> {
  yield `${bom ? '\uFEFF' : ''}${csvLine(header)}`;
  for await (const { rows, tell } of read) {
    await checking.turn();
    const text = checking.run(() => rows.map(toLine).join(''));
    tell(text.length);
    yield text;
  }
}

/** Reads a few rows at a time, so that an export of any size needs little memory and keeps nobody waiting. */
async function* pages(db: ApiDeps['db'], filter: Omit<DealFilter, 'place' | 'limit'>, first: DealRow[]): AsyncGenerator<ReadRows> {
  let [rows, limit] = [first, FIRST_ROWS];
  let next = limit;
  while (rows.length > 0) {
    const count = rows.length;
    yield { rows, tell: (characters) => (next = Math.min(MAX_ROWS_AT_ONCE, rowsFor(TEXT_AT_ONCE, characters / count))) };
    if (count < limit) return;
    limit = next;
    rows = await listDeals(db, { ...filter, place: rows.at(-1), limit });
  }
}

const toLine = (row: DealRow): string =>
  csvLine([...told(row), ...cellsOf({ ...row.fields, external_id: row.externalId ?? undefined, partner_id: row.partnerId })]);

function told({ id, reviewStatus, stage, submittedAt, updatedAt }: DealRow): string[] {
  return [id, reviewStatus, stage, submittedAt === null ? '' : new Date(submittedAt).toISOString(), updatedAt.toISOString()];
}
