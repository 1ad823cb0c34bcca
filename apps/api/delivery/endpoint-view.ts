import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import { headersContext } from '#db/delivery/endpoint-secret.ts';
import type { EndpointRow } from '#db/delivery/endpoint.ts';
import { boundedRecord } from '#domain/bounded-record.ts';
import { maskQuery } from '#domain/delivery/endpoint-url.ts';
import { breakerStates, endpointStates, EventTypeFilter, masked } from '#domain/delivery/endpoint.ts';
import { RegionName } from '#domain/delivery/region.ts';
import { EventTypeName } from '#domain/events/event-type.ts';
import { Expression } from '#domain/events/transformation.ts';
import { Timestamp } from '#domain/instant.ts';
import { Metadata, METADATA_BOUNDS } from '#domain/metadata.ts';
import { PlainText } from '#domain/plain-text.ts';
import { RetryPolicy } from '#domain/retry.ts';
import { findReadable, type SecretBox } from '#domain/secret-box.ts';

export const EndpointParams = z.object({ id: z.string().describe('ID of the endpoint (`ep_…`)') });

// zod's own message for a union, "Invalid input", does not help the caller.
const EndpointRetryPolicy = z.union(RetryPolicy.options, {
  error: 'must have either schedule_s, or base_s, multiplier and max_attempts, within the limits shown in /docs/api',
});

export const fields = {
  url: z
    .string()
    .max(2048)
    .describe(
      'URL that events are sent to with POST. It must be https; http is only allowed for hosts that the operator permits (EGRESS_ALLOW). ' +
        `It is stored as it is called. Values in its query are stored encrypted and returned as ${masked}. Send that value to keep the stored one`,
    ),
  description: PlainText(500),
  metadata: Metadata.describe(METADATA_BOUNDS),
  event_types: z
    .array(EventTypeFilter)
    .max(100)
    .describe('Event types to receive, such as deal.approved, or deal.* for all types that begin with deal. Empty means all types'),
  retry_policy: EndpointRetryPolicy.nullable().describe(
    "Null uses the policy of the partner's tier, as configured at the time of each attempt",
  ),
  timeout_ms: z
    .int()
    .min(1_000)
    .max(30_000)
    .describe('Timeout of an attempt, including connect, response headers and body. Default: webhooks.delivery.timeout_ms'),
  rate_limit_per_s: z.int().min(1).max(10_000).nullable().describe('Maximum attempts per second; null means no limit'),
  region: RegionName.nullable().describe(
    'Region whose workers make its deliveries, one of webhooks.regions of the settings. Null is the home region',
  ),
  max_concurrency: z.int().min(1).max(1_000).describe('Maximum concurrent attempts. Default: webhooks.delivery.max_concurrency'),
  // More than can be sent, so that all of them can be named.
  headers: boundedRecord(z.string(), z.string(), 100).describe(
    `Custom headers of each attempt. They are stored encrypted and returned as ${masked}. Send that value to keep the stored one. With a url at another origin, every value must be sent again`,
  ),
  ordering: z.boolean().describe('Deliver events with the same ordering key in order, one at a time'),
  ordering_on_dead_letter: z
    .enum(['block', 'skip'])
    .describe('Whether a dead letter blocks its ordering key until it is replayed or purged'),
  schema_versions: boundedRecord(EventTypeName, z.int().min(1), 1_000).describe(
    'Schema versions of event types to receive, such as {"deal.approved": 1}. Newer payloads are converted. Types without an entry are sent in their newest version',
  ),
  transformation: Expression.nullable().describe(
    'JSONata expression that produces `data` from the payload, after schema_versions was applied. At most 16 KiB. Null sends the payload unchanged',
  ),
};
export const signingScheme = z.enum(['v1', 'v1a']).describe('v1: HMAC-SHA256 with a shared secret. v1a: Ed25519, verified with public_key');

const example = {
  url: 'https://partner.example/webhooks',
  description: 'Production',
  event_types: ['deal.*', 'invoice.paid'],
  headers: { 'X-Tenant': 'acme' },
};

export const CreateEndpoint = z
  .strictObject({
    partner_id: z
      .string()
      .max(64)
      .optional()
      .describe('Partner that owns the endpoint. Required with a platform key; with a partner key always your own partner'),
    url: fields.url,
    description: fields.description.default(''),
    metadata: fields.metadata.default({}),
    event_types: fields.event_types.default([]),
    retry_policy: fields.retry_policy.default(null),
    timeout_ms: fields.timeout_ms.optional(),
    rate_limit_per_s: fields.rate_limit_per_s.default(null),
    region: fields.region.default(null),
    max_concurrency: fields.max_concurrency.optional(),
    headers: fields.headers.default({}),
    ordering: fields.ordering.default(false),
    ordering_on_dead_letter: fields.ordering_on_dead_letter.default('block'),
    schema_versions: fields.schema_versions.default({}),
    transformation: fields.transformation.default(null),
    signing: signingScheme.default('v1'),
  })
  .meta({ id: 'CreateEndpoint', examples: [example] });
