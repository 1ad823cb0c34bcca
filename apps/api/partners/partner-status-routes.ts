import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { setPartnerStatus } from '#db/partners/partner.ts';
import { FilledText } from '#domain/plain-text.ts';
import { tagged } from './partner-routes.ts';
import { Partner, PartnerParams } from './partner-view.ts';

const Suspend = z
  .strictObject({ reason: FilledText(500).describe('Returned to the partner with every rejected request') })
  .meta({ id: 'SuspendPartner', examples: [{ reason: 'Contract ended on 30 June' }] });

export function partnerStatusRoutes(app: App, deps: ApiDeps): void {
  const common = {
    tags: ['Partners'],
    ...needs('partners:write'),
    params: PartnerParams,
    response: { 200: Partner, ...problems(404, 409) },
  };

  const suspend = {
    ...common,
    operationId: 'suspendPartner',
    summary: 'Suspend a partner',
    description:
      'Suspends the partner. Its credentials are rejected with the reason, and all deliveries to its endpoints are held; nothing is ' +
      'lost. Requests that are in flight can still arrive.',
    body: Suspend,
  };
  app.post('/partners/:id/suspend', { schema: suspend }, async (request, reply) => {
    const change = { status: 'suspended', reason: request.body.reason, from: ['active', 'pending'] } as const;
    const { row } = await setPartnerStatus(deps.db, request.params.id, change, actorOf(request));
    return tagged(reply, row, deps);
  });

  const activate = {
    ...common,
    operationId: 'activatePartner',
    summary: 'Activate a partner',
    description: 'Activates the partner. Its credentials work again, and its held deliveries are sent, oldest first.',
  };
  app.post('/partners/:id/activate', { schema: activate }, async (request, reply) => {
    const change = { status: 'active', reason: null, from: ['suspended', 'pending'] } as const;
    const { row, endpointIds } = await setPartnerStatus(deps.db, request.params.id, change, actorOf(request));
    await bestEffort(request, 'release', async () => {
      for (const endpointId of endpointIds) await deps.workflows.deliveries.release(endpointId);
    });
    return tagged(reply, row, deps);
  });
}
