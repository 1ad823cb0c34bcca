import {
  allHandlersFinished,
  condition,
  isCancellation,
  makeContinueAsNewFunc,
  patched,
  proxyActivities,
  proxyLocalActivities,
  rootCause,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import type { DealTimer } from '#domain/deals/deal-timers.ts';
import { orGiveUp, wasTriedInVain } from '../give-up.ts';
import { statementOptions } from '../statement-options.ts';
import { crmWaitAfter } from './crm-wait.ts';
import { advanceOptions, crmActivityOptions } from './deal-activity-options.ts';
import { decisionFault } from './deal-decision.ts';
import { type CrmWriteShown, showDeal } from './deal-snapshot.ts';
import { dealChanged, reviewDeal } from './messages.ts';

type Activities = ReturnType<typeof createActivities>;

const activities = proxyActivities<Activities>(statementOptions);
const { advanceDeal } = proxyLocalActivities<Activities>(advanceOptions);
const { writeDealToCrm } = proxyActivities<Activities>(crmActivityOptions);

/**
 * Runs a submitted deal to its end: review with its deadlines, the CRM write, protection, expiry. PostgreSQL stores the deal; every change
 * there sends `dealChanged`. Id `register-deal/<dealId>`. The update `reviewDeal` decides by hand, the query `dealSituation` returns a
 * snapshot. Ends when the deal is closed, its events are published and, if it was approved, it is written to the CRM. If it is cancelled or
 * terminated, the sweeper starts it again: only the API and `reviewDeal` decide a deal.
 */
export function registerDeal(deal: { dealId: string; isProtected?: boolean }): Promise<string> {
  return orGiveUp(
    () => register(deal),
    (reason) => activities.giveUpDeal(deal.dealId, reason),
  );
}

async function register({ dealId, isProtected = false }: { dealId: string; isProtected?: boolean }): Promise<string> {
  let changed = false;
  let crm: CrmWrite | undefined;
  const taken = new Set<string>();
  const show = showDeal(dealId);
  setHandler(dealChanged, () => {
    changed = true;
    // The reason for the CRM's rejection can have been fixed, so a signal allows another try.
    if (crm?.settled) crm = undefined;
    // The CRM or its token can have been mended, too.
    else if (crm) crm.hurry = true;
  });
  setHandler(reviewDeal, (decision) => activities.decideReview(dealId, decision).then(() => void (changed = true)), {
    validator: assertDecision,
  });

  for (;;) {
    changed = false;
    const deal = await advanceDeal(dealId);
    if (!deal) return 'erased';
    const next = deal.agenda.find((item) => !taken.has(keyOf(item)));
    const isFull = isLong();
    const begins = !isFull && deal.isNewsToCrm && crm?.settled !== false && crm?.version !== deal.version;
    show.deal(deal, next, crm?.settled === false ? crm.shown : begins ? 'writing' : null);
    if (begins) writeOnward(deal.version);

    const isQuiet = !changed && crm?.settled !== false && allHandlersFinished();
    // A write that waits for its next attempt begins again in the next run. Nothing is lost by a change meanwhile: each run first reads the deal.
    const canRestart = (crm?.settled !== false || crm.shown !== 'writing') && allHandlersFinished();
    if (isQuiet && deal.isClosed) return deal.stage === 'prospect' ? deal.reviewStatus : deal.stage;
    // The months of protection begin with a short history, so that later versions of this code have fewer steps to replay.
    if ((isQuiet && deal.reviewStatus === 'approved' && !isProtected) || (canRestart && (isFull || isSuggested(changed)))) {
      // What operators see passes to the next run. Temporal itself passes only the search attributes.
      const restart = makeContinueAsNewFunc<typeof registerDeal>({ memo: workflowInfo().memo ?? {} });
      await restart({ dealId, isProtected: deal.reviewStatus === 'approved' });
    }
    if (await changedBefore(next?.at)) continue;
    if (next) {
      await activities[next.step](dealId, next.at);
      taken.add(keyOf(next));
    }
  }

  /** Runs in parallel, so that an unavailable CRM does not delay the end of a protection. Each version is written once, however long it takes. */
  function writeOnward(version: number): void {
    const write: CrmWrite = { settled: false, version, hurry: false, shown: 'writing' };
    crm = write;
    void writeUntilSettled(write)
      .catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
      })
      .finally(() => (changed = write.settled = true));
  }

  async function writeUntilSettled(write: CrmWrite): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        const outcome = await writeDealToCrm(dealId, tries);
        if (outcome === 'refused') await activities.reportCrmRefusal(dealId, write.version);
        return;
      } catch (error) {
        if (isCancellation(error)) throw error;
        if (wasTriedInVain(error)) return activities.giveUpCrmWrite(dealId, write.version, rootCause(error) ?? '');
        await waitForCrm(write, error, tries + 1);
      }
    }
  }

  async function waitForCrm(write: CrmWrite, error: unknown, tries: number): Promise<void> {
    const { forMs, ...failure } = crmWaitAfter(error, tries);
    write.hurry = false;
    show.crm((write.shown = { ...failure, next: new Date(Date.now() + forMs).toISOString() }));
    // The main loop then continues as new: retries of weeks make a long history.
    if (isLong() || isSuggested(false)) changed = true;
    await condition(() => write.hurry, forMs, { summary: 'until the CRM is written again' });
    show.crm((write.shown = 'writing'));
  }

  async function changedBefore(at: number | undefined): Promise<boolean> {
    if (at === undefined) return condition(() => changed).then(() => true);
    const left = at - Date.now();
    return changed || (left > 0 && (await condition(() => changed, left, { summary: 'until the next timer of the deal' })));
  }
}

interface CrmWrite {
  settled: boolean;
  version: number;
  /** The next attempt is to be made now. */
  hurry: boolean;
  shown: Exclude<CrmWriteShown, null>;
}

/** Whoever takes over a workflow replays its history. Temporal itself suggests a new run only after 4,096 events. */
const longHistory = 500;

function isLong(): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return (continueAsNewSuggested || historyLength >= longHistory) && patched('restart-in-a-flood');
}

/** Before that patch a run ended only in a moment without changes, which a flood of changes never has. */
const isSuggested = (changed: boolean): boolean => !changed && workflowInfo().continueAsNewSuggested;

const keyOf = ({ step, at }: DealTimer) => `${step}@${at}`;

function assertDecision(decision: unknown): void {
  const fault = decisionFault(decision);
  if (fault) throw new Error(fault);
}
