import { tiers } from '../../domain/partners/partner.ts';
import { index, integer, jsonb, pgTable, sql, text } from '../drizzle.ts';
import { at } from './columns.ts';
import { partner } from './partners.ts';

/** A sandbox tenant's synthetic data. The same seed always yields the same data. */
export const sandbox = pgTable(
  'sandbox',
  {
    partnerId: text('partner_id')
      .primaryKey()
      .references(() => partner.id),
    seed: integer().notNull(),
    /** Counts resets, which identifies the partner's current synthetic events. */
    run: integer().notNull().default(1),
    status: text({ enum: ['provisioning', 'ready'] })
      .notNull()
      .default('provisioning'),
    /** Created rows by kind. */
    counts: jsonb().$type<Record<string, number>>().notNull().default({}),
    /** Why nothing happens any more: its workflow has given up. Null otherwise. A reset begins again. */
    reason: text(),
    readyAt: at('ready_at'),
  },
  // For the sweeper.
  (t) => [
    index('sandbox_provisioning')
      .on(t.partnerId)
      .where(sql`${t.status} = 'provisioning'`),
  ],
);

export const promotion = pgTable(
  'promotion',
  {
    id: text().primaryKey(),
    partnerId: text('partner_id')
      .notNull()
      .references(() => partner.id),
    tier: text({ enum: tiers }).notNull(),
    status: text({ enum: ['checking', 'blocked', 'promoted'] })
      .notNull()
      .default('checking'),
    checks: jsonb().$type<{ check: string; passed: boolean; detail: string }[]>().notNull().default([]),
    /** Why nothing happens any more: its workflow has given up. Null otherwise. */
    reason: text(),
    requestedBy: text('requested_by').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    finishedAt: at('finished_at'),
  },
  (t) => [
    // For the sweeper.
    index('promotion_checking')
      .on(t.id)
      .where(sql`${t.status} = 'checking'`),
    index('promotion_partner').on(t.partnerId, t.id),
  ],
);
