import { z } from 'zod';
import { wellFormed } from '#domain/plain-text.ts';
import { EventTypeName } from './event-type.ts';

const MAX_BATCH = 500;

const MAX_EXTERNAL_ID = 255;

const externalId = z
  .string()
  .min(1)
  .max(MAX_EXTERNAL_ID)
  .regex(/^[\x20-\x7e]*$/, { error: 'must be printable ASCII' })
  .meta({
    description: 'Your own id of the event: unique. Publishing it again answers the first event',
    example: 'crm-4711-approved',
  });

const orderingKey = z
  .string()
  .min(1)
  .max(128)
  // Every language reads this pattern alike: it is part of the contract.
  // oxlint-disable-next-line no-control-regex
  .regex(/^[^\x00-\x1f\x7f-\x9f]*$/, { error: 'must not hold control characters' })
  .refine(...wellFormed)
  .meta({
    description: 'Endpoints with ordering on receive the events of one key one after the other',
    example: 'deal-4711',
  });

const partnerId = z.string().max(40).meta({ example: 'ptn_01k9z3v5q8w2r7t4y6m1n0b3c5' });
const timestamp = z.string().meta({ format: 'date-time', example: '2026-03-01T09:30:00.000Z' });
const payload = z.looseObject({}).meta({ description: 'The payload: a JSON object that fits the type’s schema, at most 256 KiB' });

/**
 * What a publisher sends. `data` is checked by the type's JSON Schema and not by zod: walking it here would be wasted.
 * Its text is taken from the body as it was sent, so numbers and key order reach the receivers unchanged.
 */
export const PublishEvent = z
  .strictObject({
    type: EventTypeName,
    data: payload,
    occurred_at: z.iso
      .datetime({ offset: true, error: 'must be an ISO 8601 time with an offset, such as 2026-03-01T09:30:00Z' })
      .optional()
      .meta({ description: 'When it happened; now, if left out', example: '2026-03-01T09:30:00.000Z' }),
    id: externalId.optional(),
    partner_ids: z.array(partnerId).min(1).max(1000).optional().meta({
      description: 'Deliver to these partners only (those that subscribed to the type); to all of them, if left out',
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

/** The items are checked one by one, so that a bad one does not take the others with it. */
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
  id: z.string().meta({ description: 'Also the `webhook-id` of every delivery of it', example: 'evt_01k9z3v5q8w2r7t4y6m1n0b3c5' }),
  type: EventTypeName,
  external_id: AnsweredExternalId,
  occurred_at: timestamp,
  created_at: timestamp,
  ordering_key: z.string().meta({ maxLength: 128 }).nullable(),
  partner_ids: z.array(partnerId).nullable().meta({ description: 'Null when it went to every partner that subscribed' }),
});

export const EventListItem = EventBase.extend({ schema_version: z.int() }).meta({
  id: 'EventListItem',
  example: { ...eventExample, schema_version: 1 },
});
export type EventListItem = z.infer<typeof EventListItem>;

export const AcceptedEvent = EventBase.extend({
  deliveries: z.int().meta({ description: 'To how many endpoints it is delivered', example: 2 }),
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
    .meta({ description: 'The first 100; GET /deliveries?event_id=… lists all' }),
}).meta({ id: 'EventDetail' });
export type EventDetail = z.infer<typeof EventDetail>;
