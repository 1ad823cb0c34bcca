import { z } from 'zod';
import { updatedSince } from '#apps/api/http/changes-page.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import type { DeliveryFilter } from '#db/delivery/delivery-query.ts';
import { errorClasses } from '#domain/delivery/attempt.ts';
import { deliveryStatuses, holdReasons } from '#domain/delivery/delivery.ts';
import { Instant, toDate } from '#domain/instant.ts';

/** Filters of both deliveries and dead letters. */
export const deliveryFilter = {
  partner_id: z.string().max(64).optional().describe('Return only those of this partner. A partner key always sees only its own'),
  endpoint_id: z.string().max(64).optional(),
  event_id: z.string().max(64).optional(),
  event_type: z.string().max(128).optional(),
  created_after: Instant.optional().describe('Exclusive'),
  created_before: Instant.optional().describe('Exclusive'),
  error_class: oneOrMore(errorClasses, 'Kind of error of the last attempt').optional(),
  last_error: z.string().max(300).optional().describe('Exact value of `last_error`'),
};

/** Filters of deliveries only. */
export const unfinishedFilter = {
  status: oneOrMore(deliveryStatuses).optional(),
  hold_reason: oneOrMore(holdReasons).optional(),
  updated_since: updatedSince,
  ended_after: Instant.optional().describe('Return only those that were delivered, dead-lettered or cancelled after this time. Exclusive'),
  ended_before: Instant.optional().describe('Exclusive'),
  next_attempt_before: Instant.optional().describe('Return only those whose next attempt is due before this time. Exclusive'),
};

export const deadLetterFilter = {
  ...deliveryFilter,
  reason: z.string().max(500).optional().describe('Exact value of dead_letter_reason'),
  dead_lettered_after: Instant.optional().describe('Exclusive'),
  dead_lettered_before: Instant.optional().describe('Exclusive'),
};

type Sent = Partial<z.infer<z.ZodObject<typeof deadLetterFilter>> & z.infer<z.ZodObject<typeof unfinishedFilter>>>;

/** The filter for the database. The partner of a partner key is added to the requested filter; both must match. */
export function toDeliveryFilter(sent: Sent, visiblePartner: string | undefined): DeliveryFilter {
  return {
    partnerIds: [visiblePartner, sent.partner_id].filter((id) => id !== undefined),
    endpointId: sent.endpoint_id,
    eventId: sent.event_id,
    eventType: sent.event_type,
    createdAfter: toDate(sent.created_after),
    createdBefore: toDate(sent.created_before),
    errorClasses: valuesOf(sent.error_class),
    lastError: sent.last_error,
    statuses: valuesOf(sent.status),
    holdReasons: valuesOf(sent.hold_reason),
    nextAttemptBefore: toDate(sent.next_attempt_before),
    endedAfter: toDate(sent.ended_after ?? sent.dead_lettered_after),
    endedBefore: toDate(sent.ended_before ?? sent.dead_lettered_before),
    reason: sent.reason,
  };
}
