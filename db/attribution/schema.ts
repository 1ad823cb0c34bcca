import {
  conversionKinds,
  costKinds,
  lostReasons,
  revenueKinds,
  sourceNameKinds,
  touchSources,
  versionStates,
} from '../../domain/attribution/facts.ts';
import { boolean, customType, date, index, integer, bigint, jsonb, pgSchema, primaryKey, sql, text, uniqueIndex } from '../drizzle.ts';
import { at } from '../schema/columns.ts';

/**
 * The attribution store: a schema of its own, with its own migrations, pool and role, which may be in another database. No statement joins
 * it to the other tables. Facts are only added: a correction is another fact.
 */
export const attribution = pgSchema('attribution');

const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });
const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' });
const minor = (name: string) => bigint(name, { mode: 'bigint' });
const shares = customType<{ data: string[] }>({ dataType: () => 'bigint[]' });

/** `live`, or the id of the sandbox partner whose data it is: nothing of one scope is ever added to another. */
const scope = () => text().notNull();
/**
 * The transaction that added the row. What `pg_snapshot_xmin(pg_current_snapshot())` has passed is complete, so that reading from one
 * position to the next misses nothing that commits late.
 */
const addedBy = () =>
  transactionId('added_by')
    .notNull()
    .default(sql`pg_current_xact_id()`);
const recordedAt = () =>
  at('recorded_at')
    .notNull()
    .default(sql`clock_timestamp()`);

