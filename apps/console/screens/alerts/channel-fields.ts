import type { Schema } from '#apps/console/api/schema.ts';

type Settings = Schema<'AlertChannelSettingsInput'>;
type Kind = Settings['kind'];

interface Field {
  name: string;
  isSecret?: boolean;
  isOptional?: boolean;
  options?: readonly string[];
}

const from: Field = { name: 'from' };
const to: Field = { name: 'to' };
const secret = (name: string): Field => ({ name, isSecret: true });

/** What each kind of channel needs. */
export const fieldsOf: Record<Kind, readonly Field[]> = {
  slack_webhook: [secret('url')],
  slack_bot: [{ name: 'channel' }, secret('token')],
  smtp: [
    { name: 'host' },
    { name: 'port', isOptional: true },
    { name: 'security', options: ['starttls', 'tls', 'none'] },
    { name: 'username', isOptional: true },
    { name: 'password', isSecret: true, isOptional: true },
    from,
    to,
  ],
  resend: [from, to, secret('api_key')],
  sendgrid: [{ name: 'region', options: ['global', 'eu'] }, from, to, secret('api_key')],
  webhook: [{ name: 'url' }, secret('signing_secret')],
  pagerduty: [{ name: 'region', options: ['us', 'eu'] }, secret('routing_key')],
  opsgenie: [{ name: 'region', options: ['us', 'eu'] }, secret('api_key')],
};
export const kinds = Object.keys(fieldsOf) as Kind[];

/** What was typed, as the API takes it. Whatever is wrong with it, the API says. */
export function settingsOf(kind: Kind, typed: Record<string, string>): Settings {
  const settings: Record<string, unknown> = { kind };
  const secrets: Record<string, string> = {};
  for (const { name, isSecret, options } of fieldsOf[kind]) {
    const value = typed[name]?.trim() || options?.[0];
    if (value === undefined) continue;
    if (isSecret) secrets[name] = value;
    else settings[name] = parsed(name, value);
  }
  return { ...settings, secrets } as unknown as Settings;
}

function parsed(name: string, value: string): unknown {
  if (name === 'port') return Number(value);
  return name === 'to' ? value.split(',').map((address) => address.trim()) : value;
}
