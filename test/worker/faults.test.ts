import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { dropPartition, listPartitions } from '#db/delivery/partitions.ts';
import { daysAgo } from '#domain/days.ts';
import { eventually, registerNamespace, startTestEngine, type TestEngine } from '#test/support/engine.ts';

let temporal: Connection;
beforeAll(async () => {
  temporal = await Connection.connect({ address: inject('temporalAddress') });
});
afterAll(() => temporal.close());

/** Asks as a supervisor does, until these checks are told, and returns what was published about each. */
async function told(engine: TestEngine, type: 'failed' | 'recovered', checks: string[], shown = new Set<string>()) {
  const ask = async () => {
    const { checks: present } = (await engine.app.inject('/health/ready')).json<{
      checks: { name: string; ok: boolean; detail: string }[];
    }>();
    for (const { name, ok, detail } of present) if (!ok && checks.includes(name)) shown.add(`${name}: ${detail}`);
    const { body } = await engine.call('GET', `/events?type=causeway.readiness.${type}`);
    const events = await Promise.all(((body['data'] ?? []) as { id: string }[]).map(({ id }) => engine.call('GET', `/events/${id}`)));
    return events.map((event) => event.body['data'] as { check: string; reason: string });
  };
  return eventually(ask, (events) => checks.every((check) => events.some((event) => event.check === check)));
}

test.concurrent('a lease that is not renewed, and a sweep that keeps failing, are told once within a minute, and so is their end', async () => {
  const engine = await startTestEngine();
  const shown = new Set<string>();
  const failed = await engine.db.sql.begin(async (tx) => {
    await tx`set local idle_in_transaction_session_timeout = 0`;
    await tx`lock table engine_instance in exclusive mode`;
    await tx`lock table inbound_event in access exclusive mode`;
    return told(engine, 'failed', ['lease', 'sweeper'], shown);
  });
  expect(failed).toHaveLength(2);
  // Each answer says the same of it, so that two can be compared.
  expect([...shown].filter((text) => text.startsWith('lease'))).toEqual([expect.stringMatching(/^lease: not renewed since 20[\d-]+T/)]);
  expect(failed.map(({ reason }) => reason)).toEqual(failed.map(() => expect.stringContaining('canceling statement due to lock timeout')));
  expect(failed.find(({ check }) => check === 'sweeper')?.reason).toContain('the step "inbound events" has failed since');
  expect(await told(engine, 'recovered', ['lease', 'sweeper'])).toHaveLength(2);
  await engine.close();
});

test.concurrent('Temporal workers that cannot run are told once, with the reason, and so is their end', async () => {
  const namespace = await registerNamespace(temporal);
  // Other programs of this namespace use up what Temporal can store.
  const others = Array.from({ length: 8 }, (_, n) => `Other${n}`);
  const keyword = 2;
  await temporal.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(others.map((name) => [name, keyword])),
  });
  const engine = await startTestEngine({ namespace });
  expect(await told(engine, 'failed', ['workers'])).toMatchObject([{ check: 'workers', reason: expect.stringContaining('Keyword') }]);
  const { checks } = (await engine.app.inject('/health/ready')).json<{ checks: Record<string, unknown>[] }>();
  expect(checks.filter(({ ok }) => ok === false)).toEqual([
    { name: 'workers', ok: false, required: false, detail: expect.stringContaining('the log of the process has the reason') },
  ]);
  await temporal.operatorService.removeSearchAttributes({ namespace, searchAttributes: others });
  expect(await told(engine, 'recovered', ['workers'])).toHaveLength(1);
  await engine.close();
});

test.concurrent('a process adds the partitions of the next days, also if the nightly purge does not run', async () => {
  const first = await startTestEngine();
  for (const partition of await listPartitions(first.db.sql)) await dropPartition(first.db.sql, partition, []);
  const second = await startTestEngine({ beside: first });
  await eventually(
    () => listPartitions(first.db.sql),
    (partitions) => (partitions.at(-1)?.until.getTime() ?? 0) > daysAgo(-3).getTime(),
  );
  await second.close();
  await first.close();
});
