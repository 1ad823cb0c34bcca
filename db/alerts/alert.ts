import type { Queryable, Sql } from '#db/database.ts';
import type { MessageKind } from '#domain/alerts/alert-message.ts';
import type { AlertKey } from '#domain/alerts/alert-news.ts';
import type { AlertState, NoticeState } from '#domain/alerts/alert.ts';
import type { AlertRule, AlertSubject, Severity } from '#domain/alerts/finding.ts';
import { DomainError } from '#domain/errors.ts';

export interface AlertRow {
  id: string;
  rule: AlertRule;
  subjectKind: AlertSubject['kind'];
  subjectId: string;
  partnerId: string | null;
  severity: Severity;
  title: string;
  reason: string;
  remedy: string;
  link: string;
  runbook: string | null;
  state: AlertState;
  since: Date;
  reopened: number;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  snoozedUntil: Date | null;
  resolvedAt: Date | null;
  lastToldAt: Date | null;
  tellingProblem: string | null;
  version: number;
}

const columns = (sql: Queryable) => sql`
  id, rule, subject_kind as "subjectKind", subject_id as "subjectId", partner_id as "partnerId", severity, title, reason, remedy, link, runbook,
  state, since, reopened, acknowledged_at as "acknowledgedAt", acknowledged_by as "acknowledgedBy", snoozed_until as "snoozedUntil",
  resolved_at as "resolvedAt", last_told_at as "lastToldAt", telling_problem as "tellingProblem", version`;

export interface AlertFilter {
  rules?: readonly AlertRule[] | undefined;
  states?: readonly AlertState[] | undefined;
  severities?: readonly Severity[] | undefined;
  partnerId?: string | undefined;
  subjectId?: string | undefined;
}

/** Newest first. */
export async function listAlerts(
  sql: Queryable,
  { rules, states, severities, partnerId, subjectId, before, limit }: AlertFilter & { before: string | undefined; limit: number },
): Promise<AlertRow[]> {
  const any = (column: string, values: readonly string[] | undefined) =>
    values === undefined ? sql`true` : sql`${sql(column)} = any(${[...values]}::text[])`;
  const is = (column: string, value: string | undefined) => (value === undefined ? sql`true` : sql`${sql(column)} = ${value}`);
  return [
    ...(await sql<AlertRow[]>`
      select ${columns(sql)} from alert
      where ${any('rule', rules)} and ${any('state', states)} and ${any('severity', severities)} and ${is('partner_id', partnerId)}
        and ${is('subject_id', subjectId)} and ${before === undefined ? sql`true` : sql`id < ${before}`}
      order by id desc limit ${limit}`),
  ];
}

/** For an update, nobody else changes it until the end of the transaction. */
export async function getAlert(sql: Queryable, id: string, lock?: 'update'): Promise<AlertRow> {
  const [row] = await sql<AlertRow[]>`select ${columns(sql)} from alert where id = ${id} ${lock ? sql`for update` : sql``}`;
  if (!row) throw new DomainError('not_found', `There is no alert ${id}`);
  return row;
}

/** A message about an alert to a channel, or one that is to be. */
export interface NoticeRow {
  channelId: string;
  channelName: string;
  kind: MessageKind;
  state: NoticeState;
  createdAt: Date;
  dueAt: Date;
  messageId: string | null;
  tries: number;
  reference: string | null;
  error: string | null;
  endedAt: Date | null;
}

/** The latest first. */
export async function listNotices(sql: Queryable, alertId: string, limit: number): Promise<NoticeRow[]> {
  return [
    ...(await sql<NoticeRow[]>`
      select n.channel_id as "channelId", c.name as "channelName", n.kind, n.created_at as "createdAt", n.due_at as "dueAt",
        case when n.dropped_at is not null then 'dropped' else coalesce(m.state, 'waiting') end as state,
        m.id as "messageId", coalesce(m.tries, 0) as tries, m.reference, m.error, coalesce(m.ended_at, n.dropped_at) as "endedAt"
      from alert_notice n join alert_channel c on c.id = n.channel_id left join alert_message m on m.id = n.message_id
      where n.alert_id = ${alertId} order by n.id desc limit ${limit}`),
  ];
}

/** Takes an acknowledgement back. */
export async function unacknowledgeAlert(tx: Queryable, id: string): Promise<void> {
  await tx`
    update alert set state = 'firing', acknowledged_at = null, acknowledged_by = null, version = version + 1
    where id = ${id} and state = 'acknowledged'`;
}

/** Nobody is told before then. Null: it is no longer snoozed. */
export async function snoozeAlert(tx: Queryable, id: string, until: Date | null): Promise<void> {
  await tx`update alert set snoozed_until = ${until}, version = version + 1 where id = ${id} and state <> 'resolved'`;
}

type AlertPage = { after: string; limit: number };

/** Alerts whose workflow is not over. */
export async function listUnsettledAlerts(
  sql: Sql,
  { after, limit }: AlertPage,
): Promise<(AlertKey & { id: string; partnerId: string | null })[]> {
  return sql<(AlertKey & { id: string; partnerId: string | null })[]>`
    select id, rule, subject_id as "subjectId", partner_id as "partnerId" from alert
    where settled_at is null and id > ${after} order by id limit ${limit}`;
}

/** Recoveries and acknowledgements wait for the rest of their group; whoever completes it wakes the channel. In minutes. */
const COMPLETED_WITHIN_MIN = 10;

/** Channels that something is to be sent to. */
export async function listTelling(sql: Sql, { after, limit }: AlertPage): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    select c.id from alert_channel c
    where c.id > ${after} and (exists (select from alert_message m where m.channel_id = c.id and m.state = 'sending') or exists (
      select from alert_notice n where n.channel_id = c.id and n.message_id is null and n.dropped_at is null
        and (n.kind not in ('resolved', 'acknowledged') or n.due_at > now() - ${COMPLETED_WITHIN_MIN} * interval '1 min')))
    order by c.id limit ${limit}`;
}
