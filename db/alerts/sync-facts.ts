import type { Queryable } from '#db/database.ts';
import { syncLaterals } from '#db/health/sync-facts.ts';
import type { FailingSync, LastNight } from '#domain/alerts/judge-syncs.ts';
import { bookNames } from '#domain/reconciliation/reconciliation.ts';

/** More failed runs in a row say nothing more. */
const MAX_RUNS = 100;

/** Syncs with failed runs since the last one that did not fail, with so many failed records, or whose workflow gave up. Not those a person paused. */
export function listFailingSyncs(
  sql: Queryable,
  { records, limit }: { records: number; limit: number },
): Promise<(FailingSync & { id: string })[]> {
  const found = sql<(FailingSync & { id: string })[]>`
    select s.id, runs.failed::int as "failedRuns", (writes.a + writes.b)::int as "failedRecords"
    from sync s ${syncLaterals(sql)}
    cross join lateral (
      select count(*) as failed from (
        select from sync_run r where r.sync_id = s.id and r.state = 'failed'
          and r.id > coalesce((select max(d.id) from sync_run d where d.sync_id = s.id and d.state in ('completed', 'partial') and d.kind <> 'hinted'), '')
        limit ${MAX_RUNS}) f
    ) runs
    where (s.paused_at is null or s.process_error is not null)
      and (s.process_error is not null or runs.failed > 0 or writes.a + writes.b >= ${records})
    order by s.id limit ${limit}`;
  return found.then((rows) => [...rows]);
}

/** Syncs whose last complete run began so many of their intervals ago, and so many minutes. */
export async function listLateSyncs(
  sql: Queryable,
  { intervals, graceMin, limit }: { intervals: number; graceMin: number; limit: number },
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select s.id from sync s left join lateral (
      select started_at from sync_run r
      where r.sync_id = s.id and r.state in ('completed', 'partial') and r.kind <> 'hinted' order by r.id desc limit 1
    ) done on true
    where s.paused_at is null
      and coalesce(done.started_at, s.created_at) < now() - greatest(${intervals} * s.interval_seconds, ${graceMin} * 60) * interval '1 s'
    order by s.id limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Nights that were skipped, cancelled or failed say nothing of the data. */
const MAX_NIGHTS = 30;
const MAX_FINDINGS = 10_000;

/** The last night of each pair and book that was compared, and what it left: of findings that nobody has settled or ignored. */
export async function readLastNights(sql: Queryable, limit: number): Promise<LastNight[]> {
  const rows = await sql<(Omit<LastNight, 'checked'> & { checked: number })[]>`
    with one as (
      (select s.id, false as "isBook", s.name from sync s left join reconciliation_plan p on p.sync_id = s.id
        where s.paused_at is null and p.paused_at is null order by s.id limit ${limit})
      union all select b.name, true, b.name from unnest(${[...bookNames]}::text[]) b (name)
    )
    select one.id, one."isBook", one.name, n.id as "runId", n.night::text, n.question, coalesce(c.checked, 0)::int as checked, f.n::int as "left"
    from one cross join lateral (
      select id, night, question, report from (
        select id, night, question, report, state from reconciliation_run r
        where case when one."isBook" then r.book = one.id else r.sync_id = one.id end order by id desc limit ${MAX_NIGHTS}) recent
      where state in ('completed', 'incomplete') order by id desc limit 1
    ) n
    cross join lateral (select count(*) as n from (
      select from reconciliation_finding f where f.run_id = n.id and f.state in ('open', 'failed') limit ${MAX_FINDINGS}) f) f
    left join lateral (select sum((check_row->>'checked')::numeric) as checked
      from jsonb_array_elements(case when jsonb_typeof(n.report->'checks') = 'array' then n.report->'checks' else '[]' end) check_row) c on true
    where f.n > 0 order by f.n desc limit ${limit}`;
  return [...rows];
}
