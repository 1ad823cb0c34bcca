import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { csvLine } from '#apps/api/http/csv-line.ts';
import { problems } from '#apps/api/http/errors.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { sendLines } from '#apps/api/http/send-lines.ts';
import { dismissWrite, groupFailedWrites, listWrites, retryWrites, type SyncWriteRow } from '#db/sync/failed-write.ts';
import { getSync } from '#db/sync/sync.ts';
import { guardCell } from '#domain/formula-guard.ts';
import { FilledText, ForeignId } from '#domain/plain-text.ts';
import { SyncParams } from './sync-view.ts';
import { reasonNames, SyncWriteGroupList, SyncWriteList, toSyncWrite, toSyncWriteGroup, writeStates } from './sync-write-view.ts';

const tags = ['Syncs'];
const aboutReason = 'Only records that failed for this class of reasons';
const WriteParams = SyncParams.extend({ write: z.string().max(64).describe('ID of the write (`swr_…`)') });
const aboutRecord = 'Only writes of this record. Of a creation, the record of the other side';
const writeId = z.string().max(64);
const Retry = z
  .strictObject({
    id: writeId.optional().describe('Only this one'),
    ids: z.array(writeId).min(1).max(200).optional().describe('Only these'),
    reason: z.enum(reasonNames).optional().describe(aboutReason),
    record_id: ForeignId(300).optional().describe(aboutRecord),
  })
  .refine(({ id, ids }) => id === undefined || ids === undefined, { error: 'must not be sent with id', path: ['ids'] })
  .meta({ id: 'SyncRetry', example: { reason: 'not_allowed' } });
const Retried = z.object({ retried: z.int() }).meta({ id: 'SyncRetried', examples: [{ retried: 12 }] });
const Dismissal = z.strictObject({ reason: FilledText(500) }).meta({ id: 'SyncDismissal', example: { reason: 'A test account' } });

const failedFilter = {
  reason: oneOrMore(reasonNames, aboutReason).optional(),
  record_id: ForeignId(300).optional().describe(aboutRecord),
};

/** The write ledger, and the queue of records that could not be written. */
export function syncWriteRoutes(app: App, deps: ApiDeps): void {
  listRoute(app, deps);
  groupRoute(app, deps);
  exportRoute(app, deps);
  repairRoutes(app, deps);
}

function listRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'listSyncWrites',
    summary: 'List the writes of a sync',
    description:
      'Returns the write ledger, newest first. With `state=failed`, the records that could not be written, each with its reason and remedy.',
    tags,
    ...needs('syncs:read'),
    params: SyncParams,
    querystring: ListQuery.extend({
      state: oneOrMore(writeStates).optional(),
      ...failedFilter,
    }),
    response: { 200: SyncWriteList, ...problems(403, 404) },
  };
  app.get('/syncs/:id/writes', { schema }, async (request, reply) => {
    const page = readPage(request);
    const { id } = await getSync(db, request.params.id);
    const { state, reason, record_id: recordId } = request.query;
    const filter = { states: valuesOf(state), reasons: valuesOf(reason), recordId };
    const rows = await listWrites(db, id, { ...filter, before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toSyncWrite);
  });
}

function groupRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'listSyncWriteGroups',
    summary: 'Group failed records by reason',
    description: 'Returns how many records could not be written for which reason, the most frequent first, with its remedy.',
    tags,
    ...needs('syncs:read'),
    params: SyncParams,
    response: { 200: SyncWriteGroupList, ...problems(403, 404) },
  };
  app.get('/syncs/:id/writes/groups', { schema }, async (request) => {
    const { id } = await getSync(db, request.params.id);
    return { data: (await groupFailedWrites(db, id)).map(toSyncWriteGroup) };
  });
}

const ROWS_AT_ONCE = 500;
const columns = [
  'id',
  'object',
  'side',
  'operation',
  'record_id',
  'reason',
  'text',
  'message',
  'field',
  'remedy',
  'attempts',
  'created_at',
] as const;

function exportRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'exportFailedSyncWrites',
    summary: 'Export failed records',
    description: 'Returns the records that could not be written and match the filters, newest first, as CSV (UTF-8).',
    tags,
    ...needs('syncs:read'),
    params: SyncParams,
    querystring: z.strictObject(failedFilter),
    response: {
      200: {
        description: 'CSV',
        content: {
          'text/csv': { schema: z.string().meta({ maxLength: 2_147_483_647, example: `${columns.slice(0, 3).join(',')},…\r\n` }) },
        },
      },
      ...problems(403, 404),
    },
  };
  app.get('/syncs/:id/writes/export', { schema }, async (request, reply) => {
    const { id } = await getSync(db, request.params.id);
    // Queried before the response starts, so that an error can still be returned.
    const { reason, record_id: recordId } = request.query;
    const filter = { states: ['failed' as const], reasons: valuesOf(reason), recordId, limit: ROWS_AT_ONCE };
    const first = await listWrites(db, id, filter);
    const lines = (async function* write() {
      yield csvLine([...columns]);
      for (let rows: SyncWriteRow[] = first; ; rows = await listWrites(db, id, { ...filter, before: rows.at(-1)?.id })) {
        yield rows.map((row) => csvLine(cellsOf(row))).join('');
        if (rows.length < ROWS_AT_ONCE) return;
      }
    })();
    reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="failed-records.csv"');
    return sendLines(request, reply, lines) as never;
  });
}

function cellsOf(row: SyncWriteRow): string[] {
  const shown = toSyncWrite(row);
  return columns.map((column) => (shown[column] === null ? '' : guardCell(String(shown[column]))));
}

function repairRoutes(app: App, { db, workflows }: ApiDeps): void {
  const retry = {
    operationId: 'retrySyncWrites',
    summary: 'Retry failed records',
    description: 'Writes failed records again: those that match all that you name, or with an empty body all.',
    tags,
    ...needs('syncs:write'),
    params: SyncParams,
    body: Retry,
    response: { 200: Retried, ...problems(403, 404) },
  };
  app.post('/syncs/:id/writes/retry', { schema: retry }, async (request) => {
    const { id } = await getSync(db, request.params.id);
    const { id: only, ids = only === undefined ? undefined : [only], reason, record_id: recordId } = request.body;
    const retried = await retryWrites(db, id, { ids, reason, recordId }, actorOf(request));
    await bestEffort(request, 'run a sync', () => workflows.syncs.runSync(id));
    return { retried };
  });

  const dismiss = {
    operationId: 'dismissSyncWrite',
    summary: 'Dismiss a failed record',
    description: 'The record is not written. It is written again only if another state of it is wanted.',
    tags,
    ...needs('syncs:write'),
    params: WriteParams,
    body: Dismissal,
    response: { 204: z.null().describe('Dismissed'), ...problems(403, 404) },
  };
  app.post('/syncs/:id/writes/:write/dismiss', { schema: dismiss }, async (request, reply) => {
    const { id } = await getSync(db, request.params.id);
    await dismissWrite(db, id, request.params.write, request.body.reason, actorOf(request));
    return reply.code(204).send(null);
  });
}
