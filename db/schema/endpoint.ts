import type { SchemaVersions } from '../../domain/events/transformation.ts';
import type { RetryPolicy } from '../../domain/retry.ts';
import { boolean, index, integer, jsonb, pgTable, sql, text } from '../drizzle.ts';
import { at } from './columns.ts';
import { partner } from './partners.ts';

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
    /** Event type → the version of its schema that the endpoint is sent; without an entry the event's own. */
    schemaVersions: jsonb('schema_versions').$type<SchemaVersions>().notNull().default({}),
    /** JSONata over the payload, applied before signing. */
    transformation: text(),
    /** Follows the partner's status. */
    partnerActive: boolean('partner_active').notNull().default(true),
    /** Why nothing is sent, whatever the breaker says; null when open. */
    closedBy: text('closed_by', { enum: ['suspended', 'disabled', 'paused'] }).generatedAlwaysAs(
      sql`case when not partner_active then 'suspended' when state <> 'enabled' then state end`,
    ),
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
