import type { DeliveryRow } from '#db/delivery/delivery-query.ts';
import { deliverRoundId, deliverWebhookId, drainEndpointId } from '#workflows/delivery/messages.ts';

/**
 * The workflow that handles the delivery now or, once nothing is left to do, that handled it last. The row has the workflow that recorded the
 * last attempt, and others follow: the delivery's own one after a round, and the drain of its endpoint while it is held.
 */
export function currentWorkflowId({ id, endpointId, status, holdReason, holder, workflowId }: DeliveryRow): string | null {
  // No workflow waits for these two: the end of another delivery releases the one, a change of the endpoint the other.
  if (status === 'held') return holdReason === 'ordering' || holdReason === 'transformation' ? workflowId : drainEndpointId(endpointId);
  const hasLeftRound = status === 'retrying' && holder === null && workflowId?.startsWith(deliverRoundId(''));
  return hasLeftRound ? deliverWebhookId(id) : workflowId;
}
