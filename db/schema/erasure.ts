import { erasureKinds, erasureStatuses } from '../../domain/erasure/erasure.ts';
import { index, jsonb, pgTable, sql, text } from '../drizzle.ts';
import { at } from './columns.ts';
import { partner } from './partners.ts';

/** An erasure of a partner's data, or of one person's data in the whole database, and what it erased. */
export const erasure = pgTable(
  'erasure',
  {
    id: text().primaryKey(),
    kind: text({ enum: erasureKinds }).notNull(),
    partnerId: text('partner_id').references(() => partner.id),
    /** The person's address, encrypted; deleted when the erasure has finished. */
    subjectSealed: text('subject_sealed'),
    status: text({ enum: erasureStatuses }).notNull().default('running'),
    /** Erased rows by kind. */
    counts: jsonb().$type<Record<string, number>>().notNull().default({}),
    /** Why nothing happens any more: its workflow has given up. Null otherwise. */
    reason: text(),
    requestedBy: text('requested_by').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    finishedAt: at('finished_at'),
  },
  // For the sweeper.
  (t) => [
    index('erasure_running')
      .on(t.id)
      .where(sql`${t.status} = 'running'`),
  ],
);
