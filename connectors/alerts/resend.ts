import type { ConnectorErrorKind } from '#connectors/connector-error.ts';
import { isSuccess, type VendorHttp } from '#connectors/vendor-http.ts';
import type { ChannelWithSecrets } from '#domain/alerts/channel.ts';
import { hashed, parseObject, postJson, refused, type Sending, textAt } from './channel-http.ts';
import { mailOf } from './mail-text.ts';

type Channel = Extract<ChannelWithSecrets, { kind: 'resend' }>;

const usualUrl = 'https://api.resend.com';

/** https://resend.com/docs/api-reference/errors: those that the status alone does not tell. */
const kinds: Record<string, ConnectorErrorKind> = {
  // The first request with this key is still being answered.
  concurrent_idempotent_requests: 'unavailable',
  daily_quota_exceeded: 'rate_limited',
  monthly_quota_exceeded: 'rate_limited',
  // 403 also says that the domain of the sender is not verified.
  invalid_from_address: 'rejected',
};

/** Resend drops a repeat with the same key for 24 hours. Returns the conversation. */
export async function sendByResend(http: VendorHttp, { from, to, secrets: { api_key: key } }: Channel, sending: Sending): Promise<string> {
  const { subject, text, html, headers, thread } = mailOf(sending);
  const answer = await postJson(http, `${sending.urls['resend'] ?? usualUrl}/emails`, {
    headers: { authorization: `Bearer ${key}`, 'idempotency-key': hashed(sending.idempotencyKey) },
    // The provider chooses the Message-ID, so the first mail refers to the conversation too.
    body: { from: `Causeway <${from}>`, to, subject, text, html, headers: { ...headers, References: thread } },
    sending,
  });
  if (isSuccess(answer.status)) return thread;
  const error = parseObject(answer.text);
  const code = textAt(error, 'name')?.slice(0, 100);
  const kind = code !== undefined && Object.hasOwn(kinds, code) ? kinds[code] : undefined;
  throw refused(answer, 'Resend', textAt(error, 'message') ?? code ?? '', { secrets: [key], ...(code && { code }), ...(kind && { kind }) });
}
