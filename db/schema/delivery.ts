import { actorKinds, type AttemptCause, attemptTriggers, errorClasses } from '../../domain/delivery/attempt.ts';
import { deliveryStatuses, holdReasons } from '../../domain/delivery/delivery.ts';
import type { SchemaVersions } from '../../domain/events/transformation.ts';
import type { Metadata } from '../../domain/metadata.ts';
import type { RetryPolicy } from '../../domain/retry.ts';
import { bigint, boolean, check, index, integer, jsonb, pgTable, primaryKey, sql, text } from '../drizzle.ts';
import { at, oneOf } from './columns.ts';
import { partner } from './partners.ts';

export const endpoint = pgTable(
  'endpoint',
  {
    id: text().primaryKey(),
    partnerId: text('partner_id')
      .notNull()
      .references(() => partner.id),
    /** With masked values in its query. */
    url: text().notNull(),
    /** The encrypted query, because its values can be credentials. Null if there is none. */
    urlQuerySealed: text('url_query_sealed'),
    description: text().notNull().default(''),
    /** What its owner notes beside it. */
    metadata: jsonb().$type<Metadata>().notNull().default({}),
    /** Empty means every type; `deal.*` means every type that starts with `deal.`. */
    eventTypes: text('event_types').array().notNull(),
    state: text({ enum: ['enabled', 'disabled', 'paused'] })
      .notNull()
      .default('enabled'),
    stateReason: text('state_reason'),
    /** Null uses the policy of the partner's tier, as configured at the time of each attempt. */
    retryPolicy: jsonb('retry_policy').$type<RetryPolicy>(),
    timeoutMs: integer('timeout_ms').notNull(),
    rateLimitPerS: integer('rate_limit_per_s'),
    /** Whose workers make its deliveries; null: the home region's. */
    region: text(),
    maxConcurrency: integer('max_concurrency').notNull(),
    /** Encrypted JSON object, because header values can be credentials. Null if there are none. */
    headersSealed: text('headers_sealed'),
    ordering: boolean().notNull().default(false),
    orderingOnDeadLetter: text('ordering_on_dead_letter', { enum: ['block', 'skip'] })
      .notNull()
      .default('block'),
    signing: text({ enum: ['v1', 'v1a'] })
      .notNull()
      .default('v1'),
    /** Event type → the schema version that the endpoint receives; without an entry, the event's own version. */
    schemaVersions: jsonb('schema_versions').$type<SchemaVersions>().notNull().default({}),
    /** JSONata over the payload, applied before signing. */
    transformation: text(),
    /** Follows the partner's status. */
    partnerActive: boolean('partner_active').notNull().default(true),
    /** Why nothing is sent, regardless of the breaker; null if the endpoint may receive. */
    closedBy: text('closed_by', { enum: ['suspended', 'disabled', 'paused'] }).generatedAlwaysAs(
      sql`case when not partner_active then 'suspended' when state <> 'enabled' then state end`,
    ),
    breakerOpenUntil: at('breaker_open_until'),
    /** Error of the attempt that opened the breaker. */
    breakerReason: text('breaker_reason'),
    breakerTrips: integer('breaker_trips').notNull().default(0),
    failingSince: at('failing_since'),
    lastFailedAt: at('last_failed_at'),
    failureWarnedPercent: integer('failure_warned_percent').notNull().default(0),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    deletedAt: at('deleted_at'),
    /** Counts configuration changes, for ETags and for the processes' caches. */
    version: integer().notNull().default(1),
  },
  (t) => [
    index('endpoint_partner').on(t.partnerId, t.id),
    index('endpoint_breaker')
      .on(t.id)
      .where(sql`${t.breakerOpenUntil} is not null`),
    // Which encryption keys are in use (db/sealed.ts).
    index('endpoint_headers_key')
      .on(sql`split_part(${t.headersSealed}, '.', 2)`, t.id)
      .where(sql`${t.headersSealed} is not null`),
    index('endpoint_url_query_key')
      .on(sql`split_part(${t.urlQuerySealed}, '.', 2)`, t.id)
      .where(sql`${t.urlQuerySealed} is not null`),
  ],
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
    /** Null for the current secret. A rotated secret signs until this time. */
    expiresAt: at('expires_at'),
  },
  (t) => [index('endpoint_secret_endpoint').on(t.endpointId), index('endpoint_secret_key').on(sql`split_part(${t.sealed}, '.', 2)`, t.id)],
);

