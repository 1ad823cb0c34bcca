import type { Mapping } from '../../domain/sync/mapping.ts';
import { boolean, index, integer, jsonb, pgTable, primaryKey, sql, text, uniqueIndex } from '../drizzle.ts';
import { at } from './columns.ts';

export const sideOf = (name: string) => text(name, { enum: ['a', 'b'] });

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

export const syncId = () =>
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
    /** Pages of the present step; of the last one, and of the last whose number is a power of two, to notice a vendor that returns the same pages for ever. */
    pages: integer().notNull().default(0),
    pageHash: text('page_hash'),
    anchorHash: text('anchor_hash'),
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
    // The last run that got to its end, and the last that failed, however many there were since.
    index('sync_run_done')
      .on(t.syncId, t.id)
      .where(sql`state in ('completed', 'partial') and kind <> 'hinted'`),
    index('sync_run_failed')
      .on(t.syncId, t.id)
      .where(sql`state = 'failed'`),
    // A run that reads hints goes between the parts of another one.
    uniqueIndex('sync_run_at_once')
      .on(t.syncId, sql`(kind = 'hinted')`)
      .where(sql`state = 'running'`),
  ],
);
