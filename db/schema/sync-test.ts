import { index, integer, pgTable, sql, text } from '../drizzle.ts';
import { at } from './columns.ts';
import { syncId } from './sync.ts';

/** A record that was written to see what a sync does with it, and then taken back. */
export const syncTest = pgTable(
  'sync_test',
  {
    id: text().primaryKey(),
    syncId: syncId(),
    /** The name of the object map. */
    object: text().notNull(),
    /** The records that somebody named: at least one. */
    aId: text('a_id'),
    bId: text('b_id'),
    mappingVersion: integer('mapping_version').notNull(),
    /** `completed`: nothing of it is left in the systems; `left`: something is; `failed`: nothing could be tried, and nothing was written. */
    state: text({ enum: ['running', 'completed', 'left', 'failed'] })
      .notNull()
      .default('running'),
    /** Why it failed, or why there was nothing to write. */
    reason: text(),
    /** Why it does not get on: a vendor that is away, a connection that is paused. */
    obstacle: text(),
    createdBy: text('created_by').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    endedAt: at('ended_at'),
  },
  (t) => [
    index('sync_test_sync').on(t.syncId, t.id),
    // One at a time: two could take back what the other wrote.
    index('sync_test_running')
      .on(t.id)
      .where(sql`state = 'running'`),
  ],
);
