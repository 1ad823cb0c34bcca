import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '#domain/alerts/finding.ts';
import { aFinding, type AlertWorld, fails, startAlertWorld } from '#test/support/alert-world.ts';
import { eventually } from '#test/support/engine.ts';
import { alertId } from '#workflows/alerts/messages.ts';

let world: AlertWorld;
beforeAll(async () => {
  world = await startAlertWorld();
});
afterAll(() => world.close());

/** Of several rules. Steps that fail without PostgreSQL are repeated after up to a minute. */
const ALERTS = 60;
const rules = ['reconnect_needed', 'drift', 'quota_low', 'sync_failing', 'deal_review_due'] as const;

/** PostgreSQL ends all its connections and takes no new ones until a step has failed because of that. */
async function withoutDatabase(waiting: Finding, meanwhile: () => Promise<unknown>): Promise<void> {
  await world.engine.database.interrupt();
  await meanwhile();
  const handle = world.engine.temporal.workflow.getHandle(alertId(waiting.rule, waiting.subject.id));
  await eventually(
    () => handle.describe(),
    ({ raw }) => (raw.pendingActivities?.[0]?.attempt ?? 0) > 1,
  );
  await world.engine.database.resume();
}

/** How many alerts were told as that, and in how many messages: each has a key of its own, and a repetition the same. */
function told(kind: string) {
  const messages = world.arrived.filter(({ message }) => message.kind === kind);
  return {
    alerts: messages.reduce((sum, { message }) => sum + message.alerts.length + message.omitted, 0),
    repeated: messages.length - new Set(messages.map(({ key }) => key)).size,
  };
}

/** How many alerts have exactly one notice of the kind, which has arrived. */
const heard = async (kind: string): Promise<number> => {
  const found = world.engine.db.sql<{ n: number }[]>`
    select count(*)::int as n from (
      select n.alert_id from alert_notice n left join alert_message m on m.id = n.message_id where n.kind = ${kind}
      group by n.alert_id having count(*) = 1 and bool_and(m.state = 'sent')) once`;
  return (await found.catch(() => []))[0]?.n ?? 0;
};

test(
  'each of many alerts is told once and recovers once, while the channel, PostgreSQL and the process go away in between',
  { timeout: 400_000 },
  async () => {
    const night = await world.channel('night');
    await world.routes([{ channels: [night], group_s: 2, recover_after_s: 0 }]);
    world.faults.set('night', fails('unavailable', 'hooks.slack.com: no response'));
    const findings = Array.from({ length: ALERTS }, (_, n) => aFinding({ rule: rules[n % rules.length] ?? 'drift' }));
    const [one, ...others] = findings as [Finding, ...Finding[]];
    await Promise.all(others.map((finding) => world.tell(finding)));
    await withoutDatabase(one, () => world.tell(one));
    await eventually(
      () => world.engine.db.sql`select from alert_message where error is not null`.catch(() => []),
      (rows) => rows.length > 0,
    );
    await world.replaceWorker();
    world.faults.clear();
    await eventually(
      async () => {
        await world.hurry();
        return heard('firing');
      },
      (count) => count === ALERTS,
    );
    expect(told('firing')).toEqual({ alerts: ALERTS, repeated: 0 });

    await Promise.all(others.map((finding) => world.clear(finding)));
    await withoutDatabase(one, () => world.clear(one));
    await eventually(
      () => heard('resolved'),
      (count) => count === ALERTS,
    );
    await eventually(
      () => world.engine.db.sql`select from alert where settled_at is null`,
      (rows) => rows.length === 0,
    );
    expect(told('resolved')).toEqual({ alerts: ALERTS, repeated: 0 });
    expect(new Set(world.arrived.map(({ message }) => message.kind))).toEqual(new Set(['firing', 'resolved']));
  },
);
