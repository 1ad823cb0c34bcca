import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { SyncConflictRow } from '#db/sync/sync-conflict.ts';
import type { SyncRunRow } from '#db/sync/sync-run.ts';
import type { SyncRow } from '#db/sync/sync.ts';
import { wholeNumber } from '#domain/bounded-number.ts';
import { Timestamp } from '#domain/instant.ts';
import { FilledText } from '#domain/plain-text.ts';
import { Mapping, sides } from '#domain/sync/mapping.ts';
import { ownDeals } from '#domain/sync/own-deals.ts';
import { explainStep, stepsOf } from '#domain/sync/sync-steps.ts';

const id = 'syn_01k9v5yq3n8t2e6w7x4z0b1c2d';
const at = '2026-03-01T09:30:00.000Z';

export const SyncParams = z.object({ id: z.string().max(64).describe('ID of the sync (`syn_…`)') });

export const exampleMapping = {
  time_zone: 'Europe/Berlin',
  objects: [
    {
      ...{ name: 'account', a: 'companies', b: 'customers', creates: [], deletes: [], subscriptions: null },
      links: [{ how: 'domain' as const, a: 'domain', b: 'email' }],
      fields: [
        {
          ...{ a: 'name', b: 'name', type: 'text' as const, direction: 'both' as const, owner: 'none' as const },
          ...{ values: [], allowed: [], fallback: null, transforms: [] },
        },
      ],
    },
  ],
};

const settings = {
  name: FilledText(100),
  interval_seconds: wholeNumber(60, 86_400).describe('How often changes are polled'),
  max_delete_percent: wholeNumber(0, 100).describe('A run that would delete more of the linked records waits for a yes'),
  max_change_percent: wholeNumber(1, 100).describe('A run that would change more of the linked records waits for a yes'),
};

export const CreateSync = z
  .strictObject({
    ...settings,
    interval_seconds: settings.interval_seconds.default(300),
    max_delete_percent: settings.max_delete_percent.default(5),
    max_change_percent: settings.max_change_percent.default(30),
    a_connection_id: z.string().max(64).describe('Connection to system A: by convention the CRM'),
    b_connection_id: z
      .string()
      .max(64)
      .describe("Connection to system B: by convention billing. `deals` stands for Causeway's own deals, if A is a CRM"),
    mapping: Mapping,
    state: z
      .enum(['active', 'paused'])
      .default('active')
      .describe('`paused`: nothing runs until POST /syncs/{id}/resume; previews and tests work'),
  })
  .refine(({ a_connection_id: a }) => a !== ownDeals, { error: 'must be a connection: deals are always B', path: ['a_connection_id'] })
  .meta({
    id: 'CreateSync',
    example: {
      ...{ name: 'CRM and billing', a_connection_id: 'con_01k9v5yq3n8t2e6w7x4z0b1c2d', b_connection_id: 'con_01k9v5w0c4r8m1s6q2t7y3z9ab' },
      mapping: exampleMapping,
    },
  });

export const UpdateSync = z
  .strictObject({ ...settings, mapping: Mapping })
  .partial()
  .refine((change) => Object.keys(change).length > 0, { error: 'must change something' })
  .meta({ id: 'SyncChange', example: { interval_seconds: 900 } });

