import { type Actor, beginAs } from '#db/actor.ts';
import type { Database, Queryable, Sql } from '#db/database.ts';
import { and, desc, eq, lt } from '#db/drizzle.ts';
import { syncRun } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import { CLOCK_TOLERANCE_MS, type Clocks, MAX_CLOCK_MS } from '#domain/sync/clock.ts';
import type { Mapping, Side } from '#domain/sync/mapping.ts';
import { hasReadAll, movePositionsBack } from './sync-position.ts';
import { countDue } from './sync-write.ts';

export type SyncRunRow = typeof syncRun.$inferSelect;

/** What an activity needs to know to do the next part of a run. */
export interface CurrentRun {
  id: string;
  syncId: string;
  kind: SyncRunRow['kind'];
  step: number;
  cursor: string | null;
  /** Of the present step, to notice a vendor that returns the same pages for ever. */
  pages: number;
  pageHash: string | null;
  anchorHash: string | null;
  question: string | null;
  approvedAt: Date | null;
  startedAt: Date;
  mapping: Mapping;
  generation: number;
  aConnectionId: string;
  bConnectionId: string;
  maxDeletePercent: number;
  maxChangePercent: number;
  clocks: Clocks;
}

/** No record of sync `s` is being tested: a run would take what is written for good. */
const isUntested = (sql: Queryable) => sql`not exists (select from sync_test t where t.sync_id = s.id and t.state = 'running')`;

async function currentRun(sql: Queryable, syncId: string, which: 'hinted' | 'other' | 'undisturbed'): Promise<CurrentRun | undefined> {
  const condition = {
    hinted: sql`r.kind = 'hinted'`,
    other: sql`r.kind <> 'hinted'`,
    undisturbed: sql`r.kind <> 'hinted' and s.hinted_at is null
      and not exists (select from sync_run h where h.sync_id = s.id and h.state = 'running' and h.kind = 'hinted')`,
  }[which];
  const [run] = await sql<CurrentRun[]>`
  select r.id, r.sync_id as "syncId", r.kind, r.step, r.cursor, r.pages, r.page_hash as "pageHash", r.anchor_hash as "anchorHash", r.question, r.approved_at as "approvedAt",
    r.started_at as "startedAt", s.mapping, s.generation, s.a_connection_id as "aConnectionId",
    s.b_connection_id as "bConnectionId", s.max_delete_percent as "maxDeletePercent", s.max_change_percent as "maxChangePercent",
    jsonb_build_object('a', s.a_clock_ms, 'b', s.b_clock_ms) as clocks
  from sync_run r join sync s on s.id = r.sync_id
  where r.sync_id = ${syncId} and r.state = 'running' and s.paused_at is null and ${isUntested(sql)} and ${condition}`;
  return run;
}

/** The run to go on with, if nothing else is to be decided: no hint waits or is being read. It takes no lock, whose commit would cost a flush. */
export const findUndisturbedRun = (sql: Sql, syncId: string): Promise<CurrentRun | undefined> => currentRun(sql, syncId, 'undisturbed');

/** Whether there is anything to do for a sync. */
export async function isWanted(sql: Sql, syncId: string): Promise<boolean> {
  const found = await sql`
    select from sync s
    where id = ${syncId} and paused_at is null and (requested_at is not null or hinted_at is not null) and ${isUntested(sql)}`;
  return found.length > 0;
}

/** What a worker does next for a sync. `idle`: nobody asked; `tested`: a test is to be taken back first. */
export type NextRun = CurrentRun | 'idle' | 'paused' | 'tested' | 'deleted';

interface Wish {
  isPaused: boolean;
  isUntested: boolean;
  isWanted: boolean;
  isHinted: boolean;
  isBackfillDue: boolean;
  backfillSince: Date | null;
  mapping: Mapping;
  mappingVersion: number;
  approvedAt: Date | null;
}

/** The run to continue, or a new one if one is wanted. */
export function beginRun(sql: Sql, syncId: string): Promise<NextRun> {
  return nextRun(sql, syncId, async (tx, wish) => {
    const present = await currentRun(tx, syncId, 'other');
    if (present) return present;
    if (!wish.isWanted) return 'idle';
    const kind = wish.isBackfillDue ? 'backfill' : 'incremental';
    await insertRun(tx, syncId, { kind, ...wish });
    await tx`
      update sync set requested_at = null, is_backfill_due = false, backfill_since = null, approved_at = null where id = ${syncId}`;
    if (kind === 'backfill') await movePositionsBack(tx, syncId, wish.backfillSince);
    return (await currentRun(tx, syncId, 'other')) ?? 'idle';
  });
}

