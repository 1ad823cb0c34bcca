import type { Queryable, Sql } from '#db/database.ts';

/**
 * A process that has not been seen for this long has lost its claims to whoever asks.
 * Five missed heartbeats: long enough for a paused process or a short database outage, short enough that a crash
 * delays its deliveries by seconds. Losing a lease while alive costs a duplicate POST, never a lost one.
 */
const leaseMs = 10_000;
export const heartbeatMs = 2_000;

/** Renews the lease of every claim that this process holds, and tells how many processes share the endpoints' limits. */
export async function renewLease(sql: Sql, instanceId: string): Promise<{ liveInstances: number }> {
  const [row] = await sql<{ live: number }[]>`
    with renewed as (
      insert into engine_instance (id) values (${instanceId})
      on conflict (id) do update set seen_at = now()
    )
    select count(*)::int as live from engine_instance
    where id <> ${instanceId} and seen_at > now() - ${leaseMs} * interval '1 ms'`;
  return { liveInstances: (row?.live ?? 0) + 1 };
}

/** Gives up all claims at once, on a clean shutdown. */
export async function endLease(sql: Sql, instanceId: string): Promise<void> {
  await sql`delete from engine_instance where id = ${instanceId}`;
}

/**
 * SQL condition: the owner in this column is no running process. Right after PostgreSQL itself was away nobody has been
 * seen, so everybody gets the length of a lease to come back before the first one takes the others' claims.
 */
export const ownerIsGone = (sql: Queryable) => sql`(
  pg_postmaster_start_time() < now() - ${leaseMs} * interval '1 ms'
  and not exists (
    select from engine_instance i where i.id = d.holder and i.seen_at > now() - ${leaseMs} * interval '1 ms'))`;
