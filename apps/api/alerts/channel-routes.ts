import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { problems } from '#apps/api/http/errors.ts';
import { setETag } from '#apps/api/http/if-match.ts';
import { listOf, ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { createChannel, getChannel, listChannels } from '#db/alerts/alert-channel.ts';
import { newId } from '#domain/id.ts';
import { AlertChannel, NewChannel, toChannel } from './channel-view.ts';
import { lookAtAlerts } from './look-at-alerts.ts';
import { sealChannel } from './seal-channel.ts';

export const ChannelParams = z.object({ id: z.string().max(64) });
const tags = ['Alerts'];

export function channelRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps;
  const list = {
    tags,
    ...needs('alerts:read'),
    operationId: 'listAlertChannels',
    summary: 'List alert channels',
    description: 'Returns where alerts are sent, the newest first.',
    querystring: ListQuery,
    response: { 200: listOf(AlertChannel).meta({ id: 'AlertChannelList' }), ...problems(403) },
  };
  app.get('/alert-channels', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const rows = await listChannels(db, { before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toChannel);
  });

  const read = {
    tags,
    ...needs('alerts:read'),
    operationId: 'getAlertChannel',
    summary: 'Retrieve an alert channel',
    description: 'Returns the channel, and whether messages arrive.',
    params: ChannelParams,
    headers: IfNoneMatch,
    response: { 200: AlertChannel, ...problems(403, 404) },
  };
  app.get('/alert-channels/:id', { schema: read }, async (request, reply) => {
    const row = await getChannel(db, request.params.id);
    setETag(reply, row);
    return toChannel(row);
  });

  const create = {
    tags,
    ...needs('alerts:write'),
    operationId: 'createAlertChannel',
    summary: 'Create an alert channel',
    description:
      'Creates a place where alerts are sent. Until a route names it, it is told of every alert. Try it with POST /alert-channels/{id}/test.',
    body: NewChannel,
    response: { 201: AlertChannel, ...problems(403, 409) },
  };
  app.post('/alert-channels', { schema: create }, async (request, reply) => {
    const { name, settings: wanted, enabled } = request.body;
    const id = newId('ach');
    const row = await createChannel(db, { id, name, enabled, ...sealChannel(deps, id, wanted) }, actorOf(request));
    await lookAtAlerts(request, deps);
    reply.code(201).header('location', `/api/v1/alert-channels/${id}`);
    setETag(reply, row);
    return toChannel(row);
  });
}