/** The same for runs that read only the records that hints name. They go between the parts of another run. */
export function beginHintedRun(sql: Sql, syncId: string): Promise<NextRun> {
  return nextRun(sql, syncId, async (tx, wish) => {
    const present = await currentRun(tx, syncId, 'hinted');
    if (present) return present;
    if (!wish.isHinted || !(await hasReadAll(tx, syncId, wish.mapping))) return 'idle';
    await insertRun(tx, syncId, { kind: 'hinted', mappingVersion: wish.mappingVersion, approvedAt: null });
    await tx`update sync set hinted_at = null where id = ${syncId}`;
    return (await currentRun(tx, syncId, 'hinted')) ?? 'idle';
  });
}

function nextRun(sql: Sql, syncId: string, decide: (tx: Queryable, wish: Wish) => Promise<NextRun>): Promise<NextRun> {
  return sql.begin(async (tx) => {
    const [wish] = await tx<Wish[]>`
      select paused_at is not null as "isPaused", ${isUntested(tx)} as "isUntested", requested_at is not null as "isWanted", hinted_at is not null as "isHinted",
        is_backfill_due as "isBackfillDue", backfill_since as "backfillSince", mapping, mapping_version as "mappingVersion", approved_at as "approvedAt"
      from sync s where id = ${syncId} for no key update`;
    if (!wish) return 'deleted';
    if (wish.isPaused) return 'paused';
    return wish.isUntested ? decide(tx, wish) : 'tested';
  });
}

/** The run that a worker is at: what reads hints goes first. */
export const findRunning = async (sql: Sql, syncId: string): Promise<CurrentRun | undefined> =>
  (await currentRun(sql, syncId, 'hinted')) ?? currentRun(sql, syncId, 'other');

/** What an answer of a vendor says of its clock. It is stored only if it is another time than was known. */
export async function storeClock(tx: Queryable, { syncId, clocks }: CurrentRun, side: Side, clockMs: number | null): Promise<void> {
  if (clockMs === null || Math.abs(clockMs - clocks[side]) <= CLOCK_TOLERANCE_MS) return;
  const value = Math.abs(clockMs) <= CLOCK_TOLERANCE_MS ? 0 : Math.max(-MAX_CLOCK_MS, Math.min(MAX_CLOCK_MS, Math.round(clockMs)));
  await tx`update sync set ${side === 'a' ? tx`a_clock_ms` : tx`b_clock_ms`} = ${value} where id = ${syncId}`;
}

async function insertRun(
  tx: Queryable,
  syncId: string,
  { kind, mappingVersion, approvedAt }: Pick<SyncRunRow, 'kind' | 'mappingVersion' | 'approvedAt'>,
): Promise<void> {
  await tx`
    insert into sync_run (id, sync_id, kind, mapping_version, approved_at)
    values (${newId('srn')}, ${syncId}, ${kind}, ${mappingVersion}, ${approvedAt})`;
}

/** Whether a run is under way that reads what changed: until it has, records without a counterpart may have one that is not known yet. */
export async function isReading(tx: Queryable, syncId: string): Promise<boolean> {
  const rows = await tx`select from sync_run where sync_id = ${syncId} and state = 'running' and kind <> 'hinted'`;
  return rows.length > 0;
}

/** Asks for a run that reads what changed, unless somebody did. */
export async function requestRun(tx: Queryable, syncId: string): Promise<void> {
  await tx`update sync set requested_at = coalesce(requested_at, now()) where id = ${syncId}`;
}

export interface RunProgress {
  step: number;
  cursor: string | null;
  /** Absent where no page of a vendor was read: the next step begins its own. */
  trail?: Pick<CurrentRun, 'pages' | 'pageHash' | 'anchorHash'>;
  counts?: Partial<Record<'read' | 'changed' | 'written' | 'failed' | 'conflicts', number>>;
}

/**
 * Moves a run on, in the transaction of what was done. Throws if the run is not where it was read: another worker did the same part, or the
 * run was cancelled, and then this transaction must not count.
 */
export async function advanceRun(tx: Queryable, from: Pick<CurrentRun, 'id' | 'step' | 'cursor'>, to: RunProgress): Promise<void> {
  const { pages, pageHash, anchorHash } = to.trail ?? { pages: 0, pageHash: null, anchorHash: null };
  const { read = 0, changed = 0, written = 0, failed = 0, conflicts = 0 } = to.counts ?? {};
  const moved = await tx`
    update sync_run set step = ${to.step}, cursor = ${to.cursor}, reason = null,
      pages = ${pages}, page_hash = ${pageHash}, anchor_hash = ${anchorHash},
      read = read + ${read}, changed = changed + ${changed}, written = written + ${written}, failed = failed + ${failed},
      conflicts = conflicts + ${conflicts}
    where id = ${from.id} and state = 'running' and step = ${from.step} and cursor is not distinct from ${from.cursor}`;
  if (moved.count === 0) throw new RunMoved(from.id);
}

