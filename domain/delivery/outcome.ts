import { MIN_DELAY_MS, nextAttempt, type RetryPolicy } from '#domain/retry.ts';
import type { ErrorClass } from './attempt.ts';

/** The result of one POST. */
export interface PostResult {
  ok: boolean;
  statusCode?: number | undefined;
  latencyMs: number;
  responseSnippet?: string | undefined;
  errorClass?: ErrorClass | undefined;
  errorDetail?: string | undefined;
  retryAfterMs?: number | undefined;
  /** The receiver's `webhook-delivery` header. */
  directive?: 'disable' | 'abort-message' | undefined;
  /** 410: the endpoint no longer exists. */
  gone: boolean;
}

/** The delivery's state after an attempt, with the sentence that explains it in the timeline. */
export interface Verdict {
  status: 'delivered' | 'retrying' | 'held' | 'dead_lettered';
  nextAttemptAt: Date | null;
  because: string;
  /** Set if the receiver wants no more deliveries: the reason for disabling the endpoint. */
  disableEndpoint: string | null;
}

/** Decides what follows an attempt. A pure function of its input. */
export function judgeAttempt(input: {
  result: PostResult;
  /** Number of this attempt within its retry budget, from 1. */
  attempt: number;
  policy: RetryPolicy;
  budgetFrom: Date;
  /** Set for an attempt outside of the retry budget: when the next one of the budget is due. */
  keptSchedule?: Date | null;
  now: Date;
  random: () => number;
}): Verdict {
  const { result, attempt, policy, budgetFrom, keptSchedule, now, random } = input;
  const disableEndpoint = disableReason(result);
  if (result.ok) {
    return { status: 'delivered', nextAttemptAt: null, because: 'delivered', disableEndpoint };
  }
  if (result.directive === 'abort-message') {
    const because = 'the receiver returned webhook-delivery: abort-message and does not want this message again';
    return { status: 'dead_lettered', nextAttemptAt: null, because, disableEndpoint };
  }
  if (disableEndpoint) {
    const because = `${disableEndpoint}; held until the endpoint is enabled again`;
    return { status: 'held', nextAttemptAt: null, because, disableEndpoint };
  }
  if (keptSchedule) {
    const nextAttemptAt = new Date(Math.max(keptSchedule.getTime(), now.getTime() + MIN_DELAY_MS));
    const because = `the manual attempt failed and does not count; next attempt at ${nextAttemptAt.toISOString()}, as before`;
    return { status: 'retrying', nextAttemptAt, because, disableEndpoint };
  }
  const next = nextAttempt({ policy, attempt, now, createdAt: budgetFrom, retryAfterMs: result.retryAfterMs, random });
  if (next.kind === 'exhausted') {
    return { status: 'dead_lettered', nextAttemptAt: null, because: next.text, disableEndpoint };
  }
  return {
    status: 'retrying',
    nextAttemptAt: new Date(now.getTime() + next.delayMs),
    because: next.text,
    disableEndpoint,
  };
}

function disableReason(result: PostResult): string | null {
  if (result.gone) return 'the receiver returned 410 Gone';
  if (result.directive === 'disable') return 'the receiver returned webhook-delivery: disable';
  return null;
}
