import { ConnectorError } from '#connectors/connector-error.ts';
import { findStagedGone, isGoneStaged, type StagedGone, stageGone } from '#db/reconciliation/staged-gone.ts';
import { momentOf } from '#domain/instant.ts';
import type { ObjectMap, Side } from '#domain/sync/mapping.ts';
import { type CheckDeps, type CheckedRun, openSide } from './reread.ts';

/** Vendors tell of deletions and merges for this long, at most. */
const TOLD_FOR_MS = 30 * 86_400_000;

/** What the vendor says of records that it no longer shows. Its list is read once in a run, and only if a record is looked for in it. */
export async function findGone(
  deps: CheckDeps,
  run: CheckedRun,
  { map, side, ids }: { map: ObjectMap; side: Side; ids: readonly string[] },
): Promise<Map<string, StagedGone>> {
  const place = { runId: run.id, object: map.name, side };
  if (ids.length === 0) return new Map();
  if (!(await isGoneStaged(deps.db.sql, place))) {
    const gone = await listGone(deps, run, map, side);
    await deps.db.sql.begin((tx) => stageGone(tx, place, gone));
  }
  return findStagedGone(deps.db.sql, place, ids);
}

async function listGone(deps: CheckDeps, run: CheckedRun, map: ObjectMap, side: Side): Promise<StagedGone[]> {
  const { connector, session } = await openSide(deps, run, side);
  const request = { object: map[side], fields: [], what: 'gone' as const, since: new Date(run.startedAt.getTime() - TOLD_FOR_MS) };
  const gone: StagedGone[] = [];
  try {
    for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
      const page = await connector.objects.readPage(session, { ...request, cursor });
      for (const { id, mergedInto, modifiedAt } of page.records) gone.push({ recordId: id, mergedInto, goneAt: momentOf(modifiedAt) });
      if (page.next === cursor) break;
      cursor = page.next;
    }
  } catch (error) {
    // A token may not be allowed to see the list. Then there is no evidence, and the report says what that means.
    if (!(error instanceof ConnectorError) || error.kind !== 'rejected') throw error;
  }
  return gone;
}
