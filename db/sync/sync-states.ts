import type { Queryable } from '#db/database.ts';
import { idAbove } from '#domain/id-range.ts';

export interface SyncState {
  id: string;
  isPaused: boolean;
  intervalS: number;
  /** Unix time in seconds at which a run ended that had read all; null if none of the last runs did. */
  succeededAt: number | null;
  lastRunS: number | null;
  /** At most `maxWrites` each. */
  failedWrites: number;
  waitingWrites: number;
  /** Age of the oldest change that is planned and not yet written, in seconds. */
  oldestWaitingS: number | null;
}

/** Of one sync: a number above it says nothing more. */
const maxWrites = 1_000;
/** Runs of hints are frequent: so many cover an hour of the busiest sync. */
const maxRuns = 200;

/** How far each sync is, from the ends of its indexes. */
export async function readSyncStates(sql: Queryable, limit: number): Promise<SyncState[]> {
  return await sql<SyncState[]>`
    select s.id, s.paused_at is not null as "isPaused", s.interval_seconds as "intervalS",
      extract(epoch from r.succeeded)::float8 as "succeededAt", extract(epoch from r.lasted)::float8 as "lastRunS",
      f.count::int as "failedWrites", w.count::int as "waitingWrites", extract(epoch from now() - w.oldest)::float8 as "oldestWaitingS"
    from (select id, paused_at, interval_seconds from sync order by id limit ${limit}) s
    cross join lateral (
      select max(ended_at) filter (where state in ('completed', 'partial')) as succeeded,
        (array_agg(ended_at - started_at order by id desc) filter (where ended_at is not null))[1] as lasted
      from (select id, state, started_at, ended_at from sync_run where sync_id = s.id order by id desc limit ${maxRuns}) recent
    ) r
    cross join lateral (
      select count(*) from (select from sync_write where sync_id = s.id and state = 'failed' limit ${maxWrites}) failed
    ) f
    cross join lateral (
      select count(*), min(created_at) as oldest from (
        select created_at from sync_write
        where sync_id = s.id and state in ('waiting', 'failed') and next_attempt_at is not null limit ${maxWrites}) due
    ) w`;
}

/** From when a change was seen until the other side had confirmed it, in seconds: the 95th percentile of the latest writes. */
export async function readTimeToSync(sql: Queryable): Promise<{ id: string; p95S: number; writes: number }[]> {
  const since = new Date(Date.now() - recentMs);
  return await sql<{ id: string; p95S: number; writes: number }[]>`
    select sync_id as id, count(*)::int as writes,
      percentile_disc(0.95) within group (order by greatest(0, extract(epoch from ended_at - created_at)))::float8 as "p95S"
    from (select sync_id, state, created_at, ended_at from sync_write where id > ${idAbove('swr', since)} order by id desc limit ${maxRecent}) w
    where state = 'acked' and ended_at > now() - ${recentMs} * interval '1 ms' group by sync_id`;
}

const recentMs = 900_000;
/** Of all syncs together. */
const maxRecent = 5_000;
