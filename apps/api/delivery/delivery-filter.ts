import { z } from 'zod';
import type { DeliveryFilter } from '#db/delivery/delivery-query.ts';
import { deliveryStatuses } from '#domain/delivery/delivery.ts';
import { Instant } from '#domain/instant.ts';

const Status = z.enum(deliveryStatuses);

/** Filters of both deliveries and dead letters. */
export const deliveryFilter = {
  partner_id: z.string().max(64).optional().describe('Return only those of this partner. A partner key always sees only its own'),
  endpoint_id: z.string().max(64).optional(),
  event_id: z.string().max(64).optional(),
  event_type: z.string().max(128).optional(),
  created_after: Instant.optional().describe('Exclusive'),
  created_before: Instant.optional().describe('Exclusive'),
};

export const statusFilter = z
  .union([Status, z.array(Status).max(20)], { error: `must be one or more of ${deliveryStatuses.join(', ')}` })
  .optional()
  .describe('Can be repeated to match several values');

export const deadLetterFilter = {
  ...deliveryFilter,
  reason: z.string().max(500).optional().describe('Exact value of dead_letter_reason'),
  dead_lettered_after: Instant.optional().describe('Exclusive'),
  dead_lettered_before: Instant.optional().describe('Exclusive'),
};

type Sent = { [Field in keyof typeof deadLetterFilter]?: string | undefined };

/** The filter for the database. The partner of a partner key is added to the requested filter; both must match. */
export function toDeliveryFilter(sent: Sent, visiblePartner: string | undefined): DeliveryFilter {
  return {
    partnerIds: [visiblePartner, sent.partner_id].filter((id) => id !== undefined),
    endpointId: sent.endpoint_id,
    eventId: sent.event_id,
    eventType: sent.event_type,
    createdAfter: toDate(sent.created_after),
    createdBefore: toDate(sent.created_before),
    endedAfter: toDate(sent.dead_lettered_after),
    endedBefore: toDate(sent.dead_lettered_before),
    reason: sent.reason,
  };
}

function toDate(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
