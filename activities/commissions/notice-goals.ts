import { readGoalNews } from '#db/attribution/facts/goal-news.ts';
import { findReaderPlace, moveReader } from '#db/attribution/facts/reader.ts';
import type { Place } from '#db/attribution/versions/new-facts.ts';
import { areBusy, noteGoals } from '#db/commissions/goal.ts';
import type { SaleTermsDeps } from './sale-terms.ts';
import { settlePage } from './settle-page.ts';

const READER = 'commissions';
/** Its sales are one transaction, which others who post for the same partners wait for: some tenths of a second. */
const PAGE = 500;
/** Goals whose workflows run. More wait in the attribution, so that a flood of sales delays no delivery. */
const MAX_UNSETTLED = 100;
/** Workflows that are started at once. */
const STARTED = 50;

interface GoalNoticeDeps extends SaleTermsDeps {
  /** Starts `accrue-commission/<goal>`, or tells it that there is news. */
  accrue: (goalId: string) => Promise<void>;
}

/**
 * Books the commissions of a page of new revenue, and has a workflow attend to what cannot be booked at once. Returns how much it read. Safe to repeat, and
 * to run in two processes at once: a goal that is computed twice posts nothing more. The place moves when all is booked or noted; what cannot be started
 * now is started by the sweeper.
 */
export async function noticeGoals(deps: GoalNoticeDeps): Promise<number> {
  const { sql, store, accrue } = deps;
  if (await areBusy(sql, MAX_UNSETTLED)) return 0;
  const place = (await findReaderPlace<Place & Record<string, unknown>>(store, READER)) ?? null;
  const { goalIds, last } = await readGoalNews(store, place, PAGE);
  if (last === null) return 0;
  const left = await settlePage(deps, goalIds);
  await noteGoals(sql, left);
  await moveReader(store, READER, { ...last });
  for (let from = 0; from < left.length; from += STARTED) {
    await Promise.allSettled(left.slice(from, from + STARTED).map((goalId) => accrue(goalId)));
  }
  return Math.max(goalIds.length, 1);
}
