import { z } from 'zod';
import type { ApiDeps } from '#apps/api/deps.ts';
import { listOf } from '#apps/api/http/pagination.ts';
import type { Principal } from '#apps/api/http/principal.ts';
import type { AttemptRow, DeliveryDetail, DeliveryRow, EventSummary } from '#db/delivery/delivery-query.ts';
import { ATTEMPTS_SHOWN, type ExpandedDelivery } from '#db/delivery/expand-deliveries.ts';
import { actorKinds, attemptTriggers, errorClasses } from '#domain/delivery/attempt.ts';
import { deliveryStatuses, holdReasons } from '#domain/delivery/delivery.ts';
import { maskQuery } from '#domain/delivery/endpoint-url.ts';
import { endpointStates } from '#domain/delivery/endpoint.ts';
import { explainHold } from '#domain/delivery/hold.ts';
import { AnsweredExternalId } from '#domain/events/event-input.ts';
import { Timestamp } from '#domain/instant.ts';
import { currentWorkflowId } from './current-workflow.ts';

const DeliveryFields = z.object({
  id: z.string(),
  event_id: z.string().describe('ID of the event. It is also the webhook-id header of every attempt'),
  event_type: z.string(),
  endpoint_id: z.string(),
  partner_id: z.string(),
  ordering_key: z.string().nullable(),
  status: z.enum(deliveryStatuses),
  hold_reason: z.enum(holdReasons).nullable(),
  hold_detail: z.string().nullable().describe('Details of the hold, such as the error of a transformation'),
  attempt_count: z.int(),
  next_attempt_at: Timestamp.nullable(),
  error_class: z.enum(errorClasses).nullable().describe('Kind of error of the last attempt; null if it succeeded'),
  last_error: z.string().nullable().describe('Error of the last attempt; null if it succeeded'),
  dead_letter_reason: z.string().nullable(),
  created_at: Timestamp,
  updated_at: Timestamp.describe('When anything of this last changed'),
  ended_at: Timestamp.nullable().describe('When it was delivered, dead-lettered or cancelled'),
});

const urlExample = 'https://partner.example/webhooks';

const Attempt = z
  .object({
    number: z.int(),
    started_at: Timestamp,
    status_code: z.int().nullable().describe('Null if there was no response'),
    latency_ms: z.int(),
    response_snippet: z.string().nullable(),
    error_class: z.enum(errorClasses).nullable().describe('Null if the attempt succeeded'),
    error_detail: z.string().nullable(),
    next_attempt_at: Timestamp.nullable(),
    next_because: z.string().nullable().describe('Reason for the time of the next attempt, or for having none'),
    trigger: z
      .enum(attemptTriggers)
      .describe(
        'Why it was made. schedule: after the acceptance, or by the retry policy. manual: somebody asked for it; it does not count towards the ' +
          'retry budget. replay: a replay. drain: the end of a hold. probe: a trial while the circuit breaker is open',
      ),
    actor: z
      .object({
        kind: z.enum(actorKinds).describe('`system`: through Temporal'),
        id: z.string().nullable().describe('ID of the credential. Null for partners if it is not one of their own'),
      })
      .nullable()
      .describe('Who asked for it; null if nobody did'),
  })
  .meta({
    id: 'Attempt',
    examples: [
      {
        number: 1,
        started_at: '2026-03-01T09:30:00.020Z',
        status_code: 503,
        latency_ms: 84,
        response_snippet: 'try later',
        error_class: 'http_5xx',
        error_detail: 'HTTP 503',
        next_attempt_at: '2026-03-01T09:35:02.000Z',
        next_because: "attempt 1 of 10 failed; next attempt in 5 min, by the endpoint's retry policy (±20 % jitter)",
        trigger: 'schedule',
        actor: null,
      },
    ],
  });

const DeliveredEvent = z.object({
  id: z.string().meta({ example: 'evt_01k9v5yq3m2f7g8h9j0k1m2n3p' }),
  type: z.string().meta({ example: 'deal.approved' }),
  external_id: AnsweredExternalId,
  occurred_at: Timestamp,
  created_at: Timestamp,
  data: z.looseObject({}).optional().describe('Only with `expand=event`: the payload exactly as published, before any transformation'),
});

/** A delivery of a list, with the parts that `expand` names. */
const Delivery = DeliveryFields.extend({
  event: DeliveredEvent.optional().describe('Only with `expand=event`'),
  attempts: z.array(Attempt).optional().describe(`Only with \`expand=attempts\`: the newest ${ATTEMPTS_SHOWN}, oldest first`),
}).meta({
  id: 'Delivery',
  examples: [
    {
      id: 'dlv_01k9v5yq3n8t2e6w7x4z0b1c2d',
      event_id: 'evt_01k9v5yq3m2f7g8h9j0k1m2n3p',
      event_type: 'deal.approved',
      endpoint_id: 'ep_01k9v5yq3n8t2e6w7x4z0b1c2d',
      partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab',
      ordering_key: null,
      status: 'retrying',
      hold_reason: null,
      hold_detail: null,
      attempt_count: 2,
      next_attempt_at: '2026-03-01T09:35:02.000Z',
      error_class: 'http_5xx',
      last_error: 'HTTP 503',
      dead_letter_reason: null,
      created_at: '2026-03-01T09:30:00.000Z',
      updated_at: '2026-03-01T09:30:05.000Z',
      ended_at: null,
    },
  ],
});
export const DeliveryList = listOf(Delivery).meta({ id: 'DeliveryList' });

