import type { CallTemporal } from './start-workflow.ts';

/** Ids per query: counting a thousand takes Temporal about as long as starting three workflows. */
export const idsPerQuery = 1_000;

/**
 * Those of at most a thousand workflow ids that have no running workflow. Temporal counts the running ones, which is much cheaper than listing
 * them; they are listed only if some are missing. A workflow that was started a moment ago can be missing, so starting one must be idempotent.
 */
export async function findNotRunning(temporal: CallTemporal, workflowIds: string[]): Promise<string[]> {
  if (workflowIds.length === 0) return [];
  const query = `ExecutionStatus = 'Running' AND WorkflowId IN (${workflowIds.map((id) => `'${id}'`).join(', ')})`;
  const { count } = await temporal((client) => client.workflow.count(query));
  if (count >= workflowIds.length) return [];
  const running = await temporal(async (client) => {
    const found = new Set<string>();
    for await (const { workflowId } of client.workflow.list({ query, pageSize: idsPerQuery })) found.add(workflowId);
    return found;
  });
  return workflowIds.filter((id) => !running.has(id));
}

/** A running workflow of deliveries, and which they are. */
export interface DeliveryWorkflow {
  workflowId: string;
  deliveryIds: string[];
}

/** A page of the workflows of deliveries that have been running for long. `place` is Temporal's own, '' for the first page. */
export async function listDeliveryWorkflows(
  temporal: CallTemporal,
  { olderThanS, place }: { olderThanS: number; place: string },
): Promise<{ workflows: DeliveryWorkflow[]; next: string | null }> {
  const before = new Date(Date.now() - olderThanS * 1_000).toISOString();
  const query = `WorkflowType IN ('deliverWebhook', 'deliverRound') AND ExecutionStatus = 'Running' AND StartTime < '${before}'`;
  const { executions, nextPageToken } = await temporal((client) =>
    client.workflowService.listWorkflowExecutions({
      namespace: client.options.namespace,
      query,
      pageSize: idsPerQuery,
      nextPageToken: Buffer.from(place, 'base64url'),
    }),
  );
  const workflows = executions.map(({ execution, searchAttributes }) => ({
    workflowId: execution?.workflowId ?? '',
    deliveryIds: idsIn(searchAttributes?.indexedFields?.['DeliveryId']?.data),
  }));
  const next = nextPageToken.length === 0 ? null : Buffer.from(nextPageToken).toString('base64url');
  return { workflows, next };
}

/** A keyword list, as Temporal encodes it; of one word, it may be that word. */
function idsIn(data: Uint8Array | null | undefined): string[] {
  const value: unknown = data ? JSON.parse(Buffer.from(data).toString()) : [];
  return [value].flat().filter((id) => typeof id === 'string');
}
