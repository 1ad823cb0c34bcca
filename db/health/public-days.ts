import type { Queryable } from '#db/database.ts';
import type { HealthState } from '#domain/health/health.ts';
import { kindOfSubject, type SeenStates, type StateOfDay } from '#domain/health/public-status.ts';

/** Longer ago, and nobody looks any more. In seconds: as in period.ts. */
const BLIND_AFTER_S = 300;

/** How long each of these subjects was in which state, by day in UTC, and how it is now. Two statements, by the primary key of the periods. */
export async function readPublicDays(sql: Queryable, ids: readonly string[], days: number): Promise<SeenStates> {
  const subjects = sql`unnest(${ids.map(kindOfSubject)}::text[], ${[...ids]}::text[]) as s (kind, id)`;
  const rows = await sql<StateOfDay[]>`
    select p.subject_id as id, to_char(d.day, 'YYYY-MM-DD') as day, p.state,
      sum(greatest(0, extract(epoch from least(seen.until, d.day + interval '1 day') - greatest(p.began_at, d.day))))::float8 as seconds
    from ${subjects}
    join health_period p on p.kind = s.kind and p.subject_id = s.id
    cross join lateral (select coalesce(p.ended_at, greatest(p.began_at, coalesce((select looked_at from health_watch), now()))) as until) seen
    join generate_series(date_trunc('day', now(), 'UTC') - ${days - 1} * interval '1 day', now(), interval '1 day') d (day)
      on p.began_at < d.day + interval '1 day' and seen.until >= d.day
    group by 1, 2, 3`;
  const present = await sql<{ id: string; state: HealthState }[]>`
    select p.subject_id as id, p.state from ${subjects} join health_period p on p.kind = s.kind and p.subject_id = s.id and p.ended_at is null
    where exists (select from health_watch where looked_at > now() - ${BLIND_AFTER_S} * interval '1 s')`;
  return { days: [...rows], present: new Map(present.map(({ id, state }) => [id, state])) };
}
