import type { FastifyRequest } from 'fastify';

// Temporal responds within milliseconds when it is healthy. If it is not, the caller need not wait.
const patienceMs = 1_000;

/**
 * Notifies Temporal of a change that PostgreSQL has already stored. The sweeper does the same later, so the request does not fail if
 * Temporal fails or is slow.
 */
export async function bestEffort(request: FastifyRequest, what: string, tell: () => Promise<unknown>): Promise<void> {
  const { promise: patience, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, patienceMs);
  const told = tell().catch((error: unknown) => {
    request.log.warn({ err: error, what }, 'Temporal was not notified; the sweeper will do it later');
  });
  await Promise.race([told, patience]);
  clearTimeout(timer);
}
