import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { changesReply, updatedSince } from '#apps/api/http/changes-page.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { deprecationOf } from '#apps/api/http/deprecation.ts';
import { Problem, problems } from '#apps/api/http/errors.ts';
import { keyReused } from '#apps/api/http/idempotency.ts';
import { memberText } from '#apps/api/http/json-text.ts';
import { ListQuery, listOf, listReply, readPage } from '#apps/api/http/pagination.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import type { Sql } from '#db/database.ts';
import { findEvent, findEvents, listEventDeliveries, listEvents } from '#db/events/event.ts';
import { readSqlSnapshot } from '#db/snapshot.ts';
import { DomainError } from '#domain/errors.ts';
import { AcceptedEvent, EventDetail, EventListItem, PublishBatch, PublishEvent } from '#domain/events/event-input.ts';
import type { NewEvent, PublishedEvent } from '#domain/events/event.ts';
import { fieldError } from '#domain/field-error.ts';
import { Instant } from '#domain/instant.ts';
import { type Publishing, publishBatch } from './event-batch.ts';
import { createEventIntake } from './event-intake.ts';
import type { EventTypeCatalogue } from './event-type-catalogue.ts';
import { toAccepted, toDetail, toListItem } from './event-view.ts';

/** Everything in the body of an event but its payload. */
const ENVELOPE_BYTES = 64 * 1024;
/** The largest configurable payload plus its envelope. Larger bodies are not read at all. */
const EVENT_BODY_BYTES = 1024 * 1024 + ENVELOPE_BYTES;
/** 500 events of 16 KiB. Larger events must be sent in smaller batches. */
const BATCH_BODY_BYTES = 8 * 1024 * 1024;
const DELIVERIES_SHOWN = 100;

const time = Instant.transform((text) => new Date(text));

const EventQuery = ListQuery.extend({
  type: z.string().max(128).optional().describe('Return only events of this type'),
  partner_id: z.string().max(40).optional().describe('Return only events with a delivery to this partner'),
  created_after: time.optional().meta({ description: 'Exclusive' }),
  created_before: time.optional().meta({ description: 'Exclusive' }),
  updated_since: updatedSince,
  ended_after: time.optional().meta({ description: 'Return only events of which a delivery ended after this time. Exclusive' }),
});

const BatchResult = z
  .object({
    results: z.array(z.object({ status: z.int(), event: AcceptedEvent.optional(), problem: Problem.optional() })).meta({
      description: 'One result per event, in order. It has `event` if its status is 202, otherwise `problem`',
    }),
  })
  .meta({
    id: 'BatchResult',
    example: {
      results: [
        {
          status: 202,
          event: {
            id: 'evt_01k9z3v5q8w2r7t4y6m1n0b3c5',
            type: 'deal.approved',
            external_id: 'crm-4711-approved',
            occurred_at: '2026-03-01T09:30:00.000Z',
            created_at: '2026-03-01T09:30:00.120Z',
            ordering_key: null,
            partner_ids: null,
            deliveries: 2,
          },
        },
        {
          status: 422,
          problem: {
            type: 'urn:causeway:problem:unknown_event_type',
            title: 'The event type does not exist',
            status: 422,
            code: 'unknown_event_type',
            detail: 'There is no event type "deal.aproved". Did you mean deal.approved?',
            request_id: '0b5fbc24-6d34-4e0c-9a1e-6c7e2b6b2f0d',
          },
        },
      ],
    },
  });

type Deps = ApiDeps & { eventTypes: EventTypeCatalogue };

export function eventRoutes(app: App, deps: Deps): void {
  const { sql } = deps.db;
  const intake = createEventIntake({ directory: deps.directory, settings: deps.settings, eventTypes: deps.eventTypes });
  const publishing: Publishing = { intake, publisher: deps.publisher, answer: answerFrom(sql) };
  publishRoute(app, { ...publishing, maxBodyBytes: () => deps.settings().webhooks.delivery.max_payload_bytes + ENVELOPE_BYTES });
  batchRoute(app, publishing);
  listRoute(app, deps);
  readRoute(app, deps);
}

/** A repeat returns the first event as stored, because the default of occurred_at would differ now. */
function answerFrom(sql: Sql): Publishing['answer'] {
  return async (event, published) => {
    refuseMismatch(event, published);
    if (published.result === 'created') return toAccepted(event, published);
    const [first] = await findEvents(sql, [published.id]);
    return toAccepted(first ?? event, published);
  };
}

