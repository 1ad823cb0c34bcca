import { findBlindSpots } from '#activities/reconciliation/blind-spots.ts';
import { checkPart } from '#activities/reconciliation/check-step.ts';
import { comparePart } from '#activities/reconciliation/compare-step.ts';
import type { CheckedRun } from '#activities/reconciliation/reread.ts';
import { translatePage } from '#activities/sync/translate-page.ts';
import { createStaging, stagePage, stagingOf } from '#db/reconciliation/staging.ts';
import { newId } from '#domain/id.ts';
import type { Cause } from '#domain/reconciliation/cause.ts';
import { fieldsToRead, type Mapping, type Side, sides } from '#domain/sync/mapping.ts';
import type { TwoHubSpots } from './hubspot-pair.ts';

export interface FoundFinding {
  class: string;
  field: string | null;
  aId: string | null;
  bId: string | null;
  toSide: Side | null;
  toValue: string | null;
  agreedValue: string | null;
  mergedInto: string | null;
  message: string;
  cause: Cause;
}

/** One night of a pair of HubSpots, step by step. */
export async function beginNight({ db, reconciliation: deps }: TwoHubSpots, syncId: string) {
  const [sync] = await db.sql<{ mapping: Mapping; generation: number }[]>`select mapping, generation from sync where id = ${syncId}`;
  if (!sync) throw new Error(`there is no sync ${syncId}`);
  const id = newId('rcn');
  await db.sql`update reconciliation_run set state = 'completed' where sync_id = ${syncId}`;
  await db.sql`insert into reconciliation_run (id, sync_id, night, trigger) values (${id}, ${syncId}, '2026-11-29', 'request')`;
  await createStaging(db.sql, id);
  const run: CheckedRun & { approvedAt: Date | null } = {
    ...{ id, syncId, ...sync, aConnectionId: 'a', bConnectionId: 'b', startedAt: new Date(), clocks: { a: 0, b: 0 }, approvedAt: null },
  };

  return {
    run,
    /** Reads a listing; with `pages`, no more of it than that, and then it is one that could not be read to its end. */
    async read(side: Side, pages = Number.POSITIVE_INFINITY): Promise<void> {
      for (const map of run.mapping.objects) {
        const { connector, session } = await deps.openConnection(side, { lane: 'reconcile', patienceMs: 1_000 });
        let cursor: string | null = null;
        let read = 0;
        do {
          const request = { object: map[side], fields: fieldsToRead(map, side), what: 'all' as const, since: null, cursor };
          const page = await connector.objects.readPage(session, request);
          const records = await translatePage({ ...run, map, side }, page.records, deps.evaluate, new Map());
          await db.sql.begin((tx) => stagePage(tx, { runId: id, syncId, map, side }, records));
          cursor = page.next;
        } while (cursor !== null && ++read < pages);
        const problem = cursor === null ? null : 'the vendor failed';
        await db.sql`
          insert into reconciliation_feed (run_id, feed, ended_at, problem) values (${id}, ${`${map.name}/${side}`}, now(), ${problem})`;
      }
    },
    /** An hour passes by the clock of this installation. */
    letTimePass: async (): Promise<void> => {
      await db.sql`
        update ${stagingOf(db.sql, id).candidates} set due_at = due_at - interval '1 hour', seen_at = seen_at - interval '1 hour'`;
      await db.sql`update reconciliation_feed set ended_at = ended_at - interval '1 hour' where run_id = ${id}`;
    },
    blindSpots: () => findBlindSpots(deps, run),
    compare: () => comparePart(deps, run),
    check: () => checkPart(deps, run),
    async checkAll(): Promise<FoundFinding[]> {
      for (let parts = 0; (await checkPart(deps, run)).state !== 'done'; parts++) {
        if (parts > 200) throw new Error('the check does not come to an end');
      }
      return this.findings();
    },
    findings: async (): Promise<FoundFinding[]> => [
      ...(await db.sql<FoundFinding[]>`
        select class, field, a_id as "aId", b_id as "bId", to_side as "toSide", to_value as "toValue", agreed_value as "agreedValue",
          merged_into as "mergedInto", message, cause
        from reconciliation_finding where run_id = ${id} order by class, field, a_id, b_id`),
    ],
  };
}

/** The whole night at once. */
export async function reconcileNow(world: TwoHubSpots, syncId: string): Promise<FoundFinding[]> {
  const night = await beginNight(world, syncId);
  await Promise.all(sides.map((side) => night.read(side)));
  await night.compare();
  return night.checkAll();
}
