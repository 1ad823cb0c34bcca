import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { checkIfMatch, IfMatch, setETag } from '#apps/api/http/if-match.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { changeChannel, type ChannelRow, deleteChannel } from '#db/alerts/alert-channel.ts';
import { hurryMessages } from '#db/alerts/alert-message.ts';
import { ChannelParams } from './channel-routes.ts';
import { AlertChannel, ChannelChange, toChannel } from './channel-view.ts';
import { lookAtAlerts } from './look-at-alerts.ts';
import { sealChannel } from './seal-channel.ts';

const common = { tags: ['Alerts'], ...needs('alerts:write'), params: ChannelParams, headers: IfMatch };

export function channelChangeRoutes(app: App, deps: ApiDeps): void {
  const { db, workflows } = deps;
  const update = {
    ...common,
    operationId: 'updateAlertChannel',
    summary: 'Update an alert channel',
    description: 'Changes what is sent. Messages that could not be sent are tried again soon. Without If-Match the last change wins.',
    body: ChannelChange,
    response: { 200: AlertChannel, ...problems(403, 404, 409, 412) },
  };
  app.patch('/alert-channels/:id', { schema: update }, async (request, reply) => {
    const { id } = request.params;
    const { name, settings, enabled } = request.body;
    const change = {
      ...(name !== undefined && { name }),
      ...(enabled !== undefined && { enabled }),
      ...(settings !== undefined && { replaced: sealChannel(deps, id, settings) }),
    };
    const check = (present: ChannelRow) => checkIfMatch(request, present, 'alert channel');
    const row = await changeChannel(db, id, change, { actor: actorOf(request), check });
    await hurryMessages(db.sql, id);
    await bestEffort(request, 'alert channel', () => workflows.alerts.wakeChannel(id));
    await lookAtAlerts(request, deps);
    setETag(reply, row);
    return toChannel(row);
  });

  const remove = {
    ...common,
    operationId: 'deleteAlertChannel',
    summary: 'Delete an alert channel',
    description:
      'Deletes the channel and its secrets. What it was told stays with the alerts. A channel that a route names cannot be deleted. With If-Match, only that version is.',
    response: { 204: z.null().describe('Deleted'), ...problems(403, 404, 409, 412) },
  };
  app.delete('/alert-channels/:id', { schema: remove }, async (request, reply) => {
    const check = (present: ChannelRow) => checkIfMatch(request, present, 'alert channel');
    await deleteChannel(db, request.params.id, { actor: actorOf(request), check });
    return reply.code(204).send(null);
  });
}
