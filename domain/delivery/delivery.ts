/** The status of a delivery. A `held` delivery waits in PostgreSQL for its endpoint. The last three are final. */
export const deliveryStatuses = ['pending', 'retrying', 'held', 'delivered', 'dead_lettered', 'cancelled'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** Why a delivery is held. The end of that condition releases it. */
export const holdReasons = ['disabled', 'paused', 'breaker', 'capacity', 'ordering', 'replay', 'suspended', 'transformation'] as const;
export type HoldReason = (typeof holdReasons)[number];

/** What a workflow does next with a delivery after an attempt. Ids and codes only, because workflow histories store it. */
export type AttemptOutcome = { deliveryId: string; then: 'done'; status: DeliveryStatus; reason?: string } | UnfinishedAttempt;

export interface UnfinishedAttempt extends DeliveryWait {
  deliveryId: string;
  then: 'retry';
  afterMs: number;
  attributes: DeliveryAttributes;
  /** Its receiver has not responded yet. */
  isInFlight?: true;
}

/** Why a delivery waits, and until when. Operators see it in Temporal. */
export interface DeliveryWait {
  /** The last attempt, or what is awaited if there was none. */
  reason: string;
  /** Missing in workflows that began before it was stored. */
  attempts?: number;
  /** ISO 8601; null: as soon as possible. */
  nextAttemptAt?: string | null;
}

/** How a delivery ended, or stood when its workflow stopped handling it. */
export interface SettledDelivery {
  status: Exclude<DeliveryStatus, 'retrying'>;
  reason?: string;
  attempts?: number;
}

/** The delivery after a later attempt. */
export type LaterOutcome = SettledDelivery | { status: 'retrying'; wait: DeliveryWait };

/** Attributes by which operators search workflows. No personal data: Temporal stores search attributes in plain text. */
interface DeliveryAttributes {
  partnerId: string;
  endpointId: string;
  eventType: string;
}

/** Nothing more happens to the delivery automatically. */
export function isFinal(status: DeliveryStatus): status is 'delivered' | 'dead_lettered' | 'cancelled' {
  return status === 'delivered' || status === 'dead_lettered' || status === 'cancelled';
}
