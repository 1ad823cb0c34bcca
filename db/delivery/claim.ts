import type { Queryable, Sql } from '#db/database.ts';
import type { ClaimedDelivery } from '#domain/delivery/claimed-delivery.ts';
import type { DeliveryStatus, HoldReason } from '#domain/delivery/delivery.ts';
import { ownerIsGone } from './engine-instance.ts';

/** The state of a delivery, for a caller that could not claim it. */
export interface DeliveryState {
  id: string;
  endpointId: string;
  partnerId: string;
  eventType: string;
  status: DeliveryStatus;
  workflowId: string | null;
  nextAttemptAt: Date | null;
  /** A live process has claimed it. */
  isHeldByOther: boolean;
}

const claimedColumns = (sql: Queryable) => sql`
  d.id, d.event_id as "eventId", d.endpoint_id as "endpointId", d.partner_id as "partnerId", d.event_type as "eventType",
  d.ordering_key as "orderingKey", d.attempts, d.attempts_before as "attemptsBefore", d.budget_from as "budgetFrom",
  d.workflow_id as "workflowId", e.occurred_at as "occurredAt", e.schema_version as "schemaVersion", e.data::text as "dataJson",
  ep.version as "endpointVersion", ep.failing_since is not null as "endpointFailing"`;

export interface ClaimOptions {
  owner: string;
  /** An operator has reset the workflow, so a dead letter gets a new retry budget. */
  reopen?: boolean;
  /** Claims deliveries even before they are due, because the workflow's timers decide. */
  evenIfEarly?: boolean;
  /** Endpoints whose queue in this process is full: their unclaimed deliveries are held instead. */
  fullEndpoints?: string[];
}

/**
 * Claims deliveries for this process if they are due, unfinished and unclaimed. Every POST must pass this gate. A delivery whose endpoint may
 * not receive now is held instead.
 */
export function claimDeliveries(
  sql: Sql,
  ids: string[],
  { owner, reopen = false, evenIfEarly = false, fullEndpoints = [] }: ClaimOptions,
): Promise<ClaimedDelivery[]> {
  return sql.begin(async (tx) => {
    if (reopen) await reopenDeadLetters(tx, ids);
    await holdWhereEndpointIsClosed(tx, ids, owner, fullEndpoints);
    return tx<ClaimedDelivery[]>`
      update delivery d set holder = ${owner}
      from event e, endpoint ep
      where d.id = any(${ids}::text[]) and e.id = d.event_id and ep.id = d.endpoint_id
        and d.status in ('pending', 'retrying') and (${evenIfEarly} or d.next_attempt_at is null or d.next_attempt_at <= now())
        and ep.closed_by is null and ep.breaker_open_until is null
        and (d.holder is null or d.holder = ${owner} or ${ownerIsGone(tx)})
      returning ${claimedColumns(tx)}`;
  });
}

async function holdWhereEndpointIsClosed(tx: Queryable, ids: string[], owner: string, full: string[]): Promise<void> {
  await tx`
    update delivery d set status = 'held', holder = null, next_attempt_at = null,
      hold_reason = case when ep.closed_by is not null then ep.closed_by when ep.breaker_open_until is not null then 'breaker'
        else 'capacity' end
    from endpoint ep
    where d.id = any(${ids}::text[]) and ep.id = d.endpoint_id and d.status in ('pending', 'retrying')
      and (ep.closed_by is not null or ep.breaker_open_until is not null or ep.id = any(${full}::text[]))
      and (d.holder is null or d.holder = ${owner} or ${ownerIsGone(tx)})`;
}

async function reopenDeadLetters(tx: Queryable, ids: string[]): Promise<void> {
  await tx`
    update delivery d set status = 'pending', attempts_before = attempts_before + attempts, attempts = 0,
      dead_letter_reason = null, ended_at = null, next_attempt_at = null, budget_from = now()
    where d.id = any(${ids}::text[]) and d.status = 'dead_lettered'`;
}

