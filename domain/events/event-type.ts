import { z } from 'zod';
import { PlainText } from '#domain/plain-text.ts';
import { Expression } from './transformation.ts';

/** Types that Causeway itself publishes, such as `causeway.endpoint.disabled`. */
export const RESERVED_PREFIX = 'causeway.';
/** Larger schemas are usually generated from a whole API. An event's payload itself is at most 256 KiB. */
export const MAX_SCHEMA_BYTES = 64 * 1024;

export const EventTypeName = z
  .string()
  .max(128)
  .regex(/^[a-zA-Z0-9_]+(\.[a-zA-Z0-9_]+)*$/, {
    error: 'must be words of letters, digits and _ separated by dots, such as deal.approved',
  })
  .meta({ description: 'Words separated by dots, from general to specific', example: 'deal.approved' });

const JsonSchema = z.record(z.string(), z.unknown()).meta({
  description:
    'JSON Schema 2020-12 of the payload (`data`), at most 64 KiB, without references to other schemas. It only validates: fields that it ' +
    'does not name stay in the payload. Keep patterns simple, because they run on every event of the type.',
  example: dealSchema(),
});

const description = PlainText(2000).meta({
  description: 'What happened when this event is sent',
  example: 'A deal was approved',
});
const deprecated = z
  .boolean()
  .meta({ description: 'Events of a deprecated type are still delivered. Responses to publishers contain a Deprecation header' });

const examples = z
  .array(z.unknown())
  .max(20)
  .meta({
    description: 'Payloads that match the schema. When an endpoint is saved, its transformation is tested with them',
    example: [{ deal_id: 'D-1042', amount: '12500.00' }],
  });
const downConversion = Expression.nullable().meta({
  description:
    'JSONata that converts a payload of this version into one of the previous version, for endpoints that pin an older version. ' +
    'It must work with each of the examples, and at least one example is required',
  example: '$ ~> | $ | { "total": amount }, ["amount"] |',
});

export const CreateEventType = z
  .strictObject({ name: EventTypeName, description: description.default(''), schema: JsonSchema, examples: examples.default([]) })
  .meta({ id: 'CreateEventType' });
export type CreateEventType = z.infer<typeof CreateEventType>;

export const EventTypeChange = z
  .strictObject({ description: description.optional(), deprecated: deprecated.optional() })
  .meta({ id: 'EventTypeChange', example: { deprecated: true } });
export type EventTypeChange = z.infer<typeof EventTypeChange>;

export const CreateEventTypeVersion = z
  .strictObject({ schema: JsonSchema, examples: examples.default([]), down_conversion: downConversion.default(null) })
  .meta({ id: 'CreateEventTypeVersion' });

const version = z.int().min(1).meta({ description: 'Counts from 1. New events are validated against the newest version', example: 1 });
const timestamp = z.string().meta({ format: 'date-time', example: '2026-03-01T09:30:00.000Z' });

export const EventTypeView = z
  .object({
    name: EventTypeName,
    description: z.string().meta({ example: 'A deal was approved' }),
    deprecated,
    version,
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'EventType' });
export type EventTypeView = z.infer<typeof EventTypeView>;

export const EventTypeDetail = EventTypeView.extend({
  schema: JsonSchema,
  versions: z
    .array(z.object({ version, schema: JsonSchema, examples, down_conversion: downConversion, created_at: timestamp }))
    .meta({ description: 'Newest first' }),
}).meta({ id: 'EventTypeDetail' });
export type EventTypeDetail = z.infer<typeof EventTypeDetail>;

function dealSchema(): Record<string, unknown> {
  return {
    type: 'object',
    required: ['deal_id', 'amount'],
    properties: {
      deal_id: { type: 'string', maxLength: 64 },
      amount: { type: 'string', maxLength: 20, pattern: '^[0-9]+\\.[0-9]{2}$' },
      currency: { type: 'string', minLength: 3, maxLength: 3 },
    },
  };
}
