import { readGoalNews } from '#db/attribution/goal-news.ts';
import type { Place } from '#db/attribution/new-facts.ts';
import { findReaderPlace, moveReader } from '#db/attribution/reader.ts';
import { areBusy, noteGoals } from '#db/commissions/goal.ts';
import type { Sql } from '#db/database.ts';

const READER = 'commissions';
const PAGE = 50;
/** Goals whose workflows run. More wait in the attribution, so that a flood of sales delays no delivery. */
const MAX_UNSETTLED = 100;

interface GoalNoticeDeps {
  sql: Sql;
  store: Sql;
  /** Starts `accrue-commission/<goal>`, or tells it that there is news. */
  accrue: (goalId: string) => Promise<void>;
}

/**
 * Notes the goals of new revenue and has their commissions computed. Returns how many. Safe to repeat, and to run in two processes at once: a goal
 * that is noted twice is computed twice, which posts nothing more. What cannot be started now is started by the sweeper.
 */
export async function noticeGoals({ sql, store, accrue }: GoalNoticeDeps): Promise<number> {
  if (await areBusy(sql, MAX_UNSETTLED)) return 0;
  const place = (await findReaderPlace<Place & Record<string, unknown>>(store, READER)) ?? null;
  const { goalIds, last } = await readGoalNews(store, place, PAGE);
  if (last === null) return 0;
  await noteGoals(sql, goalIds);
  await moveReader(store, READER, { ...last });
  await Promise.allSettled(goalIds.map((goalId) => accrue(goalId)));
  return goalIds.length;
}