export const Sync = z
  .object({
    id: z.string(),
    name: z.string(),
    a_connection_id: z.string(),
    b_connection_id: z.string(),
    state: z.enum(['active', 'paused']),
    process_error: z.string().nullable().describe('Why Causeway paused it. Resume it once the cause is removed'),
    mapping: Mapping,
    mapping_version: z.int(),
    interval_seconds: z.int(),
    max_delete_percent: z.int(),
    max_change_percent: z.int(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({
    id: 'Sync',
    examples: [
      {
        ...{
          id,
          name: 'CRM and billing',
          state: 'active',
          process_error: null,
          mapping: exampleMapping,
          mapping_version: 1,
          interval_seconds: 300,
        },
        ...{ a_connection_id: 'con_01k9v5yq3n8t2e6w7x4z0b1c2d', b_connection_id: 'con_01k9v5w0c4r8m1s6q2t7y3z9ab' },
        ...{ max_delete_percent: 5, max_change_percent: 30, created_at: at, updated_at: at },
      },
    ],
  });
export const SyncList = listOf(Sync).meta({ id: 'SyncList' });

export function toSync(row: SyncRow): z.infer<typeof Sync> {
  return {
    id: row.id,
    name: row.name,
    a_connection_id: row.aConnectionId,
    b_connection_id: row.bConnectionId,
    state: row.pausedAt === null ? 'active' : 'paused',
    process_error: row.processError,
    mapping: row.mapping,
    mapping_version: row.mappingVersion,
    interval_seconds: row.intervalSeconds,
    max_delete_percent: row.maxDeletePercent,
    max_change_percent: row.maxChangePercent,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

const SyncRun = z
  .object({
    id: z.string(),
    kind: z.enum(['incremental', 'backfill', 'hinted']).describe('`hinted`: it read only records that webhooks or people named'),
    state: z.enum(['running', 'completed', 'partial', 'failed', 'cancelled']).describe('`partial`: some records are not written'),
    doing: z.string().nullable().describe('What it does now. Null if it has ended'),
    reason: z.string().nullable().describe('Why it is partial or failed, or what it waits for'),
    needs_approval: z.boolean().describe('It waits for a yes: POST /syncs/{id}/approve'),
    read: z.int(),
    changed: z.int(),
    written: z.int(),
    failed: z.int(),
    conflicts: z.int(),
    started_at: Timestamp,
    ended_at: Timestamp.nullable(),
  })
  .meta({
    id: 'SyncRun',
    examples: [
      {
        ...{
          id: 'srn_01k9v5yq3n8t2e6w7x4z0b1c2d',
          kind: 'incremental',
          state: 'partial',
          doing: null,
          reason: '2 records are not written',
        },
        ...{ needs_approval: false, read: 120, changed: 14, written: 12, failed: 2, conflicts: 0, started_at: at, ended_at: at },
      },
    ],
  });
export const SyncRunList = listOf(SyncRun).meta({ id: 'SyncRunList' });

export function toSyncRun(row: SyncRunRow, mapping: Mapping): z.infer<typeof SyncRun> {
  const step = stepsOf(mapping, row.kind)[row.step];
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    doing: row.state === 'running' && step ? explainStep(step) : null,
    reason: row.reason ?? row.question,
    needs_approval: row.question !== null,
    ...{ read: row.read, changed: row.changed, written: row.written, failed: row.failed, conflicts: row.conflicts },
    started_at: row.startedAt.toISOString(),
    ended_at: row.endedAt?.toISOString() ?? null,
  };
}

const value = z.string().meta({ maxLength: 1_000_000 }).nullable();
const SyncConflict = z
  .object({
    id: z.string(),
    object: z.string(),
    a_id: z.string().meta({ maxLength: 500 }),
    b_id: z.string().meta({ maxLength: 500 }),
    field: z.string().meta({ maxLength: 500 }).describe('The names of the field in A and B'),
    a_value: value,
    b_value: value,
    opened_at: Timestamp,
    resolved_at: Timestamp.nullable(),
    winner: z.enum(sides).nullable().describe('Null while it is open, or if both sides came to agree by themselves'),
    resolved_by: z.string().nullable(),
  })
  .meta({
    id: 'SyncConflict',
    examples: [
      {
        ...{
          id: 'cft_01k9v5yq3n8t2e6w7x4z0b1c2d',
          object: 'account',
          a_id: '0015g00000BrTwL',
          b_id: 'cus_9s6XKzkNRiz8i3',
          field: 'Name=name',
        },
        ...{ a_value: 'Brightwell', b_value: 'Brightwell GmbH', opened_at: at, resolved_at: null, winner: null, resolved_by: null },
      },
    ],
  });
export const SyncConflictList = listOf(SyncConflict).meta({ id: 'SyncConflictList' });

export function toSyncConflict(row: SyncConflictRow): z.infer<typeof SyncConflict> {
  return {
    id: row.id,
    object: row.object,
    a_id: row.aId,
    b_id: row.bId,
    field: row.field,
    a_value: row.aValue,
    b_value: row.bValue,
    opened_at: row.openedAt.toISOString(),
    resolved_at: row.resolvedAt?.toISOString() ?? null,
    winner: row.winner,
    resolved_by: row.resolvedBy,
  };
}
