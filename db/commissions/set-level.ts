import type { Queryable } from '#db/database.ts';
import { startOfDay } from '#domain/attribution/report-window.ts';
import { insertLevelChanges, type LevelChange, readLevelChangesAt } from './level-change.ts';
import { saveBelowSince } from './level-grace.ts';
import { type LevelRulesVersion, lockLevels } from './level-rules.ts';

/** A person gives a partner a level from a day on. Its days of grace end. */
export async function setLevel(
  tx: Queryable,
  { number, rules }: LevelRulesVersion,
  one: { partnerId: string; level: string; from: string; keepUntil: string | null; note: string; createdBy: string },
): Promise<LevelChange> {
  const { partnerId, level, from, keepUntil, note, createdBy } = one;
  await lockLevels(tx);
  const effectiveAt = startOfDay(from, rules.time_zone);
  const before = (await readLevelChangesAt(tx, [partnerId], effectiveAt)).get(partnerId)?.level ?? rules.levels[0]?.name ?? '';
  await saveBelowSince(tx, new Map([[partnerId, null]]));
  const [change] = await insertLevelChanges(tx, [
    {
      ...{ partnerId, level, before, kind: 'set', effectiveFrom: from, effectiveAt, rulesNumber: number },
      ...{ reasons: [], keepUntil, note, createdBy },
    },
  ]);
  if (!change) throw new Error(`The level of ${partnerId} was set, and is not there`);
  return change;
}
