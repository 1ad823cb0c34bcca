import { kindOfStatus } from '#connectors/classify-status.ts';
import { ConnectorError, type ConnectorErrorKind } from '#connectors/connector-error.ts';
import type { PostResult, WebhookSender } from '#connectors/webhook/post.ts';
import type { ChannelWithSecrets } from '#domain/alerts/channel.ts';
import { signHeaders } from '#domain/delivery/signature.ts';
import { hashed, type Sending } from './channel-http.ts';

type Channel = Extract<ChannelWithSecrets, { kind: 'webhook' }>;

/** Signed as every webhook is. `webhook-id` is the same for a repeat. */
export async function sendToWebhook(webhooks: WebhookSender, { url, secrets }: Channel, sending: Sending): Promise<null> {
  const { message, said, idempotencyKey, signal, timeoutMs } = sending;
  const type = `causeway.alert.${message.kind}`;
  const data = {
    dedup_key: message.dedupKey,
    ...{ headline: said.headline, omitted: message.omitted, acknowledged_by: message.acknowledgedBy?.slice(0, 200) ?? null },
    alerts: said.alerts.map(({ dedupKey, severity, title, reason, remedy, link, runbook }, at) => ({
      ...{ dedup_key: dedupKey, severity, title, reason, remedy, url: link, runbook_url: runbook },
      ...{ since: message.alerts[at]?.since ?? null, until: message.alerts[at]?.until ?? null },
    })),
  };
  const body = JSON.stringify({ type, timestamp: message.alerts[0]?.since, data });
  const signed = signHeaders({
    ...{ id: `alr_${hashed(idempotencyKey)}`, timestamp: Math.floor(Date.now() / 1000), body, type },
    secrets: [secrets.signing_secret],
  });
  const result = await untilAborted(webhooks.post({ url, headers: { ...signed }, body, timeoutMs }), signal);
  if (!result.ok) throw asConnectorError(result);
  return null;
}

function asConnectorError({ statusCode, errorClass, errorDetail = 'no answer', retryAfterMs }: PostResult): ConnectorError {
  const isBlocked = errorClass === 'blocked_address';
  const kind: ConnectorErrorKind = isBlocked ? 'rejected' : statusCode === undefined ? 'unavailable' : kindOfStatus(statusCode);
  return new ConnectorError(kind, `The receiver of the webhook: ${errorDetail}`, retryAfterMs, { isBlocked });
}

/** A POST cannot be taken back. Nobody waits for it any longer. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(new ConnectorError('unavailable', 'sending was cancelled before the receiver answered'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', stop));
}
