import { promises as timers } from 'node:timers';
import { heartbeat, sleep } from '@temporalio/activity';
import { progressed } from '#activities/unfinished-work.ts';
import { listOpenAlerts } from '#db/alerts/open-alerts.ts';
import type { Database } from '#db/database.ts';
import type { DescribeVendor } from '#domain/health/describe-vendor.ts';
import type { BookNights } from '#domain/reconciliation/book-night.ts';
import type { Settings } from '#domain/settings.ts';
import { type AlertKeeper, createFaultFinder, type LookResult } from './look-for-faults.ts';

export interface AlertWatchDeps {
  db: Database;
  describeVendor: DescribeVendor;
  settings: () => Settings;
  nights: () => BookNights;
  readCertificates: () => Promise<{ file: string; pem: string }[]>;
  /** Starts and signals the workflows of alerts. */
  alertNews: Pick<AlertKeeper, 'tell' | 'clear'>;
  /** Aborted when the process is to stop: another one goes on. */
  stopping: AbortSignal;
}

/** How long one activity runs: a longer one has no benefit, a shorter one enlarges the history. By a clock that never jumps. */
const shiftMs = 600_000;
/** Between two looks: a fault is noticed at most so much later. */
const pauseMs = 5_000;
/** Below the heartbeat timeout by so much that a busy process is not taken for a dead one. */
const beatMs = 1_000;
/** A rule has a few statements, of five seconds at most. One that takes longer hangs: the next try has another database connection. */
const hangMs = 20_000;
const nothing: LookResult = { told: 0, cleared: 0, problems: [] };
/** Problems of one look that are shown. */
const MAX_SHOWN = 5;

export function createAlertWatchActivities(deps: AlertWatchDeps) {
  const { db, describeVendor: describe, settings, nights: bookNights, readCertificates, alertNews, stopping } = deps;

  return {
    /**
     * Looks at all rules of the alerts for some minutes, and tells what has changed. Safe to repeat, and beside another one: what is told twice is
     * the same alert.
     */
    async watchAlerts(): Promise<string> {
      let aliveAt = performance.now();
      /** Ends the activity if it was cancelled, and lets other work of this process go on. */
      const alive = async () => {
        aliveAt = performance.now();
        progressed();
        await sleep(0);
      };
      const alerts = { ...alertNews, listOpen: () => listOpenAlerts(db.sql) };
      const finder = createFaultFinder({ sql: db.sql, settings, bookNights, describe, readCertificates, alerts, alive });
      const until = performance.now() + shiftMs;
      let [told, cleared, problems]: [number, number, string[]] = [0, 0, []];
      const beat = setInterval(() => {
        if (performance.now() - aliveAt < hangMs) heartbeat();
      }, beatMs);
      try {
        while (performance.now() < until && !stopping.aborted) {
          const look = settings().alerts.watch ? await finder.look() : nothing;
          told += look.told;
          cleared += look.cleared;
          problems = look.problems;
          await alive();
          await timers.setTimeout(pauseMs, undefined, { signal: stopping }).catch(() => {});
        }
      } finally {
        clearInterval(beat);
      }
      const now = problems.length === 0 ? '' : `; ${problems.slice(0, MAX_SHOWN).join('; ').slice(0, 2_000)}`;
      return `${told} told, ${cleared} cleared${now}`;
    },
  };
}
