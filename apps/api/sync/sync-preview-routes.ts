import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { findVerdicts } from '#db/accounts/verdict.ts';
import { billingOf } from '#db/sync/sync-billing.ts';
import { listLinks } from '#db/sync/sync-link.ts';
import { getSync, type SyncRow } from '#db/sync/sync.ts';
import { wholeNumber } from '#domain/bounded-number.ts';
import { DomainError } from '#domain/errors.ts';
import { ForeignId } from '#domain/plain-text.ts';
import { isComputed, Mapping, type ObjectMap, sides } from '#domain/sync/mapping.ts';
import { assertUsable, openBoth } from './live-objects.ts';
import { leftOut, outcomes, type Pair, previewPairs } from './preview-pair.ts';
import { previewSample } from './preview-sample.ts';
import { foreign, value } from './sync-test-view.ts';
import { SyncParams } from './sync-view.ts';

const PreviewRequest = z
  .strictObject({
    object: z.string().max(50).describe('The name of an object map'),
    mapping: Mapping.optional().describe('A mapping to try. Without it, the present one'),
    a_id: ForeignId(300).optional().describe('Only this record of A, with `b_id` or its counterpart'),
    b_id: ForeignId(300).optional().describe('Only this record of B'),
    limit: wholeNumber(1, 100).default(50).describe('Without an id, how many records are compared'),
  })
  .meta({ id: 'SyncPreviewRequest', example: { object: 'account', limit: 20 } });

const where = { side: z.enum(sides), record_id: foreign, field: foreign };
export const Preview = z
  .object({
    compared: z.int().describe('Pairs of records that were compared'),
    records: z
      .array(
        z.object({
          a_id: foreign.nullable(),
          b_id: foreign.nullable(),
          name: foreign.nullable().describe('The first of its values that is mapped'),
          outcome: z.enum(outcomes),
          reason: foreign.nullable().describe('Why it is skipped, or what else is to be known of it'),
        }),
      )
      .meta({ maxItems: 200 })
      .describe('What becomes of each record. Before the first run, some records of both systems are read, and find each other'),
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
        records: [{ a_id: '0015g00000BrTwL', b_id: 'cus_9s6XKzkNRiz8i3', name: 'Brightwell', outcome: 'update', reason: null }],
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
    return previewRecords(deps, { ...row, mapping }, object, { aId, bId, limit });
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
  return listLinks(db.sql, { syncId, object }, { aId, bId, limit });
}

/** The pairs that are named or linked, or else some that find each other now. */
export async function previewRecords(
  deps: ApiDeps,
  row: SyncRow,
  object: string,
  wanted: Omit<Wanted, 'object'>,
): Promise<z.infer<typeof Preview>> {
  const map = mapOf(row.mapping, object);
  const pairs = await pairsOf(deps, row, { object, ...wanted });
  const how = { mapping: row.mapping, map, clocks: { a: row.aClockMs, b: row.bClockMs } };
  const opened = await openBoth(deps, row);
  if (pairs.length > 0) {
    const billing = await billingOf(
      deps.db.sql,
      row.id,
      map,
      pairs.map(({ bId }) => bId),
    );
    return { ...(await deps.vendors.asked(previewPairs(opened, { ...how, billing }, pairs))), left_out: leftOut(map) };
  }
  const { aId, bId, limit } = wanted;
  const only = aId !== undefined ? ({ side: 'a', id: aId } as const) : bId !== undefined ? ({ side: 'b', id: bId } as const) : undefined;
  const findVerdictsOn = (keys: ReadonlySet<string>) => findVerdicts(deps.db.sql, keys);
  const sampled = await deps.vendors.asked(previewSample(opened, how, { limit, only, findVerdicts: findVerdictsOn }));
  if (only && sampled.records.length === 0) throw new DomainError('not_found', `There is no record ${only.id} among the ${map[only.side]}`);
  // Subscriptions are read by the first run.
  const computed = map.fields.map(({ b }) => b).filter((name) => isComputed(name));
  return { ...sampled, left_out: [...leftOut(map), ...computed] };
}

export function mapOf({ objects }: Mapping, name: string): ObjectMap {
  const map = objects.find((one) => one.name === name);
  if (!map) throw new DomainError('not_found', `The mapping has no object ${name}; it has ${objects.map((one) => one.name).join(', ')}`);
  return map;
}
