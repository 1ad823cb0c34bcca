import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { Signature } from '@hubspot/api-client';
import { Webhook } from 'standardwebhooks';
import { Stripe } from 'stripe';
import { hubspotInbound } from '#connectors/hubspot/hubspot-inbound.ts';
import type { InboundRequest, InboundVendor } from '#connectors/inbound.ts';
import { sources } from '#connectors/sources/index.ts';
import { createSignedSource } from '#connectors/sources/signed-source.ts';
import { stripeInbound } from '#connectors/stripe/stripe-inbound.ts';
import { SignedSource } from '#domain/connections/signed-source.ts';

/** How one vendor signs. `sign` is the vendor's own library where there is one for Node. */
export interface Signer {
  vendor: InboundVendor;
  /** What signs, and what verifies: the same, except for public keys. */
  newSecret(): { signing: string; verifying: string };
  sign(body: Buffer, signing: string, atMs: number, url: string): Record<string, string>;
  /** Whether the signature covers the time of sending. */
  timed: boolean;
  /** Its signature header may have several signatures, so one that is repeated within the header is accepted. */
  lists?: true;
}

export const url = 'https://causeway.example/api/v1/inbound/con_1';

const text = () => {
  const secret = randomBytes(24).toString('hex');
  return { signing: secret, verifying: secret };
};
const whsec = () => {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  return { signing: secret, verifying: secret };
};
const hmac = (algorithm: string, secret: string, ...parts: (string | Buffer)[]) =>
  parts.reduce((mac, part) => mac.update(part), createHmac(algorithm, secret));
const seconds = (atMs: number) => String(Math.floor(atMs / 1_000));

export function sourceOf(name: string): InboundVendor {
  const found = sources.get(name);
  if (!found) throw new Error(`There is no source ${name}`);
  return found;
}

const standard =
  (names: 'webhook' | 'svix') =>
  (body: Buffer, secret: string, atMs: number): Record<string, string> => ({
    [`${names}-id`]: 'msg_1',
    [`${names}-timestamp`]: seconds(atMs),
    [`${names}-signature`]: new Webhook(secret).sign('msg_1', new Date(atMs), body.toString()),
  });

const generic = SignedSource.parse({
  header: 'X-Prm-Signature',
  algorithm: 'sha512',
  encoding: 'hex',
  prefix: 'sig=',
  timestamp: { header: 'X-Prm-Time', unit: 'ms', tolerance_s: 300 },
  signed_content: 'v2|{body}|{timestamp}',
  id_path: '/id',
});

export const signers: Record<string, Signer> = {
  stripe: {
    vendor: stripeInbound,
    newSecret: text,
    sign: (body, secret, atMs) => ({
      'stripe-signature': Stripe.webhooks.generateTestHeaderString({
        payload: body.toString(),
        secret,
        timestamp: Math.floor(atMs / 1_000),
      }),
    }),
    timed: true,
    lists: true,
  },
  hubspot: {
    vendor: hubspotInbound,
    newSecret: text,
    sign: (body, clientSecret, atMs, url) => ({
      'x-hubspot-request-timestamp': String(atMs),
      'x-hubspot-signature-v3': Signature.getSignature('POST', 'v3', {
        signature: '',
        requestBody: body.toString(),
        clientSecret,
        url,
        timestamp: atMs,
      }),
    }),
    timed: true,
  },
  slack: {
    vendor: sourceOf('slack'),
    newSecret: text,
    sign: (body, secret, atMs) => ({
      'x-slack-request-timestamp': seconds(atMs),
      'x-slack-signature': `v0=${hmac('sha256', secret, `v0:${seconds(atMs)}:`, body).digest('hex')}`,
    }),
    timed: true,
  },
  intercom: {
    vendor: sourceOf('intercom'),
    newSecret: text,
    sign: (body, secret) => ({ 'x-hub-signature': `sha1=${hmac('sha1', secret, body).digest('hex')}` }),
    timed: false,
  },
  crossbeam: {
    vendor: sourceOf('crossbeam'),
    newSecret: text,
    sign: (body, secret, atMs) => ({
      'x-crossbeam-timestamp': seconds(atMs),
      'x-crossbeam-signature-256': hmac('sha256', secret, body, seconds(atMs)).digest('base64'),
    }),
    timed: true,
  },
  sendgrid: {
    vendor: sourceOf('sendgrid'),
    newSecret() {
      const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return {
        signing: pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
        verifying: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
      };
    },
    sign: (body, key, atMs) => ({
      'x-twilio-email-event-webhook-timestamp': seconds(atMs),
      'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.concat([Buffer.from(seconds(atMs)), body]), key).toString('base64'),
    }),
    timed: true,
  },
  resend: { vendor: sourceOf('resend'), newSecret: whsec, sign: standard('svix'), timed: true, lists: true },
  'Standard Webhooks': { vendor: sourceOf('standard_webhooks'), newSecret: whsec, sign: standard('webhook'), timed: true, lists: true },
  sentry: {
    vendor: sourceOf('sentry'),
    newSecret: text,
    sign: (body, secret) => ({ 'sentry-hook-signature': hmac('sha256', secret, body).digest('hex') }),
    timed: false,
  },
  'a signed source': {
    vendor: createSignedSource(generic),
    newSecret: text,
    sign: (body, secret, atMs) => ({
      'x-prm-time': String(atMs),
      'x-prm-signature': `sig=${hmac('sha512', secret, 'v2|', body, `|${atMs}`).digest('hex')}`,
    }),
    timed: true,
  },
};

export const requestOf = (body: Buffer | string, headers: Record<string, string | undefined> = {}): InboundRequest => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(body),
});
