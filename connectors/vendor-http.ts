import { Agent, type Dispatcher, request } from 'undici';
import { parseRetryAfter } from '#domain/retry.ts';
import { traced, type Tracer } from '#domain/tracer.ts';
import { ConnectorError } from './connector-error.ts';
import { createDialler } from './egress/dial.ts';
import type { EgressGuard } from './egress/egress-guard.ts';
import { cappedBody, readAtMost, UnreadableBody } from './read-at-most.ts';

export interface HttpCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
  /** For resolving, connecting, TLS, response head and body together. */
  timeoutMs: number;
  /** Of the body; a larger one is `malformed`. */
  maxBytes?: number | undefined;
  /** Told when the request goes out on an open connection. */
  onSent?: (() => void) | undefined;
  /** Nobody waits for it any longer: it ends as `unavailable`. */
  signal?: AbortSignal | undefined;
}

interface HttpHead {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  retryAfterMs: number | undefined;
}

export interface HttpAnswer extends HttpHead {
  text: string;
}

/** A body of a 2xx that is read while it arrives. Other answers are short, and their text is here. */
export interface HttpStream extends HttpAnswer {
  body: AsyncIterable<Buffer>;
}

export interface VendorHttp {
  /**
   * Sends one request, once: no redirects, no retries. Throws ConnectorError `unavailable` without an answer in time whose body is complete, if
   * it is a 2xx, and `malformed` for one that is too large or not UTF-8. Messages name the host only: paths and headers may hold secrets.
   */
  send(call: HttpCall): Promise<HttpAnswer>;
  /** The same for a body that may be large. Reading it throws the same errors; whoever stops early breaks the connection. */
  stream(call: HttpCall): Promise<HttpStream>;
  close(): Promise<void>;
}

export interface VendorHttpOptions {
  guard: EgressGuard;
  /** Sent in User-Agent. */
  version: string;
  /** Undefined without traces. Vendors are not told of them. */
  tracer?: Tracer | undefined;
  /** Origins that the operator configured, which may be inside the company's network. All others must be https and public. */
  trustedOrigins?: readonly string[];
  /** Replaces the system's certificate authorities. */
  ca?: string | undefined;
}

/** Answers of systems that we ask are records, not files. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_ERROR_BYTES = 64 * 1024;
/** No limit of a vendor lasts longer. */
const MAX_RETRY_AFTER_MS = 86_400_000;
/** Shorter than the idle timeout of any vendor's load balancer, or a call would meet a connection that is being closed. */
const KEEP_ALIVE_MS = 4_000;

