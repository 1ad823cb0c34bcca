import { ActivityFailure, isCancellation, rootCause, sleep, upsertMemo } from '@temporalio/workflow';

const firstWaitMs = 5_000;
const longestWaitMs = 900_000;

/**
 * Repeats a step until it succeeds, however long that takes: its workflow must not end before. Shows the failure, and until when it waits. Throws what is no
 * failure of an activity.
 */
export async function keepTrying<Result>(step: () => Promise<Result>, show: (step: string) => void): Promise<Result> {
  for (let tries = 0; ; tries++) {
    try {
      const result = await step();
      if (tries > 0) upsertMemo({ lastError: null });
      return result;
    } catch (error) {
      if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      const lastError = rootCause(error) ?? 'unknown error';
      upsertMemo({ lastError });
      const waitMs = Math.min(firstWaitMs * 2 ** Math.min(tries, 20), longestWaitMs);
      show(`waiting until ${new Date(Date.now() + waitMs).toISOString()}: ${lastError}`);
      await sleep(waitMs, { summary: 'until the step is tried again' });
    }
  }
}
