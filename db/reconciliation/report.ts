import type { Queryable } from '#db/database.ts';
import type { findingClasses } from '#domain/reconciliation/reconciliation.ts';
import type { StoredReport, TimeToSync } from '#domain/reconciliation/report.ts';
import { isRepairable } from './finding.ts';
import { listingOf } from './reconciliation-feed.ts';

/** Findings of one class in one field, and what became of them. */
export interface ClassCount {
  object: string;
  class: (typeof findingClasses)[number];
  field: string | null;
  found: number;
  open: number;
  ignored: number;
  repairing: number;
  repaired: number;
  failed: number;
  settled: number;
}

export async function countFindings(sql: Queryable, runId: string): Promise<ClassCount[]> {
  const inState = (state: string) => sql`(count(*) filter (where state = ${state}))::int as ${sql(state)}`;
  return sql<ClassCount[]>`
    select object, class, field, count(*)::int as found, ${inState('open')}, ${inState('ignored')}, ${inState('repairing')},
      ${inState('repaired')}, ${inState('failed')}, ${inState('settled')}
    from reconciliation_finding where run_id = ${runId} group by object, class, field order by found desc, object, class, field`;
}

/** A record has one difference or several. Records that no mapping wants on the other side are none. */
export const isDrift = (sql: Queryable) => sql`(f.state <> 'ignored' and not (f.class = 'unmapped' and f.field is null))`;

export const needsPerson = (sql: Queryable) => sql`(f.state = 'failed' or f.state = 'open' and not ${isRepairable(sql)})`;

/** What of an object differs, and what of that a person must decide. */
export interface Drift {
  object: string;
  records: number;
  /** Of those, records that belong to no pair. */
  unpaired: number;
  findings: number;
  repaired: number;
  repairing: number;
  needsPerson: number;
}

export async function countDrift(sql: Queryable, runId: string): Promise<Drift[]> {
  const record = sql`(f.object, coalesce(f.a_id, ''), coalesce(f.b_id, ''))`;
  return sql<Drift[]>`
    select f.object, count(distinct ${record})::int as records, count(*)::int as findings,
      (count(distinct ${record}) filter (where f.link_id is null))::int as unpaired,
      (count(*) filter (where f.state in ('repaired', 'settled')))::int as repaired, (count(*) filter (where f.state = 'repairing'))::int as repairing,
      (count(*) filter (where ${needsPerson(sql)}))::int as "needsPerson"
    from reconciliation_finding f where f.run_id = ${runId} and ${isDrift(sql)} group by f.object`;
}

/** Pairs that the sync knows, by object: each is compared, or one of the two is missing. */
export async function countPairs(sql: Queryable, syncId: string): Promise<Map<string, number>> {
  const rows = await sql<{ object: string; pairs: number }[]>`
    select object, count(*)::int as pairs from sync_link where sync_id = ${syncId} group by object`;
  return new Map(rows.map(({ object, pairs }) => [object, pairs]));
}

/** Findings of this night that the one before did not have, that it had too, and those of it that are gone. */
export interface SinceLastNight {
  runId: string;
  night: string;
  new: number;
  still: number;
  gone: number;
}

/** Null if no night before was compared. */
export async function compareNights(sql: Queryable, runId: string): Promise<SinceLastNight | null> {
  const [since] = await sql<SinceLastNight[]>`
    with previous as (
      select p.id, p.night from reconciliation_run r join reconciliation_run p
        on p.sync_id is not distinct from r.sync_id and p.book is not distinct from r.book and p.id < r.id
      where r.id = ${runId} and p.state in ('completed', 'incomplete') order by p.id desc limit 1
    ), before as (
      select f.fingerprint from reconciliation_finding f join previous p on f.run_id = p.id where ${isDrift(sql)}
    ), now as (
      select f.fingerprint from reconciliation_finding f where f.run_id = ${runId} and ${isDrift(sql)}
    )
    select p.id as "runId", p.night::text as night,
      (select count(*)::int from now where fingerprint not in (select fingerprint from before)) as new,
      (select count(*)::int from now where fingerprint in (select fingerprint from before)) as still,
      (select count(*)::int from before where fingerprint not in (select fingerprint from now)) as gone
    from previous p`;
  return since ?? null;
}

/** What let differences happen, most frequent first. */
export interface CauseCount {
  kind: string;
  message: string;
  findings: number;
  /** The id of a write or an event, as an example. */
  example: string | null;
}

