import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';
import { boundedRecord } from '#domain/bounded-record.ts';
import { DAY_MS } from '#domain/days.ts';
import { FilledText } from '#domain/plain-text.ts';
import { type HealthKind, type HealthState, isWorse } from './health.ts';

const subjectId = z.string().regex(/^(con|syn|ep)_[a-z0-9]{1,60}$/, { error: 'must be the id of a connection, a sync or an endpoint' });

/** `health.public_status`: what is published at /status, and to whom. Without components there is no such page. */
export const PublicStatusSettings = z.strictObject({
  /** `signed_in`: people with a session of the console, and programs with a credential. */
  audience: z.enum(['signed_in', 'everybody']).default('signed_in'),
  title: z.string().min(1).max(100).default('Status'),
  /** How many days are shown. */
  days: wholeNumber(1, 90).default(90),
  /** What each consists of, by the name that everybody reads. Nobody reads the ids. */
  components: boundedRecord(FilledText(100), z.array(subjectId).min(1).max(20), 30).default({}),
});
export type PublicStatusSettings = z.infer<typeof PublicStatusSettings>;

/** From the best to the worst. `unknown`: nobody has looked. */
const publicStates = ['unknown', 'operational', 'degraded', 'disrupted'] as const;
export type PublicState = (typeof publicStates)[number];

const published: Record<HealthState, PublicState> = {
  ...{ healthy: 'operational', syncing: 'operational' },
  ...{ delayed: 'degraded', waiting_for_quota: 'degraded', partial: 'degraded' },
  ...{ held: 'disrupted', paused: 'disrupted', action_required: 'disrupted' },
};

/** How long a subject was in a state on a day. */
export interface StateOfDay {
  id: string;
  /** In UTC. */
  day: string;
  state: HealthState;
  seconds: number;
}

/** What was seen of the subjects, and how they are now; what nobody looks at is in neither. */
export interface SeenStates {
  days: readonly StateOfDay[];
  present: ReadonlyMap<string, HealthState>;
}

export interface PublicStatus {
  title: string;
  components: {
    name: string;
    state: PublicState;
    days: { day: string; state: PublicState; operational_percent: number | null }[];
  }[];
}

const prefixes: Record<string, HealthKind> = { con: 'connection', syn: 'sync', ep: 'endpoint' };

export const kindOfSubject = (id: string): HealthKind => prefixes[id.split('_', 1)[0] ?? ''] ?? 'endpoint';

/** What everybody may read: names that the company has chosen, and a word for each day. No ids, no reasons, no partners. */
export function publishStatus({ title, days, components }: PublicStatusSettings, seen: SeenStates, now: Date): PublicStatus {
  const dates = Array.from({ length: days }, (_, at) => new Date(now.getTime() - (days - 1 - at) * DAY_MS).toISOString().slice(0, 10));
  return {
    title,
    components: Object.entries(components).map(([name, subjects]) => {
      const own = Map.groupBy(
        seen.days.filter(({ id }) => subjects.includes(id)),
        ({ day }) => day,
      );
      return {
        name,
        state: worstOf(subjects.map((id) => seen.present.get(id)).filter((state) => state !== undefined)),
        days: dates.map((day) => ({ day, ...sumUp(own.get(day) ?? []) })),
      };
    }),
  };
}

function sumUp(parts: readonly StateOfDay[]): { state: PublicState; operational_percent: number | null } {
  const total = parts.reduce((sum, { seconds }) => sum + seconds, 0);
  if (total === 0) return { state: 'unknown', operational_percent: null };
  const good = parts.reduce((sum, { state, seconds }) => sum + (isWorse(state, 'syncing') ? 0 : seconds), 0);
  return { state: worstOf(parts.map(({ state }) => state)), operational_percent: Math.floor((good / total) * 10_000) / 100 };
}

function worstOf(states: readonly HealthState[]): PublicState {
  const ranks = states.map((state) => publicStates.indexOf(published[state]));
  return publicStates[Math.max(0, ...ranks)] ?? 'unknown';
}
