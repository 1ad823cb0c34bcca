import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { isDatabaseBusy, isDatabaseUnavailable, isUndefinedTable } from '#db/failure.ts';

/** Publishers repeat a request after 2 s. */
const retryMs = 500;

/**
 * Begins what needs PostgreSQL. Resolves once that was tried: a process that starts beside its database, as after a power failure, serves its
 * health and waits as long as it takes. Rejects if the first try shows that waiting does not help, such as a wrong password. `done` resolves
 * when it has begun, or was aborted.
 */
export async function beginWhenAvailable(
  begin: () => Promise<void>,
  { log, signal }: { log: Logger; signal: AbortSignal },
): Promise<{ done: Promise<void> }> {
  try {
    await begin();
    return { done: Promise.resolve() };
  } catch (error) {
    if (!isDatabaseUnavailable(error) && !isDatabaseBusy(error) && !isUndefinedTable(error)) throw error;
    return { done: repeat(error) };
  }

  async function repeat(first: unknown): Promise<void> {
    const waitingSince = Date.now();
    for (let [error, reported] = [first, '']; ;) {
      // One line for each reason.
      const reason = reasonOf(error);
      if (reason !== reported) log.warn({ reason }, 'waiting for PostgreSQL before work begins; trying again until it succeeds');
      reported = reason;
      await delay(retryMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await begin();
        return log.info({ waited_ms: Date.now() - waitingSince }, 'PostgreSQL is available: work begins');
      } catch (next) {
        error = next;
      }
    }
  }
}

/** What PostgreSQL or the socket said; drizzle's own message is the statement. */
function reasonOf(error: unknown): string {
  const said = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return said instanceof Error ? said.message : String(said);
}
