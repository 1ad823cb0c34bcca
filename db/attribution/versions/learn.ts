import type { Sql } from '#db/database.ts';
import { liveScope } from '#domain/attribution/facts.ts';
import { channelOf, type Learnt, normalised } from '#domain/attribution/models/learnt.ts';
import { Chain } from '#domain/attribution/models/markov.ts';
import { Coalitions } from '#domain/attribution/models/shapley.ts';
import { type History, journeysOf } from '#domain/attribution/path.ts';
import type { VersionSettings } from '#domain/attribution/version-settings.ts';
import { usePlansByIndex } from './plans.ts';
import { readHistories } from './read-histories.ts';

/** Of subjects: two pages are in memory at once. */
const pageSize = 250;

/**
 * Learns what Markov and Shapley need from all paths of the live scope: those to a customer, and those that led to nothing. Reads page by page, the next one
 * while it counts the last one; what it keeps grows with the partners, not with the touches. Safe to repeat.
 */
export async function learn(sql: Sql, settings: VersionSettings, onPage: () => Promise<void>): Promise<Learnt> {
  const chain = new Chain();
  const coalitions = new Coalitions();
  for (let page = readHistoriesAfter(sql, '-1'); ;) {
    const { histories, last } = await page;
    if (last === null) break;
    page = readHistoriesAfter(sql, last);
    page.catch(() => {});
    for (const history of histories.values()) learnFrom(history, settings, { chain, coalitions });
    await onPage();
  }
  return { markov: normalised(await chain.removalEffects(onPage)), shapley: normalised(coalitions.values()) };
}

/** `last` is null after the last page. */
async function readHistoriesAfter(sql: Sql, after: string): Promise<{ histories: Map<string, History>; last: string | null }> {
  return sql.begin(async (tx) => {
    await usePlansByIndex(tx);
    const roots = await tx<{ root: string }[]>`
      select id::text as root from subject where scope = ${liveScope} and id = root_id and id > ${after}::bigint order by id limit ${pageSize}`;
    const histories = await readHistories(
      tx,
      roots.map(({ root }) => root),
    );
    return { histories, last: roots.at(-1)?.root ?? null };
  });
}

function learnFrom(history: History, settings: VersionSettings, { chain, coalitions }: { chain: Chain; coalitions: Coalitions }): void {
  for (const { touches, isConverted } of journeysOf(history, settings)) {
    const channels = touches.map(channelOf);
    chain.add(channels, isConverted);
    if (isConverted) coalitions.add(channels);
  }
}
