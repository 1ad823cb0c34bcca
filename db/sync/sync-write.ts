import type { Queryable } from '#db/database.ts';
import { newId } from '#domain/id.ts';
import type { Side } from '#domain/sync/mapping.ts';
import type { SyncValues } from '#domain/sync/translate.ts';
import type { FailureReason } from '#domain/sync/write-failure.ts';
import type { Place } from './sync-record.ts';

/** A state that a record is to be brought to. */
export interface WantedWrite {
  side: Side;
  /** The record; for a creation, the record of the other side. */
  target: string;
  operation: 'create' | 'update' | 'delete';
  linkId: string | null;
  values: SyncValues;
  desiredHash: string;
  /** Of what the record has. */
  baseHash: string;
  /** It cannot be written as it is. */
  failure: { reason: FailureReason; message: string; field: string | null } | null;
}

/** A write of the ledger that failed for good, or until somebody acts. */
export interface FailedWrite {
  id: string;
  object: string;
  side: Side;
  target: string;
  reason: FailureReason;
  message: string;
}

/** A person who sets a value back does not do so this often. */
const NOT_KEPT_AFTER = 3;

/**
 * Enters a page of wanted states and returns those that failed at once. For each record:
 * - an open write for the same state stays; an open write for another state is superseded;
 * - a state that a person dismissed is not wanted again;
 * - a state that was acknowledged several times within a day over the same values is not kept by the target: writing it would never end.
 */
export async function enterWrites(tx: Queryable, { syncId, object }: Place, wanted: readonly WantedWrite[]): Promise<FailedWrite[]> {
  if (wanted.length === 0) return [];
  const rows = wanted.map((row) => ({ ...row, id: newId('swr') }));
  return tx<FailedWrite[]>`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as w (id text, side text, target text, operation text, "linkId" text, "values" jsonb, "desiredHash" text, "baseHash" text, failure jsonb)
    ), known as (
      select w.*, open.id as "openId",
        open.desired_hash = w."desiredHash" and open.base_hash = w."baseHash" and open.operation = w.operation
          and case when w.failure is null then open.attempts > 0 or open.state = 'waiting' or open.reason = 'not_kept'
            else open.reason = w.failure ->> 'reason' end as "isSame",
        ended.state = 'dismissed' and ended.desired_hash = w."desiredHash" as "isDismissed",
        (select count(*) from sync_write e where e.sync_id = ${syncId} and e.object = ${object} and e.side = w.side and e.target = w.target and (e.operation = 'create') = (w.operation = 'create')
          and e.state = 'acked' and e.desired_hash = w."desiredHash" and e.base_hash = w."baseHash" and e.ended_at > now() - interval '1 day'
        ) >= ${NOT_KEPT_AFTER} as "isNotKept"
      from wanted w
      left join sync_write open on open.sync_id = ${syncId} and open.object = ${object} and open.side = w.side and open.target = w.target
        and (open.operation = 'create') = (w.operation = 'create')
        and open.state in ('waiting', 'failed')
      left join lateral (
        select state, desired_hash from sync_write e
        where e.sync_id = ${syncId} and e.object = ${object} and e.side = w.side and e.target = w.target
          and (e.operation = 'create') = (w.operation = 'create') and e.state in ('acked', 'dismissed')
        order by ended_at desc limit 1
      ) ended on true
    ), superseded as (
      update sync_write s set state = 'superseded', ended_at = now()
      from known k where s.id = k."openId" and not k."isSame" returning s.id
    ), entered as (
      insert into sync_write (id, sync_id, object, side, target, operation, link_id, "values", desired_hash, base_hash, state, reason, message,
        field, is_retryable, next_attempt_at)
      select k.id, ${syncId}, ${object}, k.side, k.target, k.operation, k."linkId", k."values", k."desiredHash", k."baseHash",
        case when f.reason is null then 'waiting' else 'failed' end, f.reason, f.message, f.field, f.reason is null,
        case when f.reason is null then now() end
      from known k cross join lateral (
        select coalesce(k.failure ->> 'reason', case when k."isNotKept" then 'not_kept' end) as reason,
          coalesce(k.failure ->> 'message', case when k."isNotKept" then 'the target has had the same other values again after each write of today' end) as message,
          k.failure ->> 'field' as field
      ) f
      where k."isSame" is distinct from true and k."isDismissed" is distinct from true and (select count(*) from superseded) >= 0
      returning id, object, side, target, state, reason, message
    )
    select id, object, side, target, reason, message from entered where state = 'failed'`;
}

/** Nothing is wanted of these records any longer. `create`: nothing is created for these records of the other side. */
export async function supersedeWrites(
  tx: Queryable,
  { syncId, object }: Place,
  side: Side,
  kind: 'create' | 'existing',
  targets: readonly string[],
): Promise<void> {
  if (targets.length === 0) return;
  await tx`
    update sync_write set state = 'superseded', ended_at = now()
    where sync_id = ${syncId} and object = ${object} and side = ${side} and target = any(${[...targets]}::text[])
      and (operation = 'create') = ${kind === 'create'} and state in ('waiting', 'failed')`;
}

