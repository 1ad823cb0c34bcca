import type { Queryable, Sql } from '#db/database.ts';
import type { reconciliationRun } from '#db/schema.ts';
import { newId } from '#domain/id.ts';
import type { RunStep } from '#domain/reconciliation/reconciliation.ts';
import type { Clocks } from '#domain/sync/clock.ts';
import type { Mapping } from '#domain/sync/mapping.ts';
import { listingOf } from './reconciliation-feed.ts';

export type ReconciliationRunRow = typeof reconciliationRun.$inferSelect;

/** What an activity needs to know to do the next part of a run. */
export interface ReconciliationRun {
  id: string;
  syncId: string;
  night: string;
  trigger: ReconciliationRunRow['trigger'];
  state: 'running' | 'waiting';
  step: RunStep;
  isDryRun: boolean;
  startedAt: Date;
  approvedAt: Date | null;
  mapping: Mapping;
  /** That of the run, and that of the sync now: a run does not go on with another mapping. */
  mappingVersion: number;
  presentMappingVersion: number;
  generation: number;
  aConnectionId: string;
  bConnectionId: string;
  clocks: Clocks;
}

/** Runs that are not at their end. */
const unfinished = ['queued', 'running', 'waiting'];

/** Returns nothing once the run has ended. */
export async function findCurrentRun(sql: Queryable, runId: string): Promise<ReconciliationRun | undefined> {
  const [run] = await sql<ReconciliationRun[]>`
    select r.id, r.sync_id as "syncId", r.night::text as night, r.trigger, r.state, r.step, r.is_dry_run as "isDryRun", r.started_at as "startedAt",
      r.approved_at as "approvedAt", s.mapping, r.mapping_version as "mappingVersion", s.mapping_version as "presentMappingVersion", s.generation,
      s.a_connection_id as "aConnectionId", s.b_connection_id as "bConnectionId",
      jsonb_build_object('a', s.a_clock_ms, 'b', s.b_clock_ms) as clocks
    from reconciliation_run r join sync s on s.id = r.sync_id
    where r.id = ${runId} and r.state in ('running', 'waiting')`;
  return run;
}

export interface WantedNight {
  syncId: string;
  night: string;
  trigger: ReconciliationRunRow['trigger'];
  isDryRun: boolean;
}

/** Enters a run that begins as soon as it can. The schedule has one for each night, and who asks twice gets one. Returns its id. */
export async function queueRun(sql: Queryable, { syncId, night, trigger, isDryRun }: WantedNight): Promise<string | undefined> {
  const [run] = await sql<{ id: string }[]>`
    with present as (
      select id from reconciliation_run where sync_id = ${syncId} and night = ${night}::date and state = 'queued' limit 1
    ), added as (
      insert into reconciliation_run (id, sync_id, night, trigger, state, is_dry_run)
      select ${newId('rcn')}, ${syncId}::text, ${night}::date, ${trigger}, 'queued', ${isDryRun}
      where exists (select from sync where id = ${syncId}) and not exists (select from present)
      on conflict do nothing returning id
    )
    select id from added union all select id from present`;
  return run?.id;
}

/** Records that a night had no run. Does nothing if the schedule has seen to it. */
export async function skipNight(sql: Queryable, syncId: string, night: string, reason: string): Promise<void> {
  await sql`
    insert into reconciliation_run (id, sync_id, night, trigger, state, reason, ended_at)
    select ${newId('rcn')}, ${syncId}::text, ${night}::date, 'schedule', 'skipped', ${reason}::text, now()
    where exists (select from sync where id = ${syncId})
    on conflict do nothing`;
}

/** Whether people should hear that a night is skipped: it was not known, and the one before was not skipped for the same reason. */
export async function isNewsOfSkip(sql: Queryable, syncId: string, night: string, reason: string): Promise<boolean> {
  const known = await sql`
    select from (
      select night, state, reason from reconciliation_run where sync_id = ${syncId} and trigger = 'schedule' order by id desc limit 1) previous
    where night = ${night}::date or (state = 'skipped' and reason = ${reason})`;
  return known.length === 0;
}

type UnfinishedRun = Pick<ReconciliationRunRow, 'id' | 'night' | 'trigger'> & { state: 'queued' | 'running' | 'waiting' };

/** A run of the pair that is under way, or about to be. */
export async function findUnfinishedRun(sql: Queryable, syncId: string): Promise<UnfinishedRun | undefined> {
  const [run] = await sql<UnfinishedRun[]>`
    select id, night::text as night, trigger, state from reconciliation_run
    where sync_id = ${syncId} and state = any(${unfinished}::text[]) order by state = 'queued', id limit 1`;
  return run;
}

