import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { listEndpoints } from '#db/delivery/endpoint.ts';
import { endpointStates, mergeHeaders } from '#domain/delivery/endpoint.ts';
import { platformPartnerId } from '#domain/partners/partner.ts';
import { describePlatformEvents } from '#domain/platform-event-types.ts';
import { addEndpoint } from './add-endpoint.ts';
import { checkEndpoint } from './endpoint-checks.ts';
import { platformEndpoints } from './endpoint-family.ts';
import { tagged } from './endpoint-input.ts';
import { CreatedEndpoint, CreateEndpoint, EndpointList, toEndpoint } from './endpoint-view.ts';
import { checkTransformation } from './transformation-check.ts';

const { path, route, receives } = platformEndpoints;

const CreatePlatformEndpoint = CreateEndpoint.omit({ partner_id: true, schema_versions: true }).meta({
  id: 'CreatePlatformEndpoint',
  examples: [
    { url: 'https://alerts.example.com/causeway', description: 'Pager', event_types: ['causeway.crm.*', 'causeway.readiness.failed'] },
  ],
});

const PlatformEventTypeList = z
  .object({
    data: z.array(
      z
        .object({
          name: z.string(),
          severity: z.enum(['error', 'warn', 'info']).describe('Also the level of its line in the log'),
          message: z.string().describe('What happened. Each event contains it'),
          remedy: z.string().describe('What the operator can do. Each event contains it'),
          runbook: z.string().nullable().describe('Section of the runbook. Each event contains it'),
          schema: z.record(z.string(), z.unknown()).describe('JSON Schema of `data`'),
          example: z.record(z.string(), z.unknown()).describe('An example of `data`'),
        })
        .meta({ id: 'PlatformEventType' }),
    ),
  })
  .meta({ id: 'PlatformEventTypeList', examples: [{ data: describePlatformEvents().slice(0, 1) }] });

export function platformEndpointRoutes(app: App, deps: ApiDeps): void {
  createRoute(app, deps);
  listRoute(app, deps);
  typesRoute(app);
}

function createRoute(app: App, deps: ApiDeps): void {
  const schema = {
    ...route('createEndpoint', 'write'),
    summary: 'Create a platform endpoint',
    description:
      'Creates an endpoint of the company itself, which receives what Causeway tells its operators: the events of GET /platform-event-types, ' +
      'signed and retried like those of partners. The response contains the key that the receiver verifies signatures with.',
    body: CreatePlatformEndpoint,
    response: { 201: CreatedEndpoint, ...problems(403, 409) },
  };
  app.post(path, { schema }, async (request, reply) => {
    const wanted = { ...request.body, schema_versions: {} };
    const { event_types: eventTypes, transformation } = wanted;
    const faults = [
      ...(await checkEndpoint(deps, wanted, receives)),
      ...mergeHeaders({}, wanted.headers).errors,
      ...(await checkTransformation(deps, { partnerId: platformPartnerId, eventTypes, schemaVersions: {}, transformation })),
    ];
    if (faults.length > 0) throw invalidRequest(faults);
    const { row, keys } = await addEndpoint(deps, platformPartnerId, wanted, actorOf(request));
    reply.code(201).header('location', `/api/v1${path}/${row.id}`);
    return { ...tagged(reply, row, deps), ...keys };
  });
}

function listRoute(app: App, { db, secretBox }: ApiDeps): void {
  const schema = {
    ...route('listEndpoints', 'read'),
    summary: 'List platform endpoints',
    description: 'Returns the endpoints of the company itself, newest first.',
    querystring: ListQuery.extend({ state: oneOrMore(endpointStates).optional() }),
    response: { 200: EndpointList, ...problems(403) },
  };
  app.get(path, { schema }, async (request, reply) => {
    const page = readPage(request);
    const states = valuesOf(request.query.state);
    const filter = { partnerIds: [], ofPlatform: true, states, before: page.after, limit: page.limit + 1 };
    return listReply(request, reply, page, await listEndpoints(db, filter), (row) => toEndpoint(row, secretBox));
  });
}

function typesRoute(app: App): void {
  const schema = {
    ...route('listEndpointEventTypes', 'read'),
    summary: 'List the types of platform events',
    description: 'Returns every type of event that platform endpoints receive, with its schema and an example. There are no pages.',
    response: { 200: PlatformEventTypeList, ...problems(403) },
  };
  app.get('/platform-event-types', { schema }, async () => ({ data: describePlatformEvents() }));
}
