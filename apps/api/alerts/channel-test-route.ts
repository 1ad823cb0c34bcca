import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { channelContext, getChannel } from '#db/alerts/alert-channel.ts';
import { hurryMessages, noteFailure, noteSuccess } from '#db/alerts/alert-message.ts';
import type { AlertMessage } from '#domain/alerts/alert-message.ts';
import { type ChannelSecrets, joinChannel } from '#domain/alerts/channel.ts';
import { newId } from '#domain/id.ts';
import { ChannelParams } from './channel-routes.ts';

/** Below the time limit of a request. */
const SENDING_MS = 20_000;
const MAX_ERROR = 1_000;

const ChannelTest = z
  .object({
    ok: z.boolean(),
    reference: z.string().nullable().describe('What the channel calls the message'),
    error: z.string().nullable().describe('What the other side said'),
    error_kind: z.enum(['unauthorized', 'rejected', 'rate_limited', 'unavailable', 'malformed']).nullable(),
    took_ms: z.int(),
  })
  .meta({
    id: 'AlertChannelTest',
    examples: [{ ok: false, reference: null, error: 'slack.com: channel_is_archived', error_kind: 'rejected', took_ms: 212 }],
  });

export function channelTestRoute(app: App, { db, secretBox, tryAlert, workflows }: ApiDeps): void {
  const schema = {
    tags: ['Alerts'],
    ...needs('alerts:write'),
    operationId: 'testAlertChannel',
    summary: 'Try an alert channel',
    description: 'Sends a test message now, also to a disabled channel, and returns what the other side said.',
    params: ChannelParams,
    response: { 200: ChannelTest, ...problems(403, 404) },
  };
  app.post('/alert-channels/:id/test', { schema }, async (request) => {
    const { id, name, settings, secretsSealed } = await getChannel(db, request.params.id);
    const secrets = JSON.parse(secretBox.open(secretsSealed ?? '', channelContext(id))) as ChannelSecrets;
    const startedAt = performance.now();
    const options = { signal: AbortSignal.timeout(SENDING_MS), idempotencyKey: newId('amg') };
    const { reference, error } = await tryAlert(joinChannel({ settings, secrets }), testMessage(id, name), options);
    const took = { took_ms: Math.round(performance.now() - startedAt) };
    if (error) {
      const message = error.message.slice(0, MAX_ERROR).toWellFormed();
      await noteFailure(db.sql, id, message);
      return { ok: false, reference, error: message, error_kind: error.kind, ...took };
    }
    await noteSuccess(db.sql, id);
    await hurryMessages(db.sql, id);
    await bestEffort(request, 'alert channel', () => workflows.alerts.wakeChannel(id));
    return { ok: true, reference, error: null, error_kind: null, ...took };
  });
}

function testMessage(id: string, name: string): AlertMessage {
  const dedupKey = `alert/test/${newId('amg')}`;
  const line = {
    ...{ dedupKey, severity: 'info' as const, title: `Test of ${name}`, reason: 'Somebody tries this channel' },
    ...{ remedy: 'Nothing is to be done', link: `/api/v1/alert-channels/${id}`, runbook: null },
    ...{ since: new Date().toISOString(), until: null },
  };
  return { kind: 'test', dedupKey, alerts: [line], omitted: 0, acknowledgedBy: null, reference: null };
}
