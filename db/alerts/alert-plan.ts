import type { Queryable } from '#db/database.ts';
import type { AlertKey } from '#domain/alerts/alert-news.ts';
import type { AlertRoute } from '#domain/alerts/alert-routes.ts';
import type { Plan, PlannedAlert, PlannedNotice } from '#domain/alerts/plan-notices.ts';

/** An alert with all that decides what is told of it. */
export interface AlertSituation {
  alert: PlannedAlert & { id: string; partnerId: string | null; tellingProblem: string | null };
  notices: PlannedNotice[];
  routes: AlertRoute[];
  /** Channels that are enabled. */
  channelIds: string[];
  /** By the clock of the database. */
  now: Date;
}

/** The alert whose workflow is not over, locked; undefined if there is none. */
export async function lockSituation(tx: Queryable, { rule, subjectId }: AlertKey): Promise<AlertSituation | undefined> {
  const [alert] = await tx<(AlertSituation['alert'] & { now: Date })[]>`
    select id, state, severity, partner_id as "partnerId", episode, reopened, firing_since as "firingSince", acknowledged_at as "acknowledgedAt",
      snoozed_until as "snoozedUntil", resolved_at as "resolvedAt", telling_problem as "tellingProblem", now() as now
    from alert where rule = ${rule} and subject_id = ${subjectId} and settled_at is null order by id desc limit 1 for update`;
  if (!alert) return undefined;
  const notices = await tx<PlannedNotice[]>`
    select n.channel_id as "channelId", n.kind, n.key, coalesce(m.ended_at, n.due_at) as "toldAt",
      case when n.dropped_at is not null then 'dropped' else coalesce(m.state, 'waiting') end as state
    from alert_notice n left join alert_message m on m.id = n.message_id
    where n.alert_id = ${alert.id} and n.episode = ${alert.episode} and n.kind <> 'unsent' order by n.id`;
  const [routing] = await tx<{ routes: AlertRoute[] }[]>`select routes from alert_routing`;
  const channels = await tx<{ id: string }[]>`select id from alert_channel where enabled and deleted_at is null order by id`;
  return { alert, notices: [...notices], routes: routing?.routes ?? [], channelIds: channels.map(({ id }) => id), now: alert.now };
}

/** Stores a plan. What was dropped waits again if it is planned again. */
export async function storePlan(
  tx: Queryable,
  { alert, plan, windowMs, problem }: { alert: { id: string; episode: number }; plan: Plan; windowMs: number; problem: string | null },
): Promise<void> {
  if (plan.drop.length > 0) {
    await tx`
      update alert_notice set dropped_at = now()
      where alert_id = ${alert.id} and key = any(${plan.drop}::text[]) and message_id is null and dropped_at is null`;
  }
  for (const { channelId, kind, key, dueAt } of plan.add) {
    await tx`
      insert into alert_notice (alert_id, channel_id, kind, key, episode, due_at, window_ms)
      values (${alert.id}, ${channelId}, ${kind}, ${key}, ${alert.episode}, ${dueAt}, ${windowMs})
      on conflict (alert_id, channel_id, key) do update set due_at = excluded.due_at, dropped_at = null, message_id = null`;
  }
  await tx`
    update alert set settled_at = case when ${plan.isSettled} then now() end, telling_problem = ${problem} where id = ${alert.id}`;
}
