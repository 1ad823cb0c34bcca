import { healthCodes, healthKinds, healthStates } from '../../domain/health/health.ts';
import { vendorLevels } from '../../domain/health/vendor-status.ts';
import { boolean, index, integer, pgTable, primaryKey, sql, text, uniqueIndex } from '../drizzle.ts';
import { at } from './columns.ts';

/** How a connection, a sync or an endpoint was for a time. The one without an end is how it is now. Nobody looked between two periods. */
export const healthPeriod = pgTable(
  'health_period',
  {
    kind: text({ enum: healthKinds }).notNull(),
    subjectId: text('subject_id').notNull(),
    /** Null for what belongs to the company. */
    partnerId: text('partner_id'),
    state: text({ enum: healthStates }).notNull(),
    code: text({ enum: healthCodes }).notNull(),
    /** As they were last. */
    n: integer(),
    reason: text().notNull(),
    beganAt: at('began_at').notNull(),
    endedAt: at('ended_at'),
    /** A trigger sets it to the begin of the transaction that changed the period. */
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.subjectId, t.beganAt] }),
    index('health_period_updated').on(t.updatedAt),
    uniqueIndex('health_period_now')
      .on(t.kind, t.subjectId)
      .where(sql`ended_at is null`),
    index('health_period_began').on(t.beganAt),
    index('health_period_partner').on(t.partnerId, t.beganAt),
    index('health_period_ended')
      .on(t.endedAt)
      .where(sql`ended_at is not null`),
  ],
);

/** One row: when everything was looked at last. */
export const healthWatch = pgTable('health_watch', {
  id: boolean().primaryKey().default(true),
  lookedAt: at('looked_at').notNull(),
});

/** What a vendor says of itself on its status page, and when that is read next. */
export const vendorStatus = pgTable('vendor_status', {
  vendor: text().primaryKey(),
  level: text({ enum: vendorLevels }).notNull(),
  /** In the vendor's words. */
  text: text().notNull(),
  /** Since when it has this level, as far as we know. */
  since: at('since').notNull(),
  /** When it was read last. */
  checkedAt: at('checked_at'),
  nextAt: at('next_at').notNull(),
  /** How often it could not be read since. */
  failures: integer().notNull(),
  etag: text(),
  lastModified: text('last_modified'),
});
