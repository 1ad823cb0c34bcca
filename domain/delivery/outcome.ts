import { nextAttempt, type RetryPolicy } from '#domain/retry.ts';

/** The result of one POST. */
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
  now: Date;
  random: () => number;
}): Verdict {
  const { result, attempt, policy, budgetFrom, now, random } = input;
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
