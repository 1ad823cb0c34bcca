import type { InboundEvent } from '#connectors/inbound.ts';
import type { Sql } from '#db/database.ts';
import { externalIdOf, type InboundEffect, storable } from '#domain/connections/inbound.ts';
import { newId } from '#domain/id.ts';

/** One notice of a webhook. */
export interface NewInboundEvent {
  id: string;
  externalId: string;
  type: string;
  object: string | null;
  recordId: string | null;
  accountId: string | null;
  effect: InboundEffect;
  fields: readonly string[] | null;
  writeKey: string | null;
  occurredAt: Date | null;
}

/** So many changes are the whole record. */
const MAX_FIELDS = 50;

function storableFields(fields: readonly string[] | undefined): string[] | null {
  const names = fields?.flatMap((name) => storable(name) ?? []);
  return names === undefined || names.length < (fields?.length ?? 0) || names.length > MAX_FIELDS ? null : names;
}

/** What a vendor told, as it is stored; `body` is where it was. */
export const newInboundEvents = (events: readonly InboundEvent[], body: Buffer): NewInboundEvent[] =>
  events.map((event, place) => ({
    id: newId('inb'),
    externalId: externalIdOf(event.id, body, place),
    type: storable(event.type) ?? 'event',
    object: storable(event.object),
    recordId: storable(event.recordId),
    accountId: storable(event.accountId),
    effect: event.effect,
    fields: storableFields(event.fields),
    writeKey: storable(event.writeKey ?? null),
    occurredAt: event.occurredAt,
  }));

/** A verified webhook. */
export interface NewInboundWebhook {
  id: string;
  sourceId: string;
  vendor: string;
  contentType: string | null;
  body: Buffer;
  events: readonly NewInboundEvent[];
}

/**
 * Stores webhooks and their events in one transaction, without the events that are known. Returns the ids of the new ones, for each webhook.
 * A webhook without a new event leaves nothing. Waits for a transaction that is storing the same event: whoever is told that an event is a
 * repeat can rely on the first.
 */
export async function insertWebhooks(sql: Sql, webhooks: readonly NewInboundWebhook[]): Promise<string[][]> {
  const bodies = webhooks.map(({ body, events: _, ...webhook }) => ({ ...webhook, body: body.toString('base64') }));
  // In one order in every transaction, so that two that store the same events cannot block each other.
  const events = webhooks
    .flatMap(({ id, sourceId, vendor, events: own }) => own.map((event) => ({ ...event, webhookId: id, sourceId, vendor })))
    .toSorted((a, b) => compare(a.sourceId, b.sourceId) || compare(a.externalId, b.externalId));
  const rows = await sql<{ webhookId: string; ids: string[] }[]>`
    with added as (
      insert into inbound_event (id, source_id, webhook_id, vendor, external_id, type, object, record_id, account_id, effect, fields, write_key, occurred_at)
      select e.id, e."sourceId", e."webhookId", e.vendor, e."externalId", e.type, e.object, e."recordId", e."accountId", e.effect,
        e.fields, e."writeKey", e."occurredAt"
      from jsonb_to_recordset(${JSON.stringify(events)}::text::jsonb) as e (id text, "sourceId" text, "webhookId" text, vendor text,
        "externalId" text, type text, object text, "recordId" text, "accountId" text, effect text, fields text[], "writeKey" text,
        "occurredAt" timestamptz)
      on conflict (source_id, external_id) do nothing
      returning id, webhook_id
    ), kept as (
      insert into inbound_webhook (id, source_id, content_type, body)
      select w.id, w."sourceId", w."contentType", decode(w.body, 'base64')
      from jsonb_to_recordset(${JSON.stringify(bodies)}::text::jsonb) as w (id text, "sourceId" text, "contentType" text, body text)
      where w.id in (select webhook_id from added)
    )
    select webhook_id as "webhookId", json_agg(id) as ids from added group by webhook_id`;
  const added = new Map(rows.map(({ webhookId, ids }) => [webhookId, ids]));
  return webhooks.map(({ id }) => added.get(id) ?? []);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