/** Whom a touch reached: a pseudonym, the keyed hash of what the caller calls it. Subjects that are the same have one root. */
export const subject = attribution.table(
  'subject',
  {
    id: bigint({ mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    scope: scope(),
    key: bytes().notNull(),
    /** Of the subjects that are the same: the account before the user before the anonymous one. Its own id if it is alone. */
    rootId: bigint('root_id', { mode: 'bigint' }).notNull(),
    /** The subject that this one was said to be. */
    parentId: bigint('parent_id', { mode: 'bigint' }),
    recordedAt: recordedAt(),
  },
  (t) => [uniqueIndex('subject_key').on(t.scope, t.key), index('subject_root').on(t.rootId), index('subject_parent').on(t.parentId)],
);

/** The key of the hashes that subjects are known by. One row. It never changes: with another key, nobody would be recognised again. */
export const pseudonymKey = attribution.table('pseudonym_key', {
  id: text().primaryKey(),
  sealed: text().notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
});

/** Who said that two subjects are the same, or that they are not after all. */
export const identity = attribution.table(
  'identity',
  {
    id: text().primaryKey(),
    scope: scope(),
    subjectId: bigint('subject_id', { mode: 'bigint' }).notNull(),
    /** Null: it is not the same as its parent any more. */
    parentId: bigint('parent_id', { mode: 'bigint' }),
    occurredAt: at('occurred_at').notNull(),
    recordedAt: recordedAt(),
    addedBy: addedBy(),
  },
  (t) => [index('identity_subject').on(t.subjectId), index('identity_added').on(t.addedBy, t.id)],
);

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
  },
  (t) => [
    index('touch_subject').on(t.subjectId, t.occurredAt),
    index('touch_partner').on(t.partnerId, t.occurredAt),
    index('touch_added').on(t.addedBy, t.id),
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
  },
  (t) => [
    index('conversion_subject').on(t.subjectId, t.occurredAt),
    index('conversion_time').on(t.scope, t.occurredAt),
    index('conversion_added').on(t.addedBy, t.id),
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

/** A configuration of the models, and how far the credits that follow from it are computed. */
export const version = attribution.table(
  'version',
  {
    number: integer().primaryKey(),
    state: text({ enum: versionStates }).notNull(),
    settings: jsonb().$type<Record<string, unknown>>().notNull(),
    /** The shares of the models that are learnt from all paths (Markov, Shapley), by partner. */
    learnt: jsonb().$type<Record<string, unknown>>(),
    /** Facts of transactions below it are in the credits and rollups. */
    position: transactionId().notNull().default('0'),
    /** The newest report that can be made from it. */
    completeTo: at('complete_to'),
    /** Where a recomputation goes on: its stage, and the last id. Null before its first page and after its last one. */
    cursor: text(),
    createdAt: at('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
    activatedAt: at('activated_at'),
    endedAt: at('ended_at'),
    reason: text(),
  },
  (t) => [
    uniqueIndex('version_active')
      .on(t.state)
      .where(sql`state = 'active'`),
  ],
);

/**
 * What a fact brings a partner, model by model. Only added: where a fact is credited anew, the rows that are no longer right are added once
 * more with the opposite sign. So a report of a past moment is the sum of the rows recorded until then.
 */
export const credit = attribution.table(
  'credit',
  {
    version: integer().notNull(),
    scope: scope(),
    /** Empty: the company itself. */
    partnerId: text('partner_id').notNull(),
    /** The conversion, or the revenue. */
    factId: text('fact_id').notNull(),
    /** An index of `measures`. */
    measure: integer().notNull(),
    /** Empty for what is counted, in millionths. */
    currency: text().notNull(),
    occurredAt: at('occurred_at').notNull(),
    /** In the order of `models`. */
    byModel: shares('by_model').notNull(),
    recordedAt: at('recorded_at').notNull(),
  },
  (t) => [
    index('credit_partner').on(t.version, t.scope, t.partnerId, t.occurredAt),
    index('credit_fact').on(t.version, t.factId),
    index('credit_recorded').on(t.version, t.scope, t.partnerId, t.recordedAt),
  ],
);

const rollup = (name: string) =>
  attribution.table(
    name,
    {
      version: integer().notNull(),
      scope: scope(),
      partnerId: text('partner_id').notNull(),
      /** The first day of the period, by the calendar of the version's time zone. */
      day: date({ mode: 'string' }).notNull(),
      measure: integer().notNull(),
      currency: text().notNull(),
      byModel: shares('by_model').notNull(),
    },
    (t) => [primaryKey({ columns: [t.version, t.scope, t.partnerId, t.day, t.measure, t.currency] })],
  );
export const dayRollup = rollup('day_rollup');
export const monthRollup = rollup('month_rollup');

/** Conversions that no touch explains: the company itself has all of their credit. */
export const unexplained = attribution.table(
  'unexplained',
  {
    version: integer().notNull(),
    conversionId: text('conversion_id').notNull(),
    scope: scope(),
    kind: text({ enum: conversionKinds }).notNull(),
    occurredAt: at('occurred_at').notNull(),
    reason: text({ enum: lostReasons }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.version, t.conversionId] }), index('unexplained_time').on(t.version, t.scope, t.occurredAt)],
);

/** A table of exchange rates as it was imported. A later one corrects it; the earlier one stays. */
export const fxImport = attribution.table('fx_import', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  source: text().notNull(),
  digest: bytes().notNull(),
  importedAt: at('imported_at')
    .notNull()
    .default(sql`clock_timestamp()`),
  importedBy: text('imported_by').notNull(),
});

export const fxRate = attribution.table(
  'fx_rate',
  {
    importId: integer('import_id').notNull(),
    day: date({ mode: 'string' }).notNull(),
    currency: text().notNull(),
    /** Units of the currency for one euro, as the source writes it. */
    perEuro: text('per_euro').notNull(),
  },
  (t) => [primaryKey({ columns: [t.currency, t.day, t.importId] })],
);

/** `/r/<code>`: where a partner's link leads. */
export const link = attribution.table(
  'link',
  {
    code: text().primaryKey(),
    scope: scope(),
    partnerId: text('partner_id').notNull(),
    campaign: text(),
    target: text().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
    disabledAt: at('disabled_at'),
  },
  (t) => [index('link_partner').on(t.partnerId)],
);

/** By which `utm_source`, or host of a referrer, a partner is known. */
export const sourceName = attribution.table(
  'source_name',
  {
    scope: scope(),
    kind: text({ enum: sourceNameKinds }).notNull(),
    name: text().notNull(),
    partnerId: text('partner_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.name, t.kind, t.scope] }), index('source_name_partner').on(t.partnerId)],
);

/** How far what other subjects know (deals, API keys, syncs) was read, by reader. */
export const reader = attribution.table('reader', {
  name: text().primaryKey(),
  cursor: jsonb().$type<Record<string, unknown>>().notNull(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});
