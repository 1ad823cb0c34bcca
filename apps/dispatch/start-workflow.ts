import type { Client, WorkflowStartOptions } from '@temporalio/client';
import { taskQueue } from '#workflows/messages.ts';
import { partnerAttributes } from '#workflows/search-attributes.ts';

/** Calls Temporal with a deadline; throws while there is no connection. */
export type CallTemporal = <T>(call: (client: Client) => Promise<T>) => Promise<T>;

/** Ids are deterministic and PostgreSQL determines the work, so a second start of a running workflow changes nothing. */
export const idempotentStart = { workflowIdReusePolicy: 'ALLOW_DUPLICATE', workflowIdConflictPolicy: 'USE_EXISTING' } as const;

/** For the workflows of a partner; null for those that concern all partners. */
export function partnerWorkflowOptions(workflowId: string, partnerId: string | null) {
  return {
    ...idempotentStart,
    workflowId,
    taskQueue,
    typedSearchAttributes: partnerAttributes(partnerId),
  } satisfies Partial<WorkflowStartOptions>;
}
