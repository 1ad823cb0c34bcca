import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { FailedGroup, SyncWriteRow } from '#db/sync/failed-write.ts';
import { Timestamp } from '#domain/instant.ts';
import { sides } from '#domain/sync/mapping.ts';
import { type FailureReason, failureReasons } from '#domain/sync/write-failure.ts';

const at = '2026-03-01T09:30:00.000Z';
export const writeStates = ['waiting', 'acked', 'failed', 'superseded', 'dismissed'] as const;
export const reasonNames = Object.keys(failureReasons) as [FailureReason, ...FailureReason[]];

const SyncWrite = z
  .object({
    id: z.string(),
    object: z.string(),
    side: z.enum(sides).describe('The side that is written'),
    operation: z.enum(['create', 'update', 'delete']),
    record_id: z.string().meta({ maxLength: 500 }).describe('The record; for a creation, the record of the other side'),
    state: z.enum(writeStates),
    reason: z.string().nullable().describe('Class of the failure'),
    text: z.string().nullable().describe('The class, in words'),
    message: z.string().nullable().describe("The vendor's own words"),
    field: z.string().nullable(),
    remedy: z.string().nullable(),
    attempts: z.int(),
    next_attempt_at: Timestamp.nullable().describe('Null if only a person can help'),
    created_at: Timestamp,
    ended_at: Timestamp.nullable(),
  })
  .meta({
    id: 'SyncWrite',
    examples: [
      {
        ...{ id: 'swr_01k9v5yq3n8t2e6w7x4z0b1c2d', object: 'account', side: 'a', operation: 'update', record_id: '0015g00000BrTwL' },
        ...{ state: 'failed', reason: 'not_allowed', ...failureReasons.not_allowed, field: 'Segment__c', attempts: 1 },
        message: 'Segment: bad value for restricted picklist field: large',
        ...{ next_attempt_at: null, created_at: at, ended_at: null },
      },
    ],
  });
export const SyncWriteList = listOf(SyncWrite).meta({ id: 'SyncWriteList' });

/** Those of tests are never listed here. */
const isWriteState = (state: string): state is (typeof writeStates)[number] => writeStates.some((one) => one === state);

export function toSyncWrite(row: SyncWriteRow): z.infer<typeof SyncWrite> {
  const known = row.reason === null ? undefined : failureReasons[row.reason as FailureReason];
  return {
    id: row.id,
    object: row.object,
    side: row.side,
    operation: row.operation,
    record_id: row.target,
    state: isWriteState(row.state) ? row.state : 'superseded',
    reason: row.reason,
    text: known?.text ?? null,
    message: row.message,
    field: row.field,
    remedy: known?.remedy ?? null,
    attempts: row.attempts,
    next_attempt_at: row.state === 'acked' ? null : (row.nextAttemptAt?.toISOString() ?? null),
    created_at: row.createdAt.toISOString(),
    ended_at: row.endedAt?.toISOString() ?? null,
  };
}

const SyncWriteGroup = z
  .object({
    reason: z.enum(reasonNames),
    text: z.string().describe('The reason, in words'),
    remedy: z.string(),
    count: z.int().describe('At most the latest 100,000 failed records are counted'),
    first_failed_at: Timestamp,
    last_failed_at: Timestamp,
  })
  .meta({
    id: 'SyncWriteGroup',
    examples: [{ reason: 'not_allowed', ...failureReasons.not_allowed, count: 12, first_failed_at: at, last_failed_at: at }],
  });
export const SyncWriteGroupList = z
  .object({ data: z.array(SyncWriteGroup).meta({ maxItems: reasonNames.length }) })
  .meta({ id: 'SyncWriteGroupList' });

export function toSyncWriteGroup({ reason, count, firstAt, lastAt }: FailedGroup): z.infer<typeof SyncWriteGroup> {
  return {
    ...{ reason, ...failureReasons[reason], count },
    first_failed_at: firstAt.toISOString(),
    last_failed_at: lastAt.toISOString(),
  };
}
