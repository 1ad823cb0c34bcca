import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMetricsWorld, seriesOf } from './metrics-world.ts';

let world: Awaited<ReturnType<typeof openMetricsWorld>>;
beforeEach(async () => {
  world = await openMetricsWorld();
});
afterEach(() => world.close());

const addAlert = (id: string, { rule = 'drift', severity = 'warning', state = 'firing' } = {}) => world.db.sql`
  insert into alert (id, rule, subject_kind, subject_id, severity, title, reason, remedy, link, state, acknowledged_at, resolved_at)
  values (${id}, ${rule}, 'sync', ${`syn_${id}`}, ${severity}, 'A "quoted" <b>title</b>', '', '', '', ${state},
    case when ${state} = 'acknowledged' then now() end, case when ${state} = 'resolved' then now() end)`;

const addMessage = (id: string, state: string, error: string | null) => world.db.sql`
  insert into alert_message (id, channel_id, kind, dedup_key, state, error) values (${id}, 'ach_1', 'firing', ${id}, ${state}, ${error})`;

test('without any alert there is no series of one, and no message waits', async () => {
  const text = await world.scrapeAll();
  expect(seriesOf(text, 'causeway_alerts_open')).toEqual({});
  expect(seriesOf(text, 'causeway_alert_messages_unsent')).toEqual({ '': 0 });
  expect(seriesOf(text, 'causeway_alert_messages_total')).toEqual({});
});

test('alerts that are not resolved are counted by rule and severity, without any text of theirs', async () => {
  await addAlert('alt_1');
  await addAlert('alt_2', { state: 'acknowledged' });
  await addAlert('alt_3', { severity: 'critical' });
  await addAlert('alt_4', { rule: 'vendor_down', state: 'resolved' });
  await addAlert('alt_5', { rule: 'queue_stuck', severity: 'critical' });
  const text = await world.scrapeAll();
  expect(seriesOf(text, 'causeway_alerts_open')).toEqual({
    'rule=drift,severity=warning': 2,
    'rule=drift,severity=critical': 1,
    'rule=queue_stuck,severity=critical': 1,
  });
  expect(text).not.toContain('quoted');
});

test('messages that failed and are tried again are counted, and no others', async () => {
  await world.db.sql`insert into alert_channel (id, name, kind, settings) values ('ach_1', 'Slack', 'slack_webhook', '{}')`;
  await addMessage('amg_1', 'sending', null);
  await addMessage('amg_2', 'sending', 'HTTP 503');
  await addMessage('amg_3', 'sending', 'HTTP 503');
  for (const state of ['sent', 'dropped', 'doubtful', 'given_up']) await addMessage(`amg_${state}`, state, 'HTTP 503');
  expect(seriesOf(await world.scrapeAll(), 'causeway_alert_messages_unsent')).toEqual({ '': 2 });
});

test('each try to send a message is counted once, by the kind of its channel and the outcome', async () => {
  const { note } = world.counts.alerts;
  note('slack_webhook', 'sent');
  note('slack_webhook', 'failed');
  note('slack_webhook', 'failed');
  note('pagerduty', 'sent');
  expect(seriesOf(await world.scrapeAll(), 'causeway_alert_messages_total')).toEqual({
    'channel_kind=slack_webhook,outcome=sent': 1,
    'channel_kind=slack_webhook,outcome=failed': 2,
    'channel_kind=pagerduty,outcome=sent': 1,
  });
});
