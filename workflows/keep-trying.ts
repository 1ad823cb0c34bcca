import { upsertMemo } from '@temporalio/workflow';
import { waitAfterFailure } from './wait-after-failure.ts';

const waits = { firstWaitMs: 5_000, longestWaitMs: 900_000, summary: 'until the step is tried again' };

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
      await waitAfterFailure(error, tries, { ...waits, show });
    }
  }
}
