import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { statementOptions } from '../statement-options.ts';

const { wakeReconciliation: wake } = proxyActivities<ReturnType<typeof createActivities>>(statementOptions);

/**
 * Asks for the run of a night, because its time has come. Id `wake-reconciliation/<syncId>-…`, started by the schedule of that name; takes no
 * messages. The night is that of the time for which the schedule started it, so a backfill of the schedule reaches the nights that it names.
 */
export async function wakeReconciliation({ syncId }: { syncId: string }): Promise<void> {
  const { typedSearchAttributes, startTime } = workflowInfo();
  const nominal = typedSearchAttributes.get({ name: 'TemporalScheduledStartTime', type: 'DATETIME' }) ?? startTime;
  await wake(syncId, nominal.toISOString());
}
