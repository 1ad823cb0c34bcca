import {
  ActivityFailure,
  CancellationScope,
  continueAsNew,
  isCancellation,
  proxyActivities,
  rootCause,
  workflowInfo,
} from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { orGiveUp } from '../give-up.ts';
import { reportProgress } from '../progress.ts';
import { bookRequestOptions, bookSliceOptions } from './book-activity-options.ts';

type Activities = ReturnType<typeof createActivities>;
const { beginBookRun, noteBookProblem, finishBookRun, cancelBookRun, giveUpBookRun } = proxyActivities<Activities>(bookRequestOptions);
const { checkBook } = proxyActivities<Activities>(bookSliceOptions);

/**
 * Compares one of the company's books for a night, check by check. Id `reconcile-book/<book>/<night>`. Ends when every check has ended: one that
 * cannot be done is named in the report, and the others are done all the same. Query `progress`; takes no signals. Cancelling it ends the run as
 * cancelled. If it is terminated, the sweeper starts it again, and it goes on where it was.
 */
export async function reconcileBook({ runId }: { runId: string }): Promise<void> {
  try {
    await orGiveUp(
      () => reconcile(runId),
      (reason) => giveUpBookRun(runId, reason),
    );
  } catch (error) {
    if (isCancellation(error)) await CancellationScope.nonCancellable(() => cancelBookRun(runId, 'it was cancelled in Temporal'));
    throw error;
  }
}

async function reconcile(runId: string): Promise<void> {
  const show = reportProgress();
  for (const check of await beginBookRun(runId)) {
    show(check);
    await toItsEnd(runId, check, show);
  }
  await finishBookRun(runId);
  show('finished');
}

async function toItsEnd(runId: string, check: string, show: (step: string) => void): Promise<void> {
  try {
    for (;;) {
      const { isEnded, checked } = await checkBook({ runId, check });
      if (isEnded) return;
      show(`${check}: ${checked} checked`);
      if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof reconcileBook>({ runId });
    }
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    await noteBookProblem(runId, check, rootCause(error) ?? 'for an unknown reason');
  }
}
