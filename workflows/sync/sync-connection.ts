import {
  ActivityFailure,
  ApplicationFailure,
  condition,
  continueAsNew,
  proxyActivities,
  rootCause,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { orGiveUp, wasTriedInVain } from '../give-up.ts';
import { reportProgress } from '../progress.ts';
import { statementOptions } from '../statement-options.ts';
import { syncChanged, type SyncRequest, syncRequest, syncRequests } from './messages.ts';
import { syncPartOptions } from './sync-activity-options.ts';

type Activities = ReturnType<typeof createActivities>;
const { requestSync, failSyncRun, giveUpSync } = proxyActivities<Activities>(statementOptions);
const { advanceSync } = proxyActivities<Activities>(syncPartOptions);

const firstWaitMs = 1_000;
const longestWaitMs = 600_000;

/**
 * Keeps two connected systems the same, run by run: some pages or batches for each activity. Id `sync-connection/<syncId>`. Ends when the sync is
 * deleted. Signals `triggerSync`, `pauseSync`, `resumeSync`, `backfillSync`, `resetSync`, `syncChanged`; query `progress`. If it is cancelled
 * or terminated, the sweeper starts it again, unless the sync is paused.
 */
export function syncConnection({ syncId }: { syncId: string }): Promise<void> {
  return orGiveUp(
    () => keepInStep(syncId),
    (reason) => giveUpSync(syncId, reason),
  );
}

async function keepInStep(syncId: string): Promise<void> {
  const show = reportProgress();
  const asked: SyncRequest[] = [];
  let isChanged = true;
  for (const name of syncRequests) setHandler(syncRequest[name], () => void asked.push(name));
  setHandler(syncChanged, () => void (isChanged = true));
  const hasNews = () => isChanged || asked.length > 0;

  for (let tries = 0; ;) {
    for (let request = asked.shift(); request !== undefined; request = asked.shift()) await requestSync(syncId, request);
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof syncConnection>({ syncId });
    isChanged = false;
    try {
      const { state, detail } = await advanceSync(syncId);
      show(detail);
      tries = 0;
      if (state === 'deleted') return;
      if (state === 'idle') await condition(hasNews);
    } catch (error) {
      if (wasTriedInVain(error)) throw error;
      const failure = failureOf(error);
      if (failure?.type === 'ConnectorRejected') {
        await failSyncRun(syncId, failure.message);
        show(`stopped: ${failure.message}`);
        await condition(hasNews);
        continue;
      }
      const waitMs = waitAfter(failure, ++tries);
      show(`waiting until ${new Date(Date.now() + waitMs).toISOString()}: ${rootCause(error) ?? 'unknown error'}`);
      await condition(hasNews, waitMs, { summary: 'until the run goes on' });
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
