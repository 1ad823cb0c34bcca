import { levelChangeKinds, type LevelRules } from '../../domain/commissions/level.ts';
import { check, date, index, integer, jsonb, sql, text, uniqueIndex } from '../drizzle.ts';
import { at, oneOf } from './columns.ts';
import { commissions } from './commissions.ts';

/** The levels of partners, and what each requires. A version never changes, and a later one takes its place from a day on. */
export const levelRules = commissions.table('level_rules', {
  number: integer().primaryKey(),
  effectiveFrom: date('effective_from', { mode: 'string' }).notNull(),
  rules: jsonb().$type<LevelRules>().notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
  createdBy: text('created_by').notNull(),
});

/** The history of the levels of partners. A partner without any has the first level. Only `note` and `told_at` change. */
export const levelChange = commissions.table(
  'level_change',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    partnerId: text('partner_id').notNull(),
    level: text().notNull(),
    before: text().notNull(),
    kind: text({ enum: levelChangeKinds }).notNull(),
    /** By the calendar of the rules, and when that day begins. */
    effectiveFrom: date('effective_from', { mode: 'string' }).notNull(),
    effectiveAt: at('effective_at').notNull(),
    rulesNumber: integer('rules_number')
      .notNull()
      .references(() => levelRules.number),
    /** What the level requires and what there was, in words. */
    reasons: jsonb().$type<string[]>().notNull(),
    /** Of a level that a person set: until when the rules leave it alone. Null: for ever. */
    keepUntil: date('keep_until', { mode: 'string' }),
    /** In the person's words. It goes with the partner. */
    note: text(),
    /** When the partner and the company were told. */
    toldAt: at('told_at'),
    createdAt: at('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
  },
  (t) => [
    index('level_change_partner').on(t.partnerId, t.effectiveAt, t.id),
    index('level_change_untold')
      .on(t.id)
      .where(sql`told_at is null`),
    uniqueIndex('level_change_day')
      .on(t.partnerId, t.effectiveFrom)
      .where(sql`kind <> 'set'`),
    check('level_change_kind', sql`kind in ${oneOf(levelChangeKinds)}`),
  ],
);

/** Partners that do not reach the level that they have. Their days of grace run. */
export const levelGrace = commissions.table('level_grace', {
  partnerId: text('partner_id').primaryKey(),
  belowSince: date('below_since', { mode: 'string' }).notNull(),
});
