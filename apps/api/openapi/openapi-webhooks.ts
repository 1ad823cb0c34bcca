import { sampleEventTypes } from '#domain/sandboxes/sample-event-types.ts';
import type { Parameter, Schema } from './openapi-model.ts';

const parameter = (name: string, description: string, schema: Schema): Parameter => ({
  name,
  in: 'header',
  required: true,
  description,
  schema,
});

const headers = [
  parameter('webhook-id', 'ID of the event. It is the same on every attempt and replay, so use it to detect duplicates', {
    type: 'string',
    maxLength: 64,
    pattern: '^[\\w-]+$',
    examples: ['evt_01k9v5yq3m2f7g8h9j0k1m2n3p'],
  }),
  parameter('webhook-timestamp', 'Time of this attempt in Unix seconds. Reject requests that are more than 5 minutes off', {
    type: 'string',
    maxLength: 12,
    pattern: '^\\d+$',
    examples: ['1772357400'],
  }),
  parameter(
    'webhook-signature',
    'One or more signatures, separated by spaces: `v1,` and base64 HMAC-SHA256, or `v1a,` and base64 Ed25519, of ' +
      '`{webhook-id}.{webhook-timestamp}.{raw body}` (https://www.standardwebhooks.com)',
    {
      type: 'string',
      maxLength: 1024,
      pattern: '^v1a?,[\\w+/=]+( v1a?,[\\w+/=]+)*$',
      examples: ['v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='],
    },
  ),
];

/** The event types of a new installation. `GET /event-types` lists the current ones. */
export function describeWebhooks(): Record<string, Record<string, unknown>> {
  return Object.fromEntries(sampleEventTypes.map((type) => [type.name, { post: describeWebhook(type) }]));
}

function describeWebhook({ name, description, schema, example }: (typeof sampleEventTypes)[number]) {
  const envelope = {
    type: 'object',
    required: ['type', 'timestamp', 'data'],
    properties: {
      type: { type: 'string', const: name },
      timestamp: { type: 'string', format: 'date-time', maxLength: 64, description: 'When the event occurred' },
      data: schema,
    },
  };
  const body = { type: name, timestamp: '2026-03-01T09:30:00.000Z', data: example };
  return {
    operationId: `receive${name.split(/[._]/).map(capitalise).join('')}`,
    summary: `Receive ${name}`,
    description: `${description} Respond with 2xx within the endpoint's timeout. Any other response is retried.`,
    tags: ['Webhooks'],
    security: [],
    // openapi-generator would make a client of webhooks, which in Python is not valid. It skips what is internal; others do not mind.
    'x-internal': true,
    parameters: headers,
    requestBody: { required: true, content: { 'application/json': { schema: envelope, example: body } } },
    responses: {
      '2XX': { description: 'Received' },
      '410': { description: 'Gone. The endpoint is disabled, and its pending deliveries are held' },
      '4XX': { description: 'Failed. The delivery is retried on schedule, or after Retry-After' },
      '5XX': { description: 'Failed. The delivery is retried on schedule, or after Retry-After' },
    },
  };
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
