import { deliveryStatuses, holdReasons } from '../../domain/delivery/delivery.ts';
import { bigint, check, foreignKey, index, integer, json, pgTable, primaryKey, sql, text } from '../drizzle.ts';
import { at, oneOf } from './columns.ts';

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
    /** What exactly stands in the way, where the reason alone does not say: a transformation's error. */
    holdDetail: text('hold_detail'),
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
      .where(sql`${t.status} = 'held' and ${t.holdReason} not in ('ordering', 'transformation')`),
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
    /** The attempt at the request whose effect is in the database, set by the effect's own transaction. */
    effectOf: text('effect_of'),
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
