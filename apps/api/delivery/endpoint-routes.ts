import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { checkIfMatch, IfMatch } from '#apps/api/http/if-match.ts';
import { readChange } from '#apps/api/http/merge-patch.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { deleteEndpoint, type EndpointRow, getEndpoint, listEndpoints, updateEndpoint } from '#db/delivery/endpoint.ts';
import { breakerStates, endpointStates, mergeHeaders } from '#domain/delivery/endpoint.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { addEndpoint } from './add-endpoint.ts';
import { checkEndpoint } from './endpoint-checks.ts';
import { type EndpointFamily, partnerEndpoints } from './endpoint-family.ts';
import { findOwner, tagged, toColumns, toSecretColumns } from './endpoint-input.ts';
import { CreatedEndpoint, CreateEndpoint, Endpoint, EndpointList, EndpointParams, toEndpoint, UpdateEndpoint } from './endpoint-view.ts';
import { checkTransformation } from './transformation-check.ts';

const EndpointsQuery = ListQuery.extend({
  partner_id: z.string().max(64).optional().describe('Return only endpoints of this partner. A partner key always sees only its own'),
  state: oneOrMore(endpointStates).optional(),
  breaker: oneOrMore(breakerStates, 'State of the circuit breaker, as in `breaker.state`').optional(),
});

// Each call ends one workflow. A workflow that is not signalled finds its delivery cancelled at its next step.
const maxCancelsTold = 1_000;

export function endpointRoutes(app: App, deps: ApiDeps): void {
  createRoute(app, deps);
  listRoute(app, deps);
}

/** The routes about one endpoint. */
export function endpointObjectRoutes(app: App, deps: ApiDeps, family: EndpointFamily): void {
  readRoute(app, deps, family);
  updateRoute(app, deps, family);
  deleteRoute(app, deps, family);
}

function createRoute(app: App, deps: ApiDeps): void {
  const schema = {
    ...partnerEndpoints.route('createEndpoint', 'write'),
    summary: 'Create an endpoint',
    description:
      'Creates an endpoint. The response contains the key that the receiver verifies signatures with. GET /endpoints/{id}/secret returns it again.',
    body: CreateEndpoint,
    response: { 201: CreatedEndpoint, ...problems(409) },
  };
  app.post('/endpoints', { schema }, async (request, reply) => {
    const { body } = request;
    const owner = await findOwner(request, body.partner_id, deps);
    const { event_types: eventTypes, schema_versions: schemaVersions, transformation } = body;
    const shape = { partnerId: owner.id ?? '', eventTypes, schemaVersions, transformation };
    const faults = [
      ...owner.faults,
      ...(await checkEndpoint(deps, body)),
      ...mergeHeaders({}, body.headers).errors,
      ...(await checkTransformation(deps, shape)),
    ];
    if (faults.length > 0 || owner.id === undefined) throw invalidRequest(faults);
    const { row, keys } = await addEndpoint(deps, owner.id, body, actorOf(request));
    reply.code(201).header('location', `/api/v1/endpoints/${row.id}`);
    return { ...tagged(reply, row, deps), ...keys };
  });
}

function listRoute(app: App, { db, secretBox }: ApiDeps): void {
  const schema = {
    ...partnerEndpoints.route('listEndpoints', 'read'),
    summary: 'List endpoints',
    description: 'Returns endpoints of partners, newest first.',
    querystring: EndpointsQuery,
    response: { 200: EndpointList, ...problems() },
  };
  app.get('/endpoints', { schema }, async (request, reply) => {
    const page = readPage(request);
    const partnerIds = [visiblePartner(request), request.query.partner_id].filter((id) => id !== undefined);
    const { state, breaker } = request.query;
    const filter = { partnerIds, states: valuesOf(state), breakers: valuesOf(breaker), before: page.after, limit: page.limit + 1 };
    const rows = await listEndpoints(db, filter);
    return listReply(request, reply, page, rows, (row) => toEndpoint(row, secretBox));
  });
}

