import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { DeliveryStatus } from '#domain/delivery/delivery.ts';

export const deliverWebhookId = (deliveryId: string) => `deliver-webhook/${deliveryId}`;
export const deliverRoundId = (roundId: string) => `deliver-round/${roundId}`;
export const drainEndpointId = (endpointId: string) => `drain-endpoint/${endpointId}`;

/** To `deliver-webhook/…`: attempt now instead of at the scheduled time. `stored`: if the request is still stored with the delivery. */
export const retryNow = defineSignal<[by?: { stored: true }]>('retryNow');
/** To `deliver-webhook/…`: make no further attempts. */
export const cancelDelivery = defineSignal('cancelDelivery');
/** To `drain-endpoint/…`: the endpoint can have been opened and must be checked again. */
export const endpointChanged = defineSignal('endpointChanged');
/** Of `deliver-webhook/…`: the delivery's status. */
export const deliveryStatus = defineQuery<DeliveryStatus | 'delivering'>('deliveryStatus');