/** The only way to a vendor. TLS is verified, redirects are refused, and every address is checked when it is dialled. */
export function createVendorHttp({ guard, version, trustedOrigins = [], ca, tracer }: VendorHttpOptions): VendorHttp {
  // The call's deadline covers all phases. undici's own timers are accurate only to a second.
  const timing = { headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: KEEP_ALIVE_MS, pipelining: 1 } as const;
  const trusted = new Agent({ ...timing, connect: ca === undefined ? {} : { ca } });
  const newGuarded = () => new Agent({ ...timing, connect: createDialler({ guard, ca, onDial: () => {} }) });
  let [guarded, revision] = [newGuarded(), guard.revision()];
  const closing = new Set<Promise<void>>();

  function dispatcherFor(url: URL): Dispatcher {
    if (trustedOrigins.includes(url.origin)) return trusted;
    const problem = guard.checkUrl(url.href);
    if (problem) throw blocked(url.host, problem.message);
    if (url.protocol !== 'https:') throw blocked(url.host, 'credentials are sent over https only');
    // Open connections were judged by the allow list of their time.
    if (guard.revision() !== revision) {
      const closed: Promise<void> = guarded.close().finally(() => closing.delete(closed));
      closing.add(closed);
      [guarded, revision] = [newGuarded(), guard.revision()];
    }
    return guarded;
  }

  const open = (call: HttpCall): ReturnType<typeof openNow> =>
    traced(
      tracer,
      { name: call.method, kind: 'client', attributes: { 'http.request.method': call.method, 'server.address': call.url.hostname } },
      async (span) => {
        const opened = await openNow(call);
        const { statusCode } = opened.response;
        span?.set({ 'http.response.status_code': statusCode });
        if (statusCode >= 400) span?.fail(String(statusCode));
        return opened;
      },
    );

  async function openNow({
    method,
    url,
    headers,
    body,
    timeoutMs,
    onSent,
    signal: cancelled,
  }: HttpCall): Promise<{ response: Dispatcher.ResponseData; fail: Fail }> {
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = cancelled ? AbortSignal.any([cancelled, deadline]) : deadline;
    const fail: Fail = (error) =>
      cancelled?.aborted
        ? new ConnectorError('unavailable', `the call of ${url.host} was cancelled before its answer was complete`)
        : asConnectorError(error, url.host, deadline.aborted ? timeoutMs : undefined);
    const dispatcher = dispatcherFor(url).compose(onSent ? [tells(onSent)] : []);
    try {
      const sent = { 'user-agent': `Causeway/${version}`, accept: 'application/json', ...headers, 'accept-encoding': 'identity' };
      return { response: await request(url, { dispatcher, method, headers: sent, body: body ?? null, signal }), fail };
    } catch (error) {
      throw fail(error);
    }
  }

  return {
    async send(call) {
      const { response, fail } = await open(call);
      const head = headOf(response);
      // A 204 has no body, whatever its headers say, and an error says by its status what matters.
      const needsBody = isSuccess(head.status) && head.status !== 204;
      const text = await readAtMost(response.body, call.maxBytes ?? MAX_BYTES).catch((error: unknown) => {
        if (needsBody) throw fail(error);
        return '';
      });
      return { ...head, text };
    },

    async stream(call) {
      const { response, fail } = await open(call);
      const head = headOf(response);
      if (isSuccess(head.status)) return { ...head, text: '', body: readThrough(response.body, call.maxBytes, fail) };
      return { ...head, text: await readAtMost(response.body, MAX_ERROR_BYTES).catch(() => ''), body: response.body };
    },

    async close() {
      await Promise.all([trusted.destroy(), guarded.destroy(), ...closing]);
    },
  };
}

/** The handler is made for one request, so it can be changed. */
const tells =
  (onSent: () => void): Dispatcher.DispatcherComposeInterceptor =>
  (dispatch) =>
  (options, handler) => {
    const start = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (controller, context) => {
      onSent();
      start?.(controller, context);
    };
    return dispatch(options, handler);
  };

type Fail = (error: unknown) => ConnectorError;

async function* readThrough(body: AsyncIterable<Buffer>, maxBytes: number | undefined, fail: Fail): AsyncIterable<Buffer> {
  try {
    yield* cappedBody(body, maxBytes ?? Number.POSITIVE_INFINITY);
  } catch (error) {
    throw fail(error);
  }
}

function headOf({ statusCode, headers }: Dispatcher.ResponseData): HttpHead {
  const flat = Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
  const asked = parseRetryAfter(flat['retry-after'], new Date());
  return { status: statusCode, headers: flat, retryAfterMs: asked && Math.min(asked, MAX_RETRY_AFTER_MS) };
}

export const isSuccess = (status: number): boolean => status >= 200 && status <= 299;

const blocked = (host: string, why: string) =>
  new ConnectorError('rejected', `${host} is not called: ${why}`, undefined, { isBlocked: true });

/** The error of undici stays out: as a cause it would travel on with whatever it knows of the request. */
function asConnectorError(error: unknown, host: string, expiredAfterMs: number | undefined): ConnectorError {
  if (error instanceof UnreadableBody) return new ConnectorError('malformed', `${host}: ${error.message}`);
  if (expiredAfterMs !== undefined) return new ConnectorError('unavailable', `${host} gave no complete answer within ${expiredAfterMs} ms`);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (codeOf(cause) === 'EGRESS_BLOCKED') return blocked(host, (cause as Error).message);
  return new ConnectorError('unavailable', `${host} gave no complete answer (${codeOf(error) ?? codeOf(cause) ?? 'unknown error'})`);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const MAX_REASON_LENGTH = 300;

/** Foreign text for people: one line, short, no control or invisible characters, and without the secrets, should it repeat one. */
export function tidyReason(text: string, secrets: readonly string[]): string {
  const redacted = secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '[redacted]')), text);
  return redacted
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .slice(0, MAX_REASON_LENGTH)
    .toWellFormed();
}
