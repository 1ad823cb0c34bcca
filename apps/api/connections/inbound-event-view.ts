import { z } from 'zod';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import type { InboundEventFilter, InboundEventRow, InboundWebhookRow } from '#db/connections/inbound-event.ts';
import { inboundEffects, inboundEventStatuses } from '#domain/connections/inbound.ts';
import { Instant, Timestamp, toDate } from '#domain/instant.ts';

export const inboundEventFilter = {
  source_id: z.string().max(64).optional().describe('Return only events of this source or connection'),
  external_id: z.string().max(200).optional().describe("The vendor's own id of the event"),
  type: z.string().max(200).optional(),
  object: z.string().max(200).optional(),
  record_id: z.string().max(200).optional(),
  status: oneOrMore(inboundEventStatuses).optional(),
  received_after: Instant.optional().describe('Exclusive'),
  received_before: Instant.optional().describe('Exclusive'),
};

export function toInboundFilter(sent: Partial<z.infer<z.ZodObject<typeof inboundEventFilter>>>): InboundEventFilter {
  const { source_id, external_id, record_id, received_after, received_before, type, object, status } = sent;
  return {
    sourceId: source_id,
    externalId: external_id,
    recordId: record_id,
    receivedAfter: toDate(received_after),
    receivedBefore: toDate(received_before),
    type,
    object,
    statuses: valuesOf(status),
  };
}

export const InboundEventItem = z
  .object({
    id: z.string(),
    source_id: z.string(),
    vendor: z.string(),
    external_id: z
      .string()
      .describe("The vendor's own id of the event, or the hash of the webhook. An event with a known id has no effect"),
    type: z.string().describe('As the vendor calls it'),
    object: z.string().nullable().describe('What kind of record it is about'),
    record_id: z.string().nullable(),
    account_id: z.string().nullable().describe("The vendor's account that it is about"),
    effect: z
      .enum(inboundEffects)
      .describe('`changed` and `gone`: the record is read again. `uninstalled`: our application was removed at the vendor'),
    status: z.enum(inboundEventStatuses).describe('`superseded`: the source had told something later before'),
    reason: z.string().nullable().describe('Why it has failed or was superseded, and what to do'),
    occurred_at: Timestamp.nullable(),
    received_at: Timestamp,
    processed_at: Timestamp.nullable(),
    workflow_id: z.string().nullable().describe('The workflow that processed it last'),
    replays: z.int(),
    process_error: z.string().nullable().describe('Why its workflow gave up. A replay tries again'),
  })
  .meta({
    id: 'InboundEvent',
    examples: [
      {
        id: 'inb_01k9v5yq3n8t2e6w7x4z0b1c2d',
        source_id: 'con_01k9v5yq3n8t2e6w7x4z0b1c2d',
        vendor: 'stripe',
        external_id: 'evt_1MqqbKLt4dXK03v5qaIbiNCC',
        type: 'customer.updated',
        object: 'customers',
        record_id: 'cus_NffrFeUfNV2Hib',
        account_id: null,
        effect: 'changed',
        status: 'processed',
        reason: null,
        occurred_at: '2026-03-01T09:29:59.000Z',
        received_at: '2026-03-01T09:30:00.000Z',
        processed_at: '2026-03-01T09:30:00.150Z',
        workflow_id: 'process-inbound/stripe/evt_1MqqbKLt4dXK03v5qaIbiNCC',
        replays: 0,
        process_error: null,
      },
    ],
  });

export const InboundEventDetail = InboundEventItem.extend({
  payload: z.object({
    content_type: z.string().nullable(),
    bytes: z.int(),
    body: z
      .string()
      .meta({ maxLength: 1024 * 1024 })
      .nullable()
      .describe('The webhook as it arrived. Null without the scope connections:payloads'),
  }),
}).meta({ id: 'InboundEventDetail' });

export function toInboundEvent(row: InboundEventRow): z.infer<typeof InboundEventItem> {
  return {
    id: row.id,
    source_id: row.sourceId,
    vendor: row.vendor,
    external_id: row.externalId,
    type: row.type,
    object: row.object,
    record_id: row.recordId,
    account_id: row.accountId,
    effect: row.effect,
    status: row.status,
    reason: row.reason,
    occurred_at: row.occurredAt?.toISOString() ?? null,
    received_at: row.receivedAt.toISOString(),
    processed_at: row.processedAt?.toISOString() ?? null,
    workflow_id: row.workflowId,
    replays: row.replays,
    process_error: row.processError,
  };
}

export function toInboundDetail(
  { event, webhook: { contentType, body } }: { event: InboundEventRow; webhook: InboundWebhookRow },
  showsBody: boolean,
): z.infer<typeof InboundEventDetail> {
  return {
    ...toInboundEvent(event),
    payload: { content_type: contentType, bytes: body.length, body: showsBody ? body.toString() : null },
  };
}
