import type { Queryable, Sql } from '#db/database.ts';
import { type HealthCode, type HealthKind, type HealthState, isWorse } from '#domain/health/health.ts';
import type { Look } from '#domain/health/look.ts';
import { type Recent, TREND_DAYS } from '#domain/health/trend.ts';

/** Longer between two looks, and nobody knows what was. In seconds: ten times the pause between looks. */
const BLIND_AFTER_S = 300;

/** Ends all periods where the last look was, if that is long ago. Before a look. */
export async function endUnwatched(sql: Sql): Promise<void> {
  await sql`
    update health_period p set ended_at = greatest(p.began_at + interval '1 ms', w.looked_at) from health_watch w
    where p.ended_at is null and w.looked_at < now() - ${BLIND_AFTER_S} * interval '1 s'`;
}

/** Ends the periods of what is no more, and notes that everything was looked at. After a look. */
export async function noteWatched(sql: Sql): Promise<void> {
  await sql`
    update health_period p set ended_at = greatest(p.began_at + interval '1 ms', now()) where p.ended_at is null and case p.kind
      when 'connection' then not exists (select from connection c where c.id = p.subject_id and c.status not in ('disconnecting', 'disconnected'))
      when 'sync' then not exists (select from sync s where s.id = p.subject_id)
      else not exists (select from endpoint e where e.id = p.subject_id and e.deleted_at is null) end`;
  await sql`insert into health_watch (looked_at) values (now()) on conflict (id) do update set looked_at = excluded.looked_at`;
}

/**
 * Stores the states of a page of subjects: where one has changed, its period ends and another begins, at the time that is known, or now. Safe to
 * repeat, and beside another one: a state that is stored already changes nothing.
 */
export async function storeStates(sql: Sql, looks: readonly Look[]): Promise<void> {
  const seen = JSON.stringify(
    looks.map(({ kind, id, partnerId, verdict: { state, code, n, reason, since } }) => ({
      ...{ kind, subject_id: id, partner_id: partnerId, state, code, n, reason: reason.slice(0, MAX_REASON).toWellFormed(), since },
    })),
  );
  const columns = sql`kind text, subject_id text, partner_id text, state text, code text, n int, reason text, since timestamptz`;
  const seenNow = sql`jsonb_to_recordset(${seen}::text::jsonb) as s (${columns})`;
  await sql.begin(async (tx) => {
    await tx`
      update health_period p set ended_at = greatest(p.began_at + interval '1 ms', case when s.since < now() then s.since else now() end)
      from ${seenNow}
      where p.kind = s.kind and p.subject_id = s.subject_id and p.ended_at is null and (p.state, p.code) is distinct from (s.state, s.code)`;
    await tx`
      update health_period p set n = s.n, reason = s.reason from ${seenNow}
      where p.kind = s.kind and p.subject_id = s.subject_id and p.ended_at is null and (p.n, p.reason) is distinct from (s.n, s.reason)`;
    await tx`
      insert into health_period (kind, subject_id, partner_id, state, code, n, reason, began_at)
      select s.kind, s.subject_id, s.partner_id, s.state, s.code, s.n, s.reason,
        greatest(least(s.since, now()), (select max(p.ended_at) from health_period p where p.kind = s.kind and p.subject_id = s.subject_id))
      from (select kind, subject_id, partner_id, state, code, n, reason, coalesce(since, now()) as since from ${seenNow}) s
      where not exists (select from health_period p where p.kind = s.kind and p.subject_id = s.subject_id and p.ended_at is null)
      on conflict do nothing`;
  });
}

const MAX_REASON = 1_000;

/** Deletes periods that ended so long ago. Returns how many; the caller goes on while there are more. */
export async function purgePeriods(sql: Sql, days: number, limit: number): Promise<number> {
  const { count } = await sql`
    delete from health_period where ctid = any(array(
      select ctid from health_period where ended_at < now() - ${days} * interval '1 day' limit ${limit}))`;
  return count;
}

/** The history of what belongs to a partner. Returns how many rows were deleted. */
export async function deletePeriodsOf(tx: Queryable, partnerId: string): Promise<Record<string, number>> {
  const { count } = await tx`delete from health_period where partner_id = ${partnerId}`;
  return { health_periods: count };
}

