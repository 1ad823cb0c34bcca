import { convertMonths, type MonthPlace } from '#db/attribution/reports/convert-months.ts';
import { askFor, type ConvertedFor, forgetOtherVersions, listConvertedFor } from '#db/attribution/reports/converted-for.ts';
import type { AttributionStore } from '#db/attribution/store.ts';
import { findActiveVersion, type Version } from '#db/attribution/versions/version.ts';

type Store = Pick<AttributionStore, 'sql' | 'rates'>;

interface Round {
  version: Version;
  wanted: ConvertedFor[];
  after: MonthPlace | null;
}

/** Of each look at new facts, which come before, as deliveries do: a sixth of the time. All months of a thousand partners and two years take some ten minutes so. */
const budgetMs = 100;
/** A round looks at each month of each partner, half a second for a thousand partners. Reports that find a month lacking read its days meanwhile. */
const roundEveryMs = 10_000;
/** Rates can be imported although there are no new facts. */
const idleRoundEveryMs = 60_000;

/**
 * Stores what the live reports of the active version read by month, in rounds over all partners, some at a time: what was never stored, and what new facts
 * or new rates have changed. Returns whether the round goes on, which needs no haste: what is not stored is read by day.
 */
export function createMonthKeeper(store: Store, defaults: () => ConvertedFor) {
  let round: Round | null = null;
  let endedAt = Number.NEGATIVE_INFINITY;
  let hasNews = true;

  async function begin(): Promise<Round | null> {
    const version = await findActiveVersion(store.sql);
    if (version?.completeTo == null) return null;
    await forgetOtherVersions(store.sql);
    await askFor(store.sql, defaults());
    return { version, wanted: await listConvertedFor(store.sql), after: null };
  }

  return async function keepSome(isNews: boolean, onPartner: () => Promise<void>): Promise<boolean> {
    hasNews ||= isNews;
    const now = performance.now();
    if (round === null) {
      if (now - endedAt < (hasNews ? roundEveryMs : idleRoundEveryMs)) return false;
      hasNews = false;
      round = await begin();
    }
    while (round !== null && performance.now() - now < budgetMs) {
      const [wanted] = round.wanted;
      if (wanted === undefined) break;
      round.after = await convertMonths(store, round.version, wanted, round.after, onPartner);
      if (round.after === null) round.wanted.shift();
    }
    if (round !== null && round.wanted.length > 0) return true;
    [round, endedAt] = [null, performance.now()];
    return false;
  };
}
