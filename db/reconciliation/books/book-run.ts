import type { Queryable, Sql } from '#db/database.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import { nightsMissed } from '#domain/reconciliation/book-night.ts';
import type { BookName, RunState, RunTrigger } from '#domain/reconciliation/reconciliation.ts';

/** One night of one book. */
export interface BookRun {
  id: string;
  book: BookName;
  night: string;
  trigger: RunTrigger;
  state: RunState;
}

const columns = (sql: Queryable) => sql`id, book, night::text, trigger, state`;

/**
 * Begins the night for each book, once, and records the nights before it that nothing began: nothing ran, or the schedule was away. A book
 * whose last run still goes on is skipped. Safe to repeat and to call twice at once.
 */
export async function beginNight(sql: Sql, night: string, books: readonly BookName[]): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended('causeway.books', 0))`;
    for (const book of books) await beginNightOf(tx, night, book);
  });
}

const missedReason = 'Causeway or Temporal did not run in this night, or the schedule was paused or deleted';

async function beginNightOf(tx: Queryable, night: string, book: BookName): Promise<void> {
  const [last] = await tx<{ night: string; isRunning: boolean }[]>`
    select max(night)::text as night, bool_or(state = 'running') as "isRunning" from reconciliation_run
    where book = ${book} and (trigger = 'schedule' or state = 'running') having count(*) > 0`;
  if (last && last.night >= night) return;
  const missed = last ? nightsMissed(last.night, night) : [];
  for (const one of missed) await skip(tx, book, one, missedReason);
  if (last?.isRunning) await skip(tx, book, night, 'the run before was still going on');
  else await tx`insert into reconciliation_run (id, book, night, trigger) values (${newId('rcn')}, ${book}, ${night}, 'schedule')`;
}

async function skip(tx: Queryable, book: BookName, night: string, reason: string): Promise<void> {
  await tx`
    insert into reconciliation_run (id, book, night, trigger, state, reason, ended_at)
    values (${newId('rcn')}, ${book}, ${night}, 'schedule', 'skipped', ${reason}, now())`;
}

/** The last night of each book that was skipped this day, to be told. */
export async function listJustSkipped(sql: Queryable): Promise<{ book: BookName; night: string; reason: string }[]> {
  return await sql<{ book: BookName; night: string; reason: string }[]>`
    select distinct on (book) book, night::text, reason from reconciliation_run
    where book is not null and state = 'skipped' and ended_at > now() - interval '12 hours' order by book, night desc`;
}

/** Begins a run because somebody asked for it. */
export async function requestBookRun(tx: Queryable, book: BookName, night: string): Promise<BookRun> {
  const [row] = await tx<BookRun[]>`
    insert into reconciliation_run (id, book, night, trigger) values (${newId('rcn')}, ${book}, ${night}, 'request')
    on conflict (coalesce(sync_id, book)) where state in ('running', 'waiting') do nothing
    returning ${columns(tx)}`;
  if (!row) throw new DomainError('conflict', `The book ${book} is being reconciled already. Its run ends by itself`);
  return row;
}

export async function getBookRun(sql: Queryable, id: string): Promise<BookRun> {
  const [row] = await sql<BookRun[]>`select ${columns(sql)} from reconciliation_run where id = ${id} and book is not null`;
  if (!row) throw new DomainError('not_found', `There is no run ${id} of a book`);
  return row;
}

/** Runs that a workflow should be working on, in the order of their ids. */
export async function listUnfinishedBookRuns(sql: Queryable, { after, limit }: { after: string; limit: number }): Promise<BookRun[]> {
  return await sql<BookRun[]>`
    select ${columns(sql)} from reconciliation_run
    where book is not null and state = 'running' and id > ${after} order by id limit ${limit}`;
}

/** The last night that the schedule began, also if it was skipped; null if it never did. */
export async function findLastBookNight(sql: Queryable): Promise<string | null> {
  const [row] = await sql<{ night: string | null }[]>`
    select max(night)::text as night from reconciliation_run where book is not null and trigger = 'schedule'`;
  return row?.night ?? null;
}

export interface LatestBookRun {
  book: BookName;
  runId: string;
  night: string;
  state: RunState;
  reason: string | null;
  findings: number;
  startedAt: Date;
  endedAt: Date | null;
}

/** The latest run of each book, with its findings that are open. */
export async function listLatestBookRuns(sql: Queryable): Promise<LatestBookRun[]> {
  return await sql<LatestBookRun[]>`
    select distinct on (r.book) r.book, r.id as "runId", r.night::text, r.state, r.reason, r.started_at as "startedAt", r.ended_at as "endedAt",
      (select count(*)::int from reconciliation_finding f where f.run_id = r.id and f.state = 'open') as findings
    from reconciliation_run r where r.book is not null and r.state <> 'skipped' order by r.book, r.id desc`;
}
