import { createHmac, createPublicKey, randomBytes, randomInt, verify as verifyEd25519 } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { newSecret, prepareSecret, publicKeyOf, signHeaders, verify } from '#domain/delivery/signature.ts';

const VECTOR_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const nowS = () => Math.floor(Date.now() / 1000);

function signed(body: string | Buffer, secrets: string[], timestamp = nowS()) {
  return signHeaders({ id: 'evt_1', timestamp, body, secrets, type: 'deal.approved' });
}

const BODIES: [name: string, body: string][] = [
  ['empty', ''],
  ['JSON', '{"type":"deal.approved","data":{"amount":"12.30"}}'],
  ['unicode', '{"name":"Ærøskøbing 東京 🚚 \\u0000 \u2028"}'],
  ['large', 'x'.repeat(300_000)],
  ['random', randomBytes(997).toString('base64')],
];

describe('v1 (HMAC-SHA256)', () => {
  test('the published vector of Standard Webhooks comes out to the byte', () => {
    const headers = signHeaders({
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
      secrets: [VECTOR_SECRET],
      type: 'test',
    });
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  test.each(BODIES)('the library that partners use accepts a body that is %s', (_name, body) => {
    const secret = newSecret('v1');
    for (const form of [body, Buffer.from(body)]) {
      const headers = { ...signed(form, [secret]) };
      expect(() => new Webhook(secret).verify(body, headers, { jsonParse: false })).not.toThrow();
      expect(verify({ headers, body: form, secrets: [secret] })).toEqual({ valid: true });
    }
  });

  test("signatures equal the library's on random ids, times, secrets and texts", () => {
    for (let round = 0; round < 200; round++) {
      const secret = `whsec_${randomBytes(randomInt(24, 65)).toString('base64')}`;
      const body = randomBytes(randomInt(0, 2000)).toString('utf8');
      const timestamp = randomInt(1, 2_000_000_000);
      const id = `evt_${randomBytes(8).toString('hex')}`;
      const ours = signHeaders({ id, timestamp, body, secrets: [secret], type: 't' })['webhook-signature'];
      expect(ours).toBe(new Webhook(secret).sign(id, new Date(timestamp * 1000), body));
    }
  });

  test('bytes that are not UTF-8 are signed as they are', () => {
    const secret = newSecret('v1');
    const body = Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]);
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const expected = createHmac('sha256', key)
      .update(Buffer.concat([Buffer.from('evt_1.5.'), body]))
      .digest('base64');
    expect(signed(body, [secret], 5)['webhook-signature']).toBe(`v1,${expected}`);
  });
});

describe('v1a (Ed25519)', () => {
  test('node:crypto verifies with the public key that the partner is shown', () => {
    const secret = newSecret('v1a');
    const raw = Buffer.from(publicKeyOf(secret).slice('whpk_'.length), 'base64');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' });
    for (const [, body] of BODIES) {
      const signature = signed(body, [secret], 7)['webhook-signature'];
      expect(signature).toMatch(/^v1a,/);
      const content = Buffer.from(`evt_1.7.${body}`);
      expect(verifyEd25519(null, content, key, Buffer.from(signature.slice('v1a,'.length), 'base64'))).toBe(true);
    }
  });

  test('whpk_ verifies and cannot sign; a 32-byte seed is the same key as seed and public key', () => {
    const secret = newSecret('v1a');
    const publicKey = publicKeyOf(secret);
    const seedOnly = `whsk_${Buffer.from(secret.slice(5), 'base64').subarray(0, 32).toString('base64')}`;
    expect(publicKeyOf(seedOnly)).toBe(publicKey);
    const headers = { ...signed('{}', [seedOnly]) };
    expect(verify({ headers, body: '{}', secrets: [publicKey] })).toEqual({ valid: true });
    expect(() => signed('{}', [publicKey])).toThrow(/whpk_ public key cannot sign/);
  });

  test('X-Signature is absent where there is no symmetric secret', () => {
    expect(signed('{}', [newSecret('v1a')])).not.toHaveProperty('X-Signature');
  });
});

describe('headers', () => {
  test('the older convention rides along: event, idempotency key, hex HMAC of the body under the decoded key', () => {
    const key = Buffer.from(VECTOR_SECRET.slice('whsec_'.length), 'base64');
    expect(signed('{"a":1}', [VECTOR_SECRET], 9)).toEqual({
      'webhook-id': 'evt_1',
      'webhook-timestamp': '9',
      'webhook-signature': expect.stringMatching(/^v1,/),
      'X-Partner-Event': 'deal.approved',
      'X-Idempotency-Key': 'evt_1',
      'X-Signature': `sha256=${createHmac('sha256', key).update('{"a":1}').digest('hex')}`,
    });
  });

  test('during a rotation old and new secret verify, X-Signature uses the oldest; after it the old one fails', () => {
    const [newest, old, asymmetric] = [newSecret('v1'), newSecret('v1'), newSecret('v1a')];
    const during = { ...signed('{}', [asymmetric, newest, old]) };
    expect(during['webhook-signature'].split(' ').map((one) => one.split(',')[0])).toEqual(['v1a', 'v1', 'v1']);
    for (const secret of [newest, old]) {
      expect(() => new Webhook(secret).verify('{}', during)).not.toThrow();
      expect(verify({ headers: during, body: '{}', secrets: [secret] })).toEqual({ valid: true });
    }
    expect(verify({ headers: during, body: '{}', secrets: [publicKeyOf(asymmetric)] })).toEqual({ valid: true });
    expect(during['X-Signature']).toBe(signed('{}', [old])['X-Signature']);
    // A receiver of v1 that is changing over to v1a has only its old secret for X-Signature.
    expect(signed('{}', [asymmetric, old])['X-Signature']).toBe(during['X-Signature']);
    const after = { ...signed('{}', [newest]) };
    expect(verify({ headers: after, body: '{}', secrets: [old] }).valid).toBe(false);
    expect(after['X-Signature']).not.toBe(during['X-Signature']);
  });

  test('an id with a dot is refused: it would make the signed content ambiguous', () => {
    const attempt = { id: 'evt.1', timestamp: 1, body: '', secrets: [VECTOR_SECRET], type: 't' };
    expect(() => signHeaders(attempt)).toThrow(/must not contain a dot/);
  });
});

