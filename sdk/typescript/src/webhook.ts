/** What arrives at an endpoint (https://www.standardwebhooks.com). */
export interface WebhookEvent<Data = Record<string, unknown>> {
  /** The `webhook-id`: the same on every attempt. Remember it to do things once. */
  id: string;
  type: string;
  /** When the event occurred. */
  timestamp: string;
  data: Data;
}

/** It is not from Causeway, or too old to be believed. Answer 400, and do nothing else. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
}

/** How far the sender's clock may be from ours, in seconds, as the convention has it. */
const TOLERANCE_S = 300;

/**
 * Checks and reads a webhook. `body` must be the raw bytes, before any parser has touched them; `secrets` are the
 * endpoint's `whsec_…` (or `whpk_…` for v1a), several while a rotation lasts. Throws `WebhookVerificationError`.
 */
export async function verifyWebhook<Data = Record<string, unknown>>(received: {
  body: string | Uint8Array;
  headers: Headers | Record<string, string | string[] | undefined>;
  secrets: string | readonly string[];
  toleranceS?: number;
}): Promise<WebhookEvent<Data>> {
  const { toleranceS = TOLERANCE_S } = received;
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headerOf(received.headers, name),
  );
  if (!id || !timestamp || !signatures) throw new WebhookVerificationError('A webhook header is missing');
  if (!/^\d+$/.test(timestamp) || Math.abs(Date.now() / 1_000 - Number(timestamp)) > toleranceS) {
    throw new WebhookVerificationError(`webhook-timestamp is more than ${toleranceS} s away from now`);
  }
  const body = typeof received.body === 'string' ? new TextEncoder().encode(received.body) : received.body;
  const signed = concat(new TextEncoder().encode(`${id}.${timestamp}.`), body);
  for (const key of await Promise.all([received.secrets].flat().map(readSecret))) {
    for (const signature of signatures.split(' ')) if (await matches(key, signature, signed)) return read(id, body);
  }
  throw new WebhookVerificationError('No signature matches: is it the secret of this endpoint, and the raw body?');
}

interface VerificationKey {
  scheme: 'v1' | 'v1a';
  key: Awaited<ReturnType<typeof crypto.subtle.importKey>>;
}

/** The texts leave the secret out: they go to logs. */
async function readSecret(secret: string): Promise<VerificationKey> {
  const [, kind, base64 = ''] = /^(whsec|whpk)_(.*)$/s.exec(secret) ?? [];
  if (!kind) throw new WebhookVerificationError('The secret does not begin with whsec_, or whpk_ for v1a: was it set?');
  const [scheme, algorithm] =
    kind === 'whsec' ? (['v1', { name: 'HMAC', hash: 'SHA-256' }] as const) : (['v1a', { name: 'Ed25519' }] as const);
  const bytes = decode(base64);
  try {
    // Not every runtime refuses a key of nothing, which anybody could sign with.
    if (bytes.length === 0) throw new RangeError('empty');
    return { scheme, key: await crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify']) };
  } catch {
    throw new WebhookVerificationError(`The secret is no key behind ${kind}_: was it copied as a whole?`);
  }
}

/** `subtle.verify` compares in constant time. */
async function matches({ scheme, key }: VerificationKey, listed: string, signed: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const [sentScheme, signature = ''] = listed.split(',', 2);
  return sentScheme === scheme && crypto.subtle.verify(key.algorithm, key, decode(signature), signed);
}

function read<Data>(id: string, body: Uint8Array): WebhookEvent<Data> {
  return { id, ...(JSON.parse(new TextDecoder().decode(body)) as Omit<WebhookEvent<Data>, 'id'>) };
}

function headerOf(headers: Headers | Record<string, string | string[] | undefined>, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const [, value] = Object.entries(headers).find(([key]) => key.toLowerCase() === name) ?? [];
  return Array.isArray(value) ? value[0] : value;
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array(new ArrayBuffer(0));
  }
}

function concat(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(new ArrayBuffer(head.length + tail.length));
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}
