import { index, primaryKey, text } from '../../drizzle.ts';
import { at } from '../../schema/columns.ts';
import { attribution } from './columns.ts';

/** Facts that were deleted, as in the table of the same name beside the deals. */
export const factTombstone = attribution.table(
  'export_tombstone',
  {
    stream: text().notNull(),
    rowId: text('row_id').notNull(),
    partnerId: text('partner_id').notNull().default(''),
    deletedAt: at('deleted_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.stream, t.rowId, t.partnerId] }), index('export_tombstone_deleted').on(t.stream, t.deletedAt)],
);
