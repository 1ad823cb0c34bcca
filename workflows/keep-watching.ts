import { upsertMemo, workflowInfo } from '@temporalio/workflow';
import { reportProgress } from './progress.ts';
import { type Waits, waitAfterFailure } from './wait-after-failure.ts';

interface Watching extends Waits {
  /** Continues the workflow as new. */
  startAnew: () => Promise<never>;
}

/** Repeats an activity for ever, and shows what it answers. A failure is shown and waited for: nothing else would notice what it watches. */
export async function keepWatching(watch: () => Promise<string>, { startAnew, ...waits }: Watching): Promise<never> {
  const show = reportProgress();
  for (let tries = 0; ;) {
    if (workflowInfo().continueAsNewSuggested) await startAnew();
    try {
      show(await watch());
      if (tries > 0) upsertMemo({ lastError: null });
      tries = 0;
    } catch (error) {
      await waitAfterFailure(error, tries++, { ...waits, show });
    }
  }
}