describe('verification', () => {
  const now = new Date(1_700_000_000_000);
  const at = (offsetS: number) => {
    const headers = { ...signed('{}', [VECTOR_SECRET], 1_700_000_000 + offsetS) };
    return verify({ headers, body: '{}', secrets: [VECTOR_SECRET], now });
  };

  test('a timestamp is accepted up to exactly five minutes off, both ways', () => {
    expect(at(-300)).toEqual({ valid: true });
    expect(at(300)).toEqual({ valid: true });
    expect(at(-301)).toEqual({ valid: false, reason: 'too_old' });
    expect(at(301)).toEqual({ valid: false, reason: 'too_new' });
  });

  test('changing any one of body, id, time or signature is noticed, for both schemes', () => {
    for (const secret of [newSecret('v1'), newSecret('v1a')]) {
      const headers: Record<string, string | undefined> = { ...signed('{"a":1}', [secret]) };
      const check = (changes: Record<string, string>, body = '{"a":1}') =>
        verify({ headers: { ...headers, ...changes }, body, secrets: [secret] }).valid;
      expect(check({})).toBe(true);
      expect(check({}, '{"a":2}')).toBe(false);
      expect(check({ 'webhook-id': 'evt_2' })).toBe(false);
      expect(check({ 'webhook-timestamp': String(nowS() - 2) })).toBe(false);
      const [scheme, value = ''] = (headers['webhook-signature'] ?? '').split(',');
      const flipped = Buffer.from(value, 'base64');
      flipped[0] = (flipped[0] ?? 0) ^ 1;
      expect(check({ 'webhook-signature': `${scheme},${flipped.toString('base64')}` })).toBe(false);
      expect(check({ 'webhook-signature': `v2,${value}` })).toBe(false);
      expect(check({ 'webhook-signature': `${scheme},` })).toBe(false);
      expect(check({ 'webhook-signature': value })).toBe(false);
    }
  });

  test('a v1 secret never accepts a v1a signature or the other way round', () => {
    const [symmetric, asymmetric] = [newSecret('v1'), newSecret('v1a')];
    expect(verify({ headers: { ...signed('{}', [symmetric]) }, body: '{}', secrets: [asymmetric] }).valid).toBe(false);
    expect(verify({ headers: { ...signed('{}', [asymmetric]) }, body: '{}', secrets: [symmetric] }).valid).toBe(false);
  });

  test('header names count in any case, as arrays too; missing and malformed ones are named', () => {
    const headers = signed('{}', [VECTOR_SECRET]);
    const entries = Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [String(value)]]);
    const upper: Record<string, string[]> = Object.fromEntries(entries);
    const check = (given: Record<string, string | string[]>) => verify({ headers: given, body: '{}', secrets: [VECTOR_SECRET] });
    expect(check(upper)).toEqual({ valid: true });
    expect(check({})).toEqual({ valid: false, reason: 'missing_header' });
    expect(check({ ...headers, 'webhook-timestamp': '1e9' })).toEqual({ valid: false, reason: 'bad_timestamp' });
  });
});

describe('secrets', () => {
  test('new ones have the prefix, the length and never repeat', () => {
    expect(Buffer.from(newSecret('v1').slice('whsec_'.length), 'base64')).toHaveLength(32);
    expect(Buffer.from(newSecret('v1a').slice('whsk_'.length), 'base64')).toHaveLength(64);
    expect(new Set(Array.from({ length: 100 }, () => newSecret('v1'))).size).toBe(100);
  });

  test('prepared secrets sign as their text does', () => {
    for (const secret of [newSecret('v1'), newSecret('v1a')]) {
      const attempt = { id: 'evt_1', timestamp: 1, body: 'b', type: 't' };
      const fromText = signHeaders({ ...attempt, secrets: [secret] });
      expect(signHeaders({ ...attempt, secrets: [prepareSecret(secret)] })).toEqual(fromText);
    }
  });

  test.each([
    ['no prefix', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    ['another prefix', 'whxx_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    ['too short', `whsec_${Buffer.alloc(23, 7).toString('base64')}`],
    ['too long', `whsec_${Buffer.alloc(65, 7).toString('base64')}`],
    ['not base64', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2La*aSw'],
    ['a private key of the wrong size', `whsk_${Buffer.alloc(33, 7).toString('base64')}`],
    ['a private key whose halves do not match', `whsk_${Buffer.alloc(64, 7).toString('base64')}`],
    ['a public key of the wrong size', `whpk_${Buffer.alloc(31, 7).toString('base64')}`],
    ['empty', ''],
  ])('one that is %s is refused without being repeated', (_name, secret) => {
    let message = '';
    try {
      prepareSecret(secret);
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid_signing_secret' });
      message = String(error);
    }
    expect(message).toMatch(/The signing secret is invalid/);
    expect(secret === '' || !message.includes(secret.slice(6))).toBe(true);
  });
});
