import createClient, { type Client } from 'openapi-fetch';
import { refusalOf } from './answer.ts';
import { type Credentials, tokenSource } from './credentials.ts';
import type { CausewayError } from './error.ts';
import { exchangeOver } from './exchange.ts';
import { toPath } from './path.ts';
import { type RetryOptions, withRetry } from './retry.ts';
import type { paths } from './schema.ts';

export type CausewayOptions = RetryOptions &
  Credentials & {
    /** Where the installation is, without /api/v1: `https://causeway.example.com`. */
    baseUrl: string;
    /** How long one attempt may take until its answer is there, in ms; then it counts as a broken connection. Default 30,000. */
    timeoutMs?: number;
    /** In place of the global one. */
    fetch?: typeof fetch;
  };

/** `client.GET('/api/v1/deliveries', { params: { query: { status: 'held' } } })`, typed by the API's contract. */
export type Causeway = Client<paths>;

/** What ends a token before its time is over: it or its client was revoked, the signing keys were replaced. */
const TOKEN_REFUSALS = new Set(['invalid_token', 'expired_token', 'revoked_token']);

/**
 * A client of the whole API. It sends an Idempotency-Key with every POST, waits and tries again after 429 and 503, and
 * throws a `CausewayError` for every refusal, and for what is no answer of the API, such as a redirect or a proxy's page:
 * `data` of what it returns is what was asked for. When an `if-none-match` still holds there is none, and the status of
 * `response` is 304.
 */
export function createCausewayClient(options: CausewayOptions): Causeway {
  const exchange = exchangeOver(options.fetch ?? globalThis.fetch, options.timeoutMs ?? 30_000);
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const token = tokenSource(options, baseUrl, exchange);
  const deliver = withRetry(exchange, options);
  return createClient<paths>({
    baseUrl,
    pathSerializer: toPath,
    fetch: async (request) => {
      if (request.method === 'POST' && !request.headers.has('idempotency-key')) {
        request.headers.set('idempotency-key', crypto.randomUUID());
      }
      const sent = await token();
      const response = await deliver(withToken(request, sent));
      const refusal = await refusalOf(response);
      if (!refusal) return response;
      // Nothing was carried out, so it may be sent once more. When no other token is to be had, the refusal stands.
      const next = isTokenRefused(refusal) ? await token(sent).catch(() => sent) : sent;
      if (next === sent) throw refusal;
      const repeated = await deliver(withToken(request, next));
      const still = await refusalOf(repeated);
      if (still) throw still;
      return repeated;
    },
  });
}

function withToken(request: Request, token: string): Request {
  request.headers.set('authorization', `Bearer ${token}`);
  return request;
}

function isTokenRefused({ status, code }: CausewayError): boolean {
  return status === 401 && TOKEN_REFUSALS.has(code);
}
