import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  sql,
  text,
  timestamp,
  uniqueIndex,
} from './drizzle.ts';
import { deliveryStatuses, holdReasons } from '../domain/delivery.ts';
import type { RetryPolicy } from '../domain/retry.ts';

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });
const oneOf = (values: readonly string[]) => sql.raw(`(${values.map((value) => `'${value}'`).join(', ')})`);

export const partner = pgTable('partner', {
  id: text().primaryKey(),
  name: text().notNull(),
  tier: text({ enum: ['sandbox', 'standard', 'enterprise'] }).notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
});

/** A key is shown once; its SHA-256 and its public id stay. `partnerId` is null for platform keys. */
export const apiKey = pgTable(
  'api_key',
  {
    id: text().primaryKey(),
    publicId: text('public_id').notNull(),
    secretHash: text('secret_hash').notNull(),
    partnerId: text('partner_id').references(() => partner.id),
    name: text().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at'),
    revokedAt: at('revoked_at'),
  },
  (t) => [uniqueIndex('api_key_public_id').on(t.publicId)],
);

export const eventType = pgTable('event_type', {
  name: text().primaryKey(),
  description: text().notNull().default(''),
  deprecated: boolean().notNull().default(false),
  createdAt: at('created_at').notNull().defaultNow(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});

export const eventTypeVersion = pgTable(
  'event_type_version',
  {
    eventType: text('event_type')
      .notNull()
      .references(() => eventType.name),
    version: integer().notNull(),
    schema: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.eventType, t.version] })],
);

/** `data` is json, not jsonb: partners receive the publisher's own bytes, key order and number forms included. */
export const event = pgTable(
  'event',
  {
    id: text().primaryKey(),
    type: text().notNull(),
    schemaVersion: integer('schema_version').notNull(),
    externalId: text('external_id'),
    occurredAt: at('occurred_at').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    data: json().notNull(),
    orderingKey: text('ordering_key'),
    partnerIds: text('partner_ids').array(),
    endpointIds: text('endpoint_ids').array(),
  },
  (t) => [
    uniqueIndex('event_external_id')
      .on(t.externalId)
      .where(sql`${t.externalId} is not null`),
    index('event_type_created').on(t.type, t.id),
  ],
);

export const endpoint = pgTable(
  'endpoint',
  {
    id: text().primaryKey(),
    partnerId: text('partner_id')
      .notNull()
      .references(() => partner.id),
    url: text().notNull(),
    description: text().notNull().default(''),
    /** Empty means every type; `deal.*` means every type that starts with `deal.`. */
    eventTypes: text('event_types').array().notNull(),
    state: text({ enum: ['enabled', 'disabled', 'paused'] })
      .notNull()
      .default('enabled'),
    stateReason: text('state_reason'),
    /** Null follows the partner's tier, as configured at the moment of each attempt. */
    retryPolicy: jsonb('retry_policy').$type<RetryPolicy>(),
    timeoutMs: integer('timeout_ms').notNull(),
    rateLimitPerS: integer('rate_limit_per_s'),
    maxConcurrency: integer('max_concurrency').notNull(),
    /** Sealed JSON object: header values may be credentials. Null when there are none. */
    headersSealed: text('headers_sealed'),
    ordering: boolean().notNull().default(false),
    orderingOnDeadLetter: text('ordering_on_dead_letter', { enum: ['block', 'skip'] })
      .notNull()
      .default('block'),
    signing: text({ enum: ['v1', 'v1a'] })
      .notNull()
      .default('v1'),
    breakerOpenUntil: at('breaker_open_until'),
    breakerTrips: integer('breaker_trips').notNull().default(0),
    failingSince: at('failing_since'),
    lastFailedAt: at('last_failed_at'),
    failureWarnedPercent: integer('failure_warned_percent').notNull().default(0),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    deletedAt: at('deleted_at'),
    /** Counts configuration changes, for ETags and for the processes' caches of it. */
    version: integer().notNull().default(1),
  },
  (t) => [index('endpoint_partner').on(t.partnerId, t.id)],
);

export const endpointSecret = pgTable(
  'endpoint_secret',
  {
    id: text().primaryKey(),
    endpointId: text('endpoint_id')
      .notNull()
      .references(() => endpoint.id),
    sealed: text().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    /** Null for the current secret; a rotated one still signs until then. */
    expiresAt: at('expires_at'),
  },
  (t) => [index('endpoint_secret_endpoint').on(t.endpointId)],
);

