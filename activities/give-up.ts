import { activityInfo } from '@temporalio/activity';
import type { Notify } from '#domain/platform-event-types.ts';

/** Reports that the workflow of this activity has given up. Safe to repeat: each occasion has one event, by default each run of a workflow. */
export async function reportGivenUp(notify: Notify, subjectId: string, reason: string, occasion?: string): Promise<void> {
  const { workflowId = '', runId = '' } = activityInfo().workflowExecution ?? {};
  const type = 'causeway.workflow.gave_up';
  await notify(type, { workflow_id: workflowId, subject_id: subjectId, reason }, `${type}/${occasion ?? runId}`);
}
