import type { Send } from './exchange.ts';
import { readRetryAfter } from './retry-after.ts';

export interface RetryOptions {
  /** Further attempts after 429, 503 or a broken connection. Default 3. */
  maxRetries?: number;
  /** The longest wait that a Retry-After may ask for, in ms; a longer one ends the attempts. Default 60,000. */
  maxWaitMs?: number;
}

/** Half a second, one, two, … spread by a fifth, so that clients of one outage do not come back together. */
const FIRST_WAIT_MS = 500;
const SPREAD = 0.2;
/** A timer that is set for longer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Sends again what was not carried out. Every POST has an Idempotency-Key by then, so that repeating has one effect. */
export function withRetry(send: Send, { maxRetries = 3, maxWaitMs = 60_000 }: RetryOptions): Send {
  const longestWaitMs = Math.min(maxWaitMs, LONGEST_TIMER_MS);
  return async (request) => {
    for (let attempt = 0; ; attempt++) {
      const isLast = attempt >= maxRetries;
      const outcome = await send(request.clone()).catch((error: unknown) => {
        if (isLast || request.signal.aborted || !isSafe(request)) throw error;
        return undefined;
      });
      if (outcome && (isLast || !isRetryable(outcome))) return outcome;
      const askedMs = outcome && readRetryAfter(outcome.headers.get('retry-after'), Date.now());
      const waitMs = askedMs ?? FIRST_WAIT_MS * 2 ** attempt * (1 + SPREAD * (Math.random() - 0.5));
      if (outcome && waitMs > longestWaitMs) return outcome;
      await outcome?.body?.cancel();
      await sleep(waitMs, request.signal);
    }
  };
}

function isRetryable({ status }: Response): boolean {
  return status === 429 || status === 503;
}

/** A PATCH that got lost may have been carried out, and a second one would undo a change made in between. */
function isSafe({ method, headers }: Request): boolean {
  return method !== 'PATCH' && (method !== 'POST' || headers.has('idempotency-key'));
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
}
