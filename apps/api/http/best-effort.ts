import type { FastifyRequest } from 'fastify';

// Temporal answers within milliseconds when it is well. When it is not, the caller need not wait to find out.
const patienceMs = 1_000;

/**
 * Tells Temporal about something that PostgreSQL already holds. The sweeper does the same later, so neither a failure nor
 * slowness of Temporal is the request's.
 */
export async function bestEffort(request: FastifyRequest, what: string, tell: () => Promise<unknown>): Promise<void> {
  const { promise: patience, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, patienceMs);
  const told = tell().catch((error: unknown) => {
    request.log.warn({ err: error, what }, 'Temporal was not told; the sweeper will see to it');
  });
  await Promise.race([told, patience]);
  clearTimeout(timer);
}
