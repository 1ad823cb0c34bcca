import type { Client, WorkflowStartOptions } from '@temporalio/client';
import { taskQueue } from '#workflows/messages.ts';
import { partnerAttributes } from '#workflows/search-attributes.ts';

/** How to call Temporal: bounded in time, and throwing while there is no connection. */
export type CallTemporal = <T>(call: (client: Client) => Promise<T>) => Promise<T>;

/** Ids are deterministic and PostgreSQL says what is to be done, so a second start of a running workflow changes nothing. */
export const idempotentStart = { workflowIdReusePolicy: 'ALLOW_DUPLICATE', workflowIdConflictPolicy: 'USE_EXISTING' } as const;

/** Of what is done for a partner; null is for what concerns all of them. */
export function partnerWorkflowOptions(workflowId: string, partnerId: string | null) {
  return {
    ...idempotentStart,
    workflowId,
    taskQueue,
    typedSearchAttributes: partnerAttributes(partnerId),
  } satisfies Partial<WorkflowStartOptions>;
}
