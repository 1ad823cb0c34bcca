import { boolean, index, integer, json, jsonb, pgTable, primaryKey, sql, text, uniqueIndex } from '../drizzle.ts';
import { at } from './columns.ts';

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
    /** Payloads that match the schema. `downConversion` must work with each of them. */
    examples: jsonb().$type<unknown[]>().notNull().default([]),
    /** JSONata that converts a payload of this version into one of the previous version. */
    downConversion: text('down_conversion'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.eventType, t.version] })],
);

/** `data` is json, not jsonb, so that partners receive the publisher's own bytes, including key order and number formats. */
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
    /** Of the publication, as `storeTraceContext` writes it. The attempts belong to the same trace. */
    traceContext: text('trace_context'),
  },
  (t) => [
    uniqueIndex('event_external_id')
      .on(t.externalId)
      .where(sql`${t.externalId} is not null`),
    index('event_type_created').on(t.type, t.id),
  ],
);
