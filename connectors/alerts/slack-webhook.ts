import type { ConnectorErrorKind } from '#connectors/connector-error.ts';
import { isSuccess, type VendorHttp } from '#connectors/vendor-http.ts';
import type { ChannelWithSecrets } from '#domain/alerts/channel.ts';
import { malformed, postJson, refused, type Sending } from './channel-http.ts';
import { slackBody } from './slack-blocks.ts';

type Channel = Extract<ChannelWithSecrets, { kind: 'slack_webhook' }>;

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors: errors are words in the body. */
const meanings: Record<string, { kind: ConnectorErrorKind; remedy: string }> = {
  no_service: { kind: 'unauthorized', remedy: 'the webhook was removed or disabled: make a new one and change the URL' },
  no_service_id: { kind: 'unauthorized', remedy: 'the URL is incomplete: copy it again' },
  no_active_hooks: { kind: 'unauthorized', remedy: 'the webhook is disabled: enable it or make a new one' },
  no_team: { kind: 'unauthorized', remedy: 'the URL is incomplete or the workspace is gone: copy it again' },
  team_disabled: { kind: 'unauthorized', remedy: 'the workspace is disabled' },
  invalid_token: { kind: 'unauthorized', remedy: 'the webhook is expired or wrong: make a new one and change the URL' },
  channel_is_archived: { kind: 'rejected', remedy: 'the channel is archived: choose another one' },
  channel_not_found: { kind: 'rejected', remedy: 'the channel is gone: choose another one' },
  posting_to_general_channel_denied: { kind: 'rejected', remedy: 'this workspace restricts #general: choose another channel' },
  action_prohibited: { kind: 'rejected', remedy: 'an administrator of the workspace has restricted the webhook' },
  rollup_error: { kind: 'unavailable', remedy: 'a fault of Slack' },
  rate_limited: { kind: 'rate_limited', remedy: 'too many messages' },
};

/** Slack's webhooks return nothing by which a message could be changed later, so each message is a new one. */
export async function sendBySlackWebhook(http: VendorHttp, { secrets: { url } }: Channel, sending: Sending): Promise<null> {
  const { message, said } = sending;
  const answer = await postJson(http, url, { body: slackBody(said, message.kind), sending });
  const text = answer.text.trim();
  const { host, pathname } = new URL(url);
  if (isSuccess(answer.status)) {
    if (text === 'ok') return null;
    throw malformed(host, `HTTP ${answer.status}, but not with "ok"`);
  }
  const code = /^[a-z_]{1,60}$/.test(text) ? text : undefined;
  const meaning = code !== undefined && Object.hasOwn(meanings, code) ? meanings[code] : undefined;
  // The URL is the secret, and an answer could repeat it whole or in part.
  throw refused(answer, host, text, {
    secrets: [url, pathname, ...pathname.split('/').filter((part) => part.length > 8)],
    ...meaning,
    ...(code && { code }),
  });
}
