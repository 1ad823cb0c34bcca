import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { requirePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { listDeliveries } from '#db/delivery/delivery-query.ts';
import { type EndpointRow, getEndpoint, listEndpoints } from '#db/delivery/endpoint.ts';
import { testEventType } from '#domain/delivery/endpoint.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import type { EndpointFamily } from './endpoint-family.ts';
import { EndpointParams } from './endpoint-view.ts';

const TestSent = z
  .object({
    event: z.object({
      id: z.string().meta({ example: 'evt_01k9v5yq3m2f7g8h9j0k1m2n3p' }),
      type: z.string().meta({ example: testEventType }),
    }),
    deliveries: z.array(z.object({ id: z.string().meta({ example: 'dlv_01k9v5yq3n8t2e6w7x4z0b1c2d' }), endpoint_id: z.string() })),
  })
  .meta({ id: 'TestSent', description: 'Read GET /deliveries/{id} to see the result' });

const PartnerTest = z
  .strictObject({ endpoint_id: z.string().max(64).optional().describe('Endpoint to test. Default: all enabled endpoints') })
  .nullish()
  .meta({ examples: [{}] });

// Far above any endpoint limit of a partner. A test is for a person who watches the result.
const maxTested = 1_000;

export function endpointTestRoute(app: App, deps: ApiDeps, { path, route, ownerOf }: EndpointFamily): void {
  const schema = {
    ...route('testEndpoint', 'write'),
    summary: 'Send a test event to one endpoint',
    description: `Sends a signed ${testEventType} event through the regular delivery path, whatever event types the endpoint subscribes to.`,
    params: EndpointParams,
    response: { 202: TestSent, ...problems(404, 409) },
  };
  app.post(`${path}/:id/test`, { schema }, async (request, reply) => {
    const endpoint = await getEndpoint(deps.db, request.params.id, ownerOf(request));
    reply.code(202);
    return sendTest([endpoint], deps);
  });
}

export function partnerTestRoute(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'testPartnerWebhooks',
    summary: 'Send yourself a test event',
    description: `Sends a signed ${testEventType} event to each of your enabled endpoints, or to one of them. Requires a partner key.`,
    tags: ['Endpoints'],
    ...needs('webhooks:write'),
    body: PartnerTest,
    response: { 202: TestSent, ...problems(403, 404, 409) },
  };
  app.post('/partners/webhooks/test', { schema }, async (request, reply) => {
    const partnerId = requirePartner(request);
    const endpointId = request.body?.endpoint_id;
    const endpoints = endpointId
      ? [await getEndpoint(deps.db, endpointId, partnerId)]
      : await listEndpoints(deps.db, { partnerIds: [partnerId], states: ['enabled'], limit: maxTested });
    reply.code(202);
    return sendTest(endpoints, deps);
  });
}

async function sendTest(endpoints: EndpointRow[], { db, publisher }: ApiDeps): Promise<z.infer<typeof TestSent>> {
  const [first] = endpoints;
  if (!first) {
    throw new DomainError('endpoint_not_enabled', 'There is no enabled endpoint. Create an endpoint or enable an existing one');
  }
  const closed = endpoints.find((endpoint) => endpoint.state !== 'enabled');
  if (closed) {
    throw new DomainError(
      'endpoint_not_enabled',
      `Endpoint ${closed.id} is ${closed.state}, so a test event would be held. Enable it first`,
    );
  }
  const endpointIds = endpoints.map((endpoint) => endpoint.id);
  const event = {
    id: newId('evt'),
    type: testEventType,
    schemaVersion: 1,
    occurredAt: new Date(),
    dataJson: JSON.stringify({ message: 'This is a test from Causeway. Nothing has happened.', endpoint_ids: endpointIds }),
    partnerIds: [first.partnerId],
    endpointIds,
  };
  await publisher.publish([event]);
  const deliveries = await listDeliveries(db, { eventId: event.id }, { limit: endpointIds.length });
  return {
    event: { id: event.id, type: event.type },
    deliveries: deliveries.map((delivery) => ({ id: delivery.id, endpoint_id: delivery.endpointId })),
  };
}
