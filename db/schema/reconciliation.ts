import { bookNames, findingClasses, findingStates, runStates, runSteps, runTriggers } from '../../domain/reconciliation/reconciliation.ts';
import { boolean, date, index, integer, jsonb, pgSchema, pgTable, primaryKey, sql, text, uniqueIndex } from '../drizzle.ts';
import { at } from './columns.ts';
import { sync } from './sync.ts';

const syncId = () => text('sync_id').references(() => sync.id, { onDelete: 'cascade' });

/** When and how a sync is reconciled. A sync without a row has the defaults. */
export const reconciliationPlan = pgTable('reconciliation_plan', {
  syncId: syncId().primaryKey(),
  /** `02:00`, in the time zone. */
  timeOfDay: text('time_of_day').notNull().default('02:00'),
  /** Null: that of the mapping. */
  timeZone: text('time_zone'),
  /** What is found is only reported. */
  isDryRun: boolean('is_dry_run').notNull().default(false),
  /** More repairs, or more deletions among them, need a person's yes. In percent of the linked records. */
  maxRepairPercent: integer('max_repair_percent').notNull().default(5),
  maxDeletePercent: integer('max_delete_percent').notNull().default(5),
  pausedAt: at('paused_at'),
  /** For which version of the plan, and which time zone, its schedule was made. */
  scheduledFor: text('scheduled_for'),
  updatedAt: at('updated_at').notNull().defaultNow(),
  version: integer().notNull().default(1),
});

/** One night of one pair, or of one of the company's own books. */
export const reconciliationRun = pgTable(
  'reconciliation_run',
  {
    id: text().primaryKey(),
    /** The pair; null for a book. */
    syncId: syncId(),
    /** Null for a pair. */
    book: text({ enum: bookNames }),
    /** The night, by the calendar of the plan's time zone. */
    night: date({ mode: 'string' }).notNull(),
    trigger: text({ enum: runTriggers }).notNull(),
    state: text({ enum: runStates }).notNull().default('running'),
    step: text({ enum: runSteps }).notNull().default('read'),
    isDryRun: boolean('is_dry_run').notNull().default(false),
    mappingVersion: integer('mapping_version'),
    /** A person must agree before the run goes on: why. */
    question: text(),
    approvedAt: at('approved_at'),
    approvedBy: text('approved_by'),
    /** Why it is incomplete, failed or was skipped. */
    reason: text(),
    /** Once it has ended. */
    report: jsonb().$type<Record<string, unknown>>(),
    startedAt: at('started_at').notNull().defaultNow(),
    endedAt: at('ended_at'),
  },
  (t) => [
    index('reconciliation_run_sync').on(t.syncId, t.id),
    index('reconciliation_run_book').on(t.book, t.id),
    uniqueIndex('reconciliation_run_at_once')
      .on(sql`coalesce(sync_id, book)`)
      .where(sql`state in ('running', 'waiting')`),
    uniqueIndex('reconciliation_run_of_night')
      .on(t.syncId, t.night)
      .where(sql`sync_id is not null and trigger = 'schedule'`),
    index('reconciliation_run_unfinished')
      .on(t.id)
      .where(sql`state in ('queued', 'running', 'waiting')`),
  ],
);

/** How far a listing was read. Its rows are in the staging table of the run. */
export const reconciliationFeed = pgTable(
  'reconciliation_feed',
  {
    runId: text('run_id')
      .notNull()
      .references(() => reconciliationRun.id, { onDelete: 'cascade' }),
    /** `company/a`, `company/b`, `company/parts`: the object map, and what of it. `company/a/<part>`: what it was divided into, to be read at once. */
    feed: text().notNull(),
    cursor: text(),
    pages: integer().notNull().default(0),
    /** Of the last page, and of the last whose number is a power of two, to notice a vendor that returns the same pages for ever. */
    pageHash: text('page_hash'),
    anchorHash: text('anchor_hash'),
    records: integer().notNull().default(0),
    /** By how much the clock of the vendor is ahead of ours. */
    clockMs: integer('clock_ms').notNull().default(0),
    startedAt: at('started_at').notNull().defaultNow(),
    endedAt: at('ended_at'),
    /** Why it could not be read to its end. */
    problem: text(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.feed] })],
);

