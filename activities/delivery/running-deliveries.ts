import { heartbeat } from '@temporalio/activity';
import type { OwnedDelivery } from '#db/delivery/owned-deliveries.ts';

/** Doors to the workflows that carry deliveries. All are idempotent. */
export interface RunningDeliveries {
  /** Ends `deliver-webhook/<id>`, if it runs. */
  cancel(deliveryId: string): Promise<void>;
  /** Wakes `drain-endpoint/<id>`, which ends when its endpoint is gone. */
  release(endpointId: string): Promise<void>;
}

/**
 * Tells the workflows of deliveries that are unfinished to end; call it before their rows are deleted, so that a repeat still
 * finds whom to tell. What is held has no workflow, and of a round each that goes on has one of its own.
 */
export async function tellCancelled(deliveries: RunningDeliveries, owned: OwnedDelivery[]): Promise<void> {
  for (const { id, status, workflowId } of owned) {
    if (workflowId === null || (status !== 'pending' && status !== 'retrying')) continue;
    heartbeat();
    await deliveries.cancel(id);
  }
}
