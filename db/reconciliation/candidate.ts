import type { Queryable } from '#db/database.ts';
import type { ReadRecord } from '#db/sync/sync-record.ts';
import type { SyncValues } from '#domain/sync/translate.ts';
import { stagingOf } from './staging.ts';

/** A record as its listing had it. */
interface StagedRecord {
  values: SyncValues;
  faults: ReadRecord['faults'];
}

/** What may differ: the two records of a link, or one record without. */
export interface ReconciliationCandidate {
  id: string;
  object: string;
  linkId: string | null;
  /** Of a record without a link. */
  aId: string | null;
  bId: string | null;
  /** Null if the listing does not have it. */
  a: StagedRecord | null;
  b: StagedRecord | null;
  /** Records with a common key. */
  aNamesakes: string[];
  bNamesakes: string[];
  /** What it was at the last look, since when, and how often it was looked at; null before the first one. */
  seen: string | null;
  seenAt: Date | null;
  looks: number;
}

/** The next candidates that are due, all of one object. */
export function listDueCandidates(sql: Queryable, runId: string, limit: number): PromiseLike<ReconciliationCandidate[]> {
  const { candidates, values } = stagingOf(sql, runId);
  const staged = (position: string) => sql`
    lateral (select jsonb_build_object('values', v."values", 'faults', v.faults) as record from ${values} v where v.position = c.${sql(position)}
      order by v.position limit 1)`;
  return sql<ReconciliationCandidate[]>`
    with first as (select object from ${candidates} where due_at <= now() order by due_at, id limit 1)
    select c.id::text as id, c.object, c.link_id as "linkId", c.a_id as "aId", c.b_id as "bId", a.record as a, b.record as b,
      c.a_namesakes as "aNamesakes", c.b_namesakes as "bNamesakes", c.seen, c.seen_at as "seenAt", c.looks
    from first join ${candidates} c on c.object = first.object and c.due_at <= now()
    left join ${staged('a_position')} a on true left join ${staged('b_position')} b on true
    order by c.due_at, c.id limit ${limit}`;
}

export async function countCandidates(sql: Queryable, runId: string): Promise<number> {
  const [row] = await sql<{ left: number }[]>`select count(*)::int as left from ${stagingOf(sql, runId).candidates}`;
  return row?.left ?? 0;
}

/** These are settled. */
export async function endCandidates(tx: Queryable, runId: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx`delete from ${stagingOf(tx, runId).candidates} where id = any(${[...ids]}::text[]::bigint[])`;
}

export interface LaterLook {
  id: string;
  seen: string;
  seenAt: Date;
  dueAt: Date;
}

/** These are looked at again. */
export async function postponeCandidates(tx: Queryable, runId: string, looks: readonly LaterLook[]): Promise<void> {
  if (looks.length === 0) return;
  await tx`
    update ${stagingOf(tx, runId).candidates} c set seen = l.seen, seen_at = l."seenAt", due_at = l."dueAt", looks = c.looks + 1
    from jsonb_to_recordset(${JSON.stringify(looks)}::text::jsonb) as l (id bigint, seen text, "seenAt" timestamptz, "dueAt" timestamptz)
    where c.id = l.id`;
}

/** A side can no longer be read, so that nothing of the object can be looked at again. */
export async function dropCandidates(tx: Queryable, runId: string, object: string, side: string, problem: string): Promise<void> {
  await tx`delete from ${stagingOf(tx, runId).candidates} where object = ${object}`;
  await tx`update reconciliation_feed set problem = coalesce(problem, ${problem}) where run_id = ${runId} and feed = ${`${object}/${side}`}`;
}
