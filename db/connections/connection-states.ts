import type { Queryable } from '#db/database.ts';
import type { ConnectionStatus } from '#domain/connections/connection.ts';

export interface ConnectionState {
  id: string;
  vendor: string;
  status: ConnectionStatus;
  /** Since when the vendor does not answer, in seconds; null while it does. */
  awayForS: number | null;
}

/** The company has a few connections; the bound is for the one that has none in mind. */
export async function readConnectionStates(sql: Queryable, limit: number): Promise<ConnectionState[]> {
  return await sql<ConnectionState[]>`
    select id, vendor, status, extract(epoch from now() - away_since)::float8 as "awayForS"
    from connection where status <> 'disconnected' order by id limit ${limit}`;
}

/** One limit of a connection; of several keys, that of which most is used. */
export interface LimitState {
  connectionId: string;
  vendor: string;
  limitId: string;
  max: number;
  ours: number;
  told: number;
  budgetPercent: number;
  /** Unix time in seconds. */
  resetsAt: number | null;
  /** The vendor refused a call: for so long nobody calls. */
  pausedForS: number;
}

export async function readLimitStates(sql: Queryable, limit: number): Promise<LimitState[]> {
  return await sql<LimitState[]>`
    select distinct on (l.connection_id, l.limit_id) l.connection_id as "connectionId", c.vendor, l.limit_id as "limitId", l.max,
      case when l.day_ends_at > now() then l.ours else 0 end as ours, case when l.day_ends_at > now() then l.told else 0 end as told,
      c.budget_percent as "budgetPercent", extract(epoch from l.day_ends_at)::float8 as "resetsAt",
      greatest(0, coalesce(extract(epoch from l.paused_until - now()), 0))::float8 as "pausedForS"
    from (select * from vendor_limit order by connection_id, limit_id, key limit ${limit}) l join connection c on c.id = l.connection_id
    order by l.connection_id, l.limit_id, greatest(l.ours, l.told)::float8 / greatest(l.max, 1) desc`;
}
