import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort, waitBriefly } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { getEndpoint, setEndpointState } from '#db/delivery/endpoint.ts';
import type { EndpointState } from '#domain/delivery/endpoint.ts';
import { FilledText } from '#domain/plain-text.ts';
import type { EndpointFamily } from './endpoint-family.ts';
import { tagged } from './endpoint-input.ts';
import { Endpoint, EndpointParams } from './endpoint-view.ts';

const StateChange = z
  .strictObject({ reason: FilledText(500).optional().describe('Shown as state_reason') })
  .nullish()
  .meta({ examples: [{ reason: 'Receiver is being moved' }] });

const commands = [
  {
    name: 'enable',
    state: 'enabled',
    summary: 'Enable an endpoint',
    description:
      'Enables the endpoint and sends its held deliveries, oldest first. Also closes its circuit breaker and resets its failure count.',
  },
  {
    name: 'disable',
    state: 'disabled',
    summary: 'Disable an endpoint',
    description: 'Disables the endpoint. Its deliveries, pending and new, are held until it is enabled again.',
  },
  {
    name: 'pause',
    state: 'paused',
    summary: 'Pause an endpoint',
    description:
      'Pauses the endpoint for a short time. As with disable, its deliveries are held until it is enabled again, and nothing is lost.',
  },
] as const satisfies { name: string; state: EndpointState; summary: string; description: string }[];

export function endpointStateRoutes(app: App, deps: ApiDeps, { path, route, ownerOf }: EndpointFamily): void {
  const { db, workflows, notify } = deps;
  for (const { name, state, summary, description } of commands) {
    const schema = {
      ...route(`${name}Endpoint`, 'write'),
      summary,
      description,
      params: EndpointParams,
      body: StateChange,
      response: { 200: Endpoint, ...problems(404) },
    };
    app.post(`${path}/:id/${name}`, { schema }, async (request, reply) => {
      const { id, partnerId, breakerOpenUntil } = await getEndpoint(db, request.params.id, ownerOf(request));
      const by = request.principal.kind === 'platform' ? 'an operator' : 'the partner';
      const reason = request.body?.reason ?? (state === 'enabled' ? null : `${state} by ${by}`);
      const row = await setEndpointState(db, id, state, reason, actorOf(request));
      // Also when it is closed: its drain then shows what it waits for now.
      await bestEffort(request, 'release', () => workflows.deliveries.release(id));
      if (state === 'enabled' && breakerOpenUntil) {
        const data = { endpoint_id: id, partner_id: partnerId, reason: `the endpoint was enabled by ${by}` };
        await waitBriefly(
          notify('causeway.endpoint.breaker_closed', data).catch((error: unknown) =>
            request.log.warn({ err: error }, 'a platform event could not be published'),
          ),
        );
      }
      return tagged(reply, row, deps);
    });
  }
}
