import type { Queryable, Sql } from '#db/database.ts';
import type { MessageKind } from '#domain/alerts/alert-message.ts';
import { alertName } from '#domain/alerts/alert-news.ts';
import type { AlertRule } from '#domain/alerts/finding.ts';
import { newId } from '#domain/id.ts';

/** Longer than a try of a message can take; then another process tries it again. In seconds. */
const HELD_S = 45;
/** More at once would be more than a person reads, and a long statement. */
const MOST_NOTICES = 1_000;

/** The message of a channel that is to be sent now. */
export interface ClaimedMessage {
  id: string;
  kind: MessageKind;
  dedupKey: string;
  /** What the channel answered to the first message with this key. */
  thread: string | null;
  /** With this one. */
  tries: number;
  /** Whether an earlier try can have arrived: the process that made it can have died before it recorded what became of it. */
  isDoubtful: boolean;
  /** How long ago it was made, in milliseconds. */
  ageMs: number;
  isToldUnsent: boolean;
}

const columns = (sql: Queryable) => sql`
  id, kind, dedup_key as "dedupKey", (select t.reference from alert_message t where t.id = alert_message.thread) as thread, tries, told_unsent_at is not null as "isToldUnsent",
  (extract(epoch from now() - created_at) * 1000)::float8 as "ageMs"`;

/**
 * Takes the message of a channel that has waited longest, or makes one of all notices that belong together. Nobody else gets it for a while. Undefined
 * if nothing is due.
 */
export async function claimMessage(sql: Sql, channelId: string): Promise<ClaimedMessage | undefined> {
  return sql.begin(async (tx) => {
    // One at a time: an activity that was thought dead can still be running.
    await tx`select from alert_channel where id = ${channelId} for update`;
    const [open] = await tx<Pick<ClaimedMessage, 'id' | 'isDoubtful'>[]>`
      select id, is_doubtful as "isDoubtful" from alert_message where channel_id = ${channelId} and state = 'sending' and next_try_at <= now() order by next_try_at limit 1`;
    const id = open?.id ?? (await makeMessage(tx, channelId));
    if (id === undefined) return undefined;
    // From now on it can arrive, until what became of this try is recorded.
    const [claimed] = await tx<Omit<ClaimedMessage, 'isDoubtful'>[]>`
      update alert_message set tries = tries + 1, is_doubtful = true, next_try_at = now() + ${HELD_S} * interval '1 s'
      where id = ${id} returning ${columns(tx)}`;
    return claimed && { ...claimed, isDoubtful: open?.isDoubtful ?? false };
  });
}

/** The first message of this episode to this channel: what follows continues it. */
const threadOf = (sql: Queryable) => sql`lateral (
  select m.id, m.dedup_key, m.state from alert_notice f join alert_message m on m.id = f.message_id
  where f.alert_id = n.alert_id and f.channel_id = n.channel_id and f.episode = n.episode and f.kind in ('firing', 'escalated')
    and m.state in ('sending', 'sent', 'doubtful') and n.kind <> 'unsent'
  order by f.id limit 1) t on true`;

const isWaiting = (sql: Queryable, channelId: string) => sql`n.channel_id = ${channelId} and n.message_id is null and n.dropped_at is null`;

/**
 * The first message goes first. A group has recovered when its last alert has, and is acknowledged when nobody need look after one of it any more.
 */
const isComplete = (sql: Queryable) => sql`
  t.state is distinct from 'sending' and (n.kind not in ('resolved', 'acknowledged') or not exists (
    select from alert_notice f join alert x on x.id = f.alert_id
    where f.message_id = t.id and x.episode = f.episode and not (n.kind = 'acknowledged' and x.state = 'resolved') and not exists (
      select from alert_notice r
      where r.alert_id = x.id and r.channel_id = n.channel_id and r.episode = f.episode and r.kind = n.kind and r.dropped_at is null)))`;

interface Candidate {
  kind: MessageKind;
  rule: AlertRule;
  windowMs: number;
  threadId: string | null;
  dedupKey: string | null;
}

async function makeMessage(tx: Queryable, channelId: string): Promise<string | undefined> {
  const [first] = await tx<Candidate[]>`
    select n.kind, a.rule, n.window_ms as "windowMs", t.id as "threadId", t.dedup_key as "dedupKey"
    from alert_notice n join alert a on a.id = n.alert_id left join ${threadOf(tx)}
    where ${isWaiting(tx, channelId)} and n.due_at <= now() and ${isComplete(tx)}
    order by n.due_at, n.id limit 1`;
  if (!first) return undefined;
  const { kind, rule, windowMs, threadId } = first;
  const found = await tx<{ id: string; subjectId: string }[]>`
    select n.id::text, a.subject_id as "subjectId"
    from alert_notice n join alert a on a.id = n.alert_id left join ${threadOf(tx)}
    where ${isWaiting(tx, channelId)} and n.due_at <= now() + ${windowMs} * interval '1 ms' and n.kind = ${kind} and a.rule = ${rule}
      and t.id is not distinct from ${threadId}::text
    order by n.due_at, n.id limit ${MOST_NOTICES}`;
  const id = newId('amg');
  const [only, ...others] = found;
  const subjectId = only === undefined || others.length > 0 ? id : only.subjectId;
  const dedupKey = first.dedupKey ?? alertName({ rule, subjectId });
  await tx`
    insert into alert_message (id, channel_id, kind, dedup_key, thread) values (${id}, ${channelId}, ${kind}, ${dedupKey}, ${threadId})`;
  await tx`update alert_notice set message_id = ${id} where id = any(${found.map((notice) => notice.id)}::text[]::bigint[])`;
  return id;
}

/** In how many milliseconds the next message of a channel is due; null if none is. What waits for the rest of its group does not count. */
export async function findNextDue(sql: Queryable, channelId: string): Promise<number | null> {
  const [row] = await sql<{ waitMs: number | null }[]>`
    select extract(epoch from least(
      (select min(next_try_at) from alert_message where channel_id = ${channelId} and state = 'sending'),
      (select min(n.due_at) from alert_notice n left join ${threadOf(sql)} where ${isWaiting(sql, channelId)} and (n.due_at > now() or ${isComplete(sql)}))
    ) - now())::float8 * 1000 as "waitMs"`;
  return row?.waitMs === null || row === undefined ? null : Math.max(0, Math.ceil(row.waitMs));
}
