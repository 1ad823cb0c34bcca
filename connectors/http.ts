import { type Dispatcher, request } from 'undici';
import { parseRetryAfter } from '#domain/retry.ts';
import { ConnectorError } from './connector.ts';
import { UnreadableBody, readAtMost } from './read-at-most.ts';

/** Answers of systems that we ask are records, not files. */
const MAX_BYTES = 1024 * 1024;

export interface HttpRequest {
  dispatcher: Dispatcher;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  url: URL;
  headers: Record<string, string>;
  body?: string;
  /** For resolving, connecting, TLS, response head and body together. */
  timeoutMs: number;
}

export interface HttpAnswer {
  status: number;
  text: string;
  retryAfterMs: number | undefined;
}

/**
 * Sends one request, once: no redirects, no retries. Throws ConnectorError `unavailable` without an answer in time whose
 * body is complete, if it is a 2xx, and `malformed` for one that is too large or not UTF-8. Messages name the host only: paths and headers may hold secrets.
 */
export async function exchange({ dispatcher, method, url, headers, body, timeoutMs }: HttpRequest): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await request(url, {
      dispatcher,
      method,
      headers: { ...headers, 'accept-encoding': 'identity' },
      body: body ?? null,
      signal,
    });
    const text = await readAtMost(response.body, MAX_BYTES).catch((error: unknown) => {
      // A 204 has no body, whatever its headers say, and an error says by its status what matters.
      if (response.statusCode >= 200 && response.statusCode < 300 && response.statusCode !== 204) throw error;
      return '';
    });
    const retryAfter = response.headers['retry-after'];
    return {
      status: response.statusCode,
      text,
      retryAfterMs: parseRetryAfter(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter, new Date()),
    };
  } catch (error) {
    // The error of undici stays out: as a cause it would travel on with whatever it knows of the request.
    if (error instanceof UnreadableBody) throw new ConnectorError('malformed', `${url.host}: ${error.message}`);
    if (signal.aborted) throw new ConnectorError('unavailable', `${url.host} gave no complete answer within ${timeoutMs} ms`);
    throw new ConnectorError('unavailable', `${url.host} gave no complete answer (${codeOf(error)})`);
  }
}

/** What an answer other than 2xx means. `reason` is what the other side says, as far as its format is known. */
export function failureOf(host: string, { status, retryAfterMs }: HttpAnswer, reason?: string): ConnectorError {
  const message = `${host} answered HTTP ${status}${reason ? `: ${reason}` : ''}`;
  if (status === 401 || status === 403) return new ConnectorError('unauthorized', message);
  if (status === 429) return new ConnectorError('rate_limited', message, retryAfterMs);
  if (status === 408 || status >= 500) return new ConnectorError('unavailable', message, retryAfterMs);
  if (status >= 400) return new ConnectorError('rejected', message);
  return new ConnectorError('malformed', `${message}, which is not expected; redirects are not followed`);
}

const MAX_REASON_LENGTH = 300;

/** Foreign text for people: one line, short, no control or invisible characters, and without the secrets, should it repeat one. */
export function tidyReason(text: string, secrets: readonly string[]): string {
  const redacted = secrets.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text);
  return redacted
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .slice(0, MAX_REASON_LENGTH)
    .toWellFormed();
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}