/** Another worker has done the same part of the run, or the run has ended. */
export class RunMoved extends Error {
  override readonly name = 'RunMoved';

  constructor(id: string) {
    super(`the run ${id} is no longer where it was`);
  }
}

/** The run waits for a person. */
export async function askPerson(sql: Queryable, id: string, question: string): Promise<void> {
  await sql`update sync_run set question = ${question} where id = ${id} and state = 'running' and question is distinct from ${question}`;
}

/**
 * A person agrees to what the sync waits for. A run that has ended meanwhile is followed by one that does it. Throws if nothing waits: the
 * yes would count for changes that nobody has seen.
 */
export function approveRun(db: Database, syncId: string, actor: Actor): Promise<void> {
  return beginAs(db.sql, actor, async (tx) => {
    const { deletes, updates } = await countDue(tx, syncId);
    if (deletes + updates === 0) {
      throw new DomainError('conflict', `Sync ${syncId} waits for no yes: no change or deletion is left to write`);
    }
    await tx`update sync set approved_at = now(), requested_at = now() where id = ${syncId}`;
    await tx`update sync_run set approved_at = now() where sync_id = ${syncId} and state = 'running'`;
    await tx`update sync_run set question = null where sync_id = ${syncId} and question is not null`;
  });
}

/** Why the run does not get on: a vendor that is away, a quota that is used up. Ends with the next progress. */
export async function noteObstacle(sql: Queryable, id: string, reason: string): Promise<void> {
  await sql`update sync_run set reason = ${reason} where id = ${id} and state = 'running'`;
}

/** Returns how many records the run has written, and whether it ended otherwise than the one before: the next poll is a minute away. */
export async function endRun(
  sql: Queryable,
  id: string,
  state: 'completed' | 'partial' | 'failed',
  reason: string | null,
): Promise<{ written: number; isNews: boolean }> {
  const [ended] = await sql<{ written: number; isNews: boolean }[]>`
    with previous as (
      select p.state, p.reason from sync_run p join sync_run r on r.sync_id = p.sync_id
      where r.id = ${id} and p.id < r.id and p.kind <> 'hinted' order by p.id desc limit 1
    ), answered as (
      -- What the run before asked is asked anew, or no longer.
      update sync_run set question = null where ${state !== 'failed'} and id = (
        select p.id from sync_run p join sync_run r on r.sync_id = p.sync_id
        where r.id = ${id} and p.id < r.id and p.kind <> 'hinted' and p.state in ('completed', 'partial') order by p.id desc limit 1)
    )
    update sync_run set state = ${state}, reason = ${reason}, question = case when ${state === 'partial'} then question end, ended_at = now() where id = ${id} and state = 'running'
    returning written, not exists (select from previous where state = ${state} and reason is not distinct from ${reason}) as "isNews"`;
  return ended ?? { written: 0, isNews: false };
}

/** The same for a run that read hints. One that found nothing leaves no trace: there may be two a second. */
export async function endHintedRun(sql: Queryable, id: string): Promise<number> {
  // Deleted at once: nobody sees it as a completed run that wrote nothing.
  const nothing = await sql`
    delete from sync_run
    where id = ${id} and state = 'running' and question is null and failed = 0 and written = 0 and conflicts = 0`;
  if (nothing.count > 0) return 0;
  const [ended] = await sql<{ written: number }[]>`
    update sync_run set ended_at = now(), question = null, reason = coalesce(question, case when failed = 1 then '1 record is not written' when failed > 0 then failed || ' records are not written' end),
      state = case when question is null and failed = 0 then 'completed' else 'partial' end
    where id = ${id} and state = 'running'
    returning written`;
  return ended?.written ?? 0;
}

export interface RunFilter {
  before?: string | undefined;
  limit: number;
}

/** Newest first. */
export function listRuns({ orm }: Database, syncId: string, { before, limit }: RunFilter): Promise<SyncRunRow[]> {
  return orm
    .select()
    .from(syncRun)
    .where(and(eq(syncRun.syncId, syncId), before === undefined ? undefined : lt(syncRun.id, before)))
    .orderBy(desc(syncRun.id))
    .limit(limit);
}
