import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  timingSafeEqual,
  verify as verifyEd25519,
} from 'node:crypto';
import { DomainError } from '#domain/errors.ts';

/** `v1` = HMAC-SHA256 with a shared secret, `v1a` = Ed25519 with a key pair (https://www.standardwebhooks.com). */
export type SigningScheme = 'v1' | 'v1a';

/** A secret, decoded and checked. Code that signs often caches it, because decoding costs as much as signing. */
export interface PreparedSecret {
  readonly scheme: SigningScheme;
  readonly use: 'sign' | 'verify';
  readonly key: KeyObject;
}

/** The headers of one attempt. `X-Signature` is absent when every secret is asymmetric. */
export interface SignedHeaders {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
  'X-Partner-Event': string;
  'X-Idempotency-Key': string;
  'X-Signature'?: string;
}

export type VerifyResult =
  | { valid: true }
  | { valid: false; reason: 'missing_header' | 'bad_timestamp' | 'too_old' | 'too_new' | 'no_matching_signature' };

const PREFIX = { symmetric: 'whsec_', privateKey: 'whsk_', publicKey: 'whpk_' };
// Standard Webhooks requires 24 to 64 random bytes. 32 is the output size of HMAC-SHA256.
const NEW_SECRET_BYTES = 32;
const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;
const ED25519_BYTES = 32;
/** Seconds that a receiver's clock may differ, in both directions, before it rejects an attempt. */
const TIMESTAMP_TOLERANCE_S = 300;
// RFC 8410: the bytes before the 32 raw bytes of an Ed25519 key in PKCS #8 and SPKI. node:crypto does not read raw keys.
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** A fresh signing secret: `whsec_…` (v1), or the private key `whsk_…` (v1a: seed and public key, as in NaCl). */
export function newSecret(scheme: SigningScheme): string {
  if (scheme === 'v1') return PREFIX.symmetric + randomBytes(NEW_SECRET_BYTES).toString('base64');
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8_HEAD.length);
  return PREFIX.privateKey + Buffer.concat([seed, rawPublicKey(publicKey)]).toString('base64');
}

/** Derives the `whpk_…` that a partner verifies with from our `whsk_…`. */
export function publicKeyOf(privateSecret: string): string {
  const { scheme, use, key } = prepareSecret(privateSecret);
  if (scheme !== 'v1a' || use !== 'sign') throw malformed('only a whsk_ private key has a public key');
  return PREFIX.publicKey + rawPublicKey(createPublicKey(key)).toString('base64');
}

/** Decodes `whsec_…`, `whsk_…` (seed, or seed and public key) or `whpk_…`. Throws `invalid_signing_secret`. */
export function prepareSecret(secret: string): PreparedSecret {
  const prefix = secret.slice(0, secret.indexOf('_') + 1);
  const bytes = decodeBase64(secret.slice(prefix.length));
  if (prefix === PREFIX.symmetric) {
    if (bytes.length < MIN_SECRET_BYTES || bytes.length > MAX_SECRET_BYTES) {
      throw malformed(`${prefix} must contain ${MIN_SECRET_BYTES} to ${MAX_SECRET_BYTES} bytes, but contains ${bytes.length}`);
    }
    return { scheme: 'v1', use: 'sign', key: createSecretKey(bytes) };
  }
  if (prefix === PREFIX.privateKey) return { scheme: 'v1a', use: 'sign', key: privateKeyFrom(bytes) };
  if (prefix === PREFIX.publicKey) {
    if (bytes.length !== ED25519_BYTES) {
      throw malformed(`${prefix} must contain ${ED25519_BYTES} bytes, but contains ${bytes.length}`);
    }
    return { scheme: 'v1a', use: 'verify', key: publicKeyFrom(bytes) };
  }
  throw malformed('it must start with whsec_, whsk_ or whpk_');
}

/**
 * Signs one attempt. `timestamp` is the attempt's time in Unix seconds. `secrets` are newest first. Each secret adds a signature, so that a
 * partner who still verifies with the old one keeps working through a rotation. `X-Signature` is the older convention: `sha256=` + hex
 * HMAC-SHA256 of the body alone. It has room for one signature, so its key is the oldest `whsec_` secret that is still valid: nobody who
 * verifies with it must change anything before the overlap ends. As in v1, the key is the bytes that its base64 part decodes to.
 */
