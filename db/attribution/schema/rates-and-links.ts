import { sourceNameKinds } from '../../../domain/attribution/facts.ts';
import { date, index, integer, jsonb, primaryKey, sql, text } from '../../drizzle.ts';
import { at } from '../../schema/columns.ts';
import { attribution, bytes, scope } from './columns.ts';

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