function readRoute(app: App, deps: ApiDeps, { path, route, ownerOf }: EndpointFamily): void {
  const schema = {
    ...route('getEndpoint', 'read'),
    summary: 'Retrieve an endpoint',
    description: 'Returns the endpoint. Send the ETag of the response as If-Match to change the endpoint.',
    params: EndpointParams,
    headers: IfNoneMatch,
    response: { 200: Endpoint, ...problems(404) },
  };
  app.get(`${path}/:id`, { schema }, async (request, reply) => {
    return tagged(reply, await getEndpoint(deps.db, request.params.id, ownerOf(request)), deps);
  });
}

function updateRoute(app: App, deps: ApiDeps, { path, route, ownerOf, receives }: EndpointFamily): void {
  const schema = {
    ...route('updateEndpoint', 'write'),
    summary: 'Update an endpoint',
    description:
      'Updates an endpoint. The change applies from the next attempt on, including attempts of pending deliveries. A new ' +
      'transformation or new schema_versions also release deliveries that are held because they could not be transformed. Without ' +
      'If-Match the last change wins.',
    params: EndpointParams,
    headers: IfMatch,
    body: UpdateEndpoint,
    response: { 200: Endpoint, ...problems(404, 412) },
  };
  app.patch(`${path}/:id`, { schema, config: { mergesObjects: ['metadata'] } }, async (request, reply) => {
    const { id, ...stored } = await getEndpoint(deps.db, request.params.id, ownerOf(request));
    const body = readChange(request, UpdateEndpoint, { metadata: stored.metadata });
    const faults = [...(await checkEndpoint(deps, body, receives)), ...(await checkNewTransformation(deps, stored, body))];
    if (Object.keys(body).length === 0) faults.push(fieldError([], 'required', 'must contain a field to change'));
    if (faults.length > 0) throw invalidRequest(faults);
    const row = await updateEndpoint(
      deps.db,
      id,
      (present) => {
        checkIfMatch(request, present, 'endpoint');
        // Once more with what is locked: of two merge patches at once none is lost.
        const wanted = readChange(request, UpdateEndpoint, { metadata: present.metadata });
        return { ...toColumns(wanted), ...toSecretColumns(present, wanted, deps) };
      },
      actorOf(request),
    );
    if (changesTransformation(body)) await bestEffort(request, 'release', () => deps.workflows.deliveries.release(id));
    return tagged(reply, row, deps);
  });
}

const changesTransformation = (sent: UpdateEndpoint): boolean => sent.transformation !== undefined || sent.schema_versions !== undefined;

/** Validates the request together with the stored settings: a new transformation must suit the stored event types. */
async function checkNewTransformation(deps: ApiDeps, stored: Omit<EndpointRow, 'id'>, sent: UpdateEndpoint): Promise<FieldError[]> {
  if (!changesTransformation(sent) && sent.event_types === undefined) return [];
  return checkTransformation(deps, {
    partnerId: stored.partnerId,
    eventTypes: sent.event_types ?? stored.eventTypes,
    schemaVersions: sent.schema_versions ?? stored.schemaVersions,
    transformation: sent.transformation === undefined ? stored.transformation : sent.transformation,
  });
}

function deleteRoute(app: App, { db, workflows }: ApiDeps, { path, route, ownerOf }: EndpointFamily): void {
  const schema = {
    ...route('deleteEndpoint', 'write'),
    summary: 'Delete an endpoint',
    description:
      'Deletes the endpoint and cancels its pending deliveries. Its deliveries can still be read. To stop deliveries temporarily, pause the endpoint.',
    params: EndpointParams,
    response: { 204: z.null().describe('Deleted'), ...problems(404) },
  };
  app.delete(`${path}/:id`, { schema }, async (request, reply) => {
    const { id } = await getEndpoint(db, request.params.id, ownerOf(request));
    const { running } = await deleteEndpoint(db, id, actorOf(request));
    await bestEffort(request, 'cancel', async () => {
      await workflows.deliveries.release(id);
      for (const deliveryId of running.slice(0, maxCancelsTold)) await workflows.deliveries.cancel(deliveryId);
    });
    return reply.code(204).send(null);
  });
}
