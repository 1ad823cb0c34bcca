import { type AssessedLevel, assessLevels } from '#db/commissions/assess-levels.ts';
import { insertLevelChanges, type NewLevelChange } from '#db/commissions/level-change.ts';
import { saveBelowSince } from '#db/commissions/level-grace.ts';
import { findLevelRules, type LevelRulesVersion, lockLevels } from '#db/commissions/level-rules.ts';
import { readLevelSums } from '#db/commissions/level-sums.ts';
import type { Sql } from '#db/database.ts';
import type { Model } from '#domain/attribution/facts.ts';
import { startOfDay } from '#domain/attribution/report-window.ts';
import { localDate, nextDay } from '#domain/business-days.ts';

const PAGE = 500;

/**
 * Promotes and demotes partners by the facts of the days before, from the next day of the rules' calendar on. Returns how many levels change. Safe to
 * repeat: a second time on the same day every partner has its level already. Each page is one transaction.
 */
export async function decideLevels(deps: { sql: Sql; store: Sql; model: () => Model }, now: Date, nextPage: () => void): Promise<number> {
  const version = await findLevelRules(deps.sql, now, 1);
  if (!version) return 0;
  const day = localDate(now, version.rules.time_zone);
  const sums = await readLevelSums({ ...deps, model: deps.model() }, version.rules, day);
  for (let [after, changed] = ['', 0]; ;) {
    const page = await deps.sql.begin(async (tx) => {
      await lockLevels(tx);
      const assessed = await assessLevels(tx, { rules: version.rules, sums, day, after, limit: PAGE });
      await saveBelowSince(tx, new Map(assessed.map(({ partnerId, decision }) => [partnerId, decision.belowSince])));
      const changes = assessed.filter(({ before, decision }) => decision.name !== before).map((one) => changeOf(one, version, day));
      return { last: assessed.at(-1)?.partnerId, changed: (await insertLevelChanges(tx, changes)).length };
    });
    changed += page.changed;
    if (page.last === undefined) return changed;
    after = page.last;
    nextPage();
  }
}

function changeOf({ partnerId, before, decision }: AssessedLevel, { number, rules }: LevelRulesVersion, day: string): NewLevelChange {
  const effectiveFrom = nextDay(day);
  return {
    ...{ partnerId, before, level: decision.name, kind: decision.change ?? 'replaced', reasons: decision.reasons, rulesNumber: number },
    ...{ effectiveFrom, effectiveAt: startOfDay(effectiveFrom, rules.time_zone) },
    ...{ keepUntil: null, note: null, createdBy: 'release-holds' },
  };
}
