import { ActivityFailure, isCancellation, rootCause, sleep, upsertMemo } from '@temporalio/workflow';

export interface Waits {
  /** The first wait, which doubles with each try up to the longest. In milliseconds. */
  firstWaitMs: number;
  longestWaitMs: number;
  /** What a wait is for, in Temporal UI. */
  summary: string;
}

/** Shows why an activity failed, and until when its workflow waits, and waits. Throws what is no failure of an activity. */
export async function waitAfterFailure(
  error: unknown,
  tries: number,
  { firstWaitMs, longestWaitMs, summary, show }: Waits & { show: (step: string) => void },
): Promise<void> {
  if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
  const lastError = rootCause(error) ?? 'unknown error';
  upsertMemo({ lastError });
  const waitMs = Math.min(firstWaitMs * 2 ** Math.min(tries, 20), longestWaitMs);
  show(`waiting until ${new Date(Date.now() + waitMs).toISOString()}: ${lastError}`);
  await sleep(waitMs, { summary });
}