/** The last days of each subject, and since when it is as it is: one statement for a page. Of a partner: of all its endpoints. */
export async function readRecent(
  sql: Queryable,
  { kind, ids }: { kind: HealthKind; ids: readonly string[] },
): Promise<Map<string, Recent>> {
  const [subject, which] =
    kind === 'partner'
      ? [sql`p.partner_id`, sql`p.partner_id = any(${[...ids]}::text[])`]
      : [sql`p.subject_id`, sql`p.kind = ${kind} and p.subject_id = any(${[...ids]}::text[])`];
  const rows = await sql<DayRow[]>`
    select ${subject} as id, to_char(d.day, 'YYYY-MM-DD') as day, p.state, p.code,
      sum(greatest(0, extract(epoch from least(seen.until, d.day + interval '1 day') - greatest(p.began_at, d.day))))::float8 as seconds,
      max(p.began_at) filter (where p.ended_at is null) as "beganAt"
    from generate_series(date_trunc('day', now(), 'UTC') - ${TREND_DAYS - 1} * interval '1 day', now(), interval '1 day') d (day)
    join health_period p on ${which} and p.began_at < d.day + interval '1 day'
    -- What lasts was so when everything was looked at last. Before the first look has ended: now.
    cross join lateral (select coalesce(p.ended_at, greatest(p.began_at, coalesce((select looked_at from health_watch), now()))) as until) seen
    where seen.until >= d.day
    group by 1, 2, 3, 4 order by 2`;
  const found = new Map<string, Recent>();
  for (const row of rows) add(found, row);
  return found;
}

interface DayRow {
  id: string;
  day: string;
  state: HealthState;
  code: HealthCode;
  seconds: number;
  beganAt: Date | null;
}

function add(found: Map<string, Recent>, { id, day, state, code, seconds, beganAt }: DayRow): void {
  const recent = found.get(id) ?? { present: null, days: [] };
  found.set(id, recent);
  if (beganAt !== null) recent.present = { state, code, beganAt };
  let last = recent.days.at(-1);
  if (last?.day !== day) recent.days.push((last = { day, worst: state, watchedS: 0, wellS: 0 }));
  last.watchedS += seconds;
  if (!isWorse(state, 'syncing')) last.wellS += seconds;
  if (isWorse(state, last.worst)) last.worst = state;
}

/** How many subjects are in each state now, by the last look. */
export async function countStates(
  sql: Queryable,
  { kinds, partnerIds }: { kinds: readonly HealthKind[]; partnerIds: readonly string[] },
): Promise<{ counts: Partial<Record<HealthState, number>>; lookedAt: Date | null }> {
  const rows = await sql<{ state: HealthState; n: number }[]>`
    select state, count(*)::int as n from health_period
    where ended_at is null and kind = any(${[...kinds]}::text[])
      and (${partnerIds.length === 0} or partner_id = all(${[...partnerIds]}::text[])) group by state`;
  const [watch] = await sql<{ lookedAt: Date }[]>`select looked_at as "lookedAt" from health_watch`;
  return { counts: Object.fromEntries(rows.map(({ state, n }) => [state, n])), lookedAt: watch?.lookedAt ?? null };
}

export interface PeriodRow {
  kind: HealthKind;
  subjectId: string;
  partnerId: string | null;
  state: HealthState;
  code: HealthCode;
  n: number | null;
  reason: string;
  beganAt: Date;
  endedAt: Date | null;
}

export interface PeriodFilter {
  kinds: readonly HealthKind[];
  subjectId?: string | undefined;
  partnerIds: readonly string[];
  before?: { beganAt: Date; kind: string; subjectId: string } | undefined;
  limit: number;
}

/** The latest first. */
export function listPeriods(sql: Queryable, { kinds, subjectId, partnerIds, before, limit }: PeriodFilter): Promise<PeriodRow[]> {
  const place = before
    ? sql`(began_at, kind, subject_id) < (${before.beganAt}::timestamptz, ${before.kind}::text, ${before.subjectId}::text)`
    : sql`true`;
  const found = sql<PeriodRow[]>`
    select kind, subject_id as "subjectId", partner_id as "partnerId", state, code, n, reason, began_at as "beganAt", ended_at as "endedAt"
    from health_period
    where kind = any(${[...kinds]}::text[]) and ${subjectId === undefined ? sql`true` : sql`subject_id = ${subjectId}`}
      and (${partnerIds.length === 0} or partner_id = all(${[...partnerIds]}::text[])) and ${place}
    order by began_at desc, kind desc, subject_id desc limit ${limit}`;
  return found.then((rows) => [...rows]);
}
