import type { Queryable, Sql } from '#db/database.ts';
import type { FindingClass } from '#domain/reconciliation/reconciliation.ts';

/** How far a check of a run has come. */
export interface CheckProgress {
  check: string;
  /** Null: it has not begun. */
  place: string | null;
  checked: number;
  isEnded: boolean;
  /** Why it could not be done to its end. */
  problem: string | null;
}

const columns = (sql: Queryable) => sql`feed as check, cursor as place, records as checked, ended_at is not null as "isEnded", problem`;

/** Prepares the progress of each check, once, and returns it in this order. */
export async function beginChecks(sql: Sql, runId: string, checks: readonly string[]): Promise<CheckProgress[]> {
  await sql`
    insert into reconciliation_feed (run_id, feed) select ${runId}, c from unnest(${[...checks]}::text[]) c on conflict do nothing`;
  const rows = await listChecks(sql, runId);
  return checks.flatMap((check) => rows.find((row) => row.check === check) ?? []);
}

export async function listChecks(sql: Queryable, runId: string): Promise<CheckProgress[]> {
  return await sql<CheckProgress[]>`
    select ${columns(sql)} from reconciliation_feed where run_id = ${runId} order by started_at, feed`;
}

export async function getCheck(sql: Queryable, runId: string, check: string): Promise<CheckProgress> {
  const [row] = await sql<CheckProgress[]>`
    select ${columns(sql)} from reconciliation_feed where run_id = ${runId} and feed = ${check}`;
  if (!row) throw new Error(`Run ${runId} has no check ${check}`);
  return row;
}

export interface NewFinding {
  id: string;
  object: string;
  class: FindingClass;
  field: string | null;
  aId: string;
  bId: string | null;
  aValue: string | null;
  bValue: string | null;
  message: string;
  remedy: string;
  fingerprint: string;
  valuesHash: string;
}

interface CheckedPage {
  runId: string;
  check: string;
  /** Where the page began. */
  place: string | null;
  checked: number;
  findings: NewFinding[];
  /** Null: it was the last. */
  next: string | null;
  /** Where the check has ended, for a later run that begins there. */
  end: string;
}

/** Stores what a page has shown, together with how far the check has come. A page that another process has stored changes nothing. */
export async function storePage(sql: Sql, { runId, check, place, checked, findings, next, end }: CheckedPage): Promise<void> {
  await sql.begin(async (tx) => {
    const { count } = await tx`
      update reconciliation_feed set cursor = ${next ?? end}, records = records + ${checked}, ended_at = case when ${next === null} then now() end
      where run_id = ${runId} and feed = ${check} and cursor is not distinct from ${place} and ended_at is null`;
    if (count > 0) await insertFindings(tx, runId, findings);
  });
}

async function insertFindings(tx: Queryable, runId: string, findings: NewFinding[]): Promise<void> {
  await tx`
    insert into reconciliation_finding (id, run_id, object, class, field, a_id, b_id, a_value, b_value, message, remedy, fingerprint, values_hash)
    select f.id, ${runId}, f.object, f.class, f.field, f."aId", f."bId", f."aValue", f."bValue", f.message, f.remedy, f.fingerprint, f."valuesHash"
    from jsonb_to_recordset(${JSON.stringify(findings)}::text::jsonb) as f (id text, object text, class text, field text, "aId" text, "bId" text,
      "aValue" text, "bValue" text, message text, remedy text, fingerprint text, "valuesHash" text)
    on conflict (run_id, fingerprint) do nothing`;
}

export async function countFindings(sql: Queryable, runId: string): Promise<number> {
  const [row] = await sql<[{ count: number }]>`select count(*)::int from reconciliation_finding where run_id = ${runId}`;
  return row.count;
}

/** Ends a check that cannot be done to its end. */
export async function noteProblem(sql: Sql, runId: string, check: string, problem: string): Promise<void> {
  await sql`
    update reconciliation_feed set problem = ${problem}, ended_at = now() where run_id = ${runId} and feed = ${check} and ended_at is null`;
}

/** Where the check of this name has ended in the last run before that did it completely; null if there was none. */
export async function findLastEnd(sql: Queryable, runId: string, check: string): Promise<string | null> {
  const [row] = await sql<{ place: string | null }[]>`
    select f.cursor as place from reconciliation_run r join reconciliation_feed f on f.run_id = r.id and f.feed = ${check}
    where r.book = (select book from reconciliation_run where id = ${runId}) and r.id < ${runId} and f.ended_at is not null and f.problem is null
    order by r.id desc limit 1`;
  return row?.place ?? null;
}

/** Whether the last run of the book before this one that came to an end found anything. */
export async function hadFindings(sql: Queryable, runId: string): Promise<boolean> {
  const rows = await sql`
    select from reconciliation_finding f where f.run_id = (
      select r.id from reconciliation_run r
      where r.book = (select book from reconciliation_run where id = ${runId}) and r.id < ${runId} and r.state in ('completed', 'incomplete')
      order by r.id desc limit 1) limit 1`;
  return rows.length > 0;
}
