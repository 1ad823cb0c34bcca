import { DAY_MS } from '#domain/days.ts';
import type { HealthCode, HealthState, Verdict } from './health.ts';

/** Of the trend. */
export const TREND_DAYS = 14;

/** A day of a subject, in UTC. */
interface HealthDay {
  day: string;
  /** The worst of the day. */
  worst: HealthState;
  /** For how long of it somebody looked, and for how long of that nothing was wrong. */
  watchedS: number;
  wellS: number;
}

/** What the history says of a subject. */
export interface Recent {
  /** The period that lasts, if somebody looks. */
  present: { state: HealthState; code: HealthCode; beganAt: Date } | null;
  /** Days on which somebody looked, oldest first. */
  days: HealthDay[];
}

/** Since when a subject is as it is: the time that is stored, or when it was first seen so. Null if nobody has looked since it changed. */
export function sinceOf({ state, code, since }: Verdict, { present }: Recent): Date | null {
  if (since !== null) return since;
  return present !== null && present.state === state && present.code === code ? present.beganAt : null;
}

/** The days of the trend in UTC, oldest first. */
export function trendDays(now: Date): string[] {
  return Array.from({ length: TREND_DAYS }, (_, i) => new Date(now.getTime() - (TREND_DAYS - 1 - i) * DAY_MS).toISOString().slice(0, 10));
}
