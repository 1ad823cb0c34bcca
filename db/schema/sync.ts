import type { Mapping } from '../../domain/sync/mapping.ts';
import type { RawFields, SyncValue } from '../../domain/sync/sync-value.ts';
import type { SyncValues } from '../../domain/sync/translate.ts';
import { boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, sql, text, uniqueIndex } from '../drizzle.ts';
import { at } from './columns.ts';

const sideOf = (name: string) => text(name, { enum: ['a', 'b'] });

/** Two connections whose records are kept the same. */
export const sync = pgTable(
  'sync',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    aConnectionId: text('a_connection_id').notNull(),
    bConnectionId: text('b_connection_id').notNull(),
    mapping: jsonb().$type<Mapping>().notNull(),
    mappingVersion: integer('mapping_version').notNull().default(1),
    /** Records that were read in an earlier generation are read and compared anew. */
    generation: integer().notNull().default(1),
    /** How often changes are polled. */
    intervalSeconds: integer('interval_seconds').notNull(),
    /** More deletions in a run, or more changes in a run, need a person's yes. In percent of the linked records. */
    maxDeletePercent: integer('max_delete_percent').notNull(),
    maxChangePercent: integer('max_change_percent').notNull(),
    pausedAt: at('paused_at'),
    /** Why its workflow gave up, and paused it. */
    processError: text('process_error'),
    /** A person agreed to what the last run asked; the next run may do it. */
    approvedAt: at('approved_at'),
    /** Somebody asked for a run; null once one has begun. */
    requestedAt: at('requested_at'),
    /** Since when hints wait for a run; null if there are none. */
    hintedAt: at('hinted_at'),
    /** The next run reads everything, because nothing was read yet, the mapping changed, or somebody asked for it. */
    isBackfillDue: boolean('is_backfill_due').notNull().default(true),
    /** It reads only what changed since; null: everything. */
    backfillSince: at('backfill_since'),
    /** By how much the clock of each vendor is ahead of ours. */
    aClockMs: integer('a_clock_ms').notNull().default(0),
    bClockMs: integer('b_clock_ms').notNull().default(0),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    // A deal has one opportunity, so one sync at most writes deals.
    uniqueIndex('sync_of_deals')
      .on(t.bConnectionId)
      .where(sql`b_connection_id = 'deals'`),
  ],
);

const syncId = () =>
  text('sync_id')
    .notNull()
    .references(() => sync.id, { onDelete: 'cascade' });

/** Every mapping that a sync had. */
export const syncMapping = pgTable(
  'sync_mapping',
  {
    syncId: syncId(),
    version: integer().notNull(),
    mapping: jsonb().$type<Mapping>().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.syncId, t.version] })],
);

/** Up to where the changes of one object have been read, by the clock of its vendor. */
export const syncPosition = pgTable(
  'sync_position',
  {
    syncId: syncId(),
    /** The number of the step, and the object as the vendor names it. */
    feed: text().notNull(),
    /** From where the next pass reads. */
    since: at('since').notNull(),
    /** The latest change that was seen. It was known before the next pass begins, so that pass cannot miss what happens during it. */
    high: at('high'),
  },
  (t) => [primaryKey({ columns: [t.syncId, t.feed] })],
);

/** A record that a run is to read at once. Hints of one record are one. */
export const syncHint = pgTable(
  'sync_hint',
  {
    syncId: syncId(),
    side: sideOf('side').notNull(),
    /** As the vendor names it. */
    object: text().notNull(),
    recordId: text('record_id').notNull(),
    events: integer().notNull(),
    /** The write of this sync that is all that it tells of: nothing new, once that write is acknowledged. */
    writeId: text('write_id'),
  },
  (t) => [primaryKey({ columns: [t.syncId, t.side, t.object, t.recordId] })],
);

