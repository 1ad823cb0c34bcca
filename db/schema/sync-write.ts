import type { RawFields, SyncValue } from '../../domain/sync/sync-value.ts';
import { boolean, index, integer, jsonb, pgTable, sql, text, uniqueIndex } from '../drizzle.ts';
import { at } from './columns.ts';
import { syncLink } from './sync-record.ts';
import { sideOf, syncId } from './sync.ts';

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
    /** Of a test: `trying`, `tried`, `refused`, and then `taken_back` or `left`. No run ever looks at these. */
    state: text({
      enum: ['waiting', 'acked', 'failed', 'superseded', 'dismissed', 'trying', 'tried', 'refused', 'taken_back', 'left'],
    })
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
    /** The test that it belongs to. The columns below are only of such writes. */
    testId: text('test_id'),
    /** The record that was written or created. */
    recordId: text('record_id'),
    /** In the words of the vendor: what the fields had before, what they were given, and what they had then. */
    before: jsonb().$type<RawFields>(),
    sent: jsonb().$type<RawFields>(),
    written: jsonb().$type<RawFields>(),
  },
  (t) => [
    uniqueIndex('sync_write_open')
      // Both sides may use the same ids, and the target of a creation is one of the other side.
      .on(t.syncId, t.object, t.side, t.target, sql`(operation = 'create')`)
      .where(sql`state in ('waiting', 'failed')`),
    index('sync_write_due')
      .on(t.syncId, t.object, t.side, t.nextAttemptAt)
      .where(sql`state in ('waiting', 'failed') and next_attempt_at is not null`),
    // With the columns that Integration Health counts, so that it reads no row of them.
    index('sync_write_unwritten')
      .on(t.syncId, t.id, t.side, t.createdAt)
      .where(sql`state = 'failed'`),
    index('sync_write_ended')
      .on(t.syncId, t.object, t.side, t.target, t.endedAt)
      .where(sql`state in ('acked', 'dismissed')`),
    index('sync_write_test')
      .on(t.testId)
      .where(sql`test_id is not null`),
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
    index('sync_conflict_unresolved')
      .on(t.syncId)
      .where(sql`resolved_at is null`),
  ],
);
