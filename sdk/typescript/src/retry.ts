import { CausewayError } from './error.ts';
import type { Exchange, Outgoing, Received } from './exchange.ts';
import { readRetryAfter } from './retry-after.ts';

/** A second, two, four, … at most eight, spread by a half, so that clients of one outage do not come back together. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_OWN_WAIT_MS = 8_000;
/** A timer that is set for longer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Sends again what was not carried out (408, 429, 503, and 409 while the first request with this key is running), and, if a second one
 * has no second effect, what may have been: a connection that broke, and any other 5xx. `maxWaitMs` is the longest wait that a
 * Retry-After may ask for; a longer one ends the attempts.
 */
export function withRetry(exchange: Exchange, maxWaitMs: number): Exchange {
  const longestWaitMs = Math.min(maxWaitMs, LONGEST_TIMER_MS);
  return async (outgoing) => {
    for (let attempt = 0; ; attempt++) {
      const isLast = attempt >= outgoing.maxRetries;
      const received = await exchange(outgoing).catch((error: unknown) => {
        if (isLast || !outgoing.isRepeatable || !(error instanceof CausewayError)) throw error;
        return undefined;
      });
      if (received && (isLast || !isRetryable(received, outgoing))) return received;
      const askedMs = received && readRetryAfter(received.response.headers.get('retry-after'), Date.now());
      if (received && askedMs !== undefined && askedMs > longestWaitMs) return received;
      await sleep(askedMs ?? backoffMs(attempt), outgoing.signal);
    }
  };
}

function isRetryable({ response: { status }, text }: Received, { isRepeatable }: Outgoing): boolean {
  if (status === 408 || status === 429 || status === 503) return true;
  if (status === 409) return text?.includes('"idempotency_in_progress"') === true;
  return status >= 500 && isRepeatable;
}

function backoffMs(attempt: number): number {
  const longest = Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_OWN_WAIT_MS);
  return longest / 2 + (Math.random() * longest) / 2;
}

async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      // A signal may live as long as its program.
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
