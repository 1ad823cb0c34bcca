import { models } from '../../../domain/attribution/facts.ts';
import { date, index, integer, primaryKey, text } from '../../drizzle.ts';
import { at } from '../../schema/columns.ts';
import { attribution, scope, shares } from './columns.ts';

/**
 * What a partner had before each day of a month, by one model, in one currency. It follows from the sums of the days, and is deleted when they change, so it
 * can be emptied at any time: then reports read the days.
 */
export const convertedMonth = attribution.table(
  'converted_month',
  {
    version: integer().notNull(),
    scope: scope(),
    partnerId: text('partner_id').notNull(),
    /** Its first day, by the calendar of the version's time zone. */
    month: date({ mode: 'string' }).notNull(),
    currency: text().notNull(),
    model: text({ enum: models }).notNull(),
    /** By which exchange rates: see `RateBook`. */
    rates: text().notNull(),
    /** Of each of `flowMeasures` 32 places: before the 1st to the 31st, and before the next month. */
    before: shares().notNull(),
  },
  (t) => [
    primaryKey({ name: 'converted_month_pk', columns: [t.version, t.scope, t.partnerId, t.month, t.currency, t.model] }),
    index('converted_month_of_all').on(t.version, t.scope, t.currency, t.model, t.month),
  ],
);

/** Into which currencies, and by which models, months are converted: because reports ask for them. */
export const convertedFor = attribution.table(
  'converted_for',
  {
    currency: text().notNull(),
    model: text({ enum: models }).notNull(),
    askedAt: at('asked_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.currency, t.model] })],
);
