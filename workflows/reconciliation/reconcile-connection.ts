import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  proxyActivities,
  rootCause,
  setHandler,
  upsertMemo,
  workflowInfo,
} from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { orGiveUp, wasTriedInVain } from '../give-up.ts';
import { reportProgress } from '../progress.ts';
import { statementOptions } from '../statement-options.ts';
import { approveReconciliation, reconciliationChanged } from './messages.ts';
import { reconciliationStepOptions } from './reconciliation-activity-options.ts';

type Activities = ReturnType<typeof createActivities>;
const { approveNight, beginReconciliation, endReconciliation, stopReading } = proxyActivities<Activities>(statementOptions);
const steps = proxyActivities<Activities>(reconciliationStepOptions);

interface Night {
  syncId: string;
  night: string;
}

const firstWaitMs = 1_000;
const longestWaitMs = 600_000;
/** A vendor that is away for longer is not read to its end in this night. */
const patienceMs = 6 * 3_600_000;

/**
 * Proves that both sides of a sync agree: reads both, compares them, looks at differences again, repairs and reports them. Id
 * `reconcile-connection/<syncId>/<night>`. Ends when the runs of this night have ended. Signal `reconciliationChanged`; update
 * `approveReconciliation`; query `progress`. If it is cancelled, the run is; if it is terminated, the sweeper starts it again where it was.
 */
export function reconcileConnection(night: Night): Promise<void> {
  return orGiveUp(
    () => endIfCancelled(night, () => reconcile(night)),
    (reason) => endReconciliation(night, 'failed', reason),
  );
}

async function endIfCancelled(night: Night, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isCancellation(error)) {
      await CancellationScope.nonCancellable(() => endReconciliation(night, 'cancelled', 'its workflow was cancelled in Temporal'));
    }
    throw error;
  }
}

async function reconcile(night: Night): Promise<void> {
  const show = reportProgress();
  let isChanged = false;
  setHandler(reconciliationChanged, () => void (isChanged = true));
  setHandler(approveReconciliation, ({ by }) => approveNight(night, by).then(() => void (isChanged = true)), { validator: assertNamed });

  for (let tries = 0, failingSince = 0; ;) {
    if (workflowInfo().continueAsNewSuggested && allHandlersFinished()) await continueAsNew<typeof reconcileConnection>(night);
    isChanged = false;
    const run = await beginReconciliation(night);
    if (run === null) {
      await condition(allHandlersFinished);
      return show('no run of this night is left');
    }
    try {
      const { state, detail } = await steps[`${run.step}Reconciliation`](run.runId);
      show(detail);
      if (tries > 0) upsertMemo({ lastError: null });
      [tries, failingSince] = [0, 0];
      if (state === 'waiting') await condition(() => isChanged);
    } catch (error) {
      if (isCancellation(error) || wasTriedInVain(error)) throw error;
      const failure = failureOf(error);
      const message = rootCause(error) ?? 'unknown error';
      failingSince ||= Date.now();
      upsertMemo({ lastError: message });
      if (run.step === 'read' && (Date.now() - failingSince >= patienceMs || failure?.type === 'ConnectorRejected')) {
        await stopReading(run.runId, message);
      } else if (failure?.type === 'ConnectorRejected') {
        await endReconciliation(night, 'failed', message);
      } else {
        const waitMs = waitAfter(failure, ++tries);
        show(`waiting until ${new Date(Date.now() + waitMs).toISOString()}: ${message}`);
        await condition(() => isChanged, waitMs, { summary: 'until the night goes on' });
      }
    }
  }
}

function failureOf(error: unknown): ApplicationFailure | undefined {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure ? cause : undefined;
}

/** The vendor says how long to wait. A failure that is not the vendor's, such as a worker that died, says nothing: then the wait doubles. */
function waitAfter(failure: ApplicationFailure | undefined, tries: number): number {
  const asked = (failure?.details?.[0] as { retryAfterMs?: number } | undefined)?.retryAfterMs;
  return asked ?? Math.min(firstWaitMs * 2 ** Math.min(tries - 1, 20), longestWaitMs);
}

/** The name goes into the audit log. */
function assertNamed({ by }: { by: unknown } = { by: '' }): void {
  if (typeof by !== 'string' || by.trim() === '' || by.length > 100 || by.includes('\0')) throw new Error('"by" must name who agrees');
}
