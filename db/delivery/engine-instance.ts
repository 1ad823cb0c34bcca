import type { Queryable, Sql } from '#db/database.ts';

/**
 * The claims of a process that has not been seen for this long are expired. Five missed heartbeats are long enough for a paused process or a
 * short database outage, and short enough that a crash delays deliveries only by seconds. A live process that loses its lease causes a
 * duplicate POST, never a lost one.
 */
export const leaseMs = 10_000;
export const heartbeatMs = 2_000;

export interface Renewed {
  /** How many processes of this region share the endpoints' limits. */
  liveInstances: number;
  isOldest: boolean;
  /** Those with a live process, besides this one. */
  liveRegions: string[];
}

/** Renews the lease of all claims of this process. The ids show which is the oldest. */
export async function renewLease(sql: Sql, instanceId: string, region: string): Promise<Renewed> {
  const [row] = await sql<{ live: number; older: number; regions: string[] }[]>`
    with renewed as (
      insert into engine_instance (id, region) values (${instanceId}, ${region})
      on conflict (id) do update set seen_at = now()
    )
    select count(*) filter (where region = ${region})::int as live, count(*) filter (where id < ${instanceId})::int as older,
      coalesce(array_agg(distinct region), '{}') as regions
    from engine_instance
    where id <> ${instanceId} and seen_at > now() - ${leaseMs} * interval '1 ms'`;
  return { liveInstances: (row?.live ?? 0) + 1, isOldest: row?.older === 0, liveRegions: row?.regions ?? [] };
}

/** Releases all claims of this process, on a clean shutdown. */
export async function endLease(sql: Sql, instanceId: string): Promise<void> {
  await sql`delete from engine_instance where id = ${instanceId}`;
}

/**
 * SQL condition: the owner in this column is not a live process. After an outage of PostgreSQL itself no process has been seen recently, so all
 * processes get the length of a lease to return before any of them takes over the others' claims.
 */
export const ownerIsGone = (sql: Queryable) => sql`(
  pg_postmaster_start_time() < now() - ${leaseMs} * interval '1 ms'
  and not exists (
    select from engine_instance i where i.id = d.holder and i.seen_at > now() - ${leaseMs} * interval '1 ms'))`;
