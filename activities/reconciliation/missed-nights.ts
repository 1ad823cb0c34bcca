import { type Attended, clockOf } from '#db/reconciliation/reconciliation-plan.ts';
import { queueRun } from '#db/reconciliation/reconciliation-run.ts';
import { momentOfNight, nightsBetween } from '#domain/reconciliation/night.ts';
import { type NightDeps, tellMissed, tellSkipped } from './wake-night.ts';

export interface MissedNightsDeps extends NightDeps {
  findScheduleState: (syncId: string) => Promise<'running' | 'paused' | 'deleted'>;
}

/** By then a night has begun: clocks that are put back show its time an hour later again, and then there is its jitter. */
const GRACE_MS = 90 * 60_000;
/** Older ones are no news. */
const TOLD = 31;

/**
 * Tells of nights that no schedule has seen to, each once, and has the last one caught up if nothing was compared since. Who paused a schedule in
 * Temporal wants no run; a deleted one is made again. Safe to repeat.
 */
export async function tellMissedNights(deps: MissedNightsDeps, pair: Attended, now = new Date()): Promise<void> {
  const clock = clockOf(pair);
  const seenTo =
    pair.lastNight === null ? pair.since : new Date(Math.max(pair.since.getTime(), momentOfNight(pair.lastNight, clock).getTime()));
  const missed = nightsBetween(seenTo, new Date(now.getTime() - GRACE_MS), clock).slice(-TOLD);
  const last = missed.pop();
  if (last === undefined) return;
  const state = await deps.findScheduleState(pair.id);
  if (state === 'deleted') await deps.scheduleReconciliation(pair.id);
  const why = {
    paused: 'its schedule is paused in Temporal',
    deleted: 'its schedule was deleted in Temporal',
    running: 'nothing ran at its time',
  };
  const reasonOf = (night: string) => `the night of ${night} had no run: ${why[state]}`;
  for (const night of missed) await tellSkipped(deps, { syncId: pair.id, night, reason: reasonOf(night) });
  const isCompared = pair.lastStartedAt !== null && pair.lastStartedAt >= momentOfNight(last, clock);
  if (state === 'paused' || isCompared) return tellSkipped(deps, { syncId: pair.id, night: last, reason: reasonOf(last) });
  await tellMissed(deps.notify, { syncId: pair.id, night: last, reason: reasonOf(last), isCaughtUp: true });
  await queueRun(deps.db.sql, { syncId: pair.id, night: last, trigger: 'schedule', isDryRun: pair.isDryRun });
  await deps.runReconciliation({ syncId: pair.id, night: last });
}
