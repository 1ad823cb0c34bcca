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
  const secrets = typeof received.secrets === 'string' ? [received.secrets] : received.secrets;
  for (const secret of secrets) {
    for (const signature of signatures.split(' ')) if (await matches(secret, signature, signed)) return read(id, body);
  }
  throw new WebhookVerificationError('No signature matches: is it the secret of this endpoint, and the raw body?');
}

/** `subtle.verify` compares in constant time. */
async function matches(secret: string, listed: string, signed: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const [scheme, signature = ''] = listed.split(',', 2);
  const isSymmetric = secret.startsWith('whsec_');
  if (scheme !== (isSymmetric ? 'v1' : 'v1a')) return false;
  const algorithm = isSymmetric ? { name: 'HMAC', hash: 'SHA-256' } : { name: 'Ed25519' };
  const key = await crypto.subtle.importKey('raw', decode(secret.slice(secret.indexOf('_') + 1)), algorithm, false, ['verify']);
  return crypto.subtle.verify(algorithm, key, decode(signature), signed);
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