/** The run of this night that is under way, or the one that begins now. None while another one of the pair is under way. */
export async function beginQueuedRun(sql: Sql, syncId: string, night: string): Promise<{ id: string; step: RunStep } | undefined> {
  const [run] = await sql<{ id: string; step: RunStep }[]>`
    with present as (
      select id, step, night from reconciliation_run where sync_id = ${syncId} and state in ('running', 'waiting')
    ), begun as (
      update reconciliation_run r set state = 'running', started_at = now(), mapping_version = s.mapping_version
      from sync s where s.id = r.sync_id and not exists (select from present) and r.id = (
        select id from reconciliation_run where sync_id = ${syncId} and night = ${night}::date and state = 'queued' order by id limit 1 for update)
        and r.state = 'queued'
      returning r.id, r.step
    )
    select id, step from begun union all select id, step from present where night = ${night}::date limit 1`;
  return run;
}

/** Goes on with the next step, or back to the first. Returns false if the run has ended, or is at another step. */
export async function moveRun(sql: Queryable, runId: string, from: RunStep, to: RunStep): Promise<boolean> {
  const moved = await sql`
    update reconciliation_run set step = ${to}, reason = null where id = ${runId} and step = ${from} and state in ('running', 'waiting')`;
  return moved.count > 0;
}

/** What was read is lost: everything is read again, and what a person agreed to is asked again. */
export async function readAgain(sql: Queryable, runId: string): Promise<void> {
  await sql`
    update reconciliation_run set step = 'read', state = 'running', question = null, approved_at = null, approved_by = null, reason = null
    where id = ${runId} and state in ('running', 'waiting')`;
}

/** Why the run does not get on: a vendor that is away, a quota that is used up. Ends with the next step. */
export async function noteRunObstacle(sql: Queryable, runId: string, reason: string): Promise<void> {
  await sql`update reconciliation_run set reason = ${reason} where id = ${runId} and state in ('running', 'waiting')`;
}

/** Ends runs of the pair that are under way, or only this one. Returns those that were. */
export async function endRuns(
  sql: Queryable,
  which: { syncId: string; night?: string | undefined; onlyWaiting?: boolean } | { runId: string },
  { state, reason }: { state: 'failed' | 'cancelled'; reason: string },
): Promise<{ id: string; night: string }[]> {
  const these =
    'runId' in which
      ? sql`id = ${which.runId}`
      : sql`sync_id = ${which.syncId} and (${which.night ?? null}::date is null or night = ${which.night ?? null}::date)`;
  const states = 'onlyWaiting' in which && which.onlyWaiting ? ['waiting'] : unfinished;
  return [
    ...(await sql<{ id: string; night: string }[]>`
      update reconciliation_run set state = ${state}, reason = ${reason}, question = null, ended_at = now()
      where ${these} and state = any(${states}::text[]) returning id, night::text as night`),
  ];
}

/** Runs that a workflow should be at, a page after an id: those under way, and of each other pair the first that waits to begin. */
export function listUnfinishedRuns(
  sql: Queryable,
  { after, limit }: { after: string; limit: number },
): Promise<{ id: string; syncId: string; night: string }[]> {
  const page = sql<{ id: string; syncId: string; night: string }[]>`
    select r.id, r.sync_id as "syncId", r.night::text as night from reconciliation_run r
    where r.state = any(${unfinished}::text[]) and r.id > ${after} and r.sync_id is not null
      and (r.state <> 'queued' or not exists (
        select from reconciliation_run o where o.sync_id = r.sync_id and o.state = any(${unfinished}::text[]) and (o.state <> 'queued' or o.id < r.id)))
    order by r.id limit ${limit}`;
  return page.then((rows) => [...rows]);
}

/** Ends a run: incomplete if a listing could not be read to its end. */
export async function endReported(sql: Queryable, runId: string): Promise<string> {
  const [ended] = await sql<{ state: string }[]>`
    with read as (
      select string_agg(distinct ${listingOf(sql)} || ': ' || problem, '; ') as problems from reconciliation_feed f where run_id = ${runId}
    )
    update reconciliation_run set state = case when problems is null then 'completed' else 'incomplete' end, reason = problems, ended_at = now()
    from read where id = ${runId} and state = 'running' returning state`;
  return ended?.state ?? 'ended';
}
