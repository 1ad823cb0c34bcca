import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Lane } from '#domain/connections/lane.ts';
import type { Budget, Draw } from './budget.ts';
import { ConnectorError, type ConnectorErrorKind } from './connector-error.ts';
import type { VendorTokens } from './oauth-vendor.ts';
import type { LimitReading, VendorFailure, VendorProtocol } from './protocol.ts';
import { type HttpAnswer, type HttpCall, type HttpStream, isSuccess, tidyReason, type VendorHttp } from './vendor-http.ts';

interface VendorRequest {
  method: HttpCall['method'];
  /** Below the account's base URL, beginning with a slash. */
  path: string;
  query?: Readonly<Record<string, string | number | readonly string[] | undefined>> | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  /** At most one of these. */
  json?: unknown;
  form?: readonly (readonly [name: string, value: string])[] | undefined;
  text?: string | undefined;
  /** Limits of the manifest that count only calls which name them. */
  draws?: readonly Draw[] | undefined;
  timeoutMs?: number | undefined;
  maxBytes?: number | undefined;
}

interface VendorAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  text: string;
  /** The body as this schema says; throws ConnectorError `malformed` if it does not. */
  read<T>(schema: z.ZodType<T>): T;
}

/** Makes a connection's calls: within its budget, with its credentials, each under one deadline. */
export interface VendorSession {
  /** An answer other than 2xx throws ConnectorError, as the vendor's protocol classifies it. */
  call(request: VendorRequest): Promise<VendorAnswer>;
  /** For bodies that may be large. */
  stream(request: VendorRequest): Promise<AsyncIterable<Buffer>>;
  /** By how much the vendor's clock is ahead of ours, as its latest answer said, to a second. Null if none did. */
  clockMs(): number | null;
  /** A file at an address that the vendor named: without credentials or budget, and only where calls may go. */
  download(url: string, maxBytes: number): Promise<string>;
}

/** Where a session gets its tokens. */
export interface TokenSource {
  current(): Promise<VendorTokens>;
  /** The vendor refused this access token: returns newer ones, or throws ConnectorError `unauthorized` if there are none. */
  renew(refused: VendorTokens): Promise<VendorTokens>;
}

export interface VendorSessionOptions {
  protocol: VendorProtocol;
  http: VendorHttp;
  tokens: TokenSource;
  budget: Budget;
  lane: Lane;
  /** How long a call waits for its budget before it throws. */
  patienceMs: number;
  /** Told after each call whether the vendor answered, and if not, why. */
  onReached?: (fault: ConnectorError | null) => Promise<void>;
  /** Told of each call that the vendor refused for its credentials or its scopes, or that was not sent because its address is forbidden. */
  onRefusal?: (error: ConnectorError) => Promise<void>;
  /** Told of each call that was sent: how it ended, and how long the vendor took. */
  onCalled?: ((outcome: ConnectorErrorKind | 'ok', seconds: number) => void) | undefined;
}

/** Vendors run their customers' own rules when a record is saved, which commonly takes seconds. */
const TIMEOUT_MS = 30_000;
/** If the vendor does not say when to come back. */
const RETRY_AFTER_MS = 10_000;

