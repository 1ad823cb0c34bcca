import { readGoalSales } from '#db/attribution/facts/goal-sales.ts';
import { closeWaiting, listAttended, settleGoals } from '#db/commissions/goal.ts';
import { isDatabaseBusy, isDatabaseUnavailable } from '#db/failure.ts';
import type { MeetConditions } from './conditions.ts';
import type { SaleTermsDeps } from './sale-terms.ts';
import { settledReason, settleSales } from './settle-sales.ts';

/** In milliseconds: how long the conditions of a page may take. The other sales that have some are left to their workflows. */
const CONDITIONS_MS = 5_000;

/**
 * Books the goals of a page that can be booked at once, in one transaction. Returns the others, which need a workflow: those that one attends to, that
 * wait for a rate or for their sale, or that cannot be booked before a person acts. Safe to repeat, and beside another one: each line has a source that is
 * posted once. Throws if the database is away or busy; whatever else is wrong with one goal keeps none of the others.
 */
export async function settlePage(deps: SaleTermsDeps, goalIds: readonly string[]): Promise<string[]> {
  try {
    return await settleAtOnce(deps, goalIds);
  } catch (error) {
    if (isDatabaseUnavailable(error) || isDatabaseBusy(error)) throw error;
    if (goalIds.length <= 1) return [...goalIds];
    const middle = goalIds.length >> 1;
    return [...(await settlePage(deps, goalIds.slice(0, middle))), ...(await settlePage(deps, goalIds.slice(middle)))];
  }
}

async function settleAtOnce(deps: SaleTermsDeps, goalIds: readonly string[]): Promise<string[]> {
  const attended = await listAttended(deps.sql, goalIds);
  const free = goalIds.filter((id) => !attended.has(id));
  const salesOf = await readGoalSales(deps.store, free);
  const sales = [...new Map([...salesOf.values()].flat().map((sale) => [sale.id, sale])).values()].toSorted(
    (a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.id < b.id ? -1 : 1),
  );
  const settled = await settleSales({ ...deps, meetConditions: within(deps.meetConditions, CONDITIONS_MS) }, sales);
  const booked = free.flatMap((id) => {
    const outcomes = (salesOf.get(id) ?? []).flatMap((sale) => settled.get(sale.id) ?? []);
    const isComplete = outcomes.length > 0 && outcomes.every(({ error, faults }) => error === null && faults.length === 0);
    return isComplete ? [{ id, reason: settledReason(outcomes) }] : [];
  });
  await settleGoals(deps.sql, booked);
  await closeWaiting(
    deps.sql,
    sales.flatMap(({ refunds }) => refunds.map(({ id }) => id)),
  );
  const done = new Set(booked.map(({ id }) => id));
  return goalIds.filter((id) => !done.has(id));
}

function within(meet: MeetConditions, limitMs: number): MeetConditions {
  const until = performance.now() + limitMs;
  return async (asked) => {
    if (performance.now() > until && asked.plan.rules.some(({ when }) => when !== null)) {
      throw new Error('The conditions of earlier sales took the time of the page');
    }
    return meet(asked);
  };
}