export interface ClaimedWrite {
  id: string;
  target: string;
  operation: WantedWrite['operation'];
  linkId: string | null;
  values: SyncValues;
  baseHash: string;
  attempts: number;
  refusals: number;
}

/** A claim ends by itself if its process dies. A process that lives renews it in time. */
const CLAIM_SECONDS = 45;

/** Takes the next writes of one side that are due, so that no other worker sends them. `since`: only those that were entered after that. */
export function claimWrites(
  tx: Queryable,
  { syncId, object }: Place,
  side: Side,
  claim: { owner: string; limit: number; since?: Date | null; withDeletes: boolean; withUpdates: boolean },
): PromiseLike<ClaimedWrite[]> {
  const { owner, limit, since = null, withDeletes, withUpdates } = claim;
  // Materialized: as a subquery it may be evaluated again for each row, and then locks more rows than the limit.
  return tx<ClaimedWrite[]>`
    with due as materialized (
      select id from sync_write
      where sync_id = ${syncId} and object = ${object} and side = ${side} and state in ('waiting', 'failed') and next_attempt_at <= now()
        and (claimed_until is null or claimed_until < now()) and created_at >= coalesce(${since}::timestamptz, '-infinity')
        and (${withDeletes} or operation <> 'delete') and (${withUpdates} or operation = 'delete')
      order by next_attempt_at limit ${limit} for update skip locked
    )
    update sync_write w set claimed_by = ${owner}, claimed_until = now() + make_interval(secs => ${CLAIM_SECONDS}), attempts = w.attempts + 1
    from due where w.id = due.id
    returning w.id, w.target, w.operation, w.link_id as "linkId", w."values", w.base_hash as "baseHash", w.attempts, w.refusals`;
}

/** Whether another worker is writing to this side now, or died while it did. */
export async function isBeingWritten(tx: Queryable, { syncId, object }: Place, side: Side): Promise<boolean> {
  const found = await tx`
    select from sync_write
    where sync_id = ${syncId} and object = ${object} and side = ${side} and state in ('waiting', 'failed') and next_attempt_at is not null
      and claimed_until > now() limit 1`;
  return found.length > 0;
}

/** What was written or released meanwhile has no claim any more. */
export async function renewClaims(tx: Queryable, owner: string, ids: readonly string[]): Promise<void> {
  await tx`
    update sync_write set claimed_until = now() + make_interval(secs => ${CLAIM_SECONDS})
    where id = any(${[...ids]}::text[]) and claimed_by = ${owner}`;
}

/** The claim ends without an attempt: the vendor could not be asked. */
export async function releaseWrites(tx: Queryable, owner: string, ids: readonly string[]): Promise<void> {
  await tx`
    update sync_write set claimed_by = null, claimed_until = null, attempts = attempts - 1
    where id = any(${[...ids]}::text[]) and claimed_by = ${owner}`;
}

export async function ackWrites(tx: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx`
    update sync_write set state = 'acked', ended_at = now(), reason = null, message = null, field = null, next_attempt_at = null,
      claimed_by = null, claimed_until = null
    where id = any(${[...ids]}::text[])`;
}

/** The record changed before it was written: the next merge decides again. */
export async function supersedeClaimed(tx: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx`
    update sync_write set state = 'superseded', ended_at = now(), claimed_by = null, claimed_until = null where id = any(${[...ids]}::text[])`;
}

export interface WriteOutcome {
  id: string;
  reason: FailureReason;
  message: string;
  field: string | null;
  /** Null: only a person can help. */
  retryInMs: number | null;
}

export async function failWrites(tx: Queryable, outcomes: readonly WriteOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await tx`
    update sync_write w set state = 'failed', refusals = w.refusals + 1, reason = o.reason, message = o.message, field = o.field, is_retryable = o."retryInMs" is not null,
      next_attempt_at = now() + make_interval(secs => o."retryInMs" / 1000.0), claimed_by = null, claimed_until = null
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::text::jsonb)
      as o (id text, reason text, message text, field text, "retryInMs" float)
    where w.id = o.id and w.state in ('waiting', 'failed')`;
}

/** What waits to be written, for the limits on deletions and on changes. Creations are not counted: they change nothing that exists. */
export async function countDue(tx: Queryable, syncId: string): Promise<{ deletes: number; updates: number }> {
  const [row] = await tx<{ deletes: number; updates: number }[]>`
    select count(*) filter (where operation = 'delete')::int as deletes, count(distinct link_id) filter (where operation = 'update')::int as updates
    from sync_write where sync_id = ${syncId} and state in ('waiting', 'failed') and next_attempt_at <= now()`;
  return row ?? { deletes: 0, updates: 0 };
}

export async function countFailed(tx: Queryable, syncId: string): Promise<number> {
  const [row] = await tx<
    { failed: number }[]
  >`select count(*)::int as failed from sync_write where sync_id = ${syncId} and state = 'failed'`;
  return row?.failed ?? 0;
}
