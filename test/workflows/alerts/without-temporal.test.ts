import { expect, inject, test } from 'vitest';
import { startTcpProxy } from '#test/chaos/tcp-proxy.ts';
import { startAlertWorld } from '#test/support/alert-world.ts';
import { eventually } from '#test/support/engine.ts';
import { watchAlertsId } from '#workflows/alerts/messages.ts';

test('what begins and what ends while Temporal is away is told once, when it is back', { timeout: 120_000 }, async () => {
  const temporalPort = Number(inject('temporalAddress').split(':')[1]);
  const proxy = await startTcpProxy(temporalPort);
  const world = await startAlertWorld({ temporalAddress: `127.0.0.1:${proxy.port}`, settings: { alerts: { watch: true } } });
  await world.routes([{ channels: [await world.channel('team')] }]);
  const { sql } = world.engine.db;
  const breaks = (id: string) => sql`
    insert into connection (id, vendor, name, auth_method, status, status_reason)
    values (${id}, 'hubspot', ${id}, 'oauth', 'action_required', 'Action required: reconnect')`;
  const isPaused = (id: string) => sql`update connection set status = 'paused' where id = ${id}`;
  const told = () => world.arrived.map(({ message: { kind, alerts } }) => `${kind} ${alerts[0]?.dedupKey.split('/').at(-1)}`).toSorted();
  await breaks('con_open');
  await eventually(told, (found) => found.length === 1);

  await proxy.close();
  await isPaused('con_open');
  await breaks('con_begins');
  // Temporal itself hears no more of whoever looks for faults.
  await eventually(
    () => world.engine.temporal.workflow.getHandle(watchAlertsId('live')).describe(),
    ({ raw }) => (raw.pendingActivities ?? []).length === 0,
  );
  const back = await startTcpProxy(temporalPort, proxy.port);
  await eventually(told, (found) => found.length >= 3);
  expect(told()).toEqual(['firing con_begins', 'firing con_open', 'resolved con_open']);
  await world.close();
  await back.close();
});
