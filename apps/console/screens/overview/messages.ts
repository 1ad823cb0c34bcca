import type { Schema } from '#apps/console/api/schema.ts';
import { count, messages, number } from '#apps/console/messages/messages.ts';

const states: Record<Schema<'HealthState'>, string> = {
  healthy: 'Healthy',
  syncing: 'Syncing',
  delayed: 'Delayed',
  waiting_for_quota: 'Waiting for quota',
  partial: 'Partial',
  held: 'Held',
  paused: 'Paused',
  action_required: 'Action required',
};
const kinds: Record<Schema<'HealthKind'>, string> = { connection: 'Connection', sync: 'Sync', endpoint: 'Endpoint', partner: 'Partner' };

export const texts = messages({
  title: 'Overview',
  integrations: 'Integration Health',
  states,
  kinds,
  state: 'State',
  kind: 'Kind',
  name: 'Name',
  partner: 'Partner ID',
  why: 'Why, and what mends it',
  since: 'Since',
  lastSuccess: 'Last success',
  lastError: 'Last error',
  trend: '14 days',
  byDay: 'Its health by day',
  nothing: 'There is nothing to watch yet',
  nothingText: 'As soon as there is a connection, a sync or an endpoint, its health is here.',
  lookedAt: 'Looked at',
  never: 'Nobody has looked yet.',
  system: 'This installation',
  looking: 'Looking at what Causeway needs …',
  allWell: 'Everything that Causeway needs answers.',
  also: 'What else holds',
  freshness: 'Age of the data',
  freshnessOf: (age: string, objective: string) => `${age}; the objective is ${objective}`,
  quota: 'Quota left',
  quotaOf: (text: string, left: number, max: number) => `${text}: ${number(left)} of ${number(max)}`,
  failedRecords: 'Failed records',
  nextRun: 'Next run',
  objectives: 'Objectives',
  objective: 'Objective',
  target: 'Target',
  reached: 'Reached in 7 days',
  budget: 'Error budget left',
  day: 'Day (UTC)',
  worst: 'Worst state',
  well: 'Well',
  watched: 'Watched',
  notWatched: 'not watched',
  days: (well: number, watched: number) =>
    `${count(well, 'day', 'days')} without a fault, of ${count(watched, 'watched day', 'watched days')}`,
  explained: 'Explained in',
  seconds: (value: number) => count(value, 'second', 'seconds'),
  minutes: (value: number) => count(value, 'minute', 'minutes'),
  hours: (value: number) => count(value, 'hour', 'hours'),
  days1: (value: number) => count(value, 'day', 'days'),
});

/** A span of time in its largest unit. */
export function span(seconds: number): string {
  if (seconds < 120) return texts.seconds(seconds);
  if (seconds < 7_200) return texts.minutes(Math.round(seconds / 60));
  return seconds < 172_800 ? texts.hours(Math.round(seconds / 3_600)) : texts.days1(Math.round(seconds / 86_400));
}
