import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { ListQuery, listOf, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import {
  countInboundEvents,
  getInboundEvent,
  listInboundEvents,
  maxReplayed,
  replayInboundEvent,
  replayInboundEvents,
} from '#db/connections/inbound-event.ts';
import { inboundEventStatuses } from '#domain/connections/inbound.ts';
import { fieldError } from '#domain/field-error.ts';
import {
  InboundEventDetail,
  inboundEventFilter,
  InboundEventItem,
  toInboundDetail,
  toInboundEvent,
  toInboundFilter,
} from './inbound-event-view.ts';

const tags = ['Inbound webhooks'];
const params = z.object({ id: z.string().max(64) });

const Selection = z
  .strictObject({
    ...inboundEventFilter,
    status: z.enum(inboundEventStatuses).optional(),
    all: z.literal(true).optional().describe('Select all events. Required if there is no filter'),
    cursor: z.string().max(64).optional().describe('`next_cursor` of the previous call, with the same filter'),
    dry_run: z.boolean().default(false).describe('Only count the events'),
  })
  .meta({
    id: 'InboundEventSelection',
    examples: [{ source_id: 'con_01k9v5yq3n8t2e6w7x4z0b1c2d', received_after: '2026-01-01T00:00:00Z', dry_run: true }],
  });
type Selection = z.infer<typeof Selection>;

const Replayed = z.object({
  count: z.int().describe('Number of events that are replayed. With dry_run: total number that match'),
  has_more: z
    .boolean()
    .describe(`One call processes at most ${maxReplayed} events, the oldest first. Repeat it with next_cursor until this is false`),
  next_cursor: z.string().nullable(),
  dry_run: z.boolean(),
});

export function inboundEventRoutes(app: App, deps: ApiDeps): void {
  readRoutes(app, deps);
  replayRoutes(app, deps);
}

function readRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    operationId: 'listInboundEvents',
    summary: 'List inbound events',
    description: 'Returns events that vendors sent by webhook, newest first, without payloads.',
    tags,
    ...needs('connections:read'),
    querystring: ListQuery.extend(inboundEventFilter),
    response: { 200: listOf(InboundEventItem).meta({ id: 'InboundEventList' }), ...problems(403) },
  };
  app.get('/inbound-events', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const rows = await listInboundEvents(db, toInboundFilter(request.query), { before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toInboundEvent);
  });

  const read = {
    operationId: 'getInboundEvent',
    summary: 'Retrieve an inbound event',
    description: 'Returns the event. A credential with the scope connections:payloads also sees the webhook as it arrived.',
    tags,
    ...needs('connections:read'),
    params,
    response: { 200: InboundEventDetail, ...problems(403, 404) },
  };
  app.get('/inbound-events/:id', { schema: read }, async ({ params: { id }, principal }) =>
    toInboundDetail(await getInboundEvent(db, id), principal.scopes.has('connections:payloads')),
  );
}

function replayRoutes(app: App, { db, inbound }: ApiDeps): void {
  const one = {
    operationId: 'replayInboundEvent',
    summary: 'Replay an inbound event',
    description: 'Processes the event once more, as if it had just arrived: the record that it is about is read again.',
    tags,
    ...needs('connections:write'),
    params,
    response: { 202: InboundEventItem, ...problems(403, 404) },
  };
  app.post('/inbound-events/:id/replay', { schema: one }, async (request, reply) => {
    const event = await replayInboundEvent(db, request.params.id, actorOf(request));
    inbound.process([event]);
    reply.code(202);
    return toInboundEvent(event);
  });

  const many = {
    operationId: 'replayInboundEvents',
    summary: 'Replay inbound events by filter',
    description: 'Processes all matching events once more. Use dry_run first to see how many match.',
    tags,
    ...needs('connections:write'),
    body: Selection,
    response: { 202: Replayed, ...problems(403) },
  };
  app.post('/inbound-events/replay', { schema: many }, async (request, reply) => {
    const { dry_run: isDry, ...asked } = request.body;
    const filter = readSelection(request.body);
    reply.code(202);
    if (isDry) {
      const count = await countInboundEvents(db, filter);
      return { count, has_more: count > maxReplayed, next_cursor: null, dry_run: true };
    }
    const { events, last } = await replayInboundEvents(db, filter, { actor: actorOf(request), asked });
    inbound.process(events);
    return { count: events.length, has_more: last !== null, next_cursor: last, dry_run: false };
  });
}

/** An empty filter is more often a bug in a script than intended, so selecting everything must be explicit. */
function readSelection({ all, dry_run: _, cursor, ...filter }: Selection) {
  if (!all && Object.values(filter).every((value) => value === undefined)) {
    const message = 'is required without a filter: set a filter, or send "all": true to select every event';
    throw invalidRequest([fieldError(['all'], 'empty_filter', message)]);
  }
  return { ...toInboundFilter(filter), after: cursor };
}