export const delivery = pgTable(
  'delivery',
  {
    id: text().primaryKey(),
    /** Order of acceptance: what ordering keys and drains follow. */
    seq: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    eventId: text('event_id').notNull(),
    endpointId: text('endpoint_id').notNull(),
    partnerId: text('partner_id').notNull(),
    eventType: text('event_type').notNull(),
    orderingKey: text('ordering_key'),
    status: text({ enum: deliveryStatuses }).notNull(),
    holdReason: text('hold_reason', { enum: holdReasons }),
    /** The process that has it in hand: the claim. Its lease is that process's row in engine_instance. */
    holder: text(),
    attempts: integer().notNull().default(0),
    /** Attempts of earlier budgets: a replay begins a new one. */
    attemptsBefore: integer('attempts_before').notNull().default(0),
    nextAttemptAt: at('next_attempt_at'),
    /** When the present retry budget began: acceptance, release from a hold, or replay. */
    budgetFrom: at('budget_from').notNull().defaultNow(),
    workflowId: text('workflow_id'),
    deadLetterReason: text('dead_letter_reason'),
    createdAt: at('created_at').notNull().defaultNow(),
    /** When it reached a final status. */
    endedAt: at('ended_at'),
  },
  (t) => [
    index('delivery_event').on(t.eventId, t.endpointId),
    index('delivery_endpoint').on(t.endpointId, t.id),
    index('delivery_partner').on(t.partnerId, t.id),
    // What the sweeper looks for. A first-try success is in the first of these between its two writes, and in no other.
    index('delivery_unstarted')
      .on(t.createdAt)
      .where(sql`${t.status} in ('pending', 'retrying') and ${t.workflowId} is null`),
    index('delivery_unlinked')
      .on(t.createdAt)
      .where(sql`${t.status} in ('delivered', 'dead_lettered') and ${t.workflowId} is null`),
    index('delivery_adrift')
      .on(sql`(coalesce(${t.nextAttemptAt}, ${t.budgetFrom}))`)
      .where(sql`${t.status} in ('pending', 'retrying') and ${t.workflowId} is not null`),
    index('delivery_held')
      .on(t.endpointId, t.seq)
      .where(sql`${t.status} = 'held' and ${t.holdReason} <> 'ordering'`),
    index('delivery_by_status')
      .on(t.status, t.id)
      .where(sql`${t.status} not in ('pending', 'delivered')`),
    index('delivery_dead')
      .on(t.endedAt)
      .where(sql`${t.status} = 'dead_lettered'`),
    index('delivery_ordered')
      .on(t.endpointId, t.orderingKey, t.seq)
      .where(sql`${t.orderingKey} is not null and ${t.status} not in ('delivered', 'cancelled')`),
    check('delivery_status', sql`${t.status} in ${oneOf(deliveryStatuses)}`),
    check('delivery_hold', sql`(${t.status} = 'held') = (${t.holdReason} is not null)`),
    check('delivery_hold_reason', sql`${t.holdReason} in ${oneOf(holdReasons)}`),
  ],
);

/** One row a POST, written as it ends. */
export const attempt = pgTable(
  'attempt',
  {
    deliveryId: text('delivery_id').notNull(),
    number: integer().notNull(),
    startedAt: at('started_at').notNull(),
    latencyMs: integer('latency_ms').notNull(),
    statusCode: integer('status_code'),
    errorClass: text('error_class'),
    errorDetail: text('error_detail'),
    responseSnippet: text('response_snippet'),
    /** When the next attempt is due, and why then (or why there is none). */
    nextAttemptAt: at('next_attempt_at'),
    nextBecause: text('next_because'),
  },
  (t) => [
    primaryKey({ columns: [t.deliveryId, t.number] }),
    foreignKey({ columns: [t.deliveryId], foreignColumns: [delivery.id] }).onDelete('cascade'),
  ],
);

/** A POST's first answer, kept so that a repeat has no second effect. `scope` is the account that sent it. */
export const idempotencyKey = pgTable(
  'idempotency_key',
  {
    scope: text().notNull(),
    key: text().notNull(),
    fingerprint: text().notNull(),
    /** The published event, when that is what the request made; then the answer is built from it. */
    eventId: text('event_id'),
    statusCode: integer('status_code'),
    response: json(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.key] }), index('idempotency_key_created').on(t.createdAt)],
);

/** A running process. Renewing `seenAt` renews the lease of every delivery it holds. */
export const engineInstance = pgTable('engine_instance', {
  id: text().primaryKey(),
  startedAt: at('started_at').notNull().defaultNow(),
  seenAt: at('seen_at').notNull().defaultNow(),
});
