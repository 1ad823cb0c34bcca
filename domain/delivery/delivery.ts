/** Where a delivery stands. `held` ones wait in PostgreSQL for their endpoint; the last three are final. */
export const deliveryStatuses = ['pending', 'retrying', 'held', 'delivered', 'dead_lettered', 'cancelled'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** Why a delivery is held, which is also what releases it. */
export const holdReasons = ['disabled', 'paused', 'breaker', 'capacity', 'ordering', 'replay', 'suspended', 'transformation'] as const;
export type HoldReason = (typeof holdReasons)[number];

/** What a workflow does next with a delivery after one attempt at it. Ids and codes only: it is kept in workflow histories. */
export type AttemptOutcome =
  | { deliveryId: string; then: 'done'; status: DeliveryStatus; reason?: string }
  | { deliveryId: string; then: 'retry'; afterMs: number; reason: string; attributes: DeliveryAttributes };

/** How a delivery's later attempts ended, for as long as this workflow carries it. */
export interface SettledDelivery {
  status: DeliveryStatus;
  reason?: string;
}

/** What operators search workflows by. No personal data: search attributes are stored in clear. */
interface DeliveryAttributes {
  partnerId: string;
  endpointId: string;
  eventType: string;
}

/** Nothing happens to it by itself any more. */
export function isFinal(status: DeliveryStatus): boolean {
  return status === 'delivered' || status === 'dead_lettered' || status === 'cancelled';
}
