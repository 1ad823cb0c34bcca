import type { Settings } from '#domain/settings.ts';
import { AlertCounts } from './alert-counts.ts';
import { AttemptCounts } from './attempt-counts.ts';
import { CallCounts } from './call-counts.ts';
import { RequestCounts } from './request-counts.ts';

export type Counts = ReturnType<typeof createCounts>;

/** What this process counts in memory while it works. Without metrics nobody makes it, and nothing is counted. */
export function createCounts(settings: () => Settings) {
  const limit = () => settings().metrics.max_partners;
  return {
    attempts: new AttemptCounts(limit),
    calls: new CallCounts(limit),
    requests: new RequestCounts(limit),
    alerts: new AlertCounts(),
  };
}
