import { Agent, request } from 'undici';
import { createDialler, type Dialling } from '#connectors/egress/dial.ts';
import type { EgressGuard } from '#connectors/egress/egress-guard.ts';
import { readAtMost } from '#connectors/read-at-most.ts';
import { type Span, traced, type Tracer } from '#domain/tracer.ts';

/** For resolving, connecting, TLS and the whole answer: a caller waits for its token meanwhile. */
const TIMEOUT_MS = 5_000;
/** Ten RSA-4096 keys with certificates stay below. */
const MAX_BYTES = 64 * 1024;

/**
 * Reads a JWK Set (RFC 7517) that somebody else publishes, behind the guard: https only, no redirects, one deadline for
 * everything. Throws when there is no such answer. `ca` replaces the system's certificate authorities.
 */
export function createJwksFetcher(options: { guard: EgressGuard; version: string; ca?: string | undefined; tracer?: Tracer | undefined }) {
  const { guard, version, ca, tracer } = options;
  const headers = {
    accept: 'application/jwk-set+json, application/json',
    'accept-encoding': 'identity',
    'user-agent': `Causeway/${version}`,
  };

  return (url: string): Promise<unknown> =>
    traced(
      tracer,
      { name: 'GET', kind: 'client', attributes: { 'http.request.method': 'GET', 'server.address': URL.parse(url)?.hostname ?? '' } },
      (span) => read(url, span),
    );

  async function read(url: string, span?: Span): Promise<unknown> {
    const problem = guard.checkUrl(url);
    if (problem) throw new Error(problem.message);
    if (!url.startsWith('https://')) throw new Error('key sets are read over https only');
    let dialling: Dialling | undefined;
    // A connection for each: they are rare, and none outlives a change of the allow list.
    const agent = new Agent({ connect: createDialler({ guard, ca, onDial: (one) => (dialling = one) }), pipelining: 0 });
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    signal.addEventListener('abort', () => dialling?.cancel(), { once: true });
    try {
      const { statusCode, body } = await request(url, { dispatcher: agent, headers, signal });
      span?.set({ 'http.response.status_code': statusCode });
      if (statusCode !== 200) {
        throw Object.assign(new Error(`the answer was HTTP ${statusCode}; redirects are not followed`), { code: String(statusCode) });
      }
      return JSON.parse(await readAtMost(body, MAX_BYTES)) as unknown;
    } finally {
      await agent.destroy();
    }
  }
}
