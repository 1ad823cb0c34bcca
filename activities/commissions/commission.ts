import { ApplicationFailure, heartbeat } from '@temporalio/activity';
import { reportGivenUp } from '#activities/give-up.ts';
import { progressed } from '#activities/unfinished-work.ts';
import { readGoalSales } from '#db/attribution/facts/goal-sales.ts';
import { closeWaiting, findGoalWork, finishGoal } from '#db/commissions/goal.ts';
import { DomainError } from '#domain/errors.ts';
import type { NewEvent } from '#domain/events/event.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { decideLevels } from './decide-levels.ts';
import { issueInvoices } from './issue-invoices.ts';
import { issueStatements } from './issue-statements.ts';
import { releaseDueLines } from './release.ts';
import type { SaleTermsDeps } from './sale-terms.ts';
import { settledReason, type SettledSale, settleSales } from './settle-sales.ts';

export interface CommissionActivityDeps {
  commissions: SaleTermsDeps & {
    publish: (events: NewEvent[]) => Promise<unknown>;
    /** Whether what partners owe is invoiced with their statements. */
    isInvoiced: () => boolean;
  };
  notify: Notify;
}

/** What the workflow of a goal does next. */
interface GoalState {
  state: 'settled' | 'waiting' | 'failed';
  reason: string | null;
  /** It can become possible by itself, or by what a person does elsewhere. */
  isRetried: boolean;
}

/** A rate that is imported, or a first version of the attribution, makes these possible. */
const retried = new Set(['fx_rate_missing', 'no_attribution']);

export function createCommissionActivities({ commissions: deps, notify }: CommissionActivityDeps) {
  const nextPage = () => {
    heartbeat();
    progressed();
  };

  return {
    /**
     * Books what is missing of the commissions of a goal. Safe to repeat, and beside another one: each line has a source that is posted once.
     */
    async settleGoal(goalId: string): Promise<GoalState> {
      const work = await findGoalWork(deps.sql, goalId);
      if (work === undefined) return { state: 'settled', reason: 'there is no such goal', isRetried: false };
      const sales = (await readGoalSales(deps.store, [goalId])).get(goalId) ?? [];
      const outcome = sales.length === 0 ? noSale : outcomeOf([...(await settleSales(deps, sales)).values()]);
      await closeWaiting(
        deps.sql,
        sales.flatMap(({ refunds }) => refunds.map(({ id }) => id)),
      );
      const { state, reason, isRetried } = outcome;
      await finishGoal(deps.sql, goalId, { wanted: work.wanted, state: isRetried ? 'pending' : state, reason });
      return outcome;
    },

    /** Makes commissions payable whose hold period has ended at a time. Returns how many. Safe to repeat: each is released once. */
    releaseDue: (at: string): Promise<number> => releaseDueLines(deps.sql, new Date(at), nextPage),

    /** Issues the statements of the month before a day, and invoices. Returns how many statements. Safe to repeat: each is issued once. */
    async issueDueStatements(day: string): Promise<number> {
      const until = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
      const month = new Date(until.getTime() - 1).toISOString().slice(0, 7);
      const issued = await issueStatements(deps, { month, until, nextPage });
      if (deps.isInvoiced()) await issueInvoices(deps.sql, { month, day, nextPage });
      return issued;
    },

    /**
     * Promotes and demotes partners by what they have sold. Returns how many. Safe to repeat: each level changes once a day. What a person has to see
     * to, such as a missing rate, ends the night; the next one decides.
     */
    async decideLevels(at: string): Promise<number> {
      try {
        return await decideLevels(deps, new Date(at), nextPage);
      } catch (error) {
        if (error instanceof DomainError) throw ApplicationFailure.nonRetryable(error.message, error.code);
        throw error;
      }
    },

    /** Tells that a night did not release. The next one does. */
    giveUpRelease: (reason: string): Promise<void> => reportGivenUp(notify, 'release-holds', reason),

    /** Stores why a goal cannot be settled. Safe to repeat: the reason stays. */
    async giveUpGoal(goalId: string, reason: string): Promise<void> {
      const wanted = (await findGoalWork(deps.sql, goalId))?.wanted ?? 0;
      await finishGoal(deps.sql, goalId, { wanted, state: 'failed', reason });
      await reportGivenUp(notify, goalId, reason);
    },
  };
}

const noSale: GoalState = { state: 'waiting', reason: 'the sale that it refunds is not known yet', isRetried: false };

/** Throws what is wrong with none of the sales: it is tried again. */
function outcomeOf(settled: readonly SettledSale[]): GoalState {
  const failed = settled.find(({ error }) => error !== null);
  if (failed !== undefined && !(failed.error instanceof DomainError)) throw failed.error;
  if (failed?.error instanceof DomainError) {
    const isRetried = retried.has(failed.error.code);
    return { state: isRetried ? 'waiting' : 'failed', reason: failed.error.message, isRetried };
  }
  const [fault] = settled.flatMap(({ faults }) => faults);
  if (fault) return { state: 'failed', reason: fault.message, isRetried: false };
  return { state: 'settled', reason: settledReason(settled), isRetried: false };
}
