import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { hintRecord } from '#db/sync/sync-hint.ts';
import { createTest, getTest, listTests, listTestWrites } from '#db/sync/sync-test.ts';
import { getSync, type SyncRow } from '#db/sync/sync.ts';
import { DomainError } from '#domain/errors.ts';
import { ForeignId } from '#domain/plain-text.ts';
import { mapOf, Preview, previewRecords } from './sync-preview-routes.ts';
import { SyncTest, SyncTestList, SyncTestParams, toSyncTest } from './sync-test-view.ts';
import { SyncParams } from './sync-view.ts';

const tags = ['Syncs'];

const TestRequest = z
  .strictObject({
    object: z.string().max(50).describe('The name of an object map'),
    a_id: ForeignId(300).optional().describe('The record of A'),
    b_id: ForeignId(300).optional().describe('The record of B, or the counterpart of `a_id`'),
    take_back: z.boolean().default(true).describe('False: it stays. The sync must be active, and syncs this record before all others'),
  })
  .refine(({ a_id: a, b_id: b }) => a !== undefined || b !== undefined, { error: 'is needed, or b_id', path: ['a_id'] })
  .meta({ id: 'SyncTestRequest', example: { object: 'account', a_id: '0015g00000BrTwL' } });

const Begun = Preview.extend({ test_id: z.string().nullable().describe('GET /syncs/{id}/tests/{test} says what became of it') }).meta({
  id: 'BegunSyncTest',
  examples: [
    {
      ...{ test_id: 'stt_01k9v5yq3n8t2e6w7x4z0b1c2d', compared: 0, conflicts: [], faults: [], left_out: [] },
      records: [{ a_id: '0015g00000BrTwL', b_id: null, name: 'Brightwell', outcome: 'create', reason: null }],
      changes: [{ side: 'b', record_id: '0015g00000BrTwL', field: 'name', before: null, after: 'Brightwell' }],
    },
  ],
});

/** One record, before all others do. */
export function syncTestRoutes(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'testSync',
    summary: 'Test a sync with one record',
    description:
      'Returns what is to be written, field by field, writes it, and takes it back: what is created is removed, and changed fields get back what ' +
      'they had, unless somebody has changed them meanwhile. What a vendor does not remove is named, with its remedy. The sync must be paused; ' +
      'its runs wait until the test has ended.',
    tags,
    ...needs('syncs:write'),
    params: SyncParams,
    body: TestRequest,
    response: { 202: Begun, ...problems(403, 404, 409, 422, 502) },
  };
  app.post('/syncs/:id/test', { schema }, async (request, reply) => {
    const row = await getSync(deps.db, request.params.id);
    const { object, a_id: aId, b_id: bId, take_back: isTakenBack } = request.body;
    const map = mapOf(row.mapping, object);
    assertTestable(row, isTakenBack);
    const shown = await previewRecords(deps, row, object, { aId, bId, limit: 1 });
    if (!isTakenBack) {
      const hint = aId === undefined ? ({ side: 'b', recordId: bId ?? '' } as const) : ({ side: 'a', recordId: aId } as const);
      await hintRecord(deps.db, row.id, { ...hint, object: map[hint.side] }, actorOf(request));
      await bestEffort(request, 'run a sync', () => deps.workflows.syncs.runSync(row.id));
      return reply.code(202).send({ ...shown, test_id: null });
    }
    const wanted = { syncId: row.id, object, aId: aId ?? null, bId: bId ?? null, mappingVersion: row.mappingVersion };
    const id = await createTest(deps.db, wanted, actorOf(request));
    await bestEffort(request, 'test a sync', () => deps.workflows.syncs.testSync({ id, syncId: row.id }));
    return reply.code(202).send({ ...shown, test_id: id });
  });
  readRoutes(app, deps);
}

function assertTestable({ pausedAt }: SyncRow, isTakenBack: boolean): void {
  if (isTakenBack && pausedAt === null) {
    const way = 'Pause it first, or send take_back: false, which syncs the record for good';
    throw new DomainError('conflict', `The sync is active, so its next run would write what a test takes back. ${way}`);
  }
  if (!isTakenBack && pausedAt !== null) {
    throw new DomainError('conflict', 'The sync is paused, so nothing is synced for good. Resume it first, or have the test taken back');
  }
}

function readRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    operationId: 'listSyncTests',
    summary: 'List the tests of a sync',
    description: 'Returns tests, newest first.',
    tags,
    ...needs('syncs:read'),
    params: SyncParams,
    querystring: ListQuery,
    response: { 200: SyncTestList, ...problems(403, 404) },
  };
  app.get('/syncs/:id/tests', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const { id } = await getSync(db, request.params.id);
    const rows = await listTests(db, id, { before: page.after, limit: page.limit + 1 });
    const shown = await Promise.all(rows.map(async (row) => ({ id: row.id, row, writes: await listTestWrites(db, row.id) })));
    return listReply(request, reply, page, shown, ({ row, writes }) => toSyncTest(row, writes));
  });

  const read = {
    operationId: 'getSyncTest',
    summary: 'Retrieve a test of a sync',
    description: 'Returns what the test has written, and whether it is taken back. A test that is under way changes.',
    tags,
    ...needs('syncs:read'),
    params: SyncTestParams,
    response: { 200: SyncTest, ...problems(403, 404) },
  };
  app.get('/syncs/:id/tests/:test', { schema: read }, async (request) => {
    const row = await getTest(db, request.params.id, request.params.test);
    return toSyncTest(row, await listTestWrites(db, row.id));
  });
}
