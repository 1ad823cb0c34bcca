import { z } from 'zod';
import { Instant } from '#domain/instant.ts';
import { filled, wellFormed } from '#domain/plain-text.ts';
import { EventTypeName } from './event-type.ts';

const MAX_BATCH = 500;

const MAX_EXTERNAL_ID = 255;

const externalId = z
  .string()
  .min(1)
  .max(MAX_EXTERNAL_ID)
  .regex(/^[\x20-\x7e]*$/, { error: 'must be printable ASCII' })
  .refine(...filled)
  .meta({
    description: 'Your own unique id of the event. Publishing it again returns the first event',
    example: 'crm-4711-approved',
  });

const orderingKey = z
  .string()
  .min(1)
  .max(128)
  // The pattern is part of the contract, so it uses only syntax that means the same in every language.
  // oxlint-disable-next-line no-control-regex
  .regex(/^[^\x00-\x1f\x7f-\x9f]*$/, { error: 'must not contain control characters' })
  .refine(...wellFormed)
  .refine(...filled)
  .meta({
    description: 'Endpoints with ordering enabled receive the events of one key in order, one at a time',
    example: 'deal-4711',
  });

const partnerId = z.string().max(40).meta({ example: 'ptn_01k9z3v5q8w2r7t4y6m1n0b3c5' });
const timestamp = z.string().meta({ format: 'date-time', example: '2026-03-01T09:30:00.000Z' });
const payload = z.looseObject({}).meta({ description: 'The payload: a JSON object that matches the type’s schema, at most 256 KiB' });

/**
 * An event as a publisher sends it. The type's JSON Schema validates `data`, not zod, which would only walk it a second time. Its text is
 * taken from the body as sent, so that numbers and key order reach the receivers unchanged.
 */
export const PublishEvent = z
  .strictObject({
    type: EventTypeName,
    data: payload,
    occurred_at: Instant.optional().meta({
      description: 'When the event happened. The default is now',
      example: '2026-03-01T09:30:00.000Z',
    }),
    id: externalId.optional(),
    partner_ids: z.array(partnerId).min(1).max(1000).optional().meta({
      description: 'Deliver only to those of these partners that subscribe to the type. The default is every subscribed partner',
    }),
    ordering_key: orderingKey.optional(),
  })
  .meta({
    id: 'PublishEvent',
    example: {
      type: 'deal.approved',
      id: 'crm-4711-approved',
      occurred_at: '2026-03-01T09:30:00.000Z',
      data: { deal_id: '4711', amount: '1250.00', currency: 'EUR' },
    },
  });
export type PublishEvent = z.infer<typeof PublishEvent>;

/** The items are validated one by one, so that an invalid item does not fail the others. */
export const PublishBatch = z
  .strictObject({
    events: z
      .array(z.unknown())
      .min(1)
      .max(MAX_BATCH)
      .meta({ items: { $ref: '#/components/schemas/PublishEventInput' } }),
  })
  .meta({ id: 'PublishBatch' });

const eventExample = {
  id: 'evt_01k9z3v5q8w2r7t4y6m1n0b3c5',
  type: 'deal.approved',
  external_id: 'crm-4711-approved',
  occurred_at: '2026-03-01T09:30:00.000Z',
  created_at: '2026-03-01T09:30:00.120Z',
  ordering_key: 'deal-4711',
  partner_ids: null,
};

export const AnsweredExternalId = z
  .string()
  .nullable()
  .meta({ description: 'The publisher’s own id', example: 'crm-4711-approved', maxLength: MAX_EXTERNAL_ID });

const EventBase = z.object({
  id: z.string().meta({ description: 'Also the `webhook-id` of every delivery of the event', example: 'evt_01k9z3v5q8w2r7t4y6m1n0b3c5' }),
  type: EventTypeName,
  external_id: AnsweredExternalId,
  occurred_at: timestamp,
  created_at: timestamp,
  ordering_key: z.string().meta({ maxLength: 128 }).nullable(),
  partner_ids: z.array(partnerId).nullable().meta({ description: 'Null if the event was published to every subscribed partner' }),
});

export const EventListItem = EventBase.extend({
  schema_version: z.int(),
  updated_at: timestamp.meta({ description: 'When the event was published, or one of its deliveries last changed' }),
}).meta({
  id: 'EventListItem',
  example: { ...eventExample, schema_version: 1, updated_at: '2026-03-01T09:30:00.310Z' },
});
export type EventListItem = z.infer<typeof EventListItem>;

export const AcceptedEvent = EventBase.extend({
  deliveries: z.int().meta({ description: 'Number of endpoints that the event is delivered to', example: 2 }),
}).meta({ id: 'AcceptedEvent', example: { ...eventExample, deliveries: 2 } });
export type AcceptedEvent = z.infer<typeof AcceptedEvent>;

export const EventDetail = EventListItem.extend({
  data: payload,
  deliveries: z.int().meta({ example: 2 }),
  delivery_list: z
    .array(
      z.object({
        id: z.string().meta({ example: 'dlv_01k9z3v5q8w2r7t4y6m1n0b3c5' }),
        endpoint_id: z.string(),
        partner_id: z.string(),
        status: z.string().meta({ example: 'delivered' }),
        attempts: z.int(),
        next_attempt_at: timestamp.nullable(),
        ended_at: timestamp.nullable(),
      }),
    )
    .meta({ description: 'The first 100. GET /deliveries?event_id=… lists all' }),
}).meta({ id: 'EventDetail' });
export type EventDetail = z.infer<typeof EventDetail>;
