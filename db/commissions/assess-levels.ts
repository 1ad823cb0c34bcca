import type { Queryable } from '#db/database.ts';
import { listFieldsOfPartners } from '#db/partners/earning-partners.ts';
import { startOfDay } from '#domain/attribution/report-window.ts';
import { nextDay } from '#domain/business-days.ts';
import { decideLevel, type LevelDecision, type LevelRules } from '#domain/commissions/level.ts';
import { type LevelChange, readLevelChangesAt } from './level-change.ts';
import { readBelowSince } from './level-grace.ts';
import type { LevelSums } from './level-sums.ts';

/** What the rules say about a partner. `decision.change` is null also for a level that a person set, and that the rules leave alone. */
export interface AssessedLevel {
  partnerId: string;
  before: string;
  revenueMinor: bigint;
  deals: number;
  decision: LevelDecision;
}

/**
 * The levels of a page of partners, after an id, by the facts until a day. What is decided takes effect on the day after it, so that all sales of a
 * day have one level. Only reads.
 */
export async function assessLevels(
  sql: Queryable,
  { rules, sums, day, after, limit }: { rules: LevelRules; sums: LevelSums; day: string; after: string; limit: number },
): Promise<AssessedLevel[]> {
  const partners = await listFieldsOfPartners(sql, { after, limit });
  const ids = partners.map(({ id }) => id);
  const effectiveFrom = nextDay(day);
  const [changes, grace] = [await readLevelChangesAt(sql, ids, startOfDay(effectiveFrom, rules.time_zone)), await readBelowSince(sql, ids)];
  return partners.map(({ id, fields }) => {
    const change = changes.get(id);
    const facts = { revenueMinor: sums.revenue.get(id) ?? 0n, deals: sums.deals.get(id) ?? 0 };
    const before = change?.level ?? rules.levels[0]?.name ?? '';
    const decision = isKept(change, effectiveFrom)
      ? { name: before, belowSince: null, change: null, reasons: [] }
      : decideLevel(rules, { name: before, belowSince: grace.get(id) ?? null }, { ...facts, fields }, day);
    return { partnerId: id, before, ...facts, decision };
  });
}

const isKept = (change: LevelChange | undefined, day: string): boolean =>
  change?.kind === 'set' && (change.keepUntil === null || day < change.keepUntil);
