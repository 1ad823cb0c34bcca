import { insertAuditEntry } from '#db/audit/audit.ts';
import type { Queryable, Sql } from '#db/database.ts';
import { type AttemptCause, explainAttempt, temporalActor } from '#domain/delivery/attempt.ts';
import type { ClaimedDelivery } from '#domain/delivery/claimed-delivery.ts';
import type { DeliveryStatus, HoldReason } from '#domain/delivery/delivery.ts';
import { requestOf } from './attempt-request.ts';
import { isOneOf } from './delivery-ids.ts';
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
  /** Somebody asked for the next attempt, which is then due. */
  isRequested: boolean;
  attempts: number;
  /** The last attempt; null if there was none. */
  reason: string | null;
  /** A live process has claimed it. */
  isHeldByOther: boolean;
}

/** `cause` is that of the attempt, unless somebody asked for it. */
const claimedColumns = (sql: Queryable, cause: AttemptCause) => sql`
  d.id, d.event_id as "eventId", d.endpoint_id as "endpointId", d.partner_id as "partnerId", d.event_type as "eventType",
  d.ordering_key as "orderingKey", d.attempts, d.attempts_before as "attemptsBefore", d.budget_from as "budgetFrom",
  d.next_attempt_at as "scheduledAt", d.last_error as "lastError", coalesce(d.request, ${JSON.stringify(cause)}::jsonb) as cause,
  d.workflow_id as "workflowId", e.occurred_at as "occurredAt", e.schema_version as "schemaVersion", e.data::text as "dataJson",
  ep.version as "endpointVersion", ep.failing_since is not null as "endpointFailing", ep.region,
  d.is_suspected as "isSuspected", e.trace_context as trace`;

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
    const reopened = reopen ? await reopenDeadLetters(tx, ids) : [];
    await holdWhereEndpointIsClosed(tx, ids, owner, fullEndpoints);
    const claimed = await tx<ClaimedDelivery[]>`
      update delivery d set holder = ${owner}, is_suspected = ${isSuspected(tx, owner)}
      from event e, endpoint ep
      where ${isOneOf(tx, tx`d.id`, ids)} and e.id = d.event_id and ep.id = d.endpoint_id
        and d.status in ('pending', 'retrying') and (${evenIfEarly} or d.request is not null or d.next_attempt_at is null or d.next_attempt_at <= now())
        and ep.closed_by is null and ep.breaker_open_until is null
        and (d.holder is null or d.holder = ${owner} or ${ownerIsGone(tx)})
      returning ${claimedColumns(tx, { trigger: 'schedule', actor: null })}`;
    // The last statement, because it locks the audit chain.
    for (const { id: objectId, partnerId } of reopened) {
      await insertAuditEntry(tx, temporalActor, { ...replayed, objectId, partnerId });
    }
    return claimed;
  });
}

const replayed = { action: 'dead_letter.replayed', objectKind: 'dead_letter', detail: {} };

/** SQL condition: a process died with the delivery. A process that stops in order removes its own row. */
const isSuspected = (sql: Queryable, owner: string) => sql`
  d.is_suspected or coalesce(d.holder <> ${owner} and exists (select from engine_instance i where i.id = d.holder), false)`;

async function holdWhereEndpointIsClosed(tx: Queryable, ids: string[], owner: string, full: string[]): Promise<void> {
  await tx`
    update delivery d set status = 'held', holder = null, is_suspected = ${isSuspected(tx, owner)}, next_attempt_at = null,
      hold_reason = case when ep.closed_by is not null then ep.closed_by when ep.breaker_open_until is not null then 'breaker'
        else 'capacity' end
    from endpoint ep
    where ${isOneOf(tx, tx`d.id`, ids)} and ep.id = d.endpoint_id and d.status in ('pending', 'retrying')
      and (ep.closed_by is not null or ep.breaker_open_until is not null or ep.id = any(${full}::text[]))
      and (d.holder is null or d.holder = ${owner} or ${ownerIsGone(tx)})`;
}

function reopenDeadLetters(tx: Queryable, ids: string[]) {
  return tx<{ id: string; partnerId: string }[]>`
    update delivery d set status = 'pending', attempts_before = attempts_before + attempts, attempts = 0,
      dead_letter_reason = null, ended_at = null, next_attempt_at = null, budget_from = now(),
      request = ${JSON.stringify(requestOf('replay', temporalActor))}::jsonb
    where ${isOneOf(tx, tx`d.id`, ids)} and d.status = 'dead_lettered'
    returning d.id, d.partner_id as "partnerId"`;
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
    returning ${claimedColumns(sql, { trigger: probe ? 'probe' : 'drain', actor: null })}, d.seq`;
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
    where ${isOneOf(sql, sql`d.id`, ids)} and d.holder = ${owner} and d.status in ('pending', 'retrying')`;
}

/** Releases claims of this process. With a reason the deliveries are held; without one, any process can claim them. */
export async function unclaim(sql: Sql, ids: string[], { owner, reason }: { owner: string; reason: HoldReason | null }) {
  await sql`
    update delivery d set holder = null, status = case when ${reason}::text is null then d.status else 'held' end,
      hold_reason = ${reason}, next_attempt_at = case when ${reason}::text is null then d.next_attempt_at end
    where ${isOneOf(sql, sql`d.id`, ids)} and d.holder = ${owner} and d.status in ('pending', 'retrying')`;
}

interface LinkedRow extends Omit<DeliveryState, 'reason'> {
  last: Parameters<typeof explainAttempt>[0] | null;
}

/** Reads the state of deliveries, and records `workflowId` on those that have no workflow yet. */
export async function linkWorkflow(sql: Sql, ids: string[], workflowId: string): Promise<DeliveryState[]> {
  const rows = await sql<LinkedRow[]>`
    with linked as (
      update delivery set workflow_id = ${workflowId}
      where ${isOneOf(sql, sql`id`, ids)} and workflow_id is null and status not in ('pending', 'held')
    )
    select d.id, d.endpoint_id as "endpointId", d.partner_id as "partnerId", d.event_type as "eventType", d.status,
      d.next_attempt_at as "nextAttemptAt", d.request is not null as "isRequested",
      d.attempts_before + d.attempts as attempts, d.holder is not null and not ${ownerIsGone(sql)} as "isHeldByOther",
      case when d.status = 'retrying' then (
        select json_build_object('statusCode', a.status_code, 'errorDetail', a.error_detail, 'errorClass', a.error_class, 'because', a.next_because)
        from attempt a where a.delivery_id = d.id and a.number = d.attempts_before + d.attempts
      ) end as last
    from delivery d where ${isOneOf(sql, sql`d.id`, ids)}`;
  return rows.map(({ last, ...row }) => ({ ...row, reason: last && explainAttempt(last) }));
}

/** The search attributes for workflows of these deliveries. */
export function listSearchable(sql: Sql, ids: string[]) {
  return sql<{ id: string; partnerId: string; endpointId: string; eventType: string; region: string | null; trace: string | null }[]>`
    select d.id, d.partner_id as "partnerId", d.endpoint_id as "endpointId", d.event_type as "eventType", ep.region, e.trace_context as trace
    from delivery d join event e on e.id = d.event_id join endpoint ep on ep.id = d.endpoint_id
    where ${isOneOf(sql, sql`d.id`, ids)}`;
}
