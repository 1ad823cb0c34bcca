import type { FastifyRequest } from 'fastify';

// Temporal and PostgreSQL respond within milliseconds when they are healthy. If they are not, the caller need not wait.
const patienceMs = 1_000;

/**
 * Notifies Temporal of a change that PostgreSQL has already stored. The sweeper does the same later, so the request does not fail if
 * Temporal fails or is slow.
 */
export async function bestEffort(request: FastifyRequest, what: string, tell: () => Promise<unknown>): Promise<void> {
  const told = tell().catch((error: unknown) => {
    request.log.warn({ err: error, what }, 'Temporal was not notified; the sweeper will do it later');
  });
  await waitBriefly(told);
}

/** Waits at most a second for something that the response does not depend on. It must not reject. */
export async function waitBriefly(work: Promise<unknown>): Promise<void> {
  const { promise: patience, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, patienceMs);
  await Promise.race([work, patience]);
  clearTimeout(timer);
}
