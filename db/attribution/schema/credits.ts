import { conversionKinds, lostReasons, versionStates } from '../../../domain/attribution/facts.ts';
import { date, index, integer, jsonb, primaryKey, sql, text, uniqueIndex } from '../../drizzle.ts';
import { at, transactionId } from '../../schema/columns.ts';
import { attribution, shares, scope } from './columns.ts';

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
    // For the ends of a window of all partners.
    index('credit_time').on(t.occurredAt),
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
