import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import type { Queryable, Sql } from '#db/database.ts';
import { type ClaimedDelivery, keptScheduleOf } from '#domain/delivery/claimed-delivery.ts';
import type { DeliveryStatus } from '#domain/delivery/delivery.ts';
import type { PostResult, Verdict } from '#domain/delivery/outcome.ts';
import { isOneOf } from './delivery-ids.ts';
import { lockOrderingKeys, orderedKeys, releaseSuccessors } from './ordering.ts';

/** One finished attempt, which is recorded together with the new state of its delivery. */
export interface FinishedAttempt {
  delivery: ClaimedDelivery;
  startedAt: Date;
  result: PostResult;
  verdict: Verdict;
  /** The workflow that handles the delivery, if one has adopted the attempt. */
  workflowId: string | null;
}

export interface RecordedAttempt {
  /** The delivery's status now, which differs from the verdict if the delivery was cancelled in the meantime. */
  status: DeliveryStatus;
  /** Deliveries with the same ordering key that can be sent now. */
  released: string[];
}

/** Records finished attempts in one commit. A repeat after a lost response would add a second attempt row, never a second POST. */
export async function recordAttempts(sql: Sql, finished: FinishedAttempt[], owner: string): Promise<RecordedAttempt[]> {
  const ordered = finished.filter(({ delivery, verdict }) => delivery.orderingKey && verdict.status !== 'retrying');
  if (ordered.length === 0) {
    const statuses = await writeAttempts(sql, finished, owner);
    return statuses.map((status) => ({ status, released: [] }));
  }
  const ended = orderedKeys(ordered.map(({ delivery }) => delivery));
  return sql.begin(async (tx) => {
    await lockOrderingKeys(
      tx,
      ended.map((place) => place.orderingKey),
    );
    const statuses = await writeAttempts(tx, finished, owner);
    const released = await releaseSuccessors(tx, ended);
    // The first result contains all released deliveries, because the caller does not need to know their predecessors.
    return statuses.map((status, index) => ({ status, released: index === 0 ? released : [] }));
  });
}

async function writeAttempts(sql: Queryable, given: FinishedAttempt[], owner: string): Promise<DeliveryStatus[]> {
  // Every statement over several deliveries locks them in the same order, so that two statements cannot deadlock.
  const finished = given.toSorted((a, b) => (a.delivery.id < b.delivery.id ? -1 : 1));
  const column = <T>(pick: (one: FinishedAttempt) => T) => finished.map(pick);
  const iso = (date: Date | null) => date?.toISOString() ?? null;
  const rows = await sql<{ id: string; status: DeliveryStatus }[]>`
    with input as (
      select * from unnest(
        ${column((f) => f.delivery.id)}::text[], ${column((f) => f.verdict.status)}::text[],
        ${column((f) => f.startedAt.toISOString())}::timestamptz[], ${column((f) => Math.round(f.result.latencyMs))}::int[],
        ${column((f) => f.result.statusCode ?? null)}::int[], ${column((f) => f.result.errorClass ?? null)}::text[],
        ${column((f) => f.result.errorDetail ?? null)}::text[], ${column((f) => f.result.responseSnippet ?? null)}::text[],
        ${column((f) => iso(f.verdict.nextAttemptAt))}::timestamptz[], ${column((f) => f.verdict.because)}::text[],
        ${column((f) => f.workflowId)}::text[], ${column((f) => (keptScheduleOf(f.delivery) ? 0 : 1))}::int[],
        ${column((f) => f.delivery.cause.trigger)}::text[], ${column((f) => f.delivery.cause.actor?.kind ?? null)}::text[],
        ${column((f) => f.delivery.cause.actor?.id ?? null)}::text[], ${column((f) => f.delivery.cause.at ?? null)}::text[]
      ) as i (id, status, started_at, latency_ms, status_code, error_class, error_detail, response_snippet,
        next_attempt_at, because, workflow_id, counts, trigger, actor_kind, actor_id, requested_at)
    ), written as (
      update delivery d set
        attempts = d.attempts + i.counts,
        attempts_before = d.attempts_before + 1 - i.counts,
        -- A request that came during this attempt asks for another one.
        request = case when i.status = 'retrying' and d.request->>'at' is distinct from i.requested_at then d.request end,
        holder = case when d.holder = ${owner} then null else d.holder end,
        is_suspected = false,
        workflow_id = coalesce(i.workflow_id, d.workflow_id),
        status = case when d.status in ('pending', 'retrying') then i.status else d.status end,
        hold_reason = case when d.status in ('pending', 'retrying') and i.status = 'held' then 'disabled'
          when d.status = 'held' then d.hold_reason end,
        next_attempt_at = case when i.status = 'retrying' then i.next_attempt_at end,
        dead_letter_reason = case when i.status = 'dead_lettered' then i.because end,
        error_class = i.error_class,
        last_error = case when i.error_class is not null then coalesce(i.error_detail, i.error_class) end,
        ended_at = case when d.status in ('pending', 'retrying') and i.status in ('delivered', 'dead_lettered') then now()
          else d.ended_at end
      -- The list is for the planner, which would otherwise scan a new table sequentially.
      from input i where d.id = i.id and ${isOneOf(
        sql,
        sql`d.id`,
        column((f) => f.delivery.id),
      )}
      returning d.id, d.status, d.attempts_before + d.attempts as number
    ), attempted as (
      insert into attempt (delivery_id, number, started_at, latency_ms, status_code, error_class, error_detail,
        response_snippet, next_attempt_at, next_because, trigger, actor_kind, actor_id)
      select w.id, w.number, i.started_at, i.latency_ms, i.status_code, i.error_class, i.error_detail,
        i.response_snippet, i.next_attempt_at, i.because, i.trigger, i.actor_kind, i.actor_id
      from written w join input i using (id)
    )
    select id, status from written`;
  const statuses = new Map(rows.map((row) => [row.id, row.status]));
  // A delivery that was purged while it was being posted needs nothing more.
  return given.map(({ delivery }) => statuses.get(delivery.id) ?? 'cancelled');
}

