import { hash } from 'node:crypto';
import type { ObjectMap } from '#domain/sync/mapping.ts';
import type { SyncValues } from '#domain/sync/translate.ts';
import { comparedValues } from './compared-values.ts';

/** What is compared of two records, as a hash; null stands for a record that is not there. */
export const observationOf = (map: ObjectMap, a: SyncValues | null, b: SyncValues | null): string =>
  hash('sha256', JSON.stringify([a && comparedValues(map, a), b && comparedValues(map, b)]), 'base64url').slice(0, 32);

/** What earlier looks at a candidate have shown. */
export interface Earlier {
  seen: string | null;
  seenAt: Date | null;
  looks: number;
}

export interface Now {
  differences: readonly unknown[];
  hash: string;
  changedAt: { a: Date | null; b: Date | null };
  isTimeKnown: boolean;
  isSettled: boolean;
}

export interface CheckTimes {
  now: Date;
  /** When the listings were read. */
  readAt: Date;
  /** How long a change may take to the other side. */
  graceMs: number;
}

export type Verdict = { kind: 'same' } | { kind: 'drift' } | { kind: 'later'; seenAt: Date; dueAt: Date };

/** A record that is another one at each look is being worked on. The next night looks at it again. */
const MAX_LOOKS = 3;

/**
 * Whether a difference is drift. It is if the sync has seen the same, or if it has been there for longer than a change takes to the other side:
 * by the times of the vendors if they tell them, else by our own clock, for which it is looked at again. So a wrong clock neither makes drift
 * nor hides it.
 */
export function settle(earlier: Earlier, look: Now, { now, readAt, graceMs }: CheckTimes): Verdict {
  if (look.differences.length === 0) return { kind: 'same' };
  const times = [look.changedAt.a, look.changedAt.b].flatMap((at) => at?.getTime() ?? []);
  const isOld = look.isTimeKnown && now.getTime() - Math.max(...times) >= graceMs;
  if (isOld || look.isSettled) return { kind: 'drift' };
  const isSame = earlier.seen === look.hash;
  const since = isSame ? (earlier.seenAt ?? readAt) : now;
  if (isSame && now.getTime() - since.getTime() >= graceMs) return { kind: 'drift' };
  if (earlier.looks >= MAX_LOOKS) return { kind: 'same' };
  return { kind: 'later', seenAt: since, dueAt: new Date(since.getTime() + graceMs) };
}
