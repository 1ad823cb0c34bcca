import { conversionKinds, costKinds, revenueKinds, touchSources } from '../../../domain/attribution/facts.ts';
import { boolean, index, bigint, jsonb, sql, text, uniqueIndex } from '../../drizzle.ts';
import { at, minor } from '../../schema/columns.ts';
import { attribution, bytes, scope, addedBy, recordedAt } from './columns.ts';

const fact = () => ({
  id: text().primaryKey(),
  scope: scope(),
  subjectId: bigint('subject_id', { mode: 'bigint' }),
  occurredAt: at('occurred_at').notNull(),
  /** Unique within the scope and `origin`. */
  externalId: text('external_id'),
  /** Who told it: a partner's id, `platform`, or the part of Causeway that noticed it (`deals`, `api_keys`, `sync`, `links`, `sandbox`). */
  origin: text().notNull(),
  /** Of all that the caller said: the same external id with another digest is a conflict. */
  digest: bytes().notNull(),
  metadata: jsonb().$type<Record<string, unknown>>(),
  recordedAt: recordedAt(),
  addedBy: addedBy(),
});

/** When what is exported of it last changed: a trigger sets it to the begin of the transaction. */
const updatedAt = () => at('updated_at').notNull().defaultNow();

export const touch = attribution.table(
  'touch',
  {
    ...fact(),
    subjectId: bigint('subject_id', { mode: 'bigint' }).notNull(),
    /** Null: a direct touch, of the company itself. */
    partnerId: text('partner_id'),
    source: text({ enum: touchSources }).notNull(),
    campaign: text(),
    /** A crawler: kept, never eligible. */
    isBot: boolean('is_bot').notNull().default(false),
    updatedAt: updatedAt(),
  },
  (t) => [
    index('touch_subject').on(t.subjectId, t.occurredAt),
    index('touch_partner').on(t.partnerId, t.occurredAt),
    index('touch_added').on(t.addedBy, t.id),
    index('touch_updated').using('brin', t.updatedAt).with({ pages_per_range: 16, autosummarize: true }),
    uniqueIndex('touch_external_id')
      .on(t.scope, t.origin, t.externalId)
      .where(sql`external_id is not null`),
  ],
);

export const conversion = attribution.table(
  'conversion',
  {
    ...fact(),
    kind: text({ enum: conversionKinds }).notNull(),
    /** What it is worth, if that was told; in minor units. Reports of money use `revenue`. */
    valueMinor: minor('value_minor'),
    currency: text(),
    dealId: text('deal_id'),
    /** The partner of the approved registration: it is the source, whatever the touches say. */
    registeredBy: text('registered_by'),
    registeredAt: at('registered_at'),
    updatedAt: updatedAt(),
  },
  (t) => [
    index('conversion_subject').on(t.subjectId, t.occurredAt),
    index('conversion_time').on(t.scope, t.occurredAt),
    index('conversion_added').on(t.addedBy, t.id),
    index('conversion_updated').using('brin', t.updatedAt).with({ pages_per_range: 16, autosummarize: true }),
    uniqueIndex('conversion_external_id')
      .on(t.scope, t.origin, t.externalId)
      .where(sql`external_id is not null`),
  ],
);

/** Money that came from a subject: sales, refunds, and what becomes of subscriptions. */
export const revenue = attribution.table(
  'revenue',
  {
    ...fact(),
    kind: text({ enum: revenueKinds }).notNull(),
    /** Never negative; a refund is an amount of its own kind. Of a subscription: the monthly amount from then on. */
    amountMinor: minor('amount_minor').notNull(),
    /** Included in the amount. */
    taxMinor: minor('tax_minor')
      .notNull()
      .default(sql`0`),
    currency: text().notNull(),
    product: text(),
    /** The customer's plan of the product, such as `pro`. */
    customerPlan: text('customer_plan'),
    /** The conversion whose touches share it; null: that of its subject, or the subject's touches at its own time. */
    conversionId: text('conversion_id'),
    /** The external id of the sale that a refund gives back. It may come before its sale. */
    refundOf: text('refund_of'),
    subscription: text(),
  },
  (t) => [
    index('revenue_subject').on(t.subjectId, t.occurredAt),
    index('revenue_conversion').on(t.conversionId),
    index('revenue_refund')
      .on(t.scope, t.refundOf)
      .where(sql`refund_of is not null`),
    index('revenue_subscription')
      .on(t.scope, t.subscription)
      .where(sql`subscription is not null`),
    index('revenue_time').on(t.scope, t.occurredAt),
    index('revenue_added').on(t.addedBy, t.id),
    uniqueIndex('revenue_external_id')
      .on(t.scope, t.origin, t.externalId)
      .where(sql`external_id is not null`),
  ],
);

export const cost = attribution.table(
  'cost',
  {
    ...fact(),
    kind: text({ enum: costKinds }).notNull(),
    /** Null: of the programme as a whole. */
    partnerId: text('partner_id'),
    /** Negative: taken back. */
    amountMinor: minor('amount_minor').notNull(),
    currency: text().notNull(),
  },
  (t) => [
    index('cost_partner').on(t.partnerId, t.occurredAt),
    index('cost_added').on(t.addedBy, t.id),
    uniqueIndex('cost_external_id')
      .on(t.scope, t.origin, t.externalId)
      .where(sql`external_id is not null`),
  ],
);
