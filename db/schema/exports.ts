import { index, pgTable, primaryKey, text } from '../drizzle.ts';
import { at } from './columns.ts';

/** What was deleted, for those who copy it: triggers write a row for each. It has ids only. */
export const exportTombstone = pgTable(
  'export_tombstone',
  {
    stream: text().notNull(),
    /** As the stream names the row. */
    rowId: text('row_id').notNull(),
    /** Who can no longer see it. Empty: the company. */
    partnerId: text('partner_id').notNull().default(''),
    deletedAt: at('deleted_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.stream, t.rowId, t.partnerId] }), index('export_tombstone_deleted').on(t.stream, t.deletedAt)],
);