export function signHeaders(attempt: {
  id: string;
  timestamp: number;
  body: string | Buffer;
  secrets: readonly (string | PreparedSecret)[];
  type: string;
}): SignedHeaders {
  const { id, timestamp, body, secrets, type } = attempt;
  if (id.includes('.')) throw new DomainError('invalid_webhook_id', `webhook-id "${id}" must not contain a dot`);
  const prepared = secrets.map(signingKey);
  const headers: SignedHeaders = {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': prepared.map((secret) => signatureOf(secret, `${id}.${timestamp}.`, body)).join(' '),
    'X-Partner-Event': type,
    'X-Idempotency-Key': id,
  };
  const symmetric = prepared.findLast((secret) => secret.scheme === 'v1');
  if (symmetric) headers['X-Signature'] = `sha256=${createHmac('sha256', symmetric.key).update(body).digest('hex')}`;
  return headers;
}

/**
 * Verifies as a receiver does: checks the time (5 min both ways), then every listed signature against every secret (`whsec_`, `whpk_` or
 * `whsk_`) in constant time. `body` must be the raw bytes. Header names are case-insensitive.
 */
export function verify(received: {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string | Buffer;
  secrets: readonly (string | PreparedSecret)[];
  now?: Date;
}): VerifyResult {
  const header = headerReader(received.headers);
  const id = header('webhook-id');
  const timestamp = header('webhook-timestamp');
  const signatures = header('webhook-signature');
  if (!id || !timestamp || !signatures) return { valid: false, reason: 'missing_header' };
  if (!/^\d{1,12}$/.test(timestamp)) return { valid: false, reason: 'bad_timestamp' };
  const ageS = Math.floor((received.now ?? new Date()).getTime() / 1000) - Number(timestamp);
  if (ageS > TIMESTAMP_TOLERANCE_S) return { valid: false, reason: 'too_old' };
  if (ageS < -TIMESTAMP_TOLERANCE_S) return { valid: false, reason: 'too_new' };
  const listed = signatures.split(' ');
  const matches = received.secrets
    .map((secret) => (typeof secret === 'string' ? prepareSecret(secret) : secret))
    .some((secret) => listed.some((one) => matchesSignature(secret, one, `${id}.${timestamp}.`, received.body)));
  return matches ? { valid: true } : { valid: false, reason: 'no_matching_signature' };
}

function signatureOf({ scheme, key }: PreparedSecret, head: string, body: string | Buffer): string {
  if (scheme === 'v1') return `v1,${createHmac('sha256', key).update(head).update(body).digest('base64')}`;
  return `v1a,${sign(null, signedContent(head, body), key).toString('base64')}`;
}

function matchesSignature(secret: PreparedSecret, listed: string, head: string, body: string | Buffer): boolean {
  const comma = listed.indexOf(',');
  if (listed.slice(0, comma) !== secret.scheme) return false;
  if (secret.scheme === 'v1a') {
    const signature = Buffer.from(listed.slice(comma + 1), 'base64');
    return verifyEd25519(null, signedContent(head, body), secret.key, signature);
  }
  const expected = Buffer.from(signatureOf(secret, head, body));
  const given = Buffer.from(listed);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function signedContent(head: string, body: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from(head), typeof body === 'string' ? Buffer.from(body) : body]);
}

function signingKey(secret: string | PreparedSecret): PreparedSecret {
  const prepared = typeof secret === 'string' ? prepareSecret(secret) : secret;
  if (prepared.use !== 'sign') throw malformed('a whpk_ public key cannot sign; use the whsk_ private key');
  return prepared;
}

function privateKeyFrom(bytes: Buffer): KeyObject {
  if (bytes.length !== ED25519_BYTES && bytes.length !== 2 * ED25519_BYTES) {
    throw malformed(`whsk_ must contain ${ED25519_BYTES} or ${2 * ED25519_BYTES} bytes, but contains ${bytes.length}`);
  }
  const der = Buffer.concat([PKCS8_HEAD, bytes.subarray(0, ED25519_BYTES)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const statedPublicKey = bytes.subarray(ED25519_BYTES);
  if (statedPublicKey.length > 0 && !statedPublicKey.equals(rawPublicKey(createPublicKey(key)))) {
    throw malformed('the private and the public half of whsk_ do not match');
  }
  return key;
}

function publicKeyFrom(bytes: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_HEAD, bytes]), format: 'der', type: 'spki' });
}

function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(SPKI_HEAD.length);
}

function decodeBase64(text: string): Buffer {
  // Buffer.from skips invalid characters. A secret that lost a character must not become a different, weaker one.
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== text.replace(/=+$/, '')) {
    throw malformed('the part after the prefix is not standard base64');
  }
  return bytes;
}

function headerReader(headers: Readonly<Record<string, string | string[] | undefined>>) {
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return (name: string): string | undefined => {
    const value = byName.get(name);
    return Array.isArray(value) ? value[0] : value;
  };
}

function malformed(why: string): DomainError {
  return new DomainError('invalid_signing_secret', `The signing secret is invalid: ${why}.`);
}
