import { inboundEffects, inboundEventStatuses } from '../../domain/connections/inbound.ts';
import type { SignedSource } from '../../domain/connections/signed-source.ts';
import { check, customType, index, integer, jsonb, pgTable, primaryKey, sql, text, uniqueIndex } from '../drizzle.ts';
import { at, oneOf } from './columns.ts';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** What sends webhooks. It has the id of a connection, whose vendor may have a connector. */
export const inboundSource = pgTable('inbound_source', {
  id: text().primaryKey(),
  vendor: text().notNull(),
  name: text().notNull(),
  /** How it signs, for a vendor that Causeway does not know. */
  scheme: jsonb().$type<SignedSource>(),
  /** Since when its webhooks are refused. */
  disabledAt: at('disabled_at'),
  /** The last webhook that was refused, and why: for people, written at most every ten seconds. */
  refusedAt: at('refused_at'),
  refusal: text(),
  createdAt: at('created_at').notNull().defaultNow(),
  updatedAt: at('updated_at').notNull().defaultNow(),
  /** From this time on it does not exist for anybody; the nightly purge deletes what it sent, and then the row. */
  deletedAt: at('deleted_at'),
  version: integer().notNull().default(1),
});

const sourceId = () =>
  text('source_id')
    .notNull()
    .references(() => inboundSource.id, { onDelete: 'cascade' });

/** A secret that webhooks are verified with. After a rotation, the old one is valid until it expires. */
export const inboundSecret = pgTable(
  'inbound_secret',
  {
    id: text().primaryKey(),
    sourceId: sourceId(),
    sealed: text().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at'),
    /** Of one that was rotated: when a webhook was last signed with it and not with a newer one, to the minute. */
    lastUsedAt: at('last_used_at'),
  },
  (t) => [
    index('inbound_secret_source').on(t.sourceId),
    index('inbound_secret_key').on(sql`split_part(${t.sealed}, '.', 2)`, t.id),
    index('inbound_secret_expires').on(t.expiresAt),
  ],
);

/** A request of a vendor as it arrived, with at least one event that was new. Its headers are not stored: some are secrets. */
export const inboundWebhook = pgTable('inbound_webhook', {
  id: text().primaryKey(),
  sourceId: sourceId(),
  contentType: text('content_type'),
  body: bytea().notNull(),
  receivedAt: at('received_at').notNull().defaultNow(),
});

/** One notice within a webhook. The unique index is what makes a repeat have no effect. */
export const inboundEvent = pgTable(
  'inbound_event',
  {
    id: text().primaryKey(),
    sourceId: sourceId(),
    webhookId: text('webhook_id')
      .notNull()
      .references(() => inboundWebhook.id, { onDelete: 'cascade' }),
    vendor: text().notNull(),
    /** The vendor's id, or a hash. */
    externalId: text('external_id').notNull(),
    type: text().notNull(),
    object: text(),
    recordId: text('record_id'),
    accountId: text('account_id'),
    effect: text({ enum: inboundEffects }).notNull(),
    /** The fields that changed; null if all may have. */
    fields: text().array(),
    /** Of the write of ours that made the change. */
    writeKey: text('write_key'),
    occurredAt: at('occurred_at'),
    receivedAt: at('received_at').notNull().defaultNow(),
    status: text({ enum: inboundEventStatuses }).notNull().default('pending'),
    /** Since when it waits to be processed: its arrival, or the last replay. */
    pendingSince: at('pending_since').notNull().defaultNow(),
    processedAt: at('processed_at'),
    /** Why it has failed or was superseded, with the remedy. */
    reason: text(),
    /** The workflow that processed it last. */
    workflowId: text('workflow_id'),
    replays: integer().notNull().default(0),
    /** Why its workflow gave up. Only a replay processes it then. */
    processError: text('process_error'),
  },
  (t) => [
    uniqueIndex('inbound_event_external').on(t.sourceId, t.externalId),
    index('inbound_event_source').on(t.sourceId, t.id),
    index('inbound_event_webhook').on(t.webhookId),
    index('inbound_event_pending')
      .on(t.pendingSince)
      .where(sql`${t.status} = 'pending'`),
    check('inbound_event_status', sql`${t.status} in ${oneOf(inboundEventStatuses)}`),
    check('inbound_event_effect', sql`${t.effect} in ${oneOf(inboundEffects)}`),
  ],
);

/** A record that a vendor says has changed: whoever keeps it in step reads it again. Events of one record make one hint. */
export const changeHint = pgTable(
  'change_hint',
  {
    connectionId: text('connection_id').notNull(),
    object: text().notNull(),
    recordId: text('record_id').notNull(),
    /** Events since the hint was taken last. A higher number than the one that was read: there was another. */
    events: integer().notNull(),
    hintedAt: at('hinted_at').notNull().defaultNow(),
    /** The fields that changed; null if all may have. */
    fields: text().array(),
    /** Of the only write of ours that made the change; null if somebody else changed the record too. */
    writeKey: text('write_key'),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.object, t.recordId] }), index('change_hint_at').on(t.connectionId, t.hintedAt)],
);
