import type { ReadinessCheck } from '#apps/api/http/health-routes.ts';
import type { TemporalLink } from '#apps/dispatch/temporal-link.ts';
import type { Sql } from '#db/database.ts';
import { countPendingMigrations } from '#db/migrate.ts';

/** A delivery that has been orphaned for this long means that the sweeper, or Temporal, does not keep up. */
const maxLagMs = 30_000;
/** The sweeper scans every second. */
const maxSilenceMs = 15_000;

export interface ReadinessDeps {
  sql: Sql;
  link: TemporalLink;
  sweeper: { lag: { oldestMs: number; lookedMsAgo: number } } | null;
  encryptionKeys: { check(): ReadinessCheck };
}

/** One check per dependency. Only PostgreSQL and its schema are required, because accepting an event needs nothing else. */
export async function checkReadiness({ sql, link, sweeper, encryptionKeys }: ReadinessDeps): Promise<ReadinessCheck[]> {
  const checks = await Promise.all([
    check('postgres', true, async () => {
      const before = performance.now();
      await sql`select 1`;
      return `answered in ${(performance.now() - before).toFixed(1)} ms`;
    }),
    check('migrations', true, async () => {
      const pending = await countPendingMigrations(sql);
      if (pending > 0) throw new Error(`${pending} pending: run npm run db:migrate`);
      return 'all applied';
    }),
    check('temporal', false, async () => {
      await link.check();
      return 'answered';
    }),
  ]);
  return [...checks, ...(sweeper ? [checkSweeper(sweeper.lag)] : []), encryptionKeys.check()];
}

async function check(name: ReadinessCheck['name'], required: boolean, ask: () => Promise<string>): Promise<ReadinessCheck> {
  try {
    return { name, ok: true, required, detail: await ask() };
  } catch (error) {
    return { name, ok: false, required, detail: error instanceof Error ? error.message : String(error) };
  }
}

function checkSweeper({ oldestMs, lookedMsAgo }: { oldestMs: number; lookedMsAgo: number }): ReadinessCheck {
  const ok = oldestMs < maxLagMs && lookedMsAgo < maxSilenceMs;
  const detail = `last scan ${lookedMsAgo} ms ago; the oldest delivery without a workflow is ${oldestMs} ms old`;
  return { name: 'sweeper', ok, required: false, detail };
}
