import type { Queryable } from '#db/database.ts';
import { judgeConnection } from '#domain/health/connection-health.ts';
import type { DescribeVendor } from '#domain/health/describe-vendor.ts';
import type { Freshness } from '#domain/health/health.ts';
import { ageS, type Look, stalest } from '#domain/health/look.ts';
import { readQuotas } from '#domain/health/quota-left.ts';
import { syncObjectiveS } from '#domain/health/sync-health.ts';
import { type ConnectionHealthRow, readConnectionFacts } from './connection-facts.ts';
import type { Selection } from './selection.ts';

export interface ConnectionLook extends Look {
  /** Until when its calls wait. */
  waitingUntil: Date | null;
}

/** Reads the facts of a page of connections, and judges them. */
export async function lookAtConnections(
  sql: Queryable,
  selection: Selection,
  { describe, now }: { describe: DescribeVendor; now: Date },
): Promise<ConnectionLook[]> {
  const rows = await readConnectionFacts(sql, selection, { withUses: true });
  return rows.map((row) => lookAt(row, describe(row.vendor), now));
}

/** Whether syncs can use these connections. What the syncs themselves say of them (`partial` or better) is left out: it stops no sync. */
export async function lookAtAccess(
  sql: Queryable,
  ids: readonly string[],
  { describe, now }: { describe: DescribeVendor; now: Date },
): Promise<Pick<ConnectionLook, 'id' | 'name' | 'verdict' | 'waitingUntil'>[]> {
  if (ids.length === 0) return [];
  const rows = await readConnectionFacts(sql, { ids, limit: ids.length }, { withUses: false });
  return rows.map((row) => lookAt(row, describe(row.vendor), now));
}

function lookAt(row: ConnectionHealthRow, { label, limits }: ReturnType<DescribeVendor>, now: Date): ConnectionLook {
  const { scarcest, waitingUntil, waitingFor } = readQuotas(row.limits, { limits, budgetPercent: row.budgetPercent, now });
  const freshness = row.syncs.map(({ since, intervalSeconds }): Freshness => ({
    ageS: ageS(since, now),
    objectiveS: syncObjectiveS(intervalSeconds),
  }));
  const lateSyncs = freshness.filter((sync) => sync.ageS > sync.objectiveS).length;
  return {
    kind: 'connection',
    ...{ id: row.id, name: row.name, partnerId: null, vendor: row.vendor },
    verdict: judgeConnection({ ...row, vendor: label, waitingUntil, waitingFor, lateSyncs }),
    lastSuccessAt: row.lastSuccessAt,
    lastError: row.lastError,
    freshness: stalest(freshness),
    failedRecords: row.failedRecords,
    quota: scarcest,
    nextRunAt: waitingUntil ?? soonest(row.syncs, now),
    waitingUntil,
  };
}

function soonest(syncs: ConnectionHealthRow['syncs'], now: Date): Date | null {
  const next = syncs.map(({ since, intervalSeconds }) => since.getTime() + intervalSeconds * 1000);
  return next.length === 0 ? null : new Date(Math.max(Math.min(...next), now.getTime()));
}
