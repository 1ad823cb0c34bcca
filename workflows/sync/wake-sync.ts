import { proxyActivities } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { statementOptions } from '../statement-options.ts';

const { wakeSync: wake } = proxyActivities<ReturnType<typeof createActivities>>(statementOptions);

/** Asks for a run of a sync, because its time has come. Id `wake-sync/<syncId>-…`, started by the schedule of that name; takes no messages. */
export async function wakeSync({ syncId }: { syncId: string }): Promise<void> {
  await wake(syncId);
}
