import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { SyncWriteRow } from '#db/sync/failed-write.ts';
import type { SyncTestRow } from '#db/sync/sync-test.ts';
import { Timestamp } from '#domain/instant.ts';
import { sides } from '#domain/sync/mapping.ts';
import { type FailureReason, failureReasons } from '#domain/sync/write-failure.ts';

export const SyncTestParams = z.object({
  id: z.string().max(64).describe('ID of the sync (`syn_…`)'),
  test: z.string().max(64).describe('ID of the test (`stt_…`)'),
});

export const foreign = z.string().meta({ maxLength: 1_000_000 });
export const value = z.union([foreign, z.number(), z.boolean(), z.array(foreign).meta({ maxItems: 1_000 }).readonly()]).nullable();

const testWriteStates = ['trying', 'tried', 'refused', 'taken_back', 'left'] as const;

const SyncTestWrite = z.object({
  id: z.string(),
  side: z.enum(sides).describe('The side that is written'),
  operation: z.enum(['create', 'update']),
  record_id: foreign.nullable().describe('The record that was written. Null until one is created'),
  state: z.enum(testWriteStates).describe('`tried`: it is in the system now; `left`: it is there still, and `message` says why'),
  fields: z
    .array(z.object({ field: foreign, before: value, after: value }))
    .meta({ maxItems: 300 })
    .describe('What was written'),
  message: foreign.nullable().describe("Why it was refused or is left, in the vendor's words"),
  remedy: z.string().nullable(),
});

export const SyncTest = z
  .object({
    id: z.string(),
    sync_id: z.string(),
    object: z.string(),
    a_id: foreign.nullable(),
    b_id: foreign.nullable(),
    state: z
      .enum(['running', 'completed', 'left', 'failed'])
      .describe('`completed`: nothing of it is left in the systems; `left`: something is; `failed`: nothing was written'),
    reason: foreign.nullable().describe('Why it failed, or why there was nothing to write'),
    waits_for: foreign.nullable().describe('What keeps it: it goes on by itself'),
    writes: z.array(SyncTestWrite).meta({ maxItems: 2 }),
    created_at: Timestamp,
    ended_at: Timestamp.nullable(),
  })
  .meta({
    id: 'SyncTest',
    examples: [
      {
        ...{ id: 'stt_01k9v5yq3n8t2e6w7x4z0b1c2d', sync_id: 'syn_01k9v5yq3n8t2e6w7x4z0b1c2d', object: 'account' },
        ...{ a_id: '0015g00000BrTwL', b_id: null, state: 'completed', reason: null, waits_for: null },
        writes: [
          {
            ...{
              id: 'swr_01k9v5yq3n8t2e6w7x4z0b1c2d',
              side: 'b',
              operation: 'create',
              record_id: 'cus_9s6XKzkNRiz8i3',
              state: 'taken_back',
            },
            ...{ fields: [{ field: 'name', before: null, after: 'Brightwell' }], message: null, remedy: null },
          },
        ],
        ...{ created_at: '2026-03-01T09:30:00.000Z', ended_at: '2026-03-01T09:30:04.000Z' },
      },
    ],
  });
export const SyncTestList = listOf(SyncTest).meta({ id: 'SyncTestList' });

export function toSyncTest(row: SyncTestRow, writes: readonly SyncWriteRow[]): z.infer<typeof SyncTest> {
  return {
    ...{ id: row.id, sync_id: row.syncId, object: row.object, a_id: row.aId, b_id: row.bId, state: row.state },
    ...{ reason: row.reason, waits_for: row.obstacle },
    writes: writes.map(toTestWrite),
    created_at: row.createdAt.toISOString(),
    ended_at: row.endedAt?.toISOString() ?? null,
  };
}

function toTestWrite(row: SyncWriteRow): z.infer<typeof SyncTestWrite> {
  return {
    ...{ id: row.id, side: row.side, operation: row.operation === 'create' ? 'create' : 'update', record_id: row.recordId },
    state: isTested(row.state) ? row.state : 'refused',
    fields: Object.entries(row.sent ?? {}).map(([field, after]) => ({ field, before: row.before?.[field] ?? null, after })),
    message: row.message,
    remedy: remedyFor(row),
  };
}

const isTested = (state: string): state is (typeof testWriteStates)[number] => testWriteStates.some((one) => one === state);

function remedyFor({ state, operation, recordId, reason }: SyncWriteRow): string | null {
  if (state === 'left') {
    return operation === 'create'
      ? `Delete the record ${recordId ?? 'that was created'} there by hand, or keep it: the sync then links it by the rules of the mapping`
      : `Set the fields of the record ${recordId ?? ''} back by hand, to what they had before`;
  }
  return state === 'refused' && reason !== null ? (failureReasons[reason as FailureReason]?.remedy ?? null) : null;
}