/** What explains a delivery, even after it was dead-lettered. */
export const timeline = {
  event: DeliveredEvent,
  endpoint: z.object({
    id: z.string().meta({ example: 'ep_01k9v5yq3n8t2e6w7x4z0b1c2d' }),
    url: z.string().meta({ example: urlExample }),
    description: z.string().meta({ example: 'Production' }),
    state: z.enum([...endpointStates, 'deleted']),
    state_reason: z.string().nullable(),
  }),
  attempts: z.array(Attempt).describe('Oldest first. The numbering continues across replays'),
  workflow_id: z
    .string()
    .nullable()
    .optional()
    .describe(
      'The workflow that handles the delivery now, or handled it last: its own, a round, or the drain of its endpoint. Platform keys only',
    ),
  workflow_url: z.url().nullable().optional().describe('The same workflow in Temporal UI. Platform keys only'),
};

export const DeliveryWithTimeline = DeliveryFields.extend({
  ...timeline,
  hold: z
    .object({ reason: z.enum(holdReasons), explanation: z.string(), released_by: z.string() })
    .nullable()
    .describe('Why the delivery is held and what releases it. Null unless its status is `held`'),
}).meta({ id: 'DeliveryWithTimeline' });

function toDelivery(row: DeliveryRow): z.infer<typeof DeliveryFields> {
  return {
    id: row.id,
    event_id: row.eventId,
    event_type: row.eventType,
    endpoint_id: row.endpointId,
    partner_id: row.partnerId,
    ordering_key: row.orderingKey,
    status: row.status,
    hold_reason: row.holdReason,
    hold_detail: row.holdDetail,
    attempt_count: row.attemptsBefore + row.attempts,
    next_attempt_at: iso(row.nextAttemptAt),
    error_class: row.errorClass,
    last_error: row.lastError,
    dead_letter_reason: row.deadLetterReason,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    ended_at: iso(row.endedAt),
  };
}

export function toDeliveryWithTimeline(detail: DeliveryDetail, principal: Principal, deps: ApiDeps): z.infer<typeof DeliveryWithTimeline> {
  const { holdReason, holdDetail } = detail.delivery;
  return {
    ...toDelivery(detail.delivery),
    hold: holdReason && { reason: holdReason, ...explainHold(holdReason, detail.endpoint, holdDetail) },
    ...toTimeline(detail, principal, deps),
  };
}

export function toTimeline({ delivery, endpoint, event, attempts }: DeliveryDetail, principal: Principal, deps: ApiDeps) {
  return {
    event: toEvent(event),
    endpoint: {
      id: endpoint.id,
      url: maskQuery(endpoint.url),
      description: endpoint.description,
      state: endpoint.deletedAt ? ('deleted' as const) : endpoint.state,
      state_reason: endpoint.stateReason,
    },
    attempts: attempts.map((row) => toAttempt(row, principal)),
    // Temporal UI has no tenants and is only for operators, so partners get no link to it.
    ...(principal.kind === 'platform' && toWorkflow(currentWorkflowId(delivery), deps)),
  };
}

function toEvent({ id, type, externalId, occurredAt, createdAt }: EventSummary): z.infer<typeof DeliveredEvent> {
  return { id, type, external_id: externalId, occurred_at: occurredAt.toISOString(), created_at: createdAt.toISOString() };
}

export function toExpandedDelivery({ delivery, event, attempts }: ExpandedDelivery, principal: Principal): z.infer<typeof Delivery> {
  return {
    ...toDelivery(delivery),
    ...(event && { event: toEvent(event) }),
    ...(attempts && { attempts: attempts.map((row) => toAttempt(row, principal)) }),
  };
}

function toWorkflow(workflowId: string | null, { config }: ApiDeps) {
  if (workflowId === null) return { workflow_id: null, workflow_url: null };
  const namespace = encodeURIComponent(config.TEMPORAL_NAMESPACE);
  const base = config.TEMPORAL_UI_URL.replace(/\/$/, '');
  return {
    workflow_id: workflowId,
    workflow_url: `${base}/namespaces/${namespace}/workflows/${encodeURIComponent(workflowId)}`,
  };
}

function toAttempt(row: AttemptRow, principal: Principal): z.infer<typeof Attempt> {
  const { actorKind: kind, actorId } = row;
  const id = principal.kind === 'platform' || kind === 'partner' ? actorId : null;
  return {
    number: row.number,
    started_at: row.startedAt.toISOString(),
    status_code: row.statusCode,
    latency_ms: row.latencyMs,
    response_snippet: row.responseSnippet,
    error_class: row.errorClass,
    error_detail: row.errorDetail,
    next_attempt_at: iso(row.nextAttemptAt),
    next_because: row.nextBecause,
    trigger: row.trigger,
    actor: kind && { kind, id },
  };
}

function iso(time: Date | null): string | null {
  return time?.toISOString() ?? null;
}
