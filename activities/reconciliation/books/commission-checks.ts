import type { BookCheck, Found } from '#activities/reconciliation/book.ts';
import { listDueLines } from '#db/commissions/due-line.ts';
import type { Sql } from '#db/database.ts';
import { listStandingBatches, listStandingGoals, type StandingBatch, type StandingGoal } from '#db/reconciliation/books/commission-book.ts';
import { daysAgo } from '#domain/days.ts';
import { timeOf } from '#domain/id-range.ts';
import { scheduleCheck, type ScheduleDeps } from './schedule-check.ts';

const limit = 500;
/** Rates are imported, and commissions released, once a day: the second day is one too many. */
const patienceDays = 2;
/** Banks answer within business days, and people too. */
const batchDays = 7;

/** Commissions that stand still: nobody is owed too much or too little, but somebody waits for money, and nothing else would say so. */
export function commissionChecks(deps: ScheduleDeps & { sql: Sql }): BookCheck[] {
  const { sql } = deps;
  const schedule = scheduleCheck(deps, {
    ...{ name: 'release', title: 'The nightly release of commissions runs', id: 'release-holds' },
    idle: 'nothing becomes payable, and no statement is issued',
  });

  const due: BookCheck = {
    name: 'due-commissions',
    title: 'Commissions are released when their hold period has ended',
    settleMs: 0,
    async page() {
      const lines = await listDueLines(sql, { at: daysAgo(patienceDays), limit });
      const [first] = lines;
      return { checked: lines.length, found: first === undefined ? [] : [unreleased(lines.length, first.releaseDay)], next: null };
    },
  };

  const goals: BookCheck = {
    name: 'goals',
    title: `Commissions are computed within ${patienceDays} days`,
    settleMs: 0,
    async page(after) {
      const rows = await listStandingGoals(sql, { after, limit });
      const late = rows.filter(({ id, state }) => state === 'failed' || timeOf(id.slice(id.indexOf('_') + 1)) < daysAgo(patienceDays));
      return { checked: rows.length, found: late.map(uncomputed), next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null };
    },
  };

  const batches: BookCheck = {
    name: 'payout-batches',
    title: `Payout batches end within ${batchDays} days`,
    settleMs: 0,
    async page(after) {
      const rows = await listStandingBatches(sql, batchDays, { after, limit });
      return { checked: rows.length, found: rows.map(unpaid), next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null };
    },
  };
  return [schedule, due, goals, batches];
}

const unreleased = (count: number, day: string): Found => ({
  ...{ object: 'release', class: 'stale', id: 'release-holds', value: day },
  message: `${count < limit ? count : `${limit} or more`} commissions are not released, although their hold periods have ended, the first on ${day}`,
  remedy: 'Look at the last release-holds in Temporal UI for its failure, then trigger the schedule release-holds there',
});

const remedies: Record<StandingGoal['state'], string> = {
  pending: 'Remove what reason names, for example by importing the exchange rate (npm run fx:import): it is tried again every hour',
  waiting: 'Record the sale that it refunds (POST /revenue), or a correction of the refund',
  failed: 'Remove what reason names, then change the sale, or reset the workflow accrue-commission in Temporal UI',
};

const uncomputed = ({ id, state, reason }: StandingGoal): Found => ({
  ...{ object: 'commission_goal', class: 'stale', id, value: `${state}: ${reason}`, remedy: remedies[state] },
  message: `The commissions of ${id} are not computed (${state}): ${reason}`,
});

const unpaid = ({ id, state, createdAt, open }: StandingBatch): Found => ({
  ...{ object: 'payout_batch', class: 'stale', id, value: state, remedy: remedyOf(state) },
  message: `The payout batch ${id} of ${createdAt.toISOString()} is ${state}, with ${open} open transfers. Their partners are in no other batch`,
});

function remedyOf(state: string): string {
  if (state === 'awaiting_approval') return 'Approve or cancel it: POST /api/v1/payout-batches/{id}/approve or …/cancel';
  if (state === 'awaiting_results' || state === 'failed') {
    return 'Ask the bank or the provider, and report the results: POST /api/v1/payout-batches/{id}/results';
  }
  return 'Look at its workflow run-payout in Temporal UI';
}
