import type { Queryable } from '#db/database.ts';
import { addDays, localDate } from '#domain/business-days.ts';
import type { LevelRules } from '#domain/commissions/level.ts';

/** A version of the levels. */
export interface LevelRulesVersion {
  number: number;
  rules: LevelRules;
  createdAt: Date;
  createdBy: string;
}

const columns = (sql: Queryable) => sql`number, rules, created_at as "createdAt", created_by as "createdBy"`;

/** Levels are decided and set by one at a time, until the end of the transaction. */
export async function lockLevels(tx: Queryable): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended('commission levels', 0))`;
}

/** Adds the next version. Returns the one before instead if the new one would not begin after it. */
export async function addLevelRules(
  tx: Queryable,
  { rules, createdBy }: { rules: LevelRules; createdBy: string },
): Promise<LevelRulesVersion | { beginsTooEarly: LevelRulesVersion }> {
  await lockLevels(tx);
  const [last] = await listLevelRules(tx);
  if (last && last.rules.effective_from >= rules.effective_from) return { beginsTooEarly: last };
  const [row] = await tx<LevelRulesVersion[]>`
    insert into commissions.level_rules (number, effective_from, rules, created_by)
    values (${(last?.number ?? 0) + 1}, ${rules.effective_from}, ${JSON.stringify(rules)}::text::jsonb, ${createdBy})
    returning ${columns(tx)}`;
  if (!row) throw new Error('A new version of the levels has no row');
  return row;
}

/** All of them, newest first. */
export function listLevelRules(sql: Queryable): Promise<LevelRulesVersion[]> {
  return sql<LevelRulesVersion[]>`select ${columns(sql)} from commissions.level_rules order by number desc limit 1000`;
}

/** The version that applies some days after a moment, by the calendar of its own time zone; undefined if none has begun. */
export async function findLevelRules(sql: Queryable, moment: Date, daysAhead = 0): Promise<LevelRulesVersion | undefined> {
  // Calendars differ by less than two days, and each version begins on a day of its own: the one that applies is among the last four.
  const rows = await sql<LevelRulesVersion[]>`
    select ${columns(sql)} from commissions.level_rules
    where effective_from <= ${addDays(localDate(moment, 'UTC'), daysAhead + 1)} order by number desc limit 4`;
  return rows.find(({ rules }) => rules.effective_from <= addDays(localDate(moment, rules.time_zone), daysAhead));
}
