import { ConnectorError, type ConnectorErrorKind } from '#connectors/connector-error.ts';
import { isSuccess, type VendorHttp } from '#connectors/vendor-http.ts';
import type { AlertMessage } from '#domain/alerts/alert-message.ts';
import type { ChannelWithSecrets } from '#domain/alerts/channel.ts';
import { malformed, parseObject, postJson, refused, type Sending, textAt } from './channel-http.ts';
import { slackBody } from './slack-blocks.ts';

type Channel = Extract<ChannelWithSecrets, { kind: 'slack_bot' }>;

const usualUrl = 'https://slack.com';
/** The time of a message, which is its id in its channel. */
const ts = /^\d{1,12}\.\d{1,8}$/;
/** The first message cannot be changed any more; the reply in its thread says it. */
const unchangeable = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/**
 * Posts a message and returns its time. Later ones are replies in its thread; those that everybody must see appear in the channel too. When the alert
 * is acknowledged or resolved, the first message is changed as well.
 */
export async function sendBySlackBot(http: VendorHttp, channel: Channel, sending: Sending): Promise<string> {
  const { message, said } = sending;
  const call = (method: string, body: object) => callSlack(http, method, channel, body, sending);
  const first = message.reference !== null && ts.test(message.reference) ? message.reference : undefined;
  const body = { channel: channel.channel, ...slackBody(said, message.kind) };
  if (first === undefined) {
    const posted = textAt(await call('chat.postMessage', body), 'ts');
    if (posted === undefined || !ts.test(posted)) throw malformed('Slack', 'no time of the message (ts)');
    return posted;
  }
  if (message.kind === 'acknowledged' || message.kind === 'resolved') {
    await call('chat.update', { ...body, ts: first }).catch((error: unknown) => {
      if (!(error instanceof ConnectorError) || !unchangeable.has(error.details.code ?? '')) throw error;
    });
  }
  await call('chat.postMessage', { ...body, thread_ts: first, reply_broadcast: isForAll(message.kind) });
  return first;
}

const isForAll = (kind: AlertMessage['kind']): boolean => kind === 'escalated' || kind === 'reminder' || kind === 'unsent';

async function callSlack(http: VendorHttp, method: string, { secrets: { token } }: Channel, body: object, sending: Sending) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await postJson(http, `${sending.urls['slack'] ?? usualUrl}/api/${method}`, { headers, body, sending });
  const result = parseObject(answer.text);
  const error = textAt(result, 'error');
  if (isSuccess(answer.status) && result?.['ok'] === true) return result;
  if (isSuccess(answer.status) && error === undefined) throw malformed('Slack', `HTTP ${answer.status}, but neither ok nor an error`);
  const code = error?.slice(0, 100);
  const kind = code !== undefined && answer.status !== 429 ? kindOf(code) : undefined;
  throw refused(answer, `Slack (${method})`, code ?? '', {
    secrets: [token],
    ...(code !== undefined && { code, ...(Object.hasOwn(remedies, code) && { remedy: remedies[code] ?? '' }) }),
    ...(kind && { kind }),
  });
}

const passing = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'accesslimited', 'team_added_to_org']);
const limited = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);
const unauthorized = new Set([
  ...['not_authed', 'invalid_auth', 'account_inactive', 'is_inactive', 'token_revoked', 'token_expired', 'no_permission', 'missing_scope'],
  ...['org_login_required', 'access_denied', 'not_allowed_token_type', 'ekm_access_denied', 'two_factor_setup_required'],
  ...['enterprise_is_restricted', 'team_access_not_granted'],
]);

/** https://docs.slack.dev/reference/methods/chat.postMessage#errors. What is not listed would be refused again. */
function kindOf(code: string): ConnectorErrorKind {
  if (limited.has(code)) return 'rate_limited';
  if (passing.has(code)) return 'unavailable';
  return unauthorized.has(code) ? 'unauthorized' : 'rejected';
}

const remedies: Record<string, string> = {
  channel_not_found: 'invite the app to the channel, or correct the ID',
  not_in_channel: 'invite the app to the channel',
  is_archived: 'the channel is archived: choose another one',
  token_revoked: 'install the app again and change the token',
  token_expired: 'this token expires: use a bot token without rotation',
  account_inactive: 'the app was removed: install it again and change the token',
  invalid_auth: 'the token is wrong: change it',
  missing_scope: 'the app needs the scope chat:write',
};
