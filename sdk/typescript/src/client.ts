import createClient, { type Client } from 'openapi-fetch';
import { type Credentials, tokenSource } from './credentials.ts';
import { toError } from './error.ts';
import { type RetryOptions, withRetry } from './retry.ts';
import type { paths } from './schema.ts';

export type CausewayOptions = RetryOptions &
  Credentials & {
    /** Where the installation is, without /api/v1: `https://causeway.example.com`. */
    baseUrl: string;
    /** In place of the global one. */
    fetch?: typeof fetch;
  };

/** `client.GET('/api/v1/deliveries', { params: { query: { status: 'held' } } })`, typed by the API's contract. */
export type Causeway = Client<paths>;

/**
 * A client of the whole API. It sends an Idempotency-Key with every POST, waits and tries again after 429 and 503, and
 * throws a `CausewayError` for every refusal: `data` of what it returns is what was asked for.
 */
export function createCausewayClient(options: CausewayOptions): Causeway {
  const { fetch: send = globalThis.fetch } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const token = tokenSource(options, baseUrl, send);
  const deliver = withRetry((request) => send(request), options);
  return createClient<paths>({
    baseUrl,
    fetch: async (request) => {
      request.headers.set('authorization', `Bearer ${await token()}`);
      if (request.method === 'POST' && !request.headers.has('idempotency-key'))
        request.headers.set('idempotency-key', crypto.randomUUID());
      const response = await deliver(request);
      if (!response.ok) throw await toError(response);
      return response;
    },
  });
}
