import { promises as timers } from 'node:timers';
import { heartbeat, sleep } from '@temporalio/activity';
import { progressed } from '#activities/unfinished-work.ts';
import type { Database } from '#db/database.ts';
import { countEndedDeliveries } from '#db/delivery/delivery-hours.ts';
import { lookAtConnections } from '#db/health/look-at-connections.ts';
import { lookAtEndpoints } from '#db/health/look-at-endpoints.ts';
import { lookAtSyncs } from '#db/health/look-at-syncs.ts';
import { endUnwatched, noteWatched, purgePeriods, storeStates } from '#db/health/period.ts';
import { readTime } from '#db/time.ts';
import type { DescribeVendor } from '#domain/health/describe-vendor.ts';
import type { Look } from '#domain/health/look.ts';
import type { Settings } from '#domain/settings.ts';
import { readVendorStatus, type StatusFeeds } from './read-vendor-status.ts';

export interface HealthActivityDeps {
  db: Database;
  describeVendor: DescribeVendor;
  settings: () => Settings;
  vendors: StatusFeeds;
  /** Aborted when the process is to stop: another one goes on. */
  stopping: AbortSignal;
}

/** How long one activity runs: a longer one has no benefit, a shorter one enlarges the history. By a clock that never jumps. */
const shiftMs = 600_000;
/** Between two looks: a change is in the history at most so much later. */
const pauseMs = 30_000;
/** Below the heartbeat timeout. */
const tickMs = 5_000;
const page = 500;

export function createHealthActivities({ db: { sql }, describeVendor: describe, settings, vendors, stopping }: HealthActivityDeps) {
  /** Ends the activity if it was cancelled, and lets other work of this process go on. */
  const alive = async () => {
    heartbeat();
    progressed();
    await sleep(0);
  };

  /** Looks at everything once, and counts what was delivered since. Returns how many subjects there are. */
  async function lookOnce(): Promise<number> {
    await endUnwatched(sql);
    const context = async () => ({ describe, now: await readTime(sql) });
    const kinds = [
      async (before: string | undefined) => lookAtConnections(sql, { before, limit: page }, await context()),
      async (before: string | undefined) => lookAtSyncs(sql, { before, limit: page }, await context()),
      async (before: string | undefined) => lookAtEndpoints(sql, { before, limit: page }, await context()),
    ];
    let seen = 0;
    for (const read of kinds) seen += await storeAll(read);
    await noteWatched(sql);
    while (await countEndedDeliveries(sql)) await alive();
    while ((await purgePeriods(sql, settings().health.history_days, page)) === page) await alive();
    return seen;
  }

  async function storeAll(read: (before: string | undefined) => Promise<Look[]>): Promise<number> {
    let [seen, before]: [number, string | undefined] = [0, undefined];
    for (;;) {
      await alive();
      const looks = await read(before);
      await storeStates(sql, looks);
      seen += looks.length;
      before = looks.at(-1)?.id;
      if (looks.length < page) return seen;
    }
  }

  return {
    /**
     * Looks at the health of everything for some minutes, and keeps what has changed. Safe to repeat, and beside another one: a state that is
     * stored already changes nothing, and a delivery that is counted is not counted again.
     */
    async watchHealth(): Promise<string> {
      const until = performance.now() + shiftMs;
      let seen = 0;
      while (performance.now() < until && !stopping.aborted) {
        seen = await lookOnce();
        if (settings().health.vendor_status) await readVendorStatus(sql, vendors, alive);
        for (let waitedMs = 0; waitedMs < pauseMs && !stopping.aborted; waitedMs += tickMs) {
          await alive();
          await timers.setTimeout(tickMs, undefined, { signal: stopping }).catch(() => {});
        }
      }
      return `${seen} looked at`;
    },
  };
}
