import type { Database, Queryable } from '#db/database.ts';
import { clockOf, findPlan, type ReconciliationPlan } from '#db/reconciliation/reconciliation-plan.ts';
import { endRuns, findUnfinishedRun, isNewsOfSkip, queueRun, skipNight } from '#db/reconciliation/reconciliation-run.ts';
import { dropStaging } from '#db/reconciliation/staging.ts';
import { findDisconnected } from '#db/sync/sync.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { readNominalTime } from '#domain/reconciliation/night.ts';

/** What Temporal does for nights. */
export interface NightWorkflows {
  /** Starts or signals the workflow of a night. */
  runReconciliation: (run: { syncId: string; night: string }) => Promise<void>;
  /** Makes the schedule of a pair as its plan says, or ends it if the pair is gone. */
  scheduleReconciliation: (syncId: string) => Promise<void>;
}

export interface NightDeps extends NightWorkflows {
  db: Database;
  notify: Notify;
}

/** A night that is this much later than it was due is read for somebody who asked for it. */
const BACKFILL_MS = 86_400_000;

/**
 * Asks for the run of the time that a schedule means, or tells why there is none. Safe to repeat: a night of the schedule has one run. Returns
 * false if there is no such sync.
 */
export async function wakeNight(
  { db, notify, runReconciliation }: Omit<NightDeps, 'scheduleReconciliation'>,
  syncId: string,
  nominal: Date,
): Promise<boolean> {
  const plan = await findPlan(db.sql, syncId);
  if (!plan) return false;
  const { night, isNight } = readNominalTime(nominal, clockOf(plan));
  const trigger = !isNight ? 'request' : Date.now() - nominal.getTime() > BACKFILL_MS ? 'backfill' : 'schedule';
  if (trigger === 'schedule') {
    const obstacle = await findObstacle(db.sql, plan, night);
    if (obstacle !== null) {
      await tellSkipped({ db, notify }, { syncId, night, reason: obstacle });
      return true;
    }
    for (const ended of await endRuns(
      db.sql,
      { syncId, onlyWaiting: true },
      { state: 'cancelled', reason: `replaced by the night of ${night}` },
    )) {
      await dropStaging(db.sql, ended.id);
      await runReconciliation({ syncId, night: ended.night });
    }
  }
  await queueRun(db.sql, { syncId, night, trigger, isDryRun: plan.isDryRun });
  await runReconciliation({ syncId, night });
  return true;
}

/** Why a night of the schedule has no run. A run that only waits for a person's yes is none: the new one asks again, of what is true now. */
async function findObstacle(sql: Queryable, { syncId, isSyncPaused }: ReconciliationPlan, night: string): Promise<string | null> {
  const disconnected = await findDisconnected(sql, syncId);
  if (disconnected !== undefined) return `connection ${disconnected} is disconnected`;
  if (isSyncPaused) return 'the sync is paused';
  const present = await findUnfinishedRun(sql, syncId);
  if (present === undefined || present.state === 'waiting' || (present.night === night && present.trigger === 'schedule')) return null;
  return `the run ${present.id} of the night of ${present.night} still goes on the night of ${night}`;
}

export async function tellSkipped(
  { db, notify }: Pick<NightDeps, 'db' | 'notify'>,
  { syncId, night, reason }: { syncId: string; night: string; reason: string },
): Promise<void> {
  if (await isNewsOfSkip(db.sql, syncId, night, reason)) await tellMissed(notify, { syncId, night, reason, isCaughtUp: false });
  await skipNight(db.sql, syncId, night, reason);
}

/** Once for each night. */
export async function tellMissed(
  notify: Notify,
  { syncId, night, reason, isCaughtUp }: { syncId: string; night: string; reason: string; isCaughtUp: boolean },
): Promise<void> {
  const type = 'causeway.reconciliation.missed';
  await notify(type, { sync_id: syncId, night, reason, caught_up: isCaughtUp }, `${type}/${syncId}/${night}`);
}
