import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';
import { prepareSecret } from '#domain/delivery/signature.ts';
import { EmailAddress } from '#domain/email-address.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import type { IssueCode } from '#domain/issue-errors.ts';
import { FilledString } from '#domain/plain-text.ts';

const secretText = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an https URL' }).max(2_000);

const invalidFormat = { params: { code: 'invalid_format' } satisfies IssueCode };
const Host = z
  .string()
  .min(1)
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|[0-9a-f:]*:[0-9a-f:.]*)$/i, 'must be a host name or an IP address, without a port');

const email = {
  from: EmailAddress.describe('The sender. The provider must permit it'),
  to: z.array(EmailAddress).min(1).max(20),
};

/** Where alerts are sent, without what is secret. */
const settings = {
  slack_webhook: z.strictObject({ kind: z.literal('slack_webhook') }),
  slack_bot: z.strictObject({
    kind: z.literal('slack_bot'),
    channel: z
      .string()
      .regex(/^[CGD][A-Z0-9]{5,30}$/, 'must be the ID of a channel, such as C024BE91L')
      .describe('The ID, which Slack shows at the end of the details of a channel. Invite the app to it'),
  }),
  smtp: z.strictObject({
    kind: z.literal('smtp'),
    host: Host,
    port: wholeNumber(1, 65_535).default(587),
    security: z
      .enum(['starttls', 'tls', 'none'])
      .default('starttls')
      .describe('`tls` from the first byte (usually port 465). `starttls` is required, never only tried. `none` only for this machine'),
    username: secretText(320).nullable().default(null).describe('Null: the server takes mail without a login'),
    ...email,
  }),
  resend: z.strictObject({ kind: z.literal('resend'), ...email }),
  sendgrid: z.strictObject({ kind: z.literal('sendgrid'), region: z.enum(['global', 'eu']).default('global'), ...email }),
  webhook: z.strictObject({
    kind: z.literal('webhook'),
    url: httpUrl
      .refine((url) => !/[?#]|\/\/[^/]*@/.test(url), {
        error: 'must have no query, fragment or credentials: the URL is shown, and the signature tells the receiver who calls',
        ...invalidFormat,
      })
      .describe('Gets a POST that is signed as webhooks are'),
  }),
  pagerduty: z.strictObject({ kind: z.literal('pagerduty'), region: z.enum(['us', 'eu']).default('us') }),
  opsgenie: z.strictObject({ kind: z.literal('opsgenie'), region: z.enum(['us', 'eu']).default('us') }),
};

/** What only whoever sets up the channel sends, and nobody reads. */
const secrets = {
  slack_webhook: z.strictObject({ url: httpUrl.describe('Whoever knows this URL can post') }),
  slack_bot: z.strictObject({ token: secretText(500).describe('The bot token (`xoxb-…`), with the scope `chat:write`') }),
  smtp: z.strictObject({
    password: FilledString(1_000)
      .regex(/^[^\0\r\n]+$/, 'must be one line')
      .optional(),
  }),
  resend: z.strictObject({ api_key: secretText(500) }),
  sendgrid: z.strictObject({ api_key: secretText(500) }),
  webhook: z.strictObject({
    signing_secret: secretText(200)
      .refine(isSigningSecret, { error: 'must be whsec_ and the base64 of 24 to 64 bytes, or a whsk_ private key', ...invalidFormat })
      .describe('`whsec_…` or `whsk_…`, as Standard Webhooks defines it'),
  }),
  pagerduty: z.strictObject({
    routing_key: z
      .string()
      .regex(/^[A-Za-z0-9]{32}$/, 'must be the 32 characters of an integration key')
      .describe('The integration key of an "Events API v2" integration'),
  }),
  opsgenie: z.strictObject({ api_key: secretText(200).describe('The key of an API integration') }),
};

/** How a channel is configured; can be shown. */
export const ChannelSettings = z.discriminatedUnion('kind', [
  settings.slack_webhook,
  settings.slack_bot,
  settings.smtp,
  settings.resend,
  settings.sendgrid,
  settings.webhook,
  settings.pagerduty,
  settings.opsgenie,
]);
export type ChannelSettings = z.infer<typeof ChannelSettings>;
export type ChannelKind = ChannelSettings['kind'];

/** The same with its secrets, as somebody sets it up: `splitChannel` separates what is stored encrypted. */
export const ChannelWithSecrets = z.discriminatedUnion('kind', [
  settings.slack_webhook.extend({ secrets: secrets.slack_webhook }),
  settings.slack_bot.extend({ secrets: secrets.slack_bot }),
  settings.smtp.extend({ secrets: secrets.smtp.prefault({}) }),
  settings.resend.extend({ secrets: secrets.resend }),
  settings.sendgrid.extend({ secrets: secrets.sendgrid }),
  settings.webhook.extend({ secrets: secrets.webhook }),
  settings.pagerduty.extend({ secrets: secrets.pagerduty }),
  settings.opsgenie.extend({ secrets: secrets.opsgenie }),
]);
export type ChannelWithSecrets = z.infer<typeof ChannelWithSecrets>;

type SecretsOf<Kind extends ChannelKind> = z.infer<(typeof secrets)[Kind]>;
export type ChannelSecrets = SecretsOf<ChannelKind>;

/** `secrets` is encrypted as JSON. */
export function splitChannel({ secrets: secret, ...rest }: ChannelWithSecrets): { settings: ChannelSettings; secrets: ChannelSecrets } {
  return { settings: rest, secrets: secret };
}

/** The other way, with what was stored. Throws ZodError if it is of another kind. */
export const joinChannel = (stored: { settings: ChannelSettings; secrets: ChannelSecrets }): ChannelWithSecrets =>
  ChannelWithSecrets.parse({ ...stored.settings, secrets: stored.secrets });

const loopback = new Set(['localhost', '127.0.0.1', '::1']);

/** What no single field tells. */
export function checkChannel(channel: ChannelWithSecrets): FieldError[] {
  if (channel.kind !== 'smtp') return [];
  const errors: FieldError[] = [];
  if (channel.security === 'none' && !loopback.has(channel.host.toLowerCase())) {
    const message = 'can be none only for a server on this machine: addresses and passwords are not sent in clear. Use starttls or tls';
    errors.push(fieldError(['security'], 'invalid_value', message));
  }
  if (channel.username !== null && channel.secrets.password === undefined) {
    errors.push(fieldError(['secrets', 'password'], 'required', 'is required with a username'));
  }
  if (channel.username === null && channel.secrets.password !== undefined) {
    errors.push(fieldError(['username'], 'required', 'is required with a password'));
  }
  return errors;
}

function isSigningSecret(text: string): boolean {
  try {
    return prepareSecret(text).use === 'sign';
  } catch {
    return false;
  }
}
