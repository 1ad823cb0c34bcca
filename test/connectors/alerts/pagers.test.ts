import { expect, test } from 'vitest';
import { startFakeOpsgenie, startFakePagerduty } from '#apps/fakes/alerting/pagers.ts';
import { alertLine } from './messages.ts';
import { during, sends } from './sender.ts';

async function pagerduty() {
  const pager = during(await startFakePagerduty());
  return {
    pager,
    send: sends({ urls: { pagerduty: pager.url } }),
    channel: { kind: 'pagerduty', secrets: { routing_key: pager.key } },
    severity: 'critical',
  };
}
async function opsgenie() {
  const pager = during(await startFakeOpsgenie());
  return {
    pager,
    send: sends({ urls: { opsgenie: pager.url } }),
    channel: { kind: 'opsgenie', secrets: { api_key: pager.key } },
    severity: 'P1',
  };
}
const both = [pagerduty, opsgenie];
const key = 'alert/reconnect_needed/con_1';

test.each(both)('an incident is opened, acknowledged and resolved', async (start) => {
  const { pager, send, channel, severity } = await start();
  await send(channel);
  expect(pager.incidents.get(key)).toMatchObject({ status: 'triggered', severity, summary: 'Critical: Our HubSpot: reconnect needed' });
  await send(channel, { kind: 'acknowledged' });
  expect(pager.incidents.get(key)).toMatchObject({ status: 'acknowledged' });
  await send(channel, { kind: 'resolved' });
  expect(pager.incidents.get(key)).toMatchObject({ status: 'resolved', count: 1 });
});

test.each(both)('each alert of a group is an incident of its own, also when the first try was lost halfway', async (start) => {
  const { pager, send, channel } = await start();
  const alerts = ['a', 'b', 'c'].map((id) => alertLine({ dedupKey: `alert/r/${id}` }));
  pager.faults.plan({ kind: 'drop_after_accept', after: 1 });
  await expect(send(channel, { alerts })).rejects.toMatchObject({ kind: 'unavailable' });
  await send(channel, { alerts });
  expect([...pager.incidents.keys()]).toEqual(alerts.map(({ dedupKey }) => dedupKey));
});

test.each(both)('a test leaves no incident open', async (start) => {
  const { pager, send, channel } = await start();
  await send(channel, { kind: 'test' });
  expect([...pager.incidents.values()]).toMatchObject([{ status: 'resolved' }]);
});

test.each(both)('a long key is shortened, always to the same', async (start) => {
  const { pager, send, channel } = await start();
  const alerts = [alertLine({ dedupKey: `alert/r/${'x'.repeat(600)}` })];
  await send(channel, { alerts });
  await send(channel, { alerts, kind: 'resolved' });
  expect([...pager.incidents.values()]).toMatchObject([{ status: 'resolved' }]);
});

test.each(both)('a limit is told with the wait that is asked for, and other refusals with what they mean', async (start) => {
  const { pager, send, channel } = await start();
  pager.faults.plan({ kind: 'rate_limited' });
  await expect(send(channel)).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: expect.any(Number) });
  pager.faults.plan({ kind: 'unavailable' });
  await expect(send(channel)).rejects.toMatchObject({ kind: 'unavailable' });
});

test('a wrong key is final', async () => {
  const duty = await pagerduty();
  const wrong = 'F'.repeat(32);
  const sent = duty.send({ kind: 'pagerduty', secrets: { routing_key: wrong } });
  await expect(sent).rejects.toMatchObject({ kind: 'rejected', message: expect.stringContaining('Invalid routing key') });
  await expect(sent).rejects.not.toMatchObject({ message: expect.stringContaining(wrong) });
  const genie = await opsgenie();
  await expect(genie.send({ kind: 'opsgenie', secrets: { api_key: 'wrong' } })).rejects.toMatchObject({ kind: 'unauthorized' });
});
