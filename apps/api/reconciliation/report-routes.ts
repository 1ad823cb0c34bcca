import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { csvLine } from '#apps/api/http/csv-line.ts';
import { problems } from '#apps/api/http/errors.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { sendLines } from '#apps/api/http/send-lines.ts';
import type { Database } from '#db/database.ts';
import { type FindingRow, listFindings } from '#db/reconciliation/finding.ts';
import { readReport } from '#db/reconciliation/read-report.ts';
import { getReconciliation, type ReconciliationRow } from '#db/reconciliation/run-list.ts';
import { getSync } from '#db/sync/sync.ts';
import { DomainError } from '#domain/errors.ts';
import { guardCell } from '#domain/formula-guard.ts';
import { ReconciliationParams, toFinding, toReconciliation } from './reconciliation-view.ts';
import { renderReport, reportPolicy } from './report-html.ts';
import { ReconciliationReport, ReportedReconciliation, toReport, toReported } from './report-view.ts';

const tags = ['Reconciliation'];
const Format = z.strictObject({
  format: z
    .enum(['json', 'csv', 'html'])
    .default('json')
    .describe('`csv`: a line for each finding. `html`: one page that a manager can read and print'),
});
const file = (example: string) => z.string().meta({ maxLength: 2_147_483_647, example });
const columns = [
  ...(['id', 'object', 'class', 'field', 'state', 'a_id', 'b_id', 'a_value', 'b_value', 'agreed_value', 'to_side', 'to_value'] as const),
  ...(['merged_into', 'message', 'remedy', 'reason', 'write_id', 'conflict_id', 'changed_at', 'created_at', 'ended_at'] as const),
];

/** The report of a night: for programs, for spreadsheets, and for people. */
export function reportRoutes(app: App, { db }: ApiDeps): void {
  const get = {
    operationId: 'getReconciliation',
    summary: 'Get a reconciliation',
    description: 'Returns a night with its report.',
    tags,
    ...needs('syncs:read'),
    params: ReconciliationParams,
    response: { 200: ReportedReconciliation, ...problems(403, 404) },
  };
  app.get('/reconciliations/:id', { schema: get }, async (request) => {
    const run = await getReconciliation(db, request.params.id);
    return toReported(run, await readReport(db, run.id));
  });

  const report = {
    operationId: 'getReconciliationReport',
    summary: 'Get the report of a reconciliation',
    description:
      'Returns how many records agree, what was repaired, what needs a person, and what cannot be known. Values that a spreadsheet would ' +
      'execute as a formula are prefixed with an apostrophe in CSV.',
    tags,
    ...needs('syncs:read'),
    params: ReconciliationParams,
    querystring: Format,
    response: {
      200: {
        description: 'The report',
        content: {
          'application/json': { schema: ReconciliationReport },
          'text/csv': { schema: file(`${columns.slice(0, 3).join(',')},…\r\n`) },
          'text/html': { schema: file('<!doctype html>…') },
        },
      },
      ...problems(403, 404, 409),
    },
  };
  app.get('/reconciliations/:id/report', { schema: report }, async (request, reply) => {
    const run = await getReconciliation(db, request.params.id);
    const { format } = request.query;
    const name = `reconciliation-${run.night}.${format}`;
    const read = await readReport(db, run.id);
    if (!read) throw new DomainError('conflict', `Reconciliation ${run.id} has no report: it is ${run.state}`);
    if (format === 'json') return toReport(run, read);
    if (format === 'csv') {
      reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`);
      return sendLines(request, reply, writeFindings(db, run.id)) as never;
    }
    reply.type('text/html; charset=utf-8').header('content-security-policy', reportPolicy);
    reply.header('content-disposition', `inline; filename="${name}"`);
    return renderReport(await titleOf(db, run), toReconciliation(run), toReport(run, read));
  });
}

async function titleOf(db: Database, { syncId, book }: ReconciliationRow): Promise<string> {
  return syncId === null ? `The book ${book}` : (await getSync(db, syncId)).name;
}

const ROWS_AT_ONCE = 500;

async function* writeFindings(db: Database, runId: string): AsyncGenerator<string> {
  yield csvLine([...columns]);
  for (let before: string | undefined; ;) {
    const rows: FindingRow[] = await listFindings(db.sql, runId, { before, limit: ROWS_AT_ONCE });
    yield rows.map((row) => csvLine(cellsOf(row))).join('');
    if (rows.length < ROWS_AT_ONCE) return;
    before = rows.at(-1)?.id;
  }
}

function cellsOf(row: FindingRow): string[] {
  const shown = toFinding(row);
  return columns.map((column) => {
    const cell = shown[column];
    return cell === null ? '' : guardCell(cell);
  });
}
