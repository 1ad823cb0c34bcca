import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { changesReply } from '#apps/api/http/changes-page.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { problems } from '#apps/api/http/errors.ts';
import { MAX_PAGE } from '#apps/api/http/large-rows.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { ListQuery } from '#apps/api/http/pagination.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { requestAttempt } from '#db/delivery/attempt-request.ts';
import { type DeliveryDetail, getDelivery, listDeliveries } from '#db/delivery/delivery-query.ts';
import { deliveryParts, expandDeliveries, readPayload } from '#db/delivery/expand-deliveries.ts';
import { cancelDelivery } from '#db/delivery/outcome.ts';
import { explainHold } from '#domain/delivery/hold.ts';
import { DomainError } from '#domain/errors.ts';
import { deliveryFilter, toDeliveryFilter, unfinishedFilter } from './delivery-filter.ts';
import { withPayload, withPayloads } from './delivery-payload.ts';
import { DeliveryList, DeliveryWithTimeline, toDeliveryWithTimeline, toExpandedDelivery } from './delivery-view.ts';

const tags = ['Deliveries'];
const DeliveryParams = z.object({ id: z.string().describe('ID of the delivery (`dlv_…`)') });
const DeliveriesQuery = ListQuery.extend({ ...deliveryFilter, ...unfinishedFilter, expand: oneOrMore(deliveryParts).optional() });

export function deliveryRoutes(app: App, deps: ApiDeps): void {
  listRoute(app, deps);
  readRoute(app, deps);
  cancelRoute(app, deps);
  retryRoute(app, deps);
}

function listRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'listDeliveries',
    summary: 'List deliveries',
    description:
      'Returns deliveries, newest first. All filters must match. `expand` adds what would otherwise take another request for each delivery: the ' +
      'event with its payload, and the attempts. A page then has fewer items if they are large.',
    tags,
    ...needs('webhooks:read'),
    querystring: DeliveriesQuery,
    response: { 200: DeliveryList, ...problems() },
  };
  app.get('/deliveries', { schema }, async (request, reply) => {
    const { expand, ...filters } = request.query;
    const filter = toDeliveryFilter(filters, visiblePartner(request));
    const parts = new Set(valuesOf(expand));
    const payloads: (string | undefined)[] = [];
    const list = await changesReply(request, reply, db.sql, {
      read: async ({ since, until, after, limit }) => {
        const found = await listDeliveries(db, { ...filter, updatedSince: since, updatedBefore: until }, { before: after, limit });
        return expandDeliveries(db, found, { parts, maxCharacters: MAX_PAGE });
      },
      toItem: (row) => {
        payloads.push(row.event?.dataJson);
        return toExpandedDelivery(row, request.principal);
      },
    });
    return parts.has('event') ? withPayloads(reply, list, payloads) : list;
  });
}

function readRoute(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'getDelivery',
    summary: 'Retrieve a delivery with its timeline',
    description:
      'Returns the delivery with every attempt, its response and the reason for the time of the next attempt. If the delivery is held, ' +
      '`hold` explains why and what releases it. With a platform key the response also links to the workflow in Temporal UI.',
    tags,
    ...needs('webhooks:read'),
    params: DeliveryParams,
    querystring: z.object({ expand: oneOrMore(['event'], 'Adds the payload of the event').optional() }),
    headers: IfNoneMatch,
    response: { 200: DeliveryWithTimeline, ...problems(404) },
  };
  app.get('/deliveries/:id', { schema }, async (request, reply) => {
    const detail = await getDelivery(deps.db, request.params.id, { partnerId: visiblePartner(request) });
    const delivery = toDeliveryWithTimeline(detail, request.principal, deps);
    if (request.query.expand === undefined) return delivery;
    return withPayload(reply, delivery, await readPayload(deps.db, detail.event.id));
  });
}

function cancelRoute(app: App, deps: ApiDeps): void {
  const { db, workflows } = deps;
  const schema = {
    operationId: 'cancelDelivery',
    summary: 'Cancel a delivery',
    description: 'Cancels the delivery. No further attempt is made. An attempt that is in flight can still arrive.',
    tags,
    ...needs('webhooks:write'),
    params: DeliveryParams,
    response: { 200: DeliveryWithTimeline, ...problems(404, 409) },
  };
  app.post('/deliveries/:id/cancel', { schema }, async (request) => {
    const owner = { partnerId: visiblePartner(request) };
    const { id, status } = (await getDelivery(db, request.params.id, owner)).delivery;
    const { cancelled, released } = await cancelDelivery(db.sql, id, actorOf(request));
    if (!cancelled) throw ended(id, (await getDelivery(db, id, owner)).delivery.status);
    await bestEffort(request, 'cancel', async () => {
      // A held delivery has no workflow of its own.
      if (status !== 'held') await workflows.deliveries.cancel(id);
      if (released.length > 0) await workflows.deliveries.start(released);
    });
    return toDeliveryWithTimeline(await getDelivery(db, id, owner), request.principal, deps);
  });
}

function retryRoute(app: App, deps: ApiDeps): void {
  const { db, workflows } = deps;
  const schema = {
    operationId: 'retryDelivery',
    summary: 'Retry a delivery now',
    description:
      'Makes an attempt now. It does not count towards the retry budget, and if it fails, the next scheduled attempt stays when it was. ' +
      'A delivery that is held because of its transformation is transformed again. To retry a dead letter, replay it.',
    tags,
    ...needs('webhooks:write'),
    params: DeliveryParams,
    response: { 202: DeliveryWithTimeline, ...problems(404, 409) },
  };
  app.post('/deliveries/:id/retry', { schema }, async (request, reply) => {
    const owner = { partnerId: visiblePartner(request) };
    const { id } = (await getDelivery(db, request.params.id, owner)).delivery;
    const status = await requestAttempt(db.sql, id, actorOf(request));
    const detail = await getDelivery(db, id, owner);
    if (status === null) throw notWaiting(detail);
    await bestEffort(request, 'retry', () =>
      status === 'held' ? workflows.deliveries.release(detail.delivery.endpointId) : workflows.deliveries.retryNow(id),
    );
    reply.code(202);
    return toDeliveryWithTimeline(detail, request.principal, deps);
  });
}

function notWaiting({ delivery, endpoint }: DeliveryDetail): DomainError {
  const { id, status, holdReason, holdDetail } = delivery;
  if (status !== 'held' || holdReason === null) return ended(id, status);
  const { explanation, released_by } = explainHold(holdReason, endpoint, holdDetail);
  return new DomainError('conflict', `Delivery ${id} is held. ${explanation}. It is released as follows: ${released_by}`);
}

function ended(id: string, status: string): DomainError {
  const hint = status === 'dead_lettered' ? `; to send it again, use POST /api/v1/dead-letters/${id}/replay` : '';
  return new DomainError('delivery_ended', `Delivery ${id} has ended: it is ${status}${hint}`);
}