/** Tables that live as long as a run: what it has read. They are unlogged, because it can be read again. */
export const staging = pgSchema('staging');

/** The runs whose tables hold what their feeds say. A crash of PostgreSQL empties all unlogged tables, this one too. */
export const stagingMarker = staging.table('marker', {
  runId: text('run_id')
    .primaryKey()
    .references(() => reconciliationRun.id, { onDelete: 'cascade' }),
});

/** A difference that was looked at twice. */
export const reconciliationFinding = pgTable(
  'reconciliation_finding',
  {
    id: text().primaryKey(),
    runId: text('run_id')
      .notNull()
      .references(() => reconciliationRun.id, { onDelete: 'cascade' }),
    /** The object map; for a book, what it lists. */
    object: text().notNull(),
    class: text({ enum: findingClasses }).notNull(),
    /** The key of the field map; null if the whole record is meant. */
    field: text(),
    linkId: text('link_id'),
    /** For a book: the id of its row. */
    aId: text('a_id'),
    bId: text('b_id'),
    aValue: text('a_value'),
    bValue: text('b_value'),
    /** What both sides had when they were last the same. */
    agreedValue: text('agreed_value'),
    /** The side that the owner rules would write, and the value; null if they leave it to a person. */
    toSide: text('to_side', { enum: ['a', 'b'] }),
    toValue: text('to_value'),
    /** What it is, in plain words, and what can be done. */
    message: text().notNull(),
    remedy: text().notNull(),
    /** What let it happen: a write of the ledger, a change that was never read, somebody else. */
    cause: jsonb().$type<{ kind: string; message: string; id?: string | undefined }>(),
    /** When the side that is right changed, if it tells. */
    changedAt: at('changed_at'),
    /** The same in each night: of pair, object, class, field and ids. */
    fingerprint: text().notNull(),
    /** Of the values: an ignored finding comes back once they change. */
    valuesHash: text('values_hash').notNull(),
    state: text({ enum: findingStates }).notNull().default('open'),
    /** The side whose record is gone on the vendor's evidence, and the record that it was merged into. */
    goneSide: text('gone_side', { enum: ['a', 'b'] }),
    mergedInto: text('merged_into'),
    /** Records of B that belong to this one, such as subscriptions: a computed value may be wrong because of one of them. */
    partIds: text('part_ids').array().notNull().default([]),
    /** When the sync was asked to repair it. */
    repairAt: at('repair_at'),
    /** The write of the ledger that repairs it. */
    writeId: text('write_id'),
    /** Why it is not repaired. */
    reason: text(),
    createdAt: at('created_at').notNull().defaultNow(),
    endedAt: at('ended_at'),
    /** A trigger sets it to the begin of the transaction that changed the finding. */
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [
    index('reconciliation_finding_run').on(t.runId, t.class, t.id),
    index('reconciliation_finding_updated').on(t.updatedAt),
    uniqueIndex('reconciliation_finding_once').on(t.runId, t.fingerprint),
    index('reconciliation_finding_write')
      .on(t.writeId)
      .where(sql`write_id is not null`),
    index('reconciliation_finding_followed')
      .on(t.runId)
      .where(sql`state = 'repairing' or state = 'failed'`),
  ],
);

/** Findings that a person has said to be right as they are. */
export const reconciliationIgnore = pgTable('reconciliation_ignore', {
  fingerprint: text().primaryKey(),
  syncId: syncId(),
  book: text({ enum: bookNames }),
  valuesHash: text('values_hash').notNull(),
  reason: text().notNull(),
  /** Null: until the values change. */
  until: at('until'),
  createdBy: text('created_by').notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
});
