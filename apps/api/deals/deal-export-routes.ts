import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { sendLines } from '#apps/api/http/send-lines.ts';
import { type DealFilter, type DealRow, listDeals } from '#db/deals/deal.ts';
import { cellsOf, dealColumns, toldColumns } from '#domain/deals/deal-columns.ts';
import { DealFilters, toDealFilter } from './deal-filter.ts';

const rowsAtOnce = 500;
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
    const filter = toDealFilter(request, filters);
    // Queried before the response starts, so that an error can still be returned.
    const first = await listDeals(db, { ...filter, limit: rowsAtOnce });
    const lines = (async function* write() {
      yield `${bom === 'true' ? '\uFEFF' : ''}${line(header)}`;
      for await (const page of pages(db, filter, first)) yield page.map(toLine).join('');
    })();
    reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="deals.csv"');
    return sendLines(request, reply, lines) as never;
  });
}

/** Writes one page at a time, so that an export of any size needs the memory of one page. */
async function* pages(db: ApiDeps['db'], filter: Omit<DealFilter, 'before' | 'limit'>, first: DealRow[]): AsyncGenerator<DealRow[]> {
  for (let rows = first; ;) {
    yield rows;
    const before = rows.at(-1)?.id;
    if (rows.length < rowsAtOnce) return;
    rows = await listDeals(db, { ...filter, before, limit: rowsAtOnce });
  }
}

const toLine = (row: DealRow): string =>
  line([...told(row), ...cellsOf({ ...row.fields, external_id: row.externalId ?? undefined, partner_id: row.partnerId })]);

function told({ id, reviewStatus, stage, submittedAt, updatedAt }: DealRow): string[] {
  return [id, reviewStatus, stage, submittedAt === null ? '' : new Date(submittedAt).toISOString(), updatedAt.toISOString()];
}

/** Quoted wherever a spreadsheet could see more than one cell, whatever delimiter it assumes. */
const line = (cells: string[]): string =>
  `${cells.map((cell) => (/["\r\n,;|\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
