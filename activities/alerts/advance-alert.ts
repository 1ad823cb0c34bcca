import { deleteIfErased } from '#db/alerts/alert-erasure.ts';
import { applyAlertNews } from '#db/alerts/alert-news.ts';
import { type AlertSituation, lockSituation, storePlan } from '#db/alerts/alert-plan.ts';
import type { Database } from '#db/database.ts';
import { type AlertKey, alertName, type AlertNews } from '#domain/alerts/alert-news.ts';
import { routeAlert } from '#domain/alerts/alert-routes.ts';
import { type Plan, planNotices } from '#domain/alerts/plan-notices.ts';
import { counted } from '#domain/counted.ts';
import type { Notify } from '#domain/platform-event-types.ts';

export interface AlertActivityDeps {
  db: Database;
  notify: Notify;
  /** Starts `alert-channel/<id>`, or tells it that there is something to send. */
  wakeAlertChannel: (channelId: string) => Promise<void>;
}

/** What an alert waits for. */
export interface AlertProgress {
  /** In words. */
  step: string;
  /** When to look again, if there is no news before; null: only then. */
  waitMs: number | null;
  isSettled: boolean;
}

const nobody = 'no enabled channel is told of it: create one with POST /alert-channels';

/** So many of a rule have the same reason, so it is told once an hour. */
const hourOf = (now: Date): string => now.toISOString().slice(0, 13);

export function createAlertActivities({ db: { sql }, notify, wakeAlertChannel }: AlertActivityDeps) {
  async function tellNobody(key: AlertKey, { now }: AlertSituation): Promise<void> {
    const data = { rule: key.rule, alert: alertName(key), channel_id: null, channel: null, reason: nobody };
    await notify('causeway.alert.unsent', data, `alert-unsent/${key.rule}/${hourOf(now)}`);
  }

  return {
    /**
     * Stores what is new of an alert, and plans what is told of it. Safe to repeat: what is stored does not change, and each notice has a key, under
     * which it is planned once.
     */
    async advanceAlert(key: AlertKey, news: readonly AlertNews[]): Promise<AlertProgress> {
      const found = await sql.begin(async (tx) => {
        for (const one of news) await applyAlertNews(tx, key, one);
        const situation = await lockSituation(tx, key);
        if (!situation) return undefined;
        const { alert, notices, routes, channelIds, now } = situation;
        const routing = routeAlert({ ...key, severity: alert.severity, partnerId: alert.partnerId }, routes, channelIds);
        const plan = planNotices(alert, routing, notices, now);
        const isUnheard = routing.channels.length + routing.escalation.length === 0 && notices.length === 0;
        const problem = isUnheard ? nobody : alert.tellingProblem === nobody ? null : alert.tellingProblem;
        await storePlan(tx, { alert, plan, windowMs: routing.group_s * 1_000, problem });
        if (plan.isSettled) await deleteIfErased(tx, alert);
        return { situation, plan, isUnheard };
      });
      if (!found) return { step: 'resolved', waitMs: null, isSettled: true };
      const { situation, plan, isUnheard } = found;
      if (isUnheard && situation.alert.state === 'firing') await tellNobody(key, situation);
      for (const id of new Set(plan.add.map(({ channelId }) => channelId))) await wakeAlertChannel(id);
      return progressOf(situation, plan);
    },
  };
}

function progressOf({ alert, now }: AlertSituation, { add, nextAt, isSettled }: Plan): AlertProgress {
  const to = add.length === 0 ? '' : `, to be told to ${counted(new Set(add.map(({ channelId }) => channelId)).size, 'channel')}`;
  const until = nextAt === null ? '' : `, looked at again ${nextAt.toISOString()}`;
  const waitMs = nextAt === null ? null : Math.max(1, nextAt.getTime() - now.getTime());
  return { step: `${alert.state}${to}${until}`, waitMs, isSettled };
}
