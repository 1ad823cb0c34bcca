import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { getSource } from '#db/connections/inbound-source.ts';
import { deleteDealStatusRule, getDealStatusRule, setDealStatusRule } from '#db/deals/deal-status.ts';
import { DealStatusRule } from '#domain/deals/deal-status-rule.ts';
import { findOwner } from './deal-owner.ts';

const tags = ['Inbound webhooks'];
const params = z.object({ id: z.string().max(64).describe('ID of the inbound source (`con_…`)') });

/** How a source, such as a partner relationship management, tells the status of deals. */
export function dealStatusRoutes(app: App, { db }: ApiDeps): void {
  const set = {
    operationId: 'setDealStatusRule',
    summary: 'Let a source tell the status of deals',
    description:
      'From now on, events of this source bring deals to the stage that their status means, and so their opportunities in the CRM. The latest ' +
      'event by its own time counts. An event that names an unknown deal or status has the status `failed`, with the reason: mend it, then replay it.',
    tags,
    ...needs('connections:write'),
    params,
    body: DealStatusRule,
    response: { 200: DealStatusRule, ...problems(403, 404) },
  };
  app.put('/inbound-sources/:id/deal-status', { schema: set }, async (request) => {
    const { id } = await getSource(db, request.params.id);
    const { partner_id: partnerId } = request.body;
    const owner = partnerId === null ? undefined : await findOwner(db, request, partnerId);
    if (owner && 'code' in owner) throw invalidRequest([owner]);
    await setDealStatusRule(db, id, request.body, actorOf(request));
    return request.body;
  });

  const read = {
    operationId: 'getDealStatusRule',
    summary: 'Retrieve how a source tells the status of deals',
    description: 'Returns the rule of the source.',
    tags,
    ...needs('connections:read'),
    params,
    response: { 200: DealStatusRule, ...problems(403, 404) },
  };
  app.get('/inbound-sources/:id/deal-status', { schema: read }, async ({ params: { id } }) => {
    await getSource(db, id);
    return getDealStatusRule(db, id);
  });

  const remove = {
    operationId: 'deleteDealStatusRule',
    summary: 'Stop following what a source tells of deals',
    description: 'Events of the source no longer change deals.',
    tags,
    ...needs('connections:write'),
    params,
    response: { 204: z.null().describe('Deleted'), ...problems(403, 404) },
  };
  app.delete('/inbound-sources/:id/deal-status', { schema: remove }, async (request, reply) => {
    await deleteDealStatusRule(db, request.params.id, actorOf(request));
    return reply.code(204).send(null);
  });
}