/**
 * Claims the oldest held deliveries of an endpoint that may receive again, in order of acceptance. With `probe`, it claims one although the
 * breaker is open, if the breaker's pause is over.
 */
export async function claimHeld(
  sql: Sql,
  endpointId: string,
  { owner, limit, probe = false }: { owner: string; limit: number; probe?: boolean },
): Promise<ClaimedDelivery[]> {
  const rows = await sql<(ClaimedDelivery & { seq: number })[]>`
    with next as (
      select h.id from delivery h join endpoint ep on ep.id = h.endpoint_id
      where h.endpoint_id = ${endpointId} and h.status = 'held' and h.hold_reason not in ('ordering', 'transformation') and ep.closed_by is null
        and ${probe ? sql`ep.breaker_open_until <= now()` : sql`ep.breaker_open_until is null`}
      order by h.seq limit ${probe ? 1 : limit}
      for update of h skip locked
    )
    update delivery d set holder = ${owner}, status = case when d.attempts > 0 then 'retrying' else 'pending' end,
      hold_reason = null, next_attempt_at = null, budget_from = now(),
      -- The previous workflow has ended. Until the next one adopts the delivery, the sweeper must find it as orphaned.
      workflow_id = null
    from next, event e, endpoint ep
    where d.id = next.id and e.id = d.event_id and ep.id = d.endpoint_id
    returning ${claimedColumns(sql)}, d.seq`;
  return rows.toSorted((a, b) => a.seq - b.seq);
}

/** The state of a claimed delivery after it waited in its queue. */
export interface StillClaimed {
  id: string;
  endpointVersion: number;
  /** Set if its endpoint may not receive now. */
  holdReason: HoldReason | null;
}

/** The claims that are still valid: not cancelled, and not taken over by another process. */
export function listStillClaimed(sql: Sql, ids: string[], owner: string): Promise<StillClaimed[]> {
  return sql<StillClaimed[]>`
    select d.id, ep.version as "endpointVersion",
      case when ep.closed_by is not null then ep.closed_by when ep.breaker_open_until > now() then 'breaker' end as "holdReason"
    from delivery d join endpoint ep on ep.id = d.endpoint_id
    where d.id = any(${ids}::text[]) and d.holder = ${owner} and d.status in ('pending', 'retrying')`;
}

/** Releases claims of this process. With a reason the deliveries are held; without one, any process can claim them. */
export async function unclaim(sql: Sql, ids: string[], { owner, reason }: { owner: string; reason: HoldReason | null }) {
  await sql`
    update delivery d set holder = null, status = case when ${reason}::text is null then d.status else 'held' end,
      hold_reason = ${reason}, next_attempt_at = case when ${reason}::text is null then d.next_attempt_at end
    where d.id = any(${ids}::text[]) and d.holder = ${owner} and d.status in ('pending', 'retrying')`;
}

/** Reads the state of deliveries, and records `workflowId` on those that have no workflow yet. */
export function linkWorkflow(sql: Sql, ids: string[], workflowId: string): Promise<DeliveryState[]> {
  return sql<DeliveryState[]>`
    with linked as (
      update delivery set workflow_id = ${workflowId}
      where id = any(${ids}::text[]) and workflow_id is null and status not in ('pending', 'held')
    )
    select d.id, d.endpoint_id as "endpointId", d.partner_id as "partnerId", d.event_type as "eventType", d.status,
      d.next_attempt_at as "nextAttemptAt", d.holder is not null and not ${ownerIsGone(sql)} as "isHeldByOther"
    from delivery d where d.id = any(${ids}::text[])`;
}

/** The search attributes for workflows of these deliveries. */
export function listSearchable(sql: Sql, ids: string[]) {
  return sql<{ id: string; partnerId: string; endpointId: string; eventType: string }[]>`
    select id, partner_id as "partnerId", endpoint_id as "endpointId", event_type as "eventType"
    from delivery where id = any(${ids}::text[])`;
}
