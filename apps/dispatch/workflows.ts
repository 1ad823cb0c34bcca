import type { Sql } from '#db/database.ts';
import type { Tracer } from '#domain/tracer.ts';
import { type AlertWorkflows, createAlertWorkflows } from './alert-workflows.ts';
import { type AttributionWorkflows, createAttributionWorkflows } from './attribution-workflows.ts';
import { type BookWorkflows, createBookWorkflows } from './book-workflows.ts';
import { type CommissionWorkflows, createCommissionWorkflows } from './commission-workflows.ts';
import { type ConnectionWorkflows, createConnectionWorkflows } from './connection-workflows.ts';
import { createDealWorkflows, type DealWorkflows } from './deal-workflows.ts';
import { createDeliveryWorkflows, type DeliveryWorkflows } from './delivery-workflows.ts';
import { createErasureWorkflows, type ErasureWorkflows } from './erasure-workflows.ts';
import { createHealthWorkflows, type HealthWorkflows } from './health-workflows.ts';
import { createReconciliationWorkflows, type ReconciliationWorkflows } from './reconciliation-workflows.ts';
import { type DeliveryWorkflow, findNotRunning, listDeliveryWorkflows } from './running-workflows.ts';
import { createSandboxWorkflows, type SandboxWorkflows } from './sandbox-workflows.ts';
import type { CallTemporal } from './start-workflow.ts';
import { createSyncWorkflows, type SyncWorkflows } from './sync-workflows.ts';

/** Starts and signals the workflows of each subject, for the API and the sweeper. */
export interface Workflows {
  deliveries: DeliveryWorkflows;
  connections: ConnectionWorkflows;
  syncs: SyncWorkflows;
  deals: DealWorkflows;
  reconciliations: ReconciliationWorkflows;
  sandboxes: SandboxWorkflows;
  erasures: ErasureWorkflows;
  attribution: AttributionWorkflows;
  commissions: CommissionWorkflows;
  books: BookWorkflows;
  health: HealthWorkflows;
  alerts: AlertWorkflows;
  /** Those of at most a thousand workflow ids that have no running workflow. */
  findNotRunning(workflowIds: string[]): Promise<string[]>;
  /** A page of the workflows of deliveries that have been running for long. */
  listDeliveryWorkflows(page: { olderThanS: number; place: string }): Promise<{ workflows: DeliveryWorkflow[]; next: string | null }>;
}

export function createWorkflows(
  temporal: CallTemporal,
  { sql, hasWorkers, tracer }: { sql: Sql; hasWorkers: boolean; tracer?: Tracer | undefined },
): Workflows {
  return {
    deliveries: createDeliveryWorkflows(temporal, sql, tracer),
    connections: createConnectionWorkflows(temporal),
    syncs: createSyncWorkflows(temporal),
    deals: createDealWorkflows(temporal, { hasWorkers }),
    reconciliations: createReconciliationWorkflows(temporal, sql),
    sandboxes: createSandboxWorkflows(temporal),
    erasures: createErasureWorkflows(temporal),
    attribution: createAttributionWorkflows(temporal),
    commissions: createCommissionWorkflows(temporal),
    books: createBookWorkflows(temporal),
    health: createHealthWorkflows(temporal),
    alerts: createAlertWorkflows(temporal),
    findNotRunning: (workflowIds) => findNotRunning(temporal, workflowIds),
    listDeliveryWorkflows: (page) => listDeliveryWorkflows(temporal, page),
  };
}