export const syncRun = pgTable(
  'sync_run',
  {
    id: text().primaryKey(),
    syncId: syncId(),
    /** `hinted`: it reads only the records that a webhook or a person named. */
    kind: text({ enum: ['incremental', 'backfill', 'hinted'] }).notNull(),
    state: text({ enum: ['running', 'completed', 'partial', 'failed', 'cancelled'] })
      .notNull()
      .default('running'),
    mappingVersion: integer('mapping_version').notNull(),
    /** Where the run is: the number of its step, and the vendor's cursor within it. */
    step: integer().notNull().default(0),
    cursor: text(),
    /** Of the last page, to notice a vendor that returns the same page for ever. */
    pageHash: text('page_hash'),
    /** The latest change that the current step has seen. */
    high: at('high'),
    /** A person must agree before the run goes on: why. */
    question: text(),
    approvedAt: at('approved_at'),
    read: integer().notNull().default(0),
    changed: integer().notNull().default(0),
    written: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    conflicts: integer().notNull().default(0),
    /** Why it failed. */
    reason: text(),
    startedAt: at('started_at').notNull().defaultNow(),
    endedAt: at('ended_at'),
  },
  (t) => [
    index('sync_run_sync').on(t.syncId, t.id),
    // A run that reads hints goes between the parts of another one.
    uniqueIndex('sync_run_at_once')
      .on(t.syncId, sql`(kind = 'hinted')`)
      .where(sql`state = 'running'`),
  ],
);

/** A record of one side, as it was read last. */
export const syncRecord = pgTable(
  'sync_record',
  {
    syncId: syncId(),
    /** The name of the object map. */
    object: text().notNull(),
    side: sideOf('side').notNull(),
    recordId: text('record_id').notNull(),
    /** Of the vendor, after the sync's generation: an equal one was seen before. */
    version: text().notNull(),
    modifiedAt: at('modified_at'),
    state: text({ enum: ['live', 'deleted', 'merged'] })
      .notNull()
      .default('live'),
    mergedInto: text('merged_into'),
    /** The mapped values. */
    values: jsonb().$type<SyncValues>().notNull(),
    /** Values that cannot be translated: field, reason, message. */
    faults: jsonb().$type<{ field: string; reason: string; message: string }[]>().notNull().default([]),
    /** What it can be linked by. */
    keys: text().array().notNull().default([]),
    /** It changed, and was not merged yet. */
    isPending: boolean('is_pending').notNull().default(true),
    /** Its counterpart was deleted, so none is created for it again. */
    isOrphan: boolean('is_orphan').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.syncId, t.object, t.side, t.recordId] }),
    index('sync_record_pending')
      .on(t.syncId, t.object, t.side, t.recordId)
      .where(sql`is_pending`),
    index('sync_record_gone')
      .on(t.syncId, t.object, t.side, t.recordId)
      .where(sql`is_pending and state <> 'live'`),
  ],
);

/** What records can be linked by. */
export const syncRecordKey = pgTable(
  'sync_record_key',
  {
    syncId: text('sync_id').notNull(),
    object: text().notNull(),
    side: sideOf('side').notNull(),
    recordId: text('record_id').notNull(),
    key: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.syncId, t.object, t.key, t.side, t.recordId] }),
    foreignKey({
      columns: [t.syncId, t.object, t.side, t.recordId],
      foreignColumns: [syncRecord.syncId, syncRecord.object, syncRecord.side, syncRecord.recordId],
    }).onDelete('cascade'),
    index('sync_record_key_record').on(t.syncId, t.object, t.side, t.recordId),
  ],
);

/** The id map: two records that are the same, and what they agreed on last. */
export const syncLink = pgTable(
  'sync_link',
  {
    id: text().primaryKey(),
    syncId: syncId(),
    object: text().notNull(),
    aId: text('a_id').notNull(),
    bId: text('b_id').notNull(),
    how: text({ enum: ['external_id', 'domain', 'email', 'created', 'by_hand'] }).notNull(),
    /** Who linked them by hand. */
    createdBy: text('created_by'),
    createdAt: at('created_at').notNull().defaultNow(),
    /** The value of each field when both sides last had the same. */
    agreed: jsonb().$type<SyncValues>().notNull().default({}),
  },
  (t) => [uniqueIndex('sync_link_a').on(t.syncId, t.object, t.aId), uniqueIndex('sync_link_b').on(t.syncId, t.object, t.bId)],
);

