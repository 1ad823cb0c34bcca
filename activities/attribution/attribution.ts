import { promises as timers } from 'node:timers';
import { heartbeat, sleep } from '@temporalio/activity';
import { reportGivenUp } from '#activities/give-up.ts';
import { progressed } from '#activities/unfinished-work.ts';
import type { RateBook } from '#db/attribution/reports/rate-book.ts';
import { learn } from '#db/attribution/versions/learn.ts';
import { beginRecomputation, recompute } from '#db/attribution/versions/recompute.ts';
import { rollUp } from '#db/attribution/versions/roll-up.ts';
import { addFirstVersion, endVersion, findVersion, listFollowing } from '#db/attribution/versions/version.ts';
import type { Sql } from '#db/database.ts';
import { versionSettings } from '#domain/attribution/version-settings.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import type { Settings } from '#domain/settings.ts';
import { createMonthKeeper } from './keep-converted.ts';

export interface AttributionActivityDeps {
  /** The pool of the attribution store. */
  attribution: Sql;
  /** What that store knows of exchange rates. */
  fxRates: RateBook;
  settings: () => Settings;
  notify: Notify;
  /** Records what other subjects know: deals, API keys, synced records. Returns the number of facts. */
  collectFacts: () => Promise<number>;
  /** After them: what follows from new facts elsewhere. Returns how much. */
  onFacts: () => Promise<number>;
  /** Aborted when the process is to stop: another one goes on. */
  stopping: AbortSignal;
}

interface Standstill {
  reason: string;
  /** When it failed first. */
  since: string;
}

/** How long one activity runs: a longer one has no benefit, a shorter one enlarges the history. */
const shiftMs = 600_000;
/** Between two looks, when there was nothing new. Half of the second within which new facts are seen. */
const pauseMs = 500;

export function createAttributionActivities({
  attribution: sql,
  fxRates,
  settings,
  notify,
  collectFacts,
  onFacts,
  stopping,
}: AttributionActivityDeps) {
  /** Between two pages: ends the activity if it was cancelled, and lets other work of this process go on. */
  const nextPage = async () => {
    heartbeat();
    progressed();
    await sleep(0);
  };

  const keepConverted = createMonthKeeper({ sql, rates: fxRates }, () => {
    const { currency, model } = settings().attribution;
    return { currency, model };
  });

  /** One look at everything. Returns whether more is waiting. */
  async function rollUpOnce(): Promise<{ facts: number; isBehind: boolean }> {
    // What another subject cannot tell now must not keep what is known from the reports.
    const [collected] = await Promise.allSettled([collectFacts()]);
    const done = { facts: 0, isBehind: collected.status === 'fulfilled' && collected.value > 0 };
    for (const { number } of await listFollowing(sql)) {
      const pass = await rollUp(sql, number, nextPage);
      done.facts += pass?.facts ?? 0;
      done.isBehind ||= pass?.isBehind ?? false;
    }
    const followed = await onFacts();
    done.isBehind ||= followed > 0;
    if (collected.status === 'rejected') throw collected.reason;
    await keepConverted(done.facts > 0, nextPage);
    return done;
  }

  return {
    /**
     * Rolls up new facts into every version that is active or ready, for some minutes, or once to see whether it can; the first time, it makes the
     * first version from the settings. Safe to repeat, and beside another one: a fact that is credited already changes nothing.
     */
    async rollUpAttribution({ isTrial }: { isTrial: boolean } = { isTrial: false }): Promise<string> {
      const until = Date.now() + (isTrial ? 0 : shiftMs);
      let facts = 0;
      await addFirstVersion(sql, versionSettings(settings().attribution));
      while (!stopping.aborted) {
        const pass = await rollUpOnce();
        facts += pass.facts;
        await nextPage();
        if (Date.now() >= until) break;
        if (!pass.isBehind) await timers.setTimeout(pauseMs, undefined, { signal: stopping }).catch(() => {});
      }
      return `${facts} facts rolled up`;
    },

    /**
     * Tells that new facts are not added up. Returns whether it did: while the store is away, readiness tells. Safe to repeat: each standstill is told
     * once.
     */
    async tellStandstill({ reason, since }: Standstill): Promise<boolean> {
      if (!(await answers(sql))) return false;
      await notify('causeway.attribution.standing_still', { reason, failing_since: since }, `causeway.attribution.standing_still/${since}`);
      return true;
    },

    /** Tells its end. Safe to repeat. */
    tellMotion: ({ reason, since }: Standstill): Promise<void> =>
      notify('causeway.attribution.recovered', { reason, failing_since: since }, `causeway.attribution.recovered/${since}`),

    /** Computes a version, page by page, and adds it up. Safe to repeat: each page is credited once, with the cursor that it moves. */
    async recomputeVersion(number: number): Promise<string> {
      const version = await findVersion(sql, number);
      if (version?.state !== 'building') return `version ${number} is ${version?.state ?? 'unknown'}`;
      await beginRecomputation(sql, number, () => learn(sql, version.settings, nextPage));
      return (await recompute(sql, number, { onPage: nextPage }))
        ? `version ${number} is ready`
        : `version ${number} is not wanted any more`;
    },

    /** Stores why a version cannot be computed. Safe to repeat: the first reason stays. */
    async giveUpVersion(number: number, reason: string): Promise<void> {
      await endVersion(sql, number, 'failed', reason);
      await reportGivenUp(notify, String(number), reason);
    },
  };
}

const answers = async (store: Sql): Promise<boolean> =>
  store`select from touch limit 1`.then(
    () => true,
    () => false,
  );
