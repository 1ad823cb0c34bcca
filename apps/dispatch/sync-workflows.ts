import { ScheduleAlreadyRunning, ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import type { syncConnection, testSync } from '#workflows/index.ts';
import { taskQueue } from '#workflows/messages.ts';
import { syncChanged, syncConnectionId, testSyncId, wakeSyncId } from '#workflows/sync/messages.ts';
import { coalesce } from './coalesce.ts';
import { type CallTemporal, idempotentStart } from './start-workflow.ts';

/** Starts, signals and schedules the workflows of syncs. All methods are idempotent. They throw if Temporal is unavailable. */
export interface SyncWorkflows {
  /** Starts `sync-connection/<id>`, or tells it to look again. */
  runSync(id: string): Promise<void>;
  /** The same for hints, of which there may be many: at most twice a second. */
  hintSync(id: string): Promise<void>;
  /** Asks for a run every so often, by the schedule `wake-sync/<id>`. */
  scheduleSync(sync: { id: string; intervalSeconds: number }): Promise<void>;
  unscheduleSync(id: string): Promise<void>;
  /** Starts `test-sync/<id>`. */
  testSync(test: { id: string; syncId: string }): Promise<void>;
}

/** A run for hints takes several calls of the vendors, whatever it reads: hints of this time share them. */
const hintEveryMs = 500;

export function createSyncWorkflows(temporal: CallTemporal): SyncWorkflows {
  async function runSync(id: string): Promise<void> {
    const args: Parameters<typeof syncConnection> = [{ syncId: id }];
    const options = { ...idempotentStart, workflowId: syncConnectionId(id), taskQueue, signal: syncChanged, args };
    await temporal((client) => client.workflow.signalWithStart<typeof syncConnection, []>('syncConnection', options));
  }
  const hint = coalesce(hintEveryMs, ({ id }: { id: string }) => runSync(id));

  return {
    runSync,
    hintSync: (id) => hint({ id }),

    async testSync({ id, syncId }) {
      const args: Parameters<typeof testSync> = [{ testId: id, syncId }];
      const options = { ...idempotentStart, workflowId: testSyncId(id), taskQueue, args };
      await temporal((client) => client.workflow.start<typeof testSync>('testSync', options));
    },

    async scheduleSync({ id, intervalSeconds }) {
      const spec = { intervals: [{ every: intervalSeconds * 1_000 }], jitter: intervalSeconds * 100 };
      try {
        await temporal((client) =>
          client.schedule.create({
            scheduleId: wakeSyncId(id),
            spec,
            // What was missed while nothing ran is one run.
            policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 min' },
            action: { type: 'startWorkflow', workflowType: 'wakeSync', workflowId: wakeSyncId(id), taskQueue, args: [{ syncId: id }] },
          }),
        );
      } catch (error) {
        if (!(error instanceof ScheduleAlreadyRunning)) throw error;
        await temporal((client) => client.schedule.getHandle(wakeSyncId(id)).update((present) => ({ ...present, spec })));
      }
    },

    async unscheduleSync(id) {
      try {
        await temporal((client) => client.schedule.getHandle(wakeSyncId(id)).delete());
      } catch (error) {
        if (!(error instanceof ScheduleNotFoundError)) throw error;
      }
    },
  };
}
