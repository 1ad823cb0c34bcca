import type { Queryable } from '#db/database.ts';
import type { DescribeVendor } from '#domain/health/describe-vendor.ts';
import { isWorse } from '#domain/health/health.ts';
import { ageS, type Look } from '#domain/health/look.ts';
import { judgeSync, type SyncFacts, syncObjectiveS } from '#domain/health/sync-health.ts';
import { ownDeals } from '#domain/sync/own-deals.ts';
import { lookAtAccess } from './look-at-connections.ts';
import type { Selection } from './selection.ts';
import { readSyncFacts, type SyncHealthRow } from './sync-facts.ts';

/** Reads the facts of a page of syncs and of their connections, and judges them. */
export async function lookAtSyncs(sql: Queryable, selection: Selection, deps: { describe: DescribeVendor; now: Date }): Promise<Look[]> {
  const rows = await readSyncFacts(sql, selection);
  const ids = [...new Set(rows.flatMap(({ aConnectionId, bConnectionId }) => [aConnectionId, bConnectionId]))].filter(
    (id) => id !== ownDeals,
  );
  const looks = await lookAtAccess(sql, ids, deps);
  const connections = new Map(looks.map((look) => [look.id, look]));
  return rows.map((row) => lookAt(row, connections, deps.now));
}

type Access = Awaited<ReturnType<typeof lookAtAccess>>[number];

function lookAt(row: SyncHealthRow, connections: ReadonlyMap<string, Access>, now: Date): Look {
  const facts = factsOf(row, connections, now);
  return {
    kind: 'sync',
    ...{ id: row.id, name: row.name, partnerId: null, vendor: null },
    verdict: judgeSync(facts),
    lastSuccessAt: row.doneAt,
    lastError: facts.failed ? { at: facts.failed.at, message: facts.failed.reason } : row.recordError,
    freshness: row.pausedAt === null ? facts.freshness : null,
    failedRecords: row.failedRecords,
    quota: null,
    nextRunAt: row.pausedAt === null && facts.blockedBy.length === 0 ? (facts.waitingUntil ?? nextRun(row, now)) : null,
  };
}

function factsOf(row: SyncHealthRow, connections: ReadonlyMap<string, Access>, now: Date): SyncFacts {
  const sides = [row.aConnectionId, row.bConnectionId].flatMap((id) => connections.get(id) ?? []);
  const hasFailed = row.failedAt !== null && (row.doneAt === null || row.failedAt > row.doneAt);
  return {
    ...row,
    failed: hasFailed && row.failedAt ? { at: row.failedAt, reason: row.failedReason } : null,
    blockedBy: sides
      .filter(({ verdict }) => isWorse(verdict.state, 'partial') && verdict.code !== 'process_ended')
      .map(({ id, name, verdict }) => ({ id, name, reason: verdict.reason })),
    waitingUntil: sides.reduce<Date | null>(
      (latest, { waitingUntil }) => (latest && waitingUntil && latest > waitingUntil ? latest : (waitingUntil ?? latest)),
      null,
    ),
    freshness: { ageS: ageS(row.doneFrom ?? row.createdAt, now), objectiveS: syncObjectiveS(row.intervalSeconds) },
  };
}

const nextRun = ({ doneFrom, createdAt, intervalSeconds }: SyncHealthRow, now: Date): Date =>
  new Date(Math.max((doneFrom ?? createdAt).getTime() + intervalSeconds * 1000, now.getTime()));
