import type { Database } from '#db/database.ts';
import { countDrift, countPairs, listReadFeeds, measureTimeToSync, storeReport } from '#db/reconciliation/report.ts';
import { headlineOf, type ReportedCheck } from '#domain/reconciliation/report.ts';
import type { Mapping } from '#domain/sync/mapping.ts';

/** A night of a pair that has been compared. */
export interface ComparedNight {
  id: string;
  syncId: string;
  isDryRun: boolean;
  startedAt: Date;
  mapping: Mapping;
}

/** Stores what a night has compared. What became of its findings is counted when the report is read. Safe to repeat. */
export async function makeReport({ sql }: Database, { id, syncId, startedAt, mapping }: ComparedNight): Promise<{ isComplete: boolean }> {
  const [pairs, feeds, drift] = await Promise.all([countPairs(sql, syncId), listReadFeeds(sql, id), countDrift(sql, id)]);
  const checks = mapping.objects.map(({ name, a, b }): ReportedCheck => {
    const problems = feeds.flatMap(({ feed, problem }) => (feed.startsWith(`${name}/`) && problem !== null ? [`${feed}: ${problem}`] : []));
    const readOf = (side: string) => feeds.find(({ feed }) => feed === `${name}/${side}`)?.records ?? 0;
    // Of what was not read to its end, no more pairs were compared than it has records.
    const read = problems.length === 0 ? Number.POSITIVE_INFINITY : Math.min(readOf('a'), readOf('b'));
    const unpaired = drift.find(({ object }) => object === name)?.unpaired ?? 0;
    return {
      ...{ check: name, title: `${name}: ${a} and ${b}`, checked: Math.min(pairs.get(name) ?? 0, read) + unpaired },
      ...{ a: readOf('a'), b: readOf('b'), problem: problems.length === 0 ? null : problems.join('; ') },
    };
  });
  await storeReport(sql, id, {
    headline: headlineOf(
      checks,
      drift.reduce((sum, { records }) => sum + records, 0),
    ),
    checks,
    time_to_sync: await measureTimeToSync(sql, syncId, startedAt),
    not_detectable: [],
  });
  return { isComplete: checks.every(({ problem }) => problem === null) };
}
