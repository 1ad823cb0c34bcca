import { createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { momentAt } from '#domain/instant.ts';
import { decodeUtf8 } from '#domain/utf8.ts';
import { ConnectorError } from './connector-error.ts';
import type { InboundRequest } from './inbound.ts';
import { parseJson } from './vendor-session.ts';

/** Whether the signature is the HMAC of the parts under one of the secrets. Constant time, whatever their lengths. */
export function isSigned(
  signature: string,
  secrets: readonly string[],
  {
    algorithm,
    encoding,
    parts,
  }: { algorithm: 'sha1' | 'sha256' | 'sha512'; encoding: 'hex' | 'base64' | 'base64url'; parts: readonly (string | Buffer)[] },
): boolean {
  const given = Buffer.from(signature);
  // Every secret is tried: the time must not tell which one fits.
  return secrets.map((secret) => matches(given, digestOf(secret, algorithm, parts).toString(encoding))).includes(true);
}

function digestOf(secret: string, algorithm: string, parts: readonly (string | Buffer)[]): Buffer {
  const mac = createHmac(algorithm, secret);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

function matches(given: Buffer, expected: string): boolean {
  const wanted = Buffer.from(expected);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Whether a vendor's time is within the tolerance of ours, on both sides: a time in the future could be replayed for long. */
export function isRecent(time: string | undefined, now: Date, { unitMs, toleranceMs }: { unitMs: number; toleranceMs: number }): boolean {
  if (time === undefined || !/^\d{1,15}$/.test(time)) return false;
  return Math.abs(Number(time) * unitMs - now.getTime()) <= toleranceMs;
}

/** The body as this schema says; throws ConnectorError `malformed` if it is something else. */
export function readNotice<T>({ body }: InboundRequest, schema: z.ZodType<T>, what: string): T {
  const text = decodeUtf8(body);
  if (text === undefined) throw new ConnectorError('malformed', `the body is not UTF-8, so it is not ${what}`);
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? ` (${issue.path.join('.')}: ${issue.message})` : '';
  throw new ConnectorError('malformed', `the body is not ${what}${where}`);
}

/** Seconds or milliseconds since 1970, as a vendor writes them. Null if that is no time. */
export const timeOf = (count: number | undefined, unitMs: number): Date | null => momentAt((count ?? Number.NaN) * unitMs);
