import type { RecordCompany } from '../../domain/sync/company-link.ts';
import type { RawFields } from '../../domain/sync/sync-value.ts';
import type { SyncValues } from '../../domain/sync/translate.ts';
import { boolean, foreignKey, index, jsonb, pgTable, primaryKey, sql, text, uniqueIndex } from '../drizzle.ts';
import { at } from './columns.ts';
import { sideOf, syncId } from './sync.ts';

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
    /** Only for objects that are linked by what their companies are called. */
    company: jsonb().$type<RecordCompany>(),
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
    how: text({ enum: ['external_id', 'domain', 'email', 'company', 'created', 'by_hand'] }).notNull(),
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
