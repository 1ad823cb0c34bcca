import { expect, test } from 'vitest';
import {
  type ChannelSettings as Settings,
  ChannelSettings,
  ChannelWithSecrets,
  checkChannel,
  joinChannel,
  splitChannel,
} from '#domain/alerts/channel.ts';
import { newSecret } from '#domain/delivery/signature.ts';

const mail = { from: 'causeway@company.example', to: ['ops@company.example'] };
const smtp = { kind: 'smtp', host: 'mail.company.example', ...mail, secrets: {} };
const channels = {
  slack_webhook: { kind: 'slack_webhook', secrets: { url: 'https://hooks.slack.com/services/T0/B0/SECRET' } },
  slack_bot: { kind: 'slack_bot', channel: 'C024BE91L', secrets: { token: 'xoxb-SECRET' } },
  smtp: { ...smtp, username: 'causeway', secrets: { password: 'a SECRET' } },
  resend: { kind: 'resend', ...mail, secrets: { api_key: 're_SECRET' } },
  sendgrid: { kind: 'sendgrid', ...mail, secrets: { api_key: 'SG.SECRET' } },
  webhook: { kind: 'webhook', url: 'https://company.example/alerts', secrets: { signing_secret: newSecret('v1') } },
  pagerduty: { kind: 'pagerduty', secrets: { routing_key: 'SECRET'.padEnd(32, '0') } },
  opsgenie: { kind: 'opsgenie', secrets: { api_key: 'SECRET' } },
} satisfies Record<Settings['kind'], object>;

test.each(Object.values(channels))('what can be shown of a channel holds no secret: $kind', (sent) => {
  const whole = ChannelWithSecrets.parse(sent);
  expect(checkChannel(whole)).toEqual([]);
  const { settings, secrets } = splitChannel(whole);
  const shown = JSON.stringify(ChannelSettings.parse(settings));
  for (const secret of Object.values(sent.secrets)) expect(shown).not.toContain(secret);
  expect(ChannelSettings.safeParse({ ...settings, secrets }).success).toBe(false);
  expect(joinChannel({ settings, secrets })).toEqual(whole);
});

test.each([
  ['a channel by its name, which chat.update does not know', { ...channels.slack_bot, channel: '#ops' }],
  ['a mail server with a port', { ...smtp, host: 'mail.company.example:25' }],
  ['a mail server with a line break', { ...smtp, host: 'mail.company.example\r\nX: y' }],
  ['a sender with a header', { ...smtp, from: 'a@company.example\r\nBcc: b@other.example' }],
  ['twenty-one receivers', { ...smtp, to: Array.from({ length: 21 }, (_, at) => `ops${at}@company.example`) }],
  ['a password of two lines', { ...smtp, username: 'causeway', secrets: { password: 'a\nb' } }],
  ['a webhook with a token in its query', { ...channels.webhook, url: 'https://company.example/?token=x' }],
  ['a webhook with credentials', { ...channels.webhook, url: 'https://a:b@company.example/' }],
  ['a webhook of another scheme', { ...channels.webhook, url: 'file:///etc/passwd' }],
  ['a public key to sign with', { ...channels.webhook, secrets: { signing_secret: `whpk_${Buffer.alloc(32).toString('base64')}` } }],
  ['a short secret', { ...channels.webhook, secrets: { signing_secret: 'whsec_c2hvcnQ=' } }],
  ['the secrets of another kind', { ...channels.opsgenie, secrets: channels.pagerduty.secrets }],
  ['no secret', { kind: 'resend', ...mail }],
])('refused: %s', (_name, sent) => {
  expect(ChannelWithSecrets.safeParse(sent).success).toBe(false);
});

test('mail goes without encryption only to a server on this machine', () => {
  const pointers = (part: object) => checkChannel(ChannelWithSecrets.parse({ ...smtp, ...part })).map(({ pointer }) => pointer);
  expect(pointers({ security: 'none' })).toEqual(['/security']);
  expect(pointers({ security: 'none', host: '10.0.0.5' })).toEqual(['/security']);
  expect(pointers({ security: 'none', host: 'Localhost' })).toEqual([]);
  expect(pointers({ security: 'none', host: '::1' })).toEqual([]);
  expect(pointers({ username: 'causeway' })).toEqual(['/secrets/password']);
  expect(pointers({ secrets: { password: 'x' } })).toEqual(['/username']);
});
