import { randomBytes } from 'node:crypto';
import { EventWebhook } from '@sendgrid/eventwebhook';
import { describe, expect, test } from 'vitest';
import { requestOf, signers, sourceOf, url } from './signers.ts';

const now = new Date('2026-03-01T12:00:00Z');
const minuteMs = 60_000;
const body = Buffer.from('{"id":"1","name":"Ærøskøbing 東京 🚚","amount":1.10}\n');

describe.each(Object.entries(signers))('%s', (_name, { vendor, newSecret, sign, timed, lists }) => {
  const secret = newSecret();
  const headers = sign(body, secret.signing, now.getTime(), url);
  const accepts = (change: { headers?: Record<string, string | undefined>; body?: Buffer; secrets?: string[]; now?: Date } = {}) =>
    vendor.verify(
      requestOf(change.body ?? body, { ...headers, ...change.headers }),
      change.secrets ?? [secret.verifying],
      change.now ?? now,
    );

  test('what the vendor signed is accepted', () => {
    expect(accepts()).toBe(true);
  });

  test('during a rotation both secrets are accepted, and afterwards one', () => {
    const next = newSecret();
    const signed = sign(body, next.signing, now.getTime(), url);
    for (const secrets of [
      [secret.verifying, next.verifying],
      [next.verifying, secret.verifying],
    ]) {
      expect(accepts({ secrets })).toBe(true);
      expect(accepts({ secrets, headers: signed })).toBe(true);
    }
    expect(accepts({ secrets: [next.verifying] })).toBe(false);
    expect(accepts({ secrets: [] })).toBe(false);
  });

  test('another byte anywhere in the body is refused', () => {
    for (let i = 0; i < body.length; i++) {
      const changed = Buffer.from(body);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(accepts({ body: changed })).toBe(false);
    }
    expect(accepts({ body: body.subarray(1) })).toBe(false);
    expect(accepts({ body: Buffer.from(JSON.stringify(JSON.parse(body.toString()))) })).toBe(false);
  });

  test.each(Object.keys(headers))('a request without %s is refused', (name) => {
    expect(accepts({ headers: { [name]: undefined } })).toBe(false);
  });

  test.each(Object.keys(headers))('a %s that is empty, shortened, doubled or random is refused', (name) => {
    const genuine = headers[name] ?? '';
    const wrong = ['', genuine.slice(0, -4), 'x', randomBytes(64).toString('base64')];
    if (!lists) wrong.push(`${genuine}, ${genuine}`, `${genuine}${genuine}`);
    for (const value of wrong) expect(accepts({ headers: { [name]: value } }), value).toBe(false);
  });

  test.runIf(timed)('a time that is ten minutes off is refused, on either side, and four minutes are not', () => {
    for (const sign of [-1, 1]) {
      expect(accepts({ now: new Date(now.getTime() + sign * 10 * minuteMs) })).toBe(false);
      expect(accepts({ now: new Date(now.getTime() + sign * 4 * minuteMs) })).toBe(true);
    }
  });

  test.runIf(timed)('a time that was changed after signing is refused', () => {
    const later = sign(body, newSecret().signing, now.getTime() + 2_000, url);
    for (const [name, value] of Object.entries(later)) {
      if (/time/.test(name)) expect(accepts({ headers: { [name]: value } })).toBe(false);
    }
  });

  test('bytes that are not UTF-8 are verified as they are', () => {
    const raw = Buffer.concat([Buffer.from([0xff, 0xfe, 0x00, 0x80]), body]);
    // The vendor's libraries sign texts, so only what signs bytes can show it.
    const signed = sign(raw, secret.signing, now.getTime(), url);
    const asText = Buffer.from(raw.toString());
    const bytesAreSigned = vendor.verify(requestOf(raw, signed), [secret.verifying], now);
    const textIsSigned = vendor.verify(requestOf(asText, signed), [secret.verifying], now);
    expect([bytesAreSigned, textIsSigned].filter(Boolean)).toHaveLength(1);
  });
});

test("Slack's published example is accepted", () => {
  const published =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA' +
    '&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554' +
    '%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  const request = requestOf(published, {
    'x-slack-request-timestamp': '1531420618',
    'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  });
  expect(sourceOf('slack').verify(request, ['8f742231b10e8888abcd99yyyzzz85a5'], new Date(1_531_420_618_000))).toBe(true);
});

test("SendGrid's own library accepts what the tests sign as SendGrid", () => {
  const { newSecret, sign } = signers['sendgrid'] ?? expect.fail();
  const { signing, verifying } = newSecret();
  const headers = sign(body, signing, now.getTime(), url);
  const library = new EventWebhook();
  const accepted = library.verifySignature(
    library.convertPublicKeyToECDSA(verifying),
    body,
    headers['x-twilio-email-event-webhook-signature'] ?? '',
    headers['x-twilio-email-event-webhook-timestamp'] ?? '',
  );
  expect(accepted).toBe(true);
});

test('a signature of Stripe with two times is refused, and one with a signature for each secret is accepted', () => {
  const { vendor, sign } = signers['stripe'] ?? expect.fail();
  const header = (secret: string, atMs = now.getTime()) => sign(body, secret, atMs, url)['stripe-signature'] ?? '';
  const [, old] = header('old').split(',');
  const verify = (value: string) => vendor.verify(requestOf(body, { 'stripe-signature': value }), ['new'], now);
  expect(verify(`${header('new')},${old}`)).toBe(true);
  expect(verify(`${header('new')},${header('new')}`)).toBe(false);
  expect(verify(`t=1,${header('new')}`)).toBe(false);
});

test.each([
  ['sendgrid', 'not a key'],
  ['sendgrid', Buffer.from('not a key').toString('base64')],
  ['resend', 'whsec_short'],
  ['standard_webhooks', 'whsec_not base64!'],
])('%s has a reason against the secret %s', (name, secret) => {
  expect(sourceOf(name).faultOfSecret?.(secret)).toMatch(/^must be/);
});
