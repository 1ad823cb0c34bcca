import { nextAttempt, type RetryPolicy } from '#domain/retry.ts';

/** How one POST ended, as the wire saw it. */
export interface PostResult {
  ok: boolean;
  statusCode?: number | undefined;
  latencyMs: number;
  responseSnippet?: string | undefined;
  errorClass?: string | undefined;
  errorDetail?: string | undefined;
  retryAfterMs?: number | undefined;
  /** The receiver's `webhook-delivery` header. */
  directive?: 'disable' | 'abort-message' | undefined;
  /** 410: the endpoint is no longer there. */
  gone: boolean;
}

/** What the delivery becomes after an attempt, with the sentence that explains it in the timeline. */
export interface Verdict {
  status: 'delivered' | 'retrying' | 'held' | 'dead_lettered';
  nextAttemptAt: Date | null;
  because: string;
  /** The receiver wants no more of anything: the endpoint is to be disabled, for this reason. */
  disableEndpoint: string | null;
}

/** Decides what follows an attempt. Pure: the same inputs always answer the same. */
export function judgeAttempt(input: {
  result: PostResult;
  /** Number of this attempt within its retry budget, from 1. */
  attempt: number;
  policy: RetryPolicy;
  budgetFrom: Date;
  now: Date;
  random: () => number;
}): Verdict {
  const { result, attempt, policy, budgetFrom, now, random } = input;
  const disableEndpoint = disableReason(result);
  if (result.ok) {
    return { status: 'delivered', nextAttemptAt: null, because: 'delivered', disableEndpoint };
  }
  if (result.directive === 'abort-message') {
    const because = 'the receiver answered webhook-delivery: abort-message and does not want this message again';
    return { status: 'dead_lettered', nextAttemptAt: null, because, disableEndpoint };
  }
  if (disableEndpoint) {
    const because = `${disableEndpoint}; held until the endpoint is enabled again`;
    return { status: 'held', nextAttemptAt: null, because, disableEndpoint };
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
  if (result.gone) return 'the receiver answered 410 Gone';
  if (result.directive === 'disable') return 'the receiver answered webhook-delivery: disable';
  return null;
}
