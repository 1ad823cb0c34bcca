import type { Database } from '#db/database.ts';
import { countDrift, countPairs, listReadListings, measureTimeToSync, storeReport } from '#db/reconciliation/report.ts';
import { type ReportedCheck, reportOf } from '#domain/reconciliation/report.ts';
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
  const [pairs, listings, drift] = await Promise.all([countPairs(sql, syncId), listReadListings(sql, id), countDrift(sql, id)]);
  const checks = mapping.objects.map(({ name, a, b }): ReportedCheck => {
    const problems = listings.flatMap(({ listing, problem }) =>
      listing.startsWith(`${name}/`) && problem !== null ? [`${listing}: ${problem}`] : [],
    );
    const readOf = (side: string) => listings.find(({ listing }) => listing === `${name}/${side}`)?.records ?? 0;
    // Of what was not read to its end, no more pairs were compared than it has records.
    const read = problems.length === 0 ? Number.POSITIVE_INFINITY : Math.min(readOf('a'), readOf('b'));
    const unpaired = drift.find(({ object }) => object === name)?.unpaired ?? 0;
    return {
      ...{ check: name, title: `${name}: ${a} and ${b}`, checked: Math.min(pairs.get(name) ?? 0, read) + unpaired },
      ...{ a: readOf('a'), b: readOf('b'), problem: problems.length === 0 ? null : problems.join('; ') },
    };
  });
  const found = drift.reduce((sum, { records }) => sum + records, 0);
  const timeToSync = await measureTimeToSync(sql, syncId, startedAt);
  await storeReport(sql, id, reportOf('pair', { checks, found, timeToSync, notDetectable: [] }));
  return { isComplete: checks.every(({ problem }) => problem === null) };
}
