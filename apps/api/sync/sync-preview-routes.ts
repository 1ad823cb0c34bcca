import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { billingOf } from '#db/sync/sync-billing.ts';
import { hintRecord } from '#db/sync/sync-hint.ts';
import { listLinks } from '#db/sync/sync-link.ts';
import { getSync, type SyncRow } from '#db/sync/sync.ts';
import { wholeNumber } from '#domain/bounded-number.ts';
import { DomainError } from '#domain/errors.ts';
import { ForeignId } from '#domain/plain-text.ts';
import { Mapping, type ObjectMap, sides } from '#domain/sync/mapping.ts';
import { assertUsable, openBoth } from './live-objects.ts';
import { leftOut, type Pair, previewPairs } from './preview-pair.ts';
import { SyncParams } from './sync-view.ts';

const PreviewRequest = z
  .strictObject({
    object: z.string().max(50).describe('The name of an object map'),
    mapping: Mapping.optional().describe('A mapping to try. Without it, the present one'),
    a_id: ForeignId(300).optional().describe('Only this record of A, with `b_id` or its counterpart'),
    b_id: ForeignId(300).optional(),
    limit: wholeNumber(1, 100).default(50).describe('Without `a_id`, how many linked records are compared'),
  })
  .meta({ id: 'SyncPreviewRequest', example: { object: 'account', limit: 20 } });

const TestRequest = z
  .strictObject({ object: z.string().max(50).describe('The name of an object map'), a_id: ForeignId(300).describe('The record of A') })
  .meta({ id: 'SyncTestRequest', example: { object: 'account', a_id: '0015g00000BrTwL' } });

const foreign = z.string().meta({ maxLength: 1_000_000 });
const value = z.union([foreign, z.number(), z.boolean(), z.array(foreign).meta({ maxItems: 1_000 }).readonly()]).nullable();
const where = { side: z.enum(sides), record_id: foreign, field: foreign };
const Preview = z
  .object({
    compared: z.int().describe('Pairs of records that were compared'),
    changes: z.array(z.object({ ...where, before: value, after: value })).meta({ maxItems: 60_000 }),
    conflicts: z.array(z.object({ a_id: foreign, b_id: foreign, field: foreign })).meta({ maxItems: 30_000 }),
    faults: z
      .array(z.object({ ...where, message: foreign }))
      .meta({ maxItems: 60_000 })
      .describe('Values that cannot be written as they are'),
    left_out: z.array(foreign).meta({ maxItems: 300 }).describe('Fields that an expression makes: only a run evaluates it'),
  })
  .meta({
    id: 'SyncPreview',
    examples: [
      {
        compared: 1,
        changes: [{ side: 'a', record_id: '0015g00000BrTwL', field: 'Mrr__c', before: 83.33, after: 100 }],
        ...{ conflicts: [], faults: [], left_out: [] },
      },
    ],
  });

/** What a mapping would do, on real records, before it does it. */
export function syncPreviewRoutes(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'previewSync',
    summary: 'Preview a mapping',
    description:
      'Reads real records of both systems and returns, field by field, what the mapping would write: before and after. Nothing is written. Use ' +
      'it before you change a mapping, to see what that would rewrite.',
    tags: ['Syncs'],
    ...needs('syncs:read'),
    params: SyncParams,
    body: PreviewRequest,
    response: { 200: Preview, ...problems(403, 404, 409, 422, 502) },
  };
  app.post('/syncs/:id/preview', { schema }, async (request) => {
    const { object, a_id: aId, b_id: bId, limit } = request.body;
    const row = await getSync(deps.db, request.params.id);
    const mapping = request.body.mapping ?? row.mapping;
    if (request.body.mapping) await assertUsable(deps, { ...row, mapping });
    const pairs = await pairsOf(deps, row, { object, aId, bId, limit });
    if (pairs.length === 0 && aId !== undefined) {
      throw new DomainError('not_found', `The record ${aId} of A has no counterpart. Name one with b_id`);
    }
    return preview(deps, { ...row, mapping }, object, pairs);
  });
  testRoute(app, deps);
}

function testRoute(app: App, deps: ApiDeps): void {
  const { db, workflows } = deps;
  const schema = {
    operationId: 'testSync',
    summary: 'Sync one record',
    description:
      'Reads one record of A and its counterpart, returns what is to be written, field by field, and has it written at once. `GET ' +
      '/syncs/{id}/writes?record_id=…` says what became of it. A record without a counterpart is linked, or created where the mapping says so.',
    tags: ['Syncs'],
    ...needs('syncs:write'),
    params: SyncParams,
    body: TestRequest,
    response: { 202: Preview, ...problems(403, 404, 409, 422, 502) },
  };
  app.post('/syncs/:id/test', { schema }, async (request, reply) => {
    const row = await getSync(db, request.params.id);
    const { object, a_id: aId } = request.body;
    const map = mapOf(row.mapping, object);
    if (row.pausedAt !== null) {
      throw new DomainError('conflict', 'The sync is paused. Resume it first, or preview it, which writes nothing');
    }
    const shown = await preview(deps, row, object, await pairsOf(deps, row, { object, aId, limit: 1 }));
    await hintRecord(db, row.id, { side: 'a', object: map.a, recordId: aId }, actorOf(request));
    await bestEffort(request, 'run a sync', () => workflows.syncs.runSync(row.id));
    return reply.code(202).send(shown);
  });
}

interface Wanted {
  object: string;
  aId?: string | undefined;
  bId?: string | undefined;
  limit: number;
}

/** One pair that is named, or some that are linked. */
async function pairsOf({ db }: ApiDeps, { id: syncId }: SyncRow, { object, aId, bId, limit }: Wanted): Promise<Pair[]> {
  if (aId !== undefined && bId !== undefined) return [{ aId, bId, agreed: {} }];
  return listLinks(db.sql, { syncId, object }, { aId, limit });
}

async function preview(deps: ApiDeps, row: SyncRow, object: string, pairs: readonly Pair[]) {
  const map = mapOf(row.mapping, object);
  const ids = pairs.map(({ bId }) => bId);
  const how = { mapping: row.mapping, map, clocks: { a: row.aClockMs, b: row.bClockMs } };
  const billing = await billingOf(deps.db.sql, row.id, map, ids);
  const opened = await openBoth(deps, row);
  return { ...(await deps.vendors.asked(previewPairs(opened, { ...how, billing }, pairs))), left_out: leftOut(map) };
}

function mapOf({ objects }: Mapping, name: string): ObjectMap {
  const map = objects.find((one) => one.name === name);
  if (!map) throw new DomainError('not_found', `The mapping has no object ${name}; it has ${objects.map((one) => one.name).join(', ')}`);
  return map;
}
