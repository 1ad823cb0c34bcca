import type { EventDelivery, ListedEvent, StoredEvent } from '#db/events/event.ts';
import type { AcceptedEvent, EventDetail, EventListItem } from '#domain/events/event-input.ts';
import type { NewEvent, PublishedEvent } from '#domain/events/event.ts';

/** `only` is the partner that reads the event. It must not see the other recipients. */
export function toListItem(event: ListedEvent, only: string | undefined): EventListItem {
  return { ...baseOf(event, event, only), schema_version: event.schemaVersion, updated_at: event.updatedAt.toISOString() };
}

export function toDetail(
  event: ListedEvent & { dataJson: string },
  { total, deliveries }: { total: number; deliveries: EventDelivery[] },
  only: string | undefined,
): Omit<EventDetail, 'data'> {
  return { ...toListItem(event, only), deliveries: total, delivery_list: deliveries.map(toDeliveryItem) };
}

/** A new event is built from what was just stored; a repeat is read from the stored row. */
export function toAccepted(event: NewEvent | StoredEvent, published: PublishedEvent): AcceptedEvent {
  const { id, createdAt, deliveries } = published;
  return { ...baseOf(event, { id, createdAt }, undefined), deliveries };
}

function baseOf(event: NewEvent | StoredEvent, { id, createdAt }: { id: string; createdAt: Date }, only: string | undefined) {
  const partnerIds = event.partnerIds ?? null;
  return {
    id,
    type: event.type,
    external_id: event.externalId ?? null,
    occurred_at: event.occurredAt.toISOString(),
    created_at: createdAt.toISOString(),
    ordering_key: event.orderingKey ?? null,
    partner_ids: only === undefined ? partnerIds : (partnerIds?.filter((partnerId) => partnerId === only) ?? null),
  };
}

function toDeliveryItem(delivery: EventDelivery): EventDetail['delivery_list'][number] {
  return {
    id: delivery.id,
    endpoint_id: delivery.endpointId,
    partner_id: delivery.partnerId,
    status: delivery.status,
    attempts: delivery.attempts,
    next_attempt_at: delivery.nextAttemptAt?.toISOString() ?? null,
    ended_at: delivery.endedAt?.toISOString() ?? null,
  };
}