export async function countCauses(sql: Queryable, runId: string, limit: number): Promise<CauseCount[]> {
  return sql<CauseCount[]>`
    select f.cause ->> 'kind' as kind, min(f.cause ->> 'message') as message, count(*)::int as findings, min(f.cause ->> 'id') as example
    from reconciliation_finding f where f.run_id = ${runId} and f.cause is not null and ${isDrift(sql)}
    group by 1 order by findings desc, kind limit ${limit}`;
}

/** A few findings of each class and field. */
export async function sampleFindings(sql: Queryable, runId: string, { each, limit }: { each: number; limit: number }): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from (
      select f.id, row_number() over (partition by f.object, f.class, f.field order by f.id) as place
      from reconciliation_finding f where f.run_id = ${runId} and ${isDrift(sql)}
    ) s where place <= ${each} order by place, id limit ${limit}`;
  return rows.map(({ id }) => id);
}

/**
 * How long changes of the day before took: from the change at its source, by the corrected clock of its vendor, until the write was
 * acknowledged. Null if nothing was written.
 */
export async function measureTimeToSync(sql: Queryable, syncId: string, until: Date): Promise<TimeToSync | null> {
  const share = (part: number) => sql`percentile_disc(${part}) within group (order by ms)`;
  const [measured] = await sql<TimeToSync[]>`
    select count(*)::int as writes, ${share(0.5)} as p50_ms, ${share(0.95)} as p95_ms, ${share(0.99)} as p99_ms, max(ms) as max_ms from (
      select greatest(0, extract(epoch from w.ended_at - c.changed_at) * 1000)::float as ms
      from sync_write w join sync s on s.id = w.sync_id left join sync_link l on l.id = w.link_id
      join sync_record r on r.sync_id = w.sync_id and r.object = w.object and r.side <> w.side
        and r.record_id = case when w.operation = 'create' then w.target when w.side = 'a' then l.b_id else l.a_id end
      cross join lateral (
        select r.modified_at - make_interval(secs => case r.side when 'a' then s.a_clock_ms else s.b_clock_ms end / 1000.0) as changed_at
      ) c
      where w.sync_id = ${syncId} and w.state = 'acked' and w.operation <> 'delete'
        and w.ended_at > ${until}::timestamptz - interval '1 day' and w.ended_at <= ${until}
        -- A source that changed again since, or before there was this sync, tells nothing of this write.
        and c.changed_at between s.created_at and w.created_at
    ) t`;
  return measured !== undefined && measured.writes > 0 ? measured : null;
}

/** How far the listings of a run were read, and why not to their end. */
export function listReadListings(
  sql: Queryable,
  runId: string,
): PromiseLike<{ listing: string; records: number; problem: string | null }[]> {
  return sql<{ listing: string; records: number; problem: string | null }[]>`
    select ${listingOf(sql)} as listing, sum(records)::int as records, min(problem) as problem
    from reconciliation_feed f where run_id = ${runId} group by 1 order by 1`;
}

export async function storeReport(sql: Queryable, runId: string, report: StoredReport): Promise<void> {
  await sql`update reconciliation_run set report = ${JSON.stringify(report)}::text::jsonb where id = ${runId} and state in ('running', 'waiting')`;
}

/** Null until the run has one. */
export async function findReport(sql: Queryable, runId: string): Promise<StoredReport | null> {
  const [run] = await sql<{ report: StoredReport | null }[]>`select report from reconciliation_run where id = ${runId}`;
  return run?.report ?? null;
}

/** Findings of earlier nights of the same pair that a complete run has not found again. */
export async function settleEarlier(sql: Queryable, runId: string): Promise<void> {
  await sql`
    update reconciliation_finding f set state = 'settled', ended_at = now()
    from reconciliation_run r, reconciliation_run present
    where present.id = ${runId} and r.sync_id = present.sync_id and r.id < present.id and f.run_id = r.id and f.state in ('open', 'failed')
      and not exists (select from reconciliation_finding p where p.run_id = present.id and p.fingerprint = f.fingerprint)`;
}

/** What a night could not know, in the report that was just stored. */
export async function storeBlindSpots(sql: Queryable, runId: string, blindSpots: readonly string[]): Promise<void> {
  await sql`
    update reconciliation_run set report = report || jsonb_build_object('not_detectable', ${JSON.stringify(blindSpots)}::text::jsonb)
    where id = ${runId} and report is not null`;
}