export function createVendorSession(options: VendorSessionOptions): VendorSession {
  const { protocol, http, tokens, budget, lane, patienceMs } = options;
  let clockMs: number | null = null;

  /** One request, and a second one with new tokens if the first were refused. */
  async function exchange<Answer extends HttpAnswer>(wish: VendorRequest, send: (call: HttpCall) => Promise<Answer>): Promise<Answer> {
    const first = await tokens.current();
    try {
      return await attempt(wish, first, send);
    } catch (error) {
      if (!isRefused(error)) throw await told(error);
    }
    try {
      return await attempt(wish, await tokens.renew(first), send);
    } catch (error) {
      throw await told(error);
    }
  }

  async function attempt<Answer extends HttpAnswer>(
    wish: VendorRequest,
    held: VendorTokens,
    send: (call: HttpCall) => Promise<Answer>,
  ): Promise<Answer> {
    const correlationId = randomUUID();
    const call = toCall(wish, held, correlationId);
    const permit = await budget.acquire(wish.draws ?? [], lane, patienceMs);
    const sentAt = performance.now();
    const note = (outcome: ConnectorErrorKind | 'ok') => options.onCalled?.(outcome, (performance.now() - sentAt) / 1_000);
    const answer = await send({ ...call, onSent: () => permit.sent() }).catch(async (error: unknown) => {
      permit.end(null);
      if (error instanceof ConnectorError) note(error.kind);
      if (isAway(error)) await options.onReached?.(error);
      throw error;
    });
    clockMs = clockOf(answer.headers['date']) ?? clockMs;
    const readings = protocol.readLimits(answer.headers).filter(isPossible);
    if (isSuccess(answer.status)) {
      note('ok');
      permit.end(readings);
      await options.onReached?.(null);
      return answer;
    }
    const failure = protocol.classify({ ...answer, json: parseJson(answer.text) });
    note(failure.kind);
    const isLimited = failure.kind === 'rate_limited';
    const retryAfterMs = answer.retryAfterMs ?? failure.retryAfterMs ?? (isLimited ? RETRY_AFTER_MS : undefined);
    permit.end(readings, isLimited ? { limitId: failure.limitId, retryAfterMs: retryAfterMs ?? RETRY_AFTER_MS } : undefined);
    const error = toError(failure, { host: call.url.host, status: answer.status, correlationId, retryAfterMs, held });
    // A record that another request has locked is no outage.
    await options.onReached?.(isAway(error) && answer.status >= 500 ? error : null);
    throw error;
  }

  function toCall(
    { method, path, query, headers, json, form, text, timeoutMs, maxBytes }: VendorRequest,
    held: VendorTokens,
    id: string,
  ): HttpCall {
    const url = new URL(protocol.baseUrl(held).replace(/\/$/, '') + path);
    for (const [name, value] of Object.entries(query ?? {})) {
      for (const one of Array.isArray(value) ? (value as readonly string[]) : [value]) {
        if (one !== undefined) url.searchParams.append(name, String(one));
      }
    }
    const body =
      json === undefined
        ? form
          ? new URLSearchParams(form.map(([name, value]): [string, string] => [name, value])).toString()
          : text
        : JSON.stringify(json);
    const type = json === undefined ? (form ? 'application/x-www-form-urlencoded' : undefined) : 'application/json';
    const typed = body === undefined || type === undefined ? {} : { 'content-type': type };
    return {
      method,
      url,
      headers: { 'x-correlation-id': id, ...typed, ...protocol.headers(held), ...headers },
      body,
      timeoutMs: timeoutMs ?? TIMEOUT_MS,
      maxBytes,
    };
  }

  async function told(error: unknown): Promise<unknown> {
    const concernsConnection =
      error instanceof ConnectorError && (isRefused(error) || error.details.missingScopes || error.details.isBlocked);
    if (concernsConnection) await options.onRefusal?.(error);
    return error;
  }

  return {
    async call(wish) {
      const answer = await exchange(wish, (call) => http.send(call));
      return { ...answer, read: (schema) => readAs(schema, answer) };
    },
    async stream(wish) {
      const { body } = await exchange<HttpStream>(wish, (call) => http.stream(call));
      return body;
    },
    clockMs: () => clockMs,
    async download(url, maxBytes) {
      if (!URL.canParse(url)) throw new ConnectorError('malformed', 'the vendor named an address that is none');
      const target = new URL(url);
      const answer = await http.send({ method: 'GET', url: target, headers: {}, timeoutMs: TIMEOUT_MS, maxBytes });
      if (isSuccess(answer.status)) return answer.text;
      throw new ConnectorError('unavailable', `${target.host} answered HTTP ${answer.status} instead of a file`);
    },
  };
}

/** No clock is wrong by more; what says so is no clock. */
const MAX_CLOCK_MS = 86_400_000;

/** The header has whole seconds: on the average it is half a second late. */
function clockOf(date: string | undefined): number | null {
  const ahead = Date.parse(date ?? '') + 500 - Date.now();
  return Math.abs(ahead) <= MAX_CLOCK_MS ? ahead : null;
}

const isAway = (error: unknown): error is ConnectorError => error instanceof ConnectorError && error.kind === 'unavailable';
const isRefused = (error: unknown) => error instanceof ConnectorError && error.kind === 'unauthorized';

interface Refused {
  host: string;
  status: number;
  correlationId: string;
  retryAfterMs: number | undefined;
  held: VendorTokens;
}

/** No vendor has a limit of no calls: it would never be told another number. */
const isPossible = ({ max = 1 }: LimitReading): boolean => max >= 1 && max < 2 ** 31;

function toError({ kind, reason, code, field, missingScopes, limitId }: VendorFailure, refused: Refused): ConnectorError {
  const { host, status, correlationId, retryAfterMs, held } = refused;
  // Some systems echo the request in their answer.
  const said = reason === undefined ? '' : `: ${tidyReason(reason, [held.accessToken, held.refreshToken ?? ''])}`;
  return new ConnectorError(kind, `${host} answered HTTP ${status}${said} (call ${correlationId})`, retryAfterMs, {
    code,
    field,
    missingScopes,
    limitId,
  });
}

function readAs<T>(schema: z.ZodType<T>, { status, text }: HttpAnswer): T {
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ConnectorError(
    'malformed',
    `the vendor answered HTTP ${status} with a body that is not as documented (${issue?.path.join('.') || 'body'}: ${issue?.message ?? ''})`,
  );
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
