import { heartbeat } from '@temporalio/activity';
import type { OwnedDelivery } from '#db/delivery/owned-deliveries.ts';

/** Signals to the workflows of deliveries. All are idempotent. */
export interface RunningDeliveries {
  /** Ends `deliver-webhook/<id>` if it is running. */
  cancel(deliveryId: string): Promise<void>;
  /** Wakes `drain-endpoint/<id>`, which ends if its endpoint has been deleted. */
  release(endpointId: string): Promise<void>;
}

/**
 * Signals the workflows of unfinished deliveries to end. Call it before their rows are deleted, so that a repeat still finds the workflows.
 * Held deliveries have no workflow, and each delivery that a round leaves unfinished has its own.
 */
export async function tellCancelled(deliveries: RunningDeliveries, owned: OwnedDelivery[]): Promise<void> {
  for (const { id, status, workflowId } of owned) {
    if (workflowId === null || (status !== 'pending' && status !== 'retrying')) continue;
    heartbeat();
    await deliveries.cancel(id);
  }
}