function publishRoute(app: App, { intake, publisher, answer, maxBodyBytes }: Publishing & { maxBodyBytes: () => number }): void {
  app.post(
    '/events',
    {
      onRequest: platformOnly,
      config: { idempotency: 'own', keepsNumbers: true, maxBodyBytes },
      bodyLimit: EVENT_BODY_BYTES,
      schema: {
        operationId: 'publishEvent',
        tags: ['Events'],
        ...needs('events:write'),
        summary: 'Publish an event',
        description:
          'Publishes an event. The response is sent after the event and its deliveries were stored durably. The event is sent to every ' +
          'endpoint whose filter matches, or only to those of `partner_ids`. If an event with the same `id` was published before, the ' +
          'response is that event.',
        body: PublishEvent,
        response: { 202: AcceptedEvent, ...problems(403, 409, 413, 415, 422) },
      },
    },
    async (request, reply) => {
      const { event, type } = await intake.prepare(request.body, (request.bodyBytes && memberText(request.bodyBytes, 'data')) ?? 'null');
      if (request.idempotent) event.idempotency = request.idempotent;
      if (request.trace) event.trace = request.trace;
      const [published] = await publisher.publish([event]);
      if (!published) throw new Error('The publisher returned no result');
      const accepted = await answer(event, published);
      if (published.result === 'duplicate') reply.header('idempotency-replayed', 'true');
      if (type.deprecated) reply.header('deprecation', deprecationOf(type.updatedAt));
      return reply.code(202).send(accepted);
    },
  );
}

function batchRoute(app: App, publishing: Publishing): void {
  app.post(
    '/events/batch',
    {
      onRequest: platformOnly,
      bodyLimit: BATCH_BODY_BYTES,
      config: { keepsNumbers: true },
      schema: {
        operationId: 'publishEvents',
        tags: ['Events'],
        ...needs('events:write'),
        summary: 'Publish up to 500 events',
        description:
          'Publishes a batch. Each event succeeds or fails independently: check `results`, which has one entry per event, in order. ' +
          'The `Deprecation` header is set if the type of at least one event is deprecated.',
        body: PublishBatch,
        response: { 200: BatchResult, ...problems(403, 409, 413, 415, 422) },
      },
    },
    async (request, reply) => {
      const { results, deprecatedSince } = await publishBatch(request, publishing);
      if (deprecatedSince) reply.header('deprecation', deprecationOf(deprecatedSince));
      return { results };
    },
  );
}

function listRoute(app: App, { db: { sql } }: Deps): void {
  app.get(
    '/events',
    {
      schema: {
        operationId: 'listEvents',
        tags: ['Events'],
        ...needs('webhooks:read'),
        summary: 'List events',
        description: 'Returns events, newest first, without payloads. A partner key sees the events that have a delivery to its partner.',
        querystring: EventQuery,
        response: { 200: listOf(EventListItem).meta({ id: 'EventList' }), ...problems() },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const own = visiblePartner(request);
      // Another partner's events must look as if they did not exist.
      if (own !== undefined && query.partner_id !== undefined && query.partner_id !== own) {
        return listReply(request, reply, readPage(request), [], never);
      }
      const filter = {
        type: query.type,
        partnerId: own ?? query.partner_id,
        createdAfter: query.created_after,
        createdBefore: query.created_before,
        endedAfter: query.ended_after,
      };
      return changesReply(request, reply, sql, {
        read: ({ since, until, after, limit }) => listEvents(sql, { ...filter, updatedSince: since, updatedBefore: until, after, limit }),
        toItem: (row) => toListItem(row, own),
      });
    },
  );
}

function readRoute(app: App, { db: { sql } }: Deps): void {
  app.get(
    '/events/:id',
    {
      schema: {
        operationId: 'getEvent',
        tags: ['Events'],
        ...needs('webhooks:read'),
        summary: 'Retrieve an event with its deliveries',
        description: 'Returns the event with its payload exactly as published. A partner key sees only its own deliveries.',
        params: z.object({ id: z.string().max(40) }),
        headers: IfNoneMatch,
        response: { 200: EventDetail, ...problems(404) },
      },
    },
    async (request, reply) => {
      const own = visiblePartner(request);
      const { event, deliveries } = await readSqlSnapshot(sql, async (at) => {
        const found = await findEvent(at, request.params.id, own);
        if (!found) throw new DomainError('not_found', `There is no event ${request.params.id}.`);
        const sent = await listEventDeliveries(at, { eventId: found.id, partnerId: own, limit: DELIVERIES_SHOWN });
        return { event: found, deliveries: sent };
      });
      const detail = toDetail(event, deliveries, own);
      // Sends the payload's original text, as receivers get it. Parsing and serializing it again would change numbers.
      reply.type('application/json; charset=utf-8').serializer(() => `${JSON.stringify(detail).slice(0, -1)},"data":${event.dataJson}}`);
      return { ...detail, data: {} };
    },
  );
}

function refuseMismatch(event: NewEvent, { result, id }: PublishedEvent): void {
  if (result === 'idempotency_mismatch') throw keyReused();
  if (result !== 'external_id_mismatch') return;
  throw new DomainError(
    'external_id_conflict',
    `The id "${event.externalId}" belongs to another event, ${id}, with different content. Use a unique id for each event.`,
    [fieldError(['id'], 'duplicate', `is already the id of ${id}`, { legacy_code: 'external_id_conflict' })],
  );
}

const never = (): never => {
  throw new Error('There is no row');
};
