import { ActivityFailure, ApplicationFailure, isCancellation, rootCause } from '@temporalio/workflow';
import { triedInVain } from './messages.ts';

/**
 * Works on a subject. Activities are repeated for weeks; one that fails finally cannot be continued, for example because it was tried three
 * times and each time its process died. Then `giveUp` stores the reason with the subject, where people look, and the sweeper leaves it alone.
 */
export async function orGiveUp<Result>(work: () => Promise<Result>, giveUp: (reason: string) => Promise<void>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const isFinal = (error instanceof ActivityFailure && !isCancellation(error)) || wasTriedInVain(error);
    if (isFinal) await giveUp(rootCause(error) ?? 'for an unknown reason');
    throw error;
  }
}

/** Whether each try of the activity ended its process. Repeating it would end the next one. */
export function wasTriedInVain(error: unknown): boolean {
  // A local activity fails with its error itself.
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure && cause.type === triedInVain;
}
