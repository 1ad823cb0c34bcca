import { Context, heartbeat, sleep } from '@temporalio/activity';
import { reportGivenUp } from '#activities/give-up.ts';
import { progressed } from '#activities/unfinished-work.ts';
import { withHeartbeats } from '#activities/with-heartbeats.ts';
import type { Database } from '#db/database.ts';
import { applyRequest, giveUpSync } from '#db/sync/sync.ts';
import type { SyncRequest } from '#workflows/sync/messages.ts';
import { createSyncRunner, type SyncProgress, type SyncRunnerDeps } from './sync-runner.ts';
import { advanceForAWhile } from './sync-slice.ts';

export interface SyncActivityDeps extends SyncRunnerDeps {
  db: Database;
  /** Starts or signals the workflow of a sync. */
  runSync: (syncId: string) => Promise<void>;
  /** Ends the schedule of a sync that is gone. */
  unscheduleSync: (syncId: string) => Promise<void>;
}

/** The longest time without a sign of life is then a sixth of the heartbeat's timeout. */
const HEARTBEAT_MS = 5_000;

export function createSyncActivities(deps: SyncActivityDeps) {
  const { db, notify, runSync, unscheduleSync } = deps;
  const runner = createSyncRunner(deps);

  return {
    /** Does the next parts of the sync's run. Safe to repeat: see the runner. Heartbeats with the place of the run. */
    async advanceSync(syncId: string): Promise<SyncProgress> {
      let place = '';
      const { cancellationSignal } = Context.current();
      const onPlace = (next: string) => heartbeat((place = next));
      const options = { onPlace, onPart: progressed, sleep, isStopping: () => cancellationSignal.aborted };
      return withHeartbeats(
        HEARTBEAT_MS,
        () => advanceForAWhile(runner, syncId, options),
        () => place,
      );
    },

    /** Safe to repeat: a run ends once. */
    failSyncRun: (syncId: string, reason: string): Promise<void> => runner.fail(syncId, reason),

    /** Ends the present run, pauses the sync with the reason, and reports it. Safe to repeat: the same reason is stored. */
    async giveUpSync(syncId: string, reason: string): Promise<void> {
      await giveUpSync(db.sql, syncId, reason);
      await reportGivenUp(notify, syncId, reason);
    },

    /** Stores what a signal asked for. Safe to repeat: the second time nothing changes. */
    async requestSync(syncId: string, request: SyncRequest): Promise<void> {
      await applyRequest(db.sql, syncId, request);
    },

    /** Asks for a run. Safe to repeat: runs that are asked for together are one run. */
    async wakeSync(syncId: string): Promise<void> {
      if (await applyRequest(db.sql, syncId, 'triggerSync')) await runSync(syncId);
      else await unscheduleSync(syncId);
    },
  };
}
