import { isSuccess, type VendorHttp } from '#connectors/vendor-http.ts';
import type { ChannelWithSecrets } from '#domain/alerts/channel.ts';
import { parseObject, postJson, refused, type Sending, textAt } from './channel-http.ts';
import { mailOf } from './mail-text.ts';

type Channel = Extract<ChannelWithSecrets, { kind: 'sendgrid' }>;

const usualUrls = { global: 'https://api.sendgrid.com', eu: 'https://api.eu.sendgrid.com' };

/** SendGrid knows no idempotency keys: a repeat is a second mail. Returns the conversation. */
export async function sendBySendgrid(http: VendorHttp, channel: Channel, sending: Sending): Promise<string> {
  const { subject, text, html, headers, thread } = mailOf(sending);
  const key = channel.secrets.api_key;
  const answer = await postJson(http, `${sending.urls['sendgrid'] ?? usualUrls[channel.region]}/v3/mail/send`, {
    headers: { authorization: `Bearer ${key}` },
    body: {
      personalizations: [{ to: channel.to.map((email) => ({ email })) }],
      from: { email: channel.from, name: 'Causeway' },
      subject,
      content: [
        { type: 'text/plain', value: text },
        { type: 'text/html', value: html },
      ],
      headers: { ...headers, References: thread },
      // Links must lead where they say.
      tracking_settings: { click_tracking: { enable: false, enable_text: false }, open_tracking: { enable: false } },
    },
    sending,
  });
  if (isSuccess(answer.status)) return thread;
  throw refused(answer, 'SendGrid', messagesOf(answer.text), { secrets: [key] });
}

function messagesOf(text: string): string {
  const errors = parseObject(text)?.['errors'];
  if (!Array.isArray(errors)) return '';
  return errors
    .slice(0, 5)
    .map((error: unknown) => (typeof error === 'object' && error !== null ? (textAt({ ...error }, 'message') ?? '') : ''))
    .join('; ');
}
