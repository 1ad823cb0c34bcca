import { readAnswer } from './answer.ts';
import { bindResources, type Invoke } from './bind.ts';
import { authenticator, type Credentials } from './credentials.ts';
import { CausewayError } from './error.ts';
import { exchangeOver, type Outgoing } from './exchange.ts';
import { expectedTypes, toOutgoing } from './request.ts';
import type { Resources } from './resources.ts';
import { withRetry } from './retry.ts';

export type CausewayOptions = Credentials & {
  /** Where the installation is: `https://causeway.example.com`. */
  baseUrl: string;
  /** How long one attempt may take until its answer is there, in ms; then it counts as a broken connection. Default 30,000. */
  timeoutMs?: number | undefined;
  /** Further attempts after 408, 429, 5xx or a broken connection. Default 3. */
  maxRetries?: number | undefined;
  /** The longest wait that a Retry-After may ask for, in ms; a longer one ends the attempts. Default 60,000. */
  maxWaitMs?: number | undefined;
  /** In place of the global one. */
  fetch?: typeof fetch | undefined;
};

/** `causeway.deals.create({ … })`: every operation of the API, typed by its contract. */
export type Causeway = Resources;

/** What ends a token before its time is over: it or its client was revoked, the signing keys were replaced. */
const TOKEN_REFUSALS = new Set(['invalid_token', 'expired_token', 'revoked_token']);

/**
 * A client of the whole API. It sends an Idempotency-Key with every POST, waits and tries again when that can help, and throws a
 * `CausewayError` for every refusal, and for what is no answer of the API, such as a redirect or a proxy's page. Throws `TypeError` for
 * options that no request can be sent with.
 */
export function createCausewayClient(options: CausewayOptions): Causeway {
  const { timeoutMs = 30_000, maxRetries = 3, maxWaitMs = 60_000, fetch: send = globalThis.fetch } = options;
  const defaults = { baseUrl: toBaseUrl(options.baseUrl), timeoutMs, maxRetries };
  const exchange = withRetry(exchangeOver(send), maxWaitMs);
  const { token, proof } = authenticator(options, defaults, exchange);

  /** With a token. Nothing was carried out if the token was refused, so it may be sent once more; the refusal stands if there is no other. */
  async function withToken(outgoing: Outgoing, types: readonly string[]) {
    const sent = await orAborted(token(), outgoing.signal);
    outgoing.headers.set('authorization', `Bearer ${sent}`);
    const received = await exchange(outgoing);
    try {
      return readAnswer(received, types);
    } catch (error) {
      const next = isTokenRefused(error) ? await token(sent).catch(() => sent) : sent;
      if (next === sent) throw error;
      outgoing.headers.set('authorization', `Bearer ${next}`);
      return readAnswer(await exchange(outgoing), types);
    }
  }

  const invoke: Invoke = async (route, invocation) => {
    const outgoing = toOutgoing(route, invocation, defaults);
    const types = expectedTypes(route, invocation.query);
    if (route.auth === undefined) return withToken(outgoing, types);
    if (route.auth === 'client' && !isProven(invocation.body)) {
      outgoing.body = () => proof(invocation.body ?? {}, outgoing.headers);
    }
    return readAnswer(await exchange(outgoing), types);
  };
  return bindResources(invoke);
}

/** The token is shared with other callers, so its request goes on when one of them gives up. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}

/** Without a slash at its end, and without the path of the API, which each route has. */
function toBaseUrl(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError('baseUrl must be the address of the installation, such as https://causeway.example.com');
  }
  return url.href.replace(/\/+$/, '').replace(/\/api\/v1$/, '');
}

/** Whether the caller of an OAuth endpoint says in the form which client it is. */
function isProven(body: unknown): boolean {
  return Object.keys(body ?? {}).some((name) => name === 'client_secret' || name === 'client_assertion');
}

function isTokenRefused(error: unknown): boolean {
  return error instanceof CausewayError && error.status === 401 && TOKEN_REFUSALS.has(error.code);
}
