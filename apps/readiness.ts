import type { Logger } from 'pino';
import type { ReadinessCheck } from '#apps/api/http/health-routes.ts';
import type { TemporalLink } from '#apps/dispatch/temporal-link.ts';
import type { Sql } from '#db/database.ts';
import { isUndefinedTable } from '#db/failure.ts';
import { countPendingMigrations } from '#db/migrate.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { FaultWatch, thisInstance } from './fault-watch.ts';

/** Much longer than a healthy dependency takes, and shorter than any supervisor waits. */
const checkWithinMs = 1_000;
/** Anybody may ask, and the dependencies must not notice how many do. */
const cachedForMs = 1_000;

export interface ReadinessDeps {
  sql: Sql;
  link: Pick<TemporalLink, 'check'>;
  /** What this process knows of its own parts, from memory. */
  parts: readonly { check(): ReadinessCheck }[];
  encryptionKeys: { check(): ReadinessCheck };
  /** The attribution store, which can be in another database. */
  attribution?: Sql;
  log: Pick<Logger, 'warn' | 'info'>;
  notify: Notify;
}

/** While one of these fails, so does the check, and that is no news. */
const dependencies: Partial<Record<ReadinessCheck['name'], readonly ReadinessCheck['name'][]>> = {
  migrations: ['postgres'],
  lease: ['postgres'],
  // It lists computations of the attribution, too.
  sweeper: ['postgres', 'temporal', 'attribution'],
  workers: ['temporal'],
  attribution: ['postgres'],
};

/**
 * One check per dependency. Only PostgreSQL and its schema are required, because accepting an event needs nothing else. Everybody who asks
 * within a second gets the same result. It contains no addresses, because the route is public: those are in the log.
 */
export function createReadiness({
  sql,
  link,
  parts,
  encryptionKeys,
  attribution,
  log,
  notify,
}: ReadinessDeps): () => Promise<ReadinessCheck[]> {
  const watches = new Map<string, FaultWatch>();
  const checks = [
    createCheck('postgres', { required: true, log }, async () => {
      const before = performance.now();
      await sql`select 1`;
      return `answered in ${(performance.now() - before).toFixed(1)} ms`;
    }),
    createCheck('migrations', { required: true, log }, async () => {
      const pending = await countPendingMigrations(sql);
      if (pending > 0) throw new CheckFailed(`${pending} pending: run npm run db:migrate`);
      return 'all applied';
    }),
    createCheck('temporal', { required: false, log }, async () => {
      await link.check();
      return 'answered';
    }),
    ...(attribution ? [createCheck('attribution', { required: false, log }, () => checkAttribution(attribution))] : []),
  ];
  async function runAll(): Promise<ReadinessCheck[]> {
    const results = await Promise.all(checks.map((check) => check()));
    const all = [...results, ...parts.map((part) => part.check())];
    const failed = new Set(all.filter(({ ok }) => !ok).map(({ name }) => name));
    for (const result of all) {
      const isConsequence = dependencies[result.name]?.some((name) => failed.has(name)) ?? false;
      if (result.ok || !isConsequence) watchOf(result).note(result.ok ? null : (result.cause ?? result.detail));
    }
    // Encryption keys have events of their own.
    return [...all.map(({ cause: _, ...shown }) => shown), encryptionKeys.check()];
  }

  function watchOf({ name: check, required }: ReadinessCheck): FaultWatch {
    const known = watches.get(check);
    if (known) return known;
    const about = { check, instance: thisInstance };
    const watch = new FaultWatch({
      begun: (reason) => notify('causeway.readiness.failed', { ...about, reason, required }),
      ended: (reason, since) => notify('causeway.readiness.recovered', { ...about, reason, failing_since: since.toISOString() }),
    });
    watches.set(check, watch);
    return watch;
  }

  let latest: { results: Promise<ReadinessCheck[]>; endedAt: number } | undefined;
  return () => {
    if (latest && performance.now() - latest.endedAt < cachedForMs) return latest.results;
    const run = { results: runAll(), endedAt: Infinity };
    latest = run;
    void run.results.then(() => (run.endedAt = performance.now()));
    return run.results;
  };
}

async function checkAttribution(sql: Sql): Promise<string> {
  try {
    await sql`select from touch limit 1`;
    return 'answered';
  } catch (error) {
    if (!isUndefinedTable(error)) throw error;
    throw new CheckFailed('the store is not there, or was moved: set ATTRIBUTION_DATABASE_URL, run npm run db:migrate');
  }
}

/** A message of our own, which can be shown to everybody. */
class CheckFailed extends Error {}

/** Never rejects, and responds within a second. A question that is still open is not asked again. */
function createCheck(
  name: ReadinessCheck['name'],
  { required, log }: { required: boolean; log: ReadinessDeps['log'] },
  ask: () => Promise<string>,
): () => Promise<ReadinessCheck> {
  let asked: Promise<string> | undefined;
  let wasOk = true;
  const note = (ok: boolean, error?: unknown) => {
    if (ok && !wasOk) log.info({ check: name }, 'a readiness check succeeds again');
    if (!ok && wasOk) log.warn({ check: name, err: error }, 'a readiness check fails');
    wasOk = ok;
  };
  return async () => {
    asked ??= ask().finally(() => (asked = undefined));
    try {
      const detail = await inTime(asked);
      note(true);
      return { name, ok: true, required, detail };
    } catch (error) {
      note(false, error);
      return {
        name,
        ok: false,
        required,
        detail: error instanceof CheckFailed ? error.message : 'failed: the log of the process has the reason',
        cause: error instanceof Error ? error.message : String(error),
      };
    }
  };
}

function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const end = () => reject(new CheckFailed(`no response within ${checkWithinMs} ms`));
  // If the event loop was blocked, the response can be waiting in the socket. It is read before an immediate runs.
  const timer = setTimeout(() => setImmediate(end), checkWithinMs);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
