import type { Queryable, Sql } from '#db/database.ts';
import { type AlertLine, MAX_ALERTS } from '#domain/alerts/alert-message.ts';
import { alertName } from '#domain/alerts/alert-news.ts';
import type { AlertState } from '#domain/alerts/alert.ts';
import type { AlertRule, Severity } from '#domain/alerts/finding.ts';

/** What a message is about, and how that is now. */
export interface ToldAlerts {
  lines: AlertLine[];
  /** How many more there are. */
  omitted: number;
  /** Who acknowledged them; null if nobody did, or several people. */
  acknowledgedBy: string | null;
}

interface ToldRow {
  rule: AlertRule;
  subjectId: string;
  severity: Severity;
  title: string;
  reason: string;
  remedy: string;
  link: string;
  runbook: string | null;
  since: Date;
  resolvedAt: Date | null;
  snoozedUntil: Date | null;
  total: number;
  by: string[];
}

/**
 * The alerts of a message that are still in one of these states, in the episode that it tells of; the most urgent first, and of these each partner in
 * turn, so that one of which everything fails hides nobody else.
 */
export async function readToldAlerts(sql: Queryable, messageId: string, states: readonly AlertState[]): Promise<ToldAlerts> {
  const rows = await sql<ToldRow[]>`
    with about as (select distinct alert_id, episode from alert_notice where message_id = ${messageId}), told as (
      select a.*, row_number() over (partition by a.severity, coalesce(a.partner_id, a.id) order by a.since, a.id) as turn
      from about join alert a on a.id = about.alert_id and a.episode = about.episode where a.state = any(${[...states]}::text[])
    )
    select rule, subject_id as "subjectId", severity, title, reason, remedy, link, runbook, since, resolved_at as "resolvedAt",
      snoozed_until as "snoozedUntil", (select count(*)::int from told) as total,
      array(select distinct acknowledged_by from told where acknowledged_by is not null limit 2) as by
    from told order by array_position(array['critical', 'warning', 'info'], severity), turn, since, id limit ${MAX_ALERTS}`;
  const by = rows[0]?.by ?? [];
  return {
    lines: rows.map(toLine),
    omitted: (rows[0]?.total ?? 0) - rows.length,
    acknowledgedBy: by.length === 1 ? (by[0] ?? null) : null,
  };
}

function toLine({ rule, subjectId, since, resolvedAt, snoozedUntil, severity, title, reason, remedy, link, runbook }: ToldRow): AlertLine {
  return {
    ...{ dedupKey: alertName({ rule, subjectId }), severity, title, reason, remedy, link, runbook },
    since: since.toISOString(),
    until: (resolvedAt ?? snoozedUntil)?.toISOString() ?? null,
  };
}

/** It has arrived. */
export async function recordSent(sql: Sql, { id, channelId, reference }: { id: string; channelId: string; reference: string | null }) {
  await sql.begin(async (tx) => {
    await tx`update alert_message set state = 'sent', reference = ${reference}, error = null, ended_at = now() where id = ${id}`;
    await tx`
      update alert a set last_told_at = now(), telling_problem = case when exists (
        select from alert_notice n join alert_message m on m.id = n.message_id
        where n.alert_id = a.id and m.state = 'sending' and m.told_unsent_at is not null) then telling_problem end
      where id in (select alert_id from alert_notice where message_id = ${id})`;
    await noteSuccess(tx, channelId);
  });
}

export interface FailedTry {
  id: string;
  channelId: string;
  /** What the other side said, without secrets. */
  error: string;
  /** Whether this try or an earlier one can have arrived. */
  isDoubtful: boolean;
  /** Null: it is not tried again. */
  retryInMs: number | null;
}

export async function recordFailedTry(sql: Sql, { id, channelId, error, isDoubtful, retryInMs }: FailedTry): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`
      update alert_message set error = ${error}, is_doubtful = ${isDoubtful},
        next_try_at = now() + ${retryInMs ?? 0} * interval '1 ms',
        state = case when ${retryInMs === null} then 'given_up' else state end, ended_at = case when ${retryInMs === null} then now() end
      where id = ${id}`;
    await noteFailure(tx, channelId, error);
  });
}

/** It is no longer true. If a try can have arrived, its receiver is told of the end. */
export async function dropMessage(sql: Queryable, { id, isDoubtful }: { id: string; isDoubtful: boolean }): Promise<void> {
  await sql`
    update alert_message set state = ${isDoubtful ? 'doubtful' : 'dropped'}, ended_at = now() where id = ${id} and state = 'sending'`;
}

/** A disabled or deleted channel is told nothing more. */
export async function dropAllOf(sql: Sql, channelId: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`
      update alert_message set state = case when is_doubtful then 'doubtful' else 'dropped' end, ended_at = now()
      where channel_id = ${channelId} and state = 'sending'`;
    await tx`update alert_notice set dropped_at = now() where channel_id = ${channelId} and message_id is null and dropped_at is null`;
  });
}

/** Something arrived at the channel. */
export async function noteSuccess(sql: Queryable, channelId: string): Promise<void> {
  await sql`update alert_channel set last_success_at = now(), failing_since = null where id = ${channelId}`;
}

export async function noteFailure(sql: Queryable, channelId: string, error: string): Promise<void> {
  await sql`
    update alert_channel set last_failure_at = now(), last_error = ${error}, failing_since = coalesce(failing_since, now())
    where id = ${channelId}`;
}

/** A process can hold a message for so long that sends it. In seconds. */
const HELD_S = 60;

/** Somebody has mended the channel: what waits for its next try for long is tried now. */
export async function hurryMessages(sql: Queryable, channelId: string): Promise<void> {
  await sql`
    update alert_message set next_try_at = now()
    where channel_id = ${channelId} and state = 'sending' and next_try_at > now() + ${HELD_S} * interval '1 s'`;
}

/** That a message cannot be sent is noted with its alerts, and told to the other channels. Returns those. Safe to repeat. */
export async function tellUnsent(
  sql: Sql,
  { id, channelId, problem }: { id: string; channelId: string; problem: string },
): Promise<string[]> {
  return sql.begin(async (tx) => {
    const others = await tx<{ channelId: string }[]>`
      with about as (select alert_id, min(episode) as episode from alert_notice where message_id = ${id} group by alert_id order by alert_id limit 1)
      insert into alert_notice (alert_id, channel_id, kind, key, episode, due_at)
      select about.alert_id, c.id, 'unsent', ${`unsent/${id}`}, about.episode, now()
      from about, alert_channel c, alert_message m
      where c.enabled and c.deleted_at is null and c.id <> ${channelId} and m.id = ${id} and m.kind <> 'unsent'
      on conflict do nothing returning channel_id as "channelId"`;
    await tx`update alert set telling_problem = ${problem} where id in (select alert_id from alert_notice where message_id = ${id})`;
    await tx`update alert_message set told_unsent_at = now() where id = ${id}`;
    return others.map((other) => other.channelId);
  });
}