/** Partitioned by its id, which begins with a time: see db/delivery/partitions.ts. */
export const delivery = pgTable(
  'delivery',
  {
    id: text().primaryKey(),
    /** The order of acceptance, which ordering keys and drains follow. */
    seq: bigint({ mode: 'number' })
      .notNull()
      .default(sql`nextval('delivery_seq')`),
    eventId: text('event_id').notNull(),
    endpointId: text('endpoint_id').notNull(),
    partnerId: text('partner_id').notNull(),
    eventType: text('event_type').notNull(),
    orderingKey: text('ordering_key'),
    status: text({ enum: deliveryStatuses }).notNull(),
    holdReason: text('hold_reason', { enum: holdReasons }),
    /** Details of the hold reason: a transformation's error. */
    holdDetail: text('hold_detail'),
    /** The process that has claimed the delivery. The lease of the claim is that process's row in engine_instance. */
    holder: text(),
    /** Its last attempt was cut off by the end of its process, which it may have caused. */
    isSuspected: boolean('is_suspected').notNull().default(false),
    attempts: integer().notNull().default(0),
    /** Attempts that do not count towards the retry budget: manual ones, and those of earlier budgets. Each replay begins a new budget. */
    attemptsBefore: integer('attempts_before').notNull().default(0),
    /** When the next attempt is due by the retry policy. */
    nextAttemptAt: at('next_attempt_at'),
    /** Set if somebody asked for the next attempt, which is then due now. */
    request: jsonb().$type<AttemptCause>(),
    /** When the current retry budget began: at acceptance, release from a hold, or replay. */
    budgetFrom: at('budget_from').notNull().defaultNow(),
    workflowId: text('workflow_id'),
    deadLetterReason: text('dead_letter_reason'),
    /** Of the last attempt; null if it was a success, or if there was none. */
    errorClass: text('error_class', { enum: errorClasses }),
    lastError: text('last_error'),
    createdAt: at('created_at').notNull().defaultNow(),
    /** When what the API shows of it last changed: a trigger sets it to the begin of the transaction. */
    updatedAt: at('updated_at').notNull().defaultNow(),
    /** When it reached a final status. */
    endedAt: at('ended_at'),
  },
  (t) => [
    index('delivery_event').on(t.eventId, t.endpointId),
    index('delivery_endpoint').on(t.endpointId, t.id),
    index('delivery_partner').on(t.partnerId, t.id),
    // The indexes of the sweeper. A delivery that succeeds at the first attempt is only in the first of these, between its two writes.
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
      .where(sql`${t.status} = 'held' and ${t.holdReason} not in ('ordering', 'transformation')`),
    // The deliveries to release once their endpoint's secrets can be decrypted again: almost always none.
    index('delivery_unreadable')
      .on(t.endpointId)
      .where(sql`${t.status} = 'held' and ${t.holdReason} = 'transformation' and starts_with(${t.holdDetail}, 'configuration: ')`),
    index('delivery_by_status')
      .on(t.status, t.id)
      .where(sql`${t.status} not in ('pending', 'delivered')`),
    // Rows that change are written to the same pages at about the same time. Keeping this up to date costs no change anything.
    index('delivery_updated').using('brin', t.updatedAt).with({ pages_per_range: 16, autosummarize: true }),
    // What the health of an endpoint counts.
    index('delivery_unwell')
      .on(t.endpointId, t.status)
      .where(sql`${t.status} in ('retrying', 'held', 'dead_lettered')`),
    // The indexes of list filters. None contains a delivery that succeeds at the first attempt.
    index('delivery_error_class')
      .on(t.errorClass, t.id)
      .where(sql`${t.errorClass} is not null`),
    index('delivery_last_error')
      .on(t.lastError, t.id)
      .where(sql`${t.lastError} is not null`),
    // The requests that a workflow has still to follow: almost always none.
    index('delivery_requested')
      .on(t.id)
      .where(sql`${t.request} is not null and ${t.status} in ('pending', 'retrying')`),
    // With delivery_unstarted, all that are pending.
    index('delivery_pending_linked')
      .on(t.id)
      .where(sql`${t.status} = 'pending' and ${t.workflowId} is not null`),
    index('delivery_dead_reason')
      .on(t.deadLetterReason, t.id)
      .where(sql`${t.deadLetterReason} is not null`),
    index('delivery_hold_reason')
      .on(t.holdReason, t.id)
      .where(sql`${t.holdReason} is not null`),
    index('delivery_next_attempt')
      .on(t.nextAttemptAt, t.id)
      .where(sql`${t.nextAttemptAt} is not null`),
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

/** One row per POST, written when it ends. Partitioned like the deliveries. */
export const attempt = pgTable(
  'attempt',
  {
    deliveryId: text('delivery_id').notNull(),
    number: integer().notNull(),
    startedAt: at('started_at').notNull(),
    latencyMs: integer('latency_ms').notNull(),
    statusCode: integer('status_code'),
    errorClass: text('error_class', { enum: errorClasses }),
    errorDetail: text('error_detail'),
    responseSnippet: text('response_snippet'),
    /** When the next attempt is due, and why then or why there is none. */
    nextAttemptAt: at('next_attempt_at'),
    nextBecause: text('next_because'),
    trigger: text({ enum: attemptTriggers }).notNull().default('schedule'),
    /** Who asked for it; null if nobody did. */
    actorKind: text('actor_kind', { enum: actorKinds }),
    actorId: text('actor_id'),
  },
  (t) => [primaryKey({ columns: [t.deliveryId, t.number] })],
);

/** Deliveries that ended within an hour: of an endpoint, of a partner, or of all partners (`all`). */
export const deliveryHour = pgTable(
  'delivery_hour',
  {
    subjectId: text('subject_id').notNull(),
    /** Null for all partners. */
    partnerId: text('partner_id'),
    hour: at('hour').notNull(),
    delivered: integer().notNull(),
    deadLettered: integer('dead_lettered').notNull(),
    /** How many were delivered within which time: see domain/delivery/delivery-series.ts. */
    latency: integer().array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subjectId, t.hour] }),
    index('delivery_hour_hour').on(t.hour),
    index('delivery_hour_partner').on(t.partnerId),
  ],
);

/** One row: what ended before is in `delivery_hour`. */
export const deliveryCounted = pgTable('delivery_counted', {
  id: boolean().primaryKey().default(true),
  until: at('until').notNull(),
});

/** A live process. Renewing `seenAt` renews the lease of all its claims. */
export const engineInstance = pgTable('engine_instance', {
  id: text().primaryKey(),
  /** Empty is the home region. */
  region: text().notNull().default(''),
  startedAt: at('started_at').notNull().defaultNow(),
  seenAt: at('seen_at').notNull().defaultNow(),
});