/** Cancels an unfinished delivery and returns the deliveries that can be sent now. Idempotent. */
export async function cancelDelivery(sql: Sql, id: string, actor: Actor): Promise<{ cancelled: boolean; released: string[] }> {
  return beginAs(sql, actor, async (tx) => {
    await lockOrderingKeyOf(tx, id);
    const rows = await tx<{ endpointId: string; orderingKey: string | null; partnerId: string }[]>`
      update delivery set status = 'cancelled', hold_reason = null, hold_detail = null, holder = null, next_attempt_at = null, ended_at = now()
      where id = ${id} and status in ('pending', 'retrying', 'held')
      returning endpoint_id as "endpointId", ordering_key as "orderingKey", partner_id as "partnerId"`;
    const released = await releaseSuccessors(tx, orderedKeys(rows));
    for (const { partnerId } of rows) {
      await insertAuditEntry(tx, actor, { action: 'delivery.cancelled', objectKind: 'delivery', objectId: id, partnerId, detail: {} });
    }
    return { cancelled: rows.length > 0, released };
  });
}

/** Dead-letters a claimed delivery without an attempt. Returns the deliveries that can be sent now. */
export async function deadLetterUnattempted(
  sql: Sql,
  { id, owner, reason }: { id: string; owner: string; reason: string },
): Promise<{ isEnded: boolean; released: string[] }> {
  return sql.begin(async (tx) => {
    await lockOrderingKeyOf(tx, id);
    const rows = await tx<{ endpointId: string; orderingKey: string | null }[]>`
      update delivery set status = 'dead_lettered', dead_letter_reason = ${reason}, last_error = ${reason}, error_class = null, holder = null,
        is_suspected = false, next_attempt_at = null, ended_at = now()
      where id = ${id} and holder = ${owner} and status in ('pending', 'retrying')
      returning endpoint_id as "endpointId", ordering_key as "orderingKey"`;
    return { isEnded: rows.length > 0, released: await releaseSuccessors(tx, orderedKeys(rows)) };
  });
}

/** As everywhere, the ordering key is locked before the rows that it orders. */
async function lockOrderingKeyOf(tx: Queryable, id: string): Promise<void> {
  const [found] = await tx<{ orderingKey: string | null }[]>`
    select ordering_key as "orderingKey" from delivery where id = ${id}`;
  if (found?.orderingKey) await lockOrderingKeys(tx, [found.orderingKey]);
}
