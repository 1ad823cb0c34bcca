/** The status of a delivery. A `held` delivery waits in PostgreSQL for its endpoint. The last three are final. */
export const deliveryStatuses = ['pending', 'retrying', 'held', 'delivered', 'dead_lettered', 'cancelled'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** Why a delivery is held. The end of that condition releases it. */
export const holdReasons = ['disabled', 'paused', 'breaker', 'capacity', 'ordering', 'replay', 'suspended', 'transformation'] as const;
export type HoldReason = (typeof holdReasons)[number];

/** What a workflow does next with a delivery after an attempt. Ids and codes only, because workflow histories store it. */
export type AttemptOutcome =
  | { deliveryId: string; then: 'done'; status: DeliveryStatus; reason?: string }
  | { deliveryId: string; then: 'retry'; afterMs: number; reason: string; attributes: DeliveryAttributes };

/** How a delivery ended, or stood when its workflow stopped handling it. */
export interface SettledDelivery {
  status: DeliveryStatus;
  reason?: string;
}

/** Attributes by which operators search workflows. No personal data: Temporal stores search attributes in plain text. */
interface DeliveryAttributes {
  partnerId: string;
  endpointId: string;
  eventType: string;
}

/** Nothing more happens to the delivery automatically. */
export function isFinal(status: DeliveryStatus): boolean {
  return status === 'delivered' || status === 'dead_lettered' || status === 'cancelled';
}
