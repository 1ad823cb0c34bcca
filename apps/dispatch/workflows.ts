import type { Sql } from '#db/database.ts';
import { createDealWorkflows, type DealWorkflows } from './deal-workflows.ts';
import { createDeliveryWorkflows, type DeliveryWorkflows } from './delivery-workflows.ts';
import { createErasureWorkflows, type ErasureWorkflows } from './erasure-workflows.ts';
import { createSandboxWorkflows, type SandboxWorkflows } from './sandbox-workflows.ts';
import type { CallTemporal } from './start-workflow.ts';

/** Starts and signals the workflows of each subject, for the API and the sweeper. */
export interface Workflows {
  deliveries: DeliveryWorkflows;
  deals: DealWorkflows;
  sandboxes: SandboxWorkflows;
  erasures: ErasureWorkflows;
}

export function createWorkflows(temporal: CallTemporal, { sql, hasWorkers }: { sql: Sql; hasWorkers: boolean }): Workflows {
  return {
    deliveries: createDeliveryWorkflows(temporal, sql),
    deals: createDealWorkflows(temporal, { hasWorkers }),
    sandboxes: createSandboxWorkflows(temporal),
    erasures: createErasureWorkflows(temporal),
  };
}
