import { createHash } from 'node:crypto';
import { kindOfStatus } from '#connectors/classify-status.ts';
import { ConnectorError, type ConnectorErrorKind } from '#connectors/connector-error.ts';
import { type HttpAnswer, tidyReason, type VendorHttp } from '#connectors/vendor-http.ts';
import type { AlertMessage } from '#domain/alerts/alert-message.ts';
import type { Said } from './alert-text.ts';

/** What every channel gets. */
export interface Sending {
  message: AlertMessage;
  said: Said;
  idempotencyKey: string;
  signal: AbortSignal | undefined;
  publicUrl: string;
  urls: Readonly<Record<string, string>>;
  timeoutMs: number;
}

/** All of these answers are a line or two. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** Posts JSON. Throws ConnectorError only where there is no answer. */
export function postJson(
  http: VendorHttp,
  url: string,
  { headers = {}, body, sending: { signal, timeoutMs } }: { headers?: Record<string, string>; body: unknown; sending: Sending },
): Promise<HttpAnswer> {
  return http.send({
    method: 'POST',
    url: new URL(url),
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
    ...{ timeoutMs, maxBytes: MAX_ANSWER_BYTES, signal },
  });
}

/** What the other side refused, in its own words. */
export function refused(
  { status, retryAfterMs }: HttpAnswer,
  who: string,
  said: string,
  {
    secrets,
    kind = kindOfStatus(status),
    code,
    remedy,
  }: { secrets: readonly string[]; kind?: ConnectorErrorKind; code?: string; remedy?: string },
): ConnectorError {
  const reason = tidyReason(said, secrets).trim();
  const message = `${who} answered HTTP ${status}${reason === '' ? '' : `: ${reason}`}${remedy === undefined ? '' : ` (${remedy})`}`;
  return new ConnectorError(kind, message, retryAfterMs, { code });
}

export const malformed = (who: string, what: string): ConnectorError => new ConnectorError('malformed', `${who} answered with ${what}`);

/** Undefined if it is not a JSON object. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** A field of somebody's answer that should be text. */
export function textAt(object: Record<string, unknown> | undefined, name: string): string | undefined {
  const value = object?.[name];
  return typeof value === 'string' ? value : undefined;
}

/** The same for the same key, of characters that are permitted in every header. */
export const hashed = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 32);
