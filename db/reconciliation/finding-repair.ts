import type { Queryable } from '#db/database.ts';
import { hintRecords } from '#db/sync/sync-hint.ts';
import { doubtRecords, noteGone } from '#db/sync/sync-record.ts';
import type { Mapping, Side } from '#domain/sync/mapping.ts';
import { sides } from '#domain/sync/mapping.ts';
import { type FindingSelection, isRepairable, isSelected } from './finding.ts';

export interface RepairCount {
  findings: number;
  /** Records that would be written; one may have several findings. */
  records: number;
  /** Records among them that would be deleted. */
  deletions: number;
}

/** A record that is gone on one side is deleted on the side that still has it, where that side is to be written. */
const isDeletion = (sql: Queryable) => sql`(f.class = 'missing_left' and f.to_side = 'b' or f.class = 'missing_right' and f.to_side = 'a')`;
/** What failed is repaired again only if a person asks for it. */
const isDue = (sql: Queryable) => sql`(f.state = 'open' or f.state = 'failed')`;

/** What a repair of the selection would do. */
export async function countRepairs(sql: Queryable, runId: string, selection: FindingSelection): Promise<RepairCount> {
  const record = sql`(f.object, coalesce(f.a_id, ''), coalesce(f.b_id, ''))`;
  const [counted] = await sql<[RepairCount]>`
    select count(*)::int as findings, count(distinct ${record})::int as records,
      (count(distinct ${record}) filter (where ${isDeletion(sql)}))::int as deletions
    from reconciliation_finding f where f.run_id = ${runId} and ${isDue(sql)} and ${isRepairable(sql)} and ${isSelected(sql, selection)}`;
  return counted;
}

interface AskedRepair {
  object: string;
  aId: string | null;
  bId: string | null;
  goneSide: Side | null;
  mergedInto: string | null;
  partIds: string[];
}

/**
 * Has the sync repair the next findings of a selection: it reads their records again, merges them by its own rules, and writes. Returns how many
 * findings are being repaired now. What was taken before is not taken again.
 */
export async function beginRepairs(
  tx: Queryable,
  place: { runId: string; syncId: string },
  selection: FindingSelection,
  limit: number,
): Promise<number> {
  const asked = await tx<AskedRepair[]>`
    with due as (
      select f.id from reconciliation_finding f
      where f.run_id = ${place.runId} and ${isDue(tx)} and ${isRepairable(tx)} and ${isSelected(tx, selection)}
      order by f.id limit ${limit} for no key update
    )
    update reconciliation_finding f set state = 'repairing', repair_at = now(), write_id = null, reason = null, ended_at = null
    from due where f.id = due.id returning ${askedColumns(tx)}`;
  await askSync(tx, place.syncId, asked);
  return asked.length;
}

/** Questions that can stand in the lists of the sync. */
const questionClasses = ['conflicting', 'duplicate', 'unmapped'];

/** Has the sync look at the next findings that need a person, so that they stand in its own lists of conflicts and failed records. */
export async function beginQuestions(tx: Queryable, place: { runId: string; syncId: string }, limit: number): Promise<number> {
  const asked = await tx<AskedRepair[]>`
    with due as (
      select f.id from reconciliation_finding f
      where f.run_id = ${place.runId} and f.state = 'open' and f.repair_at is null and f.class = any(${questionClasses}::text[])
        and not (f.class = 'unmapped' and f.field is null)
      order by f.id limit ${limit} for no key update
    )
    update reconciliation_finding f set repair_at = now() from due where f.id = due.id returning ${askedColumns(tx)}`;
  await askSync(tx, place.syncId, asked);
  return asked.length;
}

const askedColumns = (sql: Queryable) =>
  sql`f.object, f.a_id as "aId", f.b_id as "bId", f.gone_side as "goneSide", f.merged_into as "mergedInto", f.part_ids as "partIds"`;

