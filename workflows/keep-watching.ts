import { ActivityFailure, isCancellation, rootCause, sleep, upsertMemo, workflowInfo } from '@temporalio/workflow';
import { reportProgress } from './progress.ts';

interface Watching {
  /** The first wait after a failure, which doubles up to the longest. In milliseconds. */
  firstWaitMs: number;
  longestWaitMs: number;
  /** What a wait is for, in Temporal UI. */
  summary: string;
  /** Continues the workflow as new. */
  startAnew: () => Promise<never>;
}

/** Repeats an activity for ever, and shows what it answers. A failure is shown and waited for: nothing else would notice what it watches. */
export async function keepWatching(
  watch: () => Promise<string>,
  { firstWaitMs, longestWaitMs, summary, startAnew }: Watching,
): Promise<never> {
  const show = reportProgress();
  for (let tries = 0; ;) {
    if (workflowInfo().continueAsNewSuggested) await startAnew();
    try {
      show(await watch());
      if (tries > 0) upsertMemo({ lastError: null });
      tries = 0;
    } catch (error) {
      if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      const lastError = rootCause(error) ?? 'unknown error';
      upsertMemo({ lastError });
      const waitMs = Math.min(firstWaitMs * 2 ** Math.min(tries++, 20), longestWaitMs);
      show(`waiting until ${new Date(Date.now() + waitMs).toISOString()}: ${lastError}`);
      await sleep(waitMs, { summary });
    }
  }
}