export type CreateEndpoint = z.infer<typeof CreateEndpoint>;

export const UpdateEndpoint = z
  .strictObject(fields)
  .partial()
  .meta({
    id: 'UpdateEndpoint',
    description: 'Only the fields in the request change. To change the signing scheme, rotate the secret',
    examples: [{ event_types: ['deal.*'], rate_limit_per_s: 50 }],
  });
export type UpdateEndpoint = z.infer<typeof UpdateEndpoint>;

export const Endpoint = z
  .object({
    id: z.string(),
    partner_id: z.string(),
    ...fields,
    state: z.enum(endpointStates),
    state_reason: z.string().nullable(),
    signing: signingScheme,
    breaker: z.object({
      state: z.enum(breakerStates).describe('`half_open`: the pause is over, and one delivery probes the endpoint'),
      until: Timestamp.nullable(),
      reason: z.string().nullable().describe('Error of the attempt that opened it'),
    }),
    failing_since: Timestamp.nullable().describe('Time since which no attempt has succeeded'),
    created_at: Timestamp,
    updated_at: Timestamp,
    version: z.int().describe('Increases with each change; also the ETag'),
  })
  .meta({
    id: 'Endpoint',
    examples: [
      {
        id: 'ep_01k9v5yq3n8t2e6w7x4z0b1c2d',
        partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab',
        url: 'https://partner.example/webhooks',
        description: 'Production',
        metadata: { team: 'integrations' },
        event_types: ['deal.*', 'invoice.paid'],
        retry_policy: null,
        timeout_ms: 15_000,
        rate_limit_per_s: null,
        region: null,
        max_concurrency: 32,
        headers: { 'X-Tenant': masked },
        ordering: false,
        ordering_on_dead_letter: 'block',
        schema_versions: { 'invoice.paid': 1 },
        transformation: null,
        state: 'enabled',
        state_reason: null,
        signing: 'v1',
        breaker: { state: 'closed', until: null, reason: null },
        failing_since: null,
        created_at: '2026-03-01T09:30:00.000Z',
        updated_at: '2026-03-01T09:30:00.000Z',
        version: 1,
      },
    ],
  });
export type Endpoint = z.infer<typeof Endpoint>;

export const signingKeys = {
  secret: z
    .string()
    .nullable()
    .meta({ example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' })
    .describe('Secret that the receiver verifies signatures with (`whsec_…`). Null for v1a, whose private key is never returned'),
  public_key: z
    .string()
    .nullable()
    .meta({ example: null })
    .describe('Public key that the receiver verifies signatures with (`whpk_…`). Only for v1a'),
};
export const CreatedEndpoint = Endpoint.extend(signingKeys).meta({ id: 'CreatedEndpoint' });

export const EndpointList = listOf(Endpoint).meta({ id: 'EndpointList' });

export function toEndpoint(row: EndpointRow, secretBox: SecretBox): Endpoint {
  return {
    id: row.id,
    partner_id: row.partnerId,
    url: maskQuery(row.url),
    description: row.description,
    metadata: row.metadata,
    event_types: row.eventTypes,
    state: row.state,
    state_reason: row.stateReason,
    retry_policy: row.retryPolicy && RetryPolicy.parse(row.retryPolicy),
    timeout_ms: row.timeoutMs,
    rate_limit_per_s: row.rateLimitPerS,
    region: row.region,
    max_concurrency: row.maxConcurrency,
    headers: Object.fromEntries(Object.keys(findReadable(() => openHeaders(row, secretBox)) ?? {}).map((name) => [name, masked])),
    ordering: row.ordering,
    ordering_on_dead_letter: row.orderingOnDeadLetter,
    schema_versions: row.schemaVersions,
    transformation: row.transformation,
    signing: row.signing,
    breaker: breakerOf(row),
    failing_since: row.failingSince?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    version: row.version,
  };
}

export function openHeaders(row: Pick<EndpointRow, 'id' | 'headersSealed'>, secretBox: SecretBox): Record<string, string> {
  if (row.headersSealed === null) return {};
  return z.record(z.string(), z.string()).parse(JSON.parse(secretBox.open(row.headersSealed, headersContext(row.id))));
}

export function sealHeaders(id: string, headers: Record<string, string>, secretBox: SecretBox): string | null {
  if (Object.keys(headers).length === 0) return null;
  return secretBox.seal(JSON.stringify(headers), headersContext(id));
}

function breakerOf({ breakerOpenUntil: openUntil, breakerReason: reason }: EndpointRow): Endpoint['breaker'] {
  if (!openUntil) return { state: 'closed', until: null, reason: null };
  return { state: openUntil.getTime() > Date.now() ? 'open' : 'half_open', until: openUntil.toISOString(), reason };
}
