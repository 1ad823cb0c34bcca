import {
  credentialPolicies,
  partnerStatuses,
  tiers,
  type Contact,
  type PartnerFields,
  type WebhookSettings,
} from '../../domain/partners/partner.ts';
import { boolean, integer, jsonb, pgTable, primaryKey, real, text } from '../drizzle.ts';
import { at } from './columns.ts';
import { programme } from './programme.ts';

/** A tenant. The row of a deleted partner stays, without its data, for references to it. */
export const partner = pgTable('partner', {
  id: text().primaryKey(),
  name: text().notNull(),
  tier: text({ enum: tiers }).notNull(),
  status: text({ enum: partnerStatuses }).notNull().default('active'),
  statusReason: text('status_reason'),
  /** Null uses the limit of the tier, as configured. */
  ratePerMinute: integer('rate_per_minute'),
  rateBurst: integer('rate_burst'),
  credentialPolicy: text('credential_policy', { enum: credentialPolicies }).notNull().default('any'),
  timeZone: text('time_zone').notNull().default('UTC'),
  contacts: jsonb().$type<Contact[]>().notNull().default([]),
  /** What the company notes about it, such as its certifications. */
  fields: jsonb().$type<PartnerFields>().notNull().default({}),
  webhookSettings: jsonb('webhook_settings').$type<WebhookSettings>().notNull().default({}),
  /** The programme for new deals. */
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

/** A flag is on for all partners, for none, or for a share of them chosen by a stable hash. `partnerFlag` overrides it. */
export const featureFlag = pgTable('feature_flag', {
  name: text().primaryKey(),
  description: text().notNull().default(''),
  enabled: boolean().notNull().default(false),
  /** Share of the partners, if enabled; null means all. */
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