/** A record of the billing system that belongs to another one, such as a subscription. */
export const syncPart = pgTable(
  'sync_part',
  {
    syncId: syncId(),
    object: text().notNull(),
    recordId: text('record_id').notNull(),
    parentId: text('parent_id').notNull(),
    fields: jsonb().$type<RawFields>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.syncId, t.object, t.recordId] }), index('sync_part_parent').on(t.syncId, t.object, t.parentId)],
);

/** The write ledger: each state that a record was to be brought to, and what became of it. */
export const syncWrite = pgTable(
  'sync_write',
  {
    id: text().primaryKey(),
    syncId: syncId(),
    object: text().notNull(),
    side: sideOf('side').notNull(),
    /** The record that is written; the record of the other side if it is created. */
    target: text().notNull(),
    operation: text({ enum: ['create', 'update', 'delete'] }).notNull(),
    linkId: text('link_id'),
    values: jsonb().$type<Readonly<Record<string, SyncValue>>>().notNull(),
    desiredHash: text('desired_hash').notNull(),
    /** Of the target's values when the write was planned. */
    baseHash: text('base_hash').notNull(),
    state: text({ enum: ['waiting', 'acked', 'failed', 'superseded', 'dismissed'] })
      .notNull()
      .default('waiting'),
    /** Class of the failure, the vendor's words, and its field. */
    reason: text(),
    message: text(),
    field: text(),
    isRetryable: boolean('is_retryable').notNull().default(true),
    attempts: integer().notNull().default(0),
    /** How often the target has refused it. What the vendor knows a write by changes with it, because vendors repeat an answer that they gave. */
    refusals: integer().notNull().default(0),
    /** Not before; null for writes that wait for a person. */
    nextAttemptAt: at('next_attempt_at'),
    /** The run that holds it. */
    claimedUntil: at('claimed_until'),
    claimedBy: text('claimed_by'),
    createdAt: at('created_at').notNull().defaultNow(),
    endedAt: at('ended_at'),
    dismissedBy: text('dismissed_by'),
    dismissedBecause: text('dismissed_because'),
  },
  (t) => [
    uniqueIndex('sync_write_open')
      // Both sides may use the same ids, and the target of a creation is one of the other side.
      .on(t.syncId, t.object, t.side, t.target, sql`(operation = 'create')`)
      .where(sql`state in ('waiting', 'failed')`),
    index('sync_write_due')
      .on(t.syncId, t.object, t.side, t.nextAttemptAt)
      .where(sql`state in ('waiting', 'failed') and next_attempt_at is not null`),
    index('sync_write_failed')
      .on(t.syncId, t.id)
      .where(sql`state = 'failed'`),
    index('sync_write_ended')
      .on(t.syncId, t.object, t.side, t.target, t.endedAt)
      .where(sql`state in ('acked', 'dismissed')`),
  ],
);

/** Both sides changed a field and no rule decides. */
export const syncConflict = pgTable(
  'sync_conflict',
  {
    id: text().primaryKey(),
    syncId: syncId(),
    object: text().notNull(),
    linkId: text('link_id')
      .notNull()
      .references(() => syncLink.id, { onDelete: 'cascade' }),
    /** The key of the field map. */
    field: text().notNull(),
    aValue: text('a_value'),
    bValue: text('b_value'),
    openedAt: at('opened_at').notNull().defaultNow(),
    resolvedAt: at('resolved_at'),
    /** The side that was right; null if both came to agree by themselves. */
    winner: sideOf('winner'),
    resolvedBy: text('resolved_by'),
  },
  (t) => [
    uniqueIndex('sync_conflict_open')
      .on(t.linkId, t.field)
      .where(sql`resolved_at is null`),
    index('sync_conflict_sync').on(t.syncId, t.id),
  ],
);
