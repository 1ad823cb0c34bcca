import { erasureKinds, erasureStatuses } from '../../domain/erasure/erasure.ts';
import { credentialPolicies, partnerStatuses, tiers, type Contact, type WebhookSettings } from '../../domain/partners/partner.ts';
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, real, sql, text } from '../drizzle.ts';
import { at } from './columns.ts';
import { programme } from './programme.ts';

/** A tenant. The row of a deleted one stays, without its data, for what names it. */
export const partner = pgTable('partner', {
  id: text().primaryKey(),
  name: text().notNull(),
  tier: text({ enum: tiers }).notNull(),
  status: text({ enum: partnerStatuses }).notNull().default('active'),
  statusReason: text('status_reason'),
  /** Null follows the tier, as configured. */
  ratePerMinute: integer('rate_per_minute'),
  rateBurst: integer('rate_burst'),
  credentialPolicy: text('credential_policy', { enum: credentialPolicies }).notNull().default('any'),
  timeZone: text('time_zone').notNull().default('UTC'),
  contacts: jsonb().$type<Contact[]>().notNull().default([]),
  webhookSettings: jsonb('webhook_settings').$type<WebhookSettings>().notNull().default({}),
  /** The one that its new deals are registered by. */
  programmeId: text('programme_id')
    .notNull()
    .default('prg_default')
    .references(() => programme.id),
  createdAt: at('created_at').notNull().defaultNow(),
  updatedAt: at('updated_at').notNull().defaultNow(),
  deletedAt: at('deleted_at'),
  /** Counts changes, for ETags. */
  version: integer().notNull().default(1),
});

/** On for every partner, for none, or for a share of them chosen by a stable hash; `partnerFlag` overrides. */
export const featureFlag = pgTable('feature_flag', {
  name: text().primaryKey(),
  description: text().notNull().default(''),
  enabled: boolean().notNull().default(false),
  /** Of the partners, when enabled; null means all. */
  rolloutPercent: real('rollout_percent'),
  createdAt: at('created_at').notNull().defaultNow(),
  updatedAt: at('updated_at').notNull().defaultNow(),
  version: integer().notNull().default(1),
});

export const partnerFlag = pgTable(
  'partner_flag',
  {
    partnerId: text('partner_id')
      .notNull()
      .references(() => partner.id),
    flag: text()
      .notNull()
      .references(() => featureFlag.name, { onDelete: 'cascade' }),
    enabled: boolean().notNull(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.partnerId, t.flag] })],
);

/**
 * One limit over all processes: the time until which the partner's requests are paid for (GCRA's theoretical arrival time),
 * in microseconds of the database's clock. Unlogged: after a crash every partner starts with a full burst.
 */
export const rateBucket = pgTable('rate_bucket', {
  partnerId: text('partner_id').primaryKey(),
  paidUntilUs: bigint('paid_until_us', { mode: 'number' }).notNull(),
});

/** A deletion of a partner's data, or of one person's in all of it, and what it erased. */
export const erasure = pgTable(
  'erasure',
  {
    id: text().primaryKey(),
    kind: text({ enum: erasureKinds }).notNull(),
    partnerId: text('partner_id').references(() => partner.id),
    /** The person's address, sealed; gone when the work is done. */
    subjectSealed: text('subject_sealed'),
    status: text({ enum: erasureStatuses }).notNull().default('running'),
    /** What was erased: rows by kind. */
    counts: jsonb().$type<Record<string, number>>().notNull().default({}),
    requestedBy: text('requested_by').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    finishedAt: at('finished_at'),
  },
  // What the sweeper looks for.
  (t) => [
    index('erasure_running')
      .on(t.id)
      .where(sql`${t.status} = 'running'`),
  ],
);

/** A sandbox tenant's synthetic data: one seed gives the same data again. */
export const sandbox = pgTable(
  'sandbox',
  {
    partnerId: text('partner_id')
      .primaryKey()
      .references(() => partner.id),
    seed: integer().notNull(),
    /** Counts resets: which of the partner's synthetic events are the present ones. */
    run: integer().notNull().default(1),
    status: text({ enum: ['provisioning', 'ready'] })
      .notNull()
      .default('provisioning'),
    /** Rows made by kind. */
    counts: jsonb().$type<Record<string, number>>().notNull().default({}),
    readyAt: at('ready_at'),
  },
  // What the sweeper looks for.
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
    requestedBy: text('requested_by').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    finishedAt: at('finished_at'),
  },
  (t) => [
    // What the sweeper looks for.
    index('promotion_checking')
      .on(t.id)
      .where(sql`${t.status} = 'checking'`),
    index('promotion_partner').on(t.partnerId, t.id),
  ],
);
