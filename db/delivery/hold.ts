import type { Sql } from '#db/database.ts';

/** Why an endpoint's deliveries are held. */
export interface HoldState {
  partnerId: string;
  closedBy: 'suspended' | 'disabled' | 'paused' | null;
  stateReason: string | null;
  /** Error of the attempt that opened the breaker. */
  breakerReason: string | null;
  /** Milliseconds until the open breaker lets one probe through; null while it is closed. */
  probeInMs: number | null;
  hasHeld: boolean;
}

export async function findHoldState(sql: Sql, endpointId: string): Promise<HoldState | null> {
  const [row] = await sql<HoldState[]>`
    select ep.partner_id as "partnerId", ep.closed_by as "closedBy", ep.state_reason as "stateReason", ep.breaker_reason as "breakerReason",
      case when ep.breaker_open_until is not null
        then greatest(extract(epoch from ep.breaker_open_until - now()) * 1000, 0)::float8 end as "probeInMs",
      exists (
        select from delivery d where d.endpoint_id = ep.id and d.status = 'held' and d.hold_reason not in ('ordering', 'transformation')
      ) as "hasHeld"
    from endpoint ep where ep.id = ${endpointId} and ep.deleted_at is null`;
  return row ?? null;
}

/** After a breaker's pause, the drain has this time to wake by its own timer. */
const wakeS = 5;

/** Endpoints with held deliveries that may receive or be probed, so that their drains should be running, in the order of their ids. */
export async function listDrainable(sql: Sql, { after, limit }: { after: string; limit: number | null }): Promise<{ id: string }[]> {
  return await sql<{ id: string }[]>`
    select ep.id from endpoint ep
    where ep.id > ${after} and ep.deleted_at is null and ep.closed_by is null
      and (ep.breaker_open_until is null or ep.breaker_open_until < now() - ${wakeS} * interval '1 s')
      and exists (
      select from delivery d where d.endpoint_id = ep.id and d.status = 'held' and d.hold_reason not in ('ordering', 'transformation'))
    order by ep.id limit ${limit}`;
}

/** The partner of an endpoint; null after its erasure. */
export async function findEndpointOwner(sql: Sql, endpointId: string): Promise<{ partnerId: string; region: string | null } | undefined> {
  const [row] = await sql<{ partnerId: string; region: string | null }[]>`
    select partner_id as "partnerId", region from endpoint where id = ${endpointId}`;
  return row;
}