async function askSync(tx: Queryable, syncId: string, asked: readonly AskedRepair[]): Promise<void> {
  const [sync] = await tx<{ mapping: Mapping }[]>`select mapping from sync where id = ${syncId}`;
  const hints = [];
  for (const map of sync?.mapping.objects ?? []) {
    const place = { syncId, object: map.name };
    const theirs = asked.filter(({ object }) => object === map.name);
    for (const side of sides) {
      const idOf = (one: AskedRepair) => (side === 'a' ? one.aId : one.bId);
      const gone = theirs.filter(({ goneSide }) => goneSide === side);
      const shown = theirs.map((one) => (one.goneSide === side ? one.mergedInto : idOf(one))).filter((id) => id !== null);
      await noteGone(
        tx,
        place,
        side,
        gone.flatMap((one) => {
          const recordId = idOf(one);
          return recordId === null ? [] : [{ recordId, mergedInto: one.mergedInto }];
        }),
      );
      await doubtRecords(tx, place, side, shown);
      hints.push(...shown.map((recordId) => ({ side, object: map[side], recordId })));
    }
    const { subscriptions } = map;
    if (subscriptions) {
      hints.push(
        ...theirs.flatMap(({ partIds }) => partIds.map((recordId) => ({ side: 'b' as const, object: subscriptions.object, recordId }))),
      );
    }
  }
  await hintRecords(tx, syncId, hints);
}

/**
 * Findings follow the ledger of their sync, once it has read and merged their records again: repaired when the write is acknowledged, failed
 * with its reason, open again if a person dismissed it or the rules write nothing. Safe to repeat: only what differs is changed.
 */
export async function followRepairs(sql: Queryable, syncId: string): Promise<void> {
  const isIts = (side: string, record: string) =>
    sql`((${sql(side)} = 'a' and ${sql(record)} = f.a_id) or (${sql(side)} = 'b' and ${sql(record)} = f.b_id))`;
  await sql`
    with asked as (
      select f.* from reconciliation_run r join reconciliation_finding f on f.run_id = r.id
      where r.sync_id = ${syncId} and (f.state = 'repairing' or f.state = 'failed' and f.write_id is not null)
        and not exists (select from sync_hint h where h.sync_id = ${syncId} and ${isIts('h.side', 'h.record_id')})
        and not exists (
          select from sync_record p where p.sync_id = ${syncId} and p.object = f.object and p.is_pending and ${isIts('p.side', 'p.record_id')})
    ), followed as (
      select f.id, w.id as write_id,
        case w.state when 'waiting' then 'repairing' when 'acked' then 'repaired' when 'failed' then 'failed' when 'dismissed' then 'open'
          else case when ${isSettled(sql, syncId)} then 'settled' else 'open' end end as state,
        case w.state when 'failed' then coalesce(w.message, w.reason) when 'dismissed' then 'a person dismissed this write: ' || w.dismissed_because
          when 'waiting' then w.message when 'acked' then null
          else case when not ${isSettled(sql, syncId)} then 'the sync has read both records again, and its rules write nothing' end end as reason
      from asked f left join lateral (
        select w.* from sync_write w
        where w.sync_id = ${syncId} and w.object = f.object and (f.to_side is null or w.side = f.to_side)
          and (f.field is null or w."values" ? f.field)
          and (w.side, w.target, (w.operation = 'create')) in (('a', f.a_id, false), ('b', f.b_id, false), ('a', f.b_id, true), ('b', f.a_id, true))
          and (w.state in ('waiting', 'failed') or w.state in ('acked', 'dismissed') and w.ended_at >= f.repair_at)
        order by w.state in ('waiting', 'failed') desc, w.id desc limit 1
      ) w on true
    )
    update reconciliation_finding f set state = n.state, write_id = coalesce(n.write_id, f.write_id), reason = n.reason,
      ended_at = case when n.state in ('repaired', 'settled') then now() end
    from followed n
    where f.id = n.id and (f.state <> n.state or f.write_id is distinct from coalesce(n.write_id, f.write_id) or f.reason is distinct from n.reason)`;
}

/** Whether both sides agree now, as the sync has read them: in the field, or in being there and linked. After a merge, the survivor is linked. */
const isSettled = (sql: Queryable, syncId: string) => sql`exists (
  select from sync_link l
  join sync_record a on a.sync_id = l.sync_id and a.object = l.object and a.side = 'a' and a.record_id = l.a_id and a.state = 'live'
  join sync_record b on b.sync_id = l.sync_id and b.object = l.object and b.side = 'b' and b.record_id = l.b_id and b.state = 'live'
  where l.sync_id = ${syncId} and l.object = f.object
    and l.a_id = case when f.gone_side = 'a' then f.merged_into else f.a_id end
    and l.b_id = case when f.gone_side = 'b' then f.merged_into else f.b_id end
    and (f.field is null or a."values" -> f.field = b."values" -> f.field))`;
