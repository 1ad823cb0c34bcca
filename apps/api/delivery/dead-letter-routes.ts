import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { ListQuery, listOf, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { replayDeadLetter } from '#db/delivery/dead-letter.ts';
import { type DeliveryRow, getDelivery, listDeliveries } from '#db/delivery/delivery-query.ts';
import { errorClasses } from '#domain/delivery/attempt.ts';
import { DomainError } from '#domain/errors.ts';
import { Timestamp } from '#domain/instant.ts';
import { deadLetterFilter, toDeliveryFilter } from './delivery-filter.ts';
import { DeliveryWithTimeline, timeline, toDeliveryWithTimeline, toTimeline } from './delivery-view.ts';

const tags = ['Dead letters'];
const dayMs = 86_400_000;

const DeadLetterParams = z.object({ id: z.string().describe('ID of the dead-lettered delivery (`dlv_…`)') });
const DeadLettersQuery = ListQuery.extend(deadLetterFilter);

const DeadLetter = z
  .object({
    id: z.string().describe('ID of the delivery'),
    event_id: z.string(),
    event_type: z.string(),
    endpoint_id: z.string(),
    partner_id: z.string(),
    reason: z.string().nullable(),
    error_class: z.enum(errorClasses).nullable().describe('Kind of error of the last attempt'),
    last_error: z.string().nullable().describe('Error of the last attempt'),
    attempt_count: z.int(),
    created_at: Timestamp,
    dead_lettered_at: Timestamp,
    purge_at: Timestamp.describe('When the dead letter is deleted, unless it is replayed before'),
  })
  .meta({
    id: 'DeadLetter',
    examples: [
      {
        id: 'dlv_01k9v5yq3n8t2e6w7x4z0b1c2d',
        event_id: 'evt_01k9v5yq3m2f7g8h9j0k1m2n3p',
        event_type: 'deal.approved',
        endpoint_id: 'ep_01k9v5yq3n8t2e6w7x4z0b1c2d',
        partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab',
        reason: "attempt 5 of 5 failed; the endpoint's retry policy allows no further attempt",
        error_class: 'http_5xx',
        last_error: 'HTTP 503',
        attempt_count: 5,
        created_at: '2026-03-01T09:30:00.000Z',
        dead_lettered_at: '2026-03-01T09:30:31.000Z',
        purge_at: '2026-03-31T09:30:31.000Z',
      },
    ],
  });
const DeadLetterList = listOf(DeadLetter).meta({ id: 'DeadLetterList' });

const DeadLetterWithTimeline = DeadLetter.extend(timeline).meta({ id: 'DeadLetterWithTimeline' });

export function deadLetterRoutes(app: App, deps: ApiDeps): void {
  listRoute(app, deps);
  readRoute(app, deps);
  replayRoute(app, deps);
}

function listRoute(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'listDeadLetters',
    summary: 'List dead letters',
    description: 'Returns dead letters, newest first. A dead letter is a delivery that is no longer retried.',
    tags,
    ...needs('webhooks:read'),
    querystring: DeadLettersQuery,
    response: { 200: DeadLetterList, ...problems() },
  };
  app.get('/dead-letters', { schema }, async (request, reply) => {
    const page = readPage(request);
    const rows = await listDeliveries(
      deps.db,
      { ...toDeliveryFilter(request.query, visiblePartner(request)), statuses: ['dead_lettered'] },
      { before: page.after, limit: page.limit + 1 },
    );
    return listReply(request, reply, page, rows, (row) => toDeadLetter(row, deps));
  });
}

function readRoute(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'getDeadLetter',
    summary: 'Retrieve a dead letter with its timeline',
    description: 'Returns the dead letter with its event, its endpoint, every attempt and the reason why it was dead-lettered.',
    tags,
    ...needs('webhooks:read'),
    params: DeadLetterParams,
    response: { 200: DeadLetterWithTimeline, ...problems(404) },
  };
  app.get('/dead-letters/:id', { schema }, async (request) => {
    const owner = { partnerId: visiblePartner(request), status: 'dead_lettered' as const };
    const detail = await getDelivery(deps.db, request.params.id, owner);
    return { ...toDeadLetter(detail.delivery, deps), ...toTimeline(detail, request.principal, deps) };
  });
}

function replayRoute(app: App, deps: ApiDeps): void {
  const { db, workflows } = deps;
  const schema = {
    operationId: 'replayDeadLetter',
    summary: 'Replay a dead letter',
    description:
      'Sends the dead letter again, with a new retry budget and the same webhook-id. If its endpoint cannot receive now, the delivery ' +
      'is held until it can. Afterwards read it with GET /deliveries/{id}.',
    tags,
    ...needs('webhooks:write'),
    params: DeadLetterParams,
    response: { 202: DeliveryWithTimeline, ...problems(404, 409) },
  };
  app.post('/dead-letters/:id/replay', { schema }, async (request, reply) => {
    const { id } = request.params;
    const partnerId = visiblePartner(request);
    const { endpoint } = await getDelivery(db, id, { partnerId, status: 'dead_lettered' });
    if (endpoint.deletedAt) throw new DomainError('conflict', `Endpoint ${endpoint.id} was deleted, so ${id} cannot be replayed`);
    const { status, endpointId } = await replayDeadLetter(db, id, actorOf(request));
    await bestEffort(request, 'replay', () =>
      status === 'pending' ? workflows.deliveries.start([id]) : workflows.deliveries.release(endpointId),
    );
    reply.code(202);
    return toDeliveryWithTimeline(await getDelivery(db, id, { partnerId }), request.principal, deps);
  });
}

function toDeadLetter(row: DeliveryRow, { settings }: ApiDeps): z.infer<typeof DeadLetter> {
  // `endedAt` is only null for deliveries that have not ended, and a dead letter has.
  const deadLetteredAt = row.endedAt ?? row.createdAt;
  return {
    id: row.id,
    event_id: row.eventId,
    event_type: row.eventType,
    endpoint_id: row.endpointId,
    partner_id: row.partnerId,
    reason: row.deadLetterReason,
    error_class: row.errorClass,
    last_error: row.lastError,
    attempt_count: row.attemptsBefore + row.attempts,
    created_at: row.createdAt.toISOString(),
    dead_lettered_at: deadLetteredAt.toISOString(),
    purge_at: new Date(deadLetteredAt.getTime() + settings().webhooks.dlq.retention_days * dayMs).toISOString(),
  };
}
