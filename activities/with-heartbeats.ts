import { heartbeat } from '@temporalio/activity';

/** Heartbeats so often, in milliseconds, for as long as the work takes, with what `details` returns then. */
export async function withHeartbeats<Result>(everyMs: number, work: () => Promise<Result>, details?: () => unknown): Promise<Result> {
  const beat = setInterval(() => heartbeat(details?.()), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}
