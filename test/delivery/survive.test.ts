import { once } from 'node:events';
import { createServer, connect, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { insertEvents } from '#db/delivery/event-publish.ts';
import { newId } from '#domain/id.ts';
import {
  addReceivingEndpoint,
  deliveryIn,
  eventually,
  publish,
  startedWorkflow,
  startTestEngine,
  type TestEngine,
} from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

const receiving = (fields?: Record<string, unknown>) => addReceivingEndpoint(engine, fields);

describe('nothing accepted is lost', () => {
  test('when the process that accepted it dies before its first attempt', async () => {
    const { receiver, type } = await receiving();
    const { sql } = engine.db;
    const dead = newId('eng');
    await sql`insert into engine_instance (id, seen_at) values (${dead}, now() - interval '1 minute')`;
    const event = { id: newId('evt'), type, schemaVersion: 1, occurredAt: new Date(), dataJson: '{}' };
    await insertEvents(sql, [event], { owner: dead, fullEndpoints: [] });
    await deliveryIn(engine, event.id, 'delivered');
    await receiver.close();
    expect(receiver.requests).toHaveLength(1);
  });

  test('when a process loses track of what it claimed', async () => {
    const { receiver, type } = await receiving();
    const event = { id: newId('evt'), type, schemaVersion: 1, occurredAt: new Date(), dataJson: '{}' };
    await insertEvents(engine.db.sql, [event], { owner: engine.engine.instanceId, fullEndpoints: [] });
    await deliveryIn(engine, event.id, 'delivered');
    await receiver.close();
    expect(receiver.requests).toHaveLength(1);
  });

  test('while Temporal is away: accepted, attempted at once, and linked to a workflow when it is back', async () => {
    const [host, port] = inject('temporalAddress').split(':') as [string, string];
    const proxy = createServer((socket) => {
      const upstream = connect(Number(port), host);
      socket.pipe(upstream).pipe(socket);
      for (const end of [socket, upstream]) end.on('error', () => void (socket.destroy(), upstream.destroy()));
    });
    const address = await reserve(proxy);
    const cut = await startTestEngine({ temporalAddress: address });
    const { receiver, type } = await addReceivingEndpoint(cut);
    const eventId = await publish(cut, type);
    const delivery = await deliveryIn(cut, eventId, 'delivered');
    expect(delivery['workflow_id']).toBeNull();
    expect((await cut.app.inject('/health/ready')).json()).toMatchObject({ status: 'degraded' });
    proxy.listen(Number(address.split(':')[1]), '127.0.0.1');
    await eventually(
      async () => (await deliveryIn(cut, eventId, 'delivered'))['workflow_id'] as string | null,
      (id) => id !== null,
    );
    await cut.close();
    proxy.close();
    await receiver.close();
    expect(receiver.requests).toHaveLength(1);
  });
});

describe('each delivery is posted by one process', () => {
  test('and once, when several workflows ask for it at the same moment', async () => {
    const { receiver, type } = await receiving();
    receiver.answerWith({ delayMs: 100 });
    const event = { id: newId('evt'), type, schemaVersion: 1, occurredAt: new Date(), dataJson: '{}' };
    await insertEvents(engine.db.sql, [event], { owner: null, fullEndpoints: [] });
    const [delivery] = await engine.db.sql<{ id: string }[]>`select id from delivery where event_id = ${event.id}`;
    const rounds = Array.from({ length: 5 }, (_, n) =>
      engine.temporal.workflow.execute('deliverRound', {
        taskQueue: 'webhooks',
        workflowId: `deliver-round/same-${n}`,
        args: [{ deliveryIds: [delivery!.id] }],
      }),
    );
    await Promise.all(rounds);
    await deliveryIn(engine, event.id, 'delivered');
    await receiver.close();
    expect(receiver.requests).toHaveLength(1);
  });

  test('when two engines share the work', async () => {
    const second = await startTestEngine({ beside: engine });
    const { receiver, type, ids } = await receiving();
    const published = await Promise.all(Array.from({ length: 60 }, (_, n) => publish(n % 2 ? engine : second, type)));
    for (const id of published) await deliveryIn(engine, id, 'delivered');
    await second.close();
    await receiver.close();
    expect(ids().toSorted()).toEqual(published.toSorted());
  });

  test('when the POST is slower than a workflow task waits for', async () => {
    const { receiver, type } = await receiving();
    receiver.answerWith({ delayMs: 3_000 });
    const eventId = await publish(engine, type);
    const delivery = await eventually(
      () => deliveryIn(engine, eventId, 'delivered'),
      (found) => found['workflow_id'] !== null,
    );
    await receiver.close();
    expect(receiver.requests).toHaveLength(1);
    expect(delivery['attempts']).toHaveLength(1);
    await replayNow(engine, delivery['workflow_id'] as string, 'shown-slow-post');
  });
});

describe('many at once', () => {
  test('share workflows, and each is found by its id', async () => {
    const { receiver, type, endpoint } = await receiving({ max_concurrency: 200 });
    const events = Array.from({ length: 300 }, () => ({ type, data: {} }));
    const { body } = await engine.call('POST', '/events/batch', { events });
    const published = (body['results'] as { event: { id: string } }[]).map((result) => result.event.id);
    const rows = await eventually(
      () => engine.db.sql<{ id: string; workflow_id: string | null }[]>`
        select id, workflow_id from delivery where endpoint_id = ${endpoint.id} and status = 'delivered'`,
      (found) => found.length === published.length && found.every((row) => row.workflow_id !== null),
    );
    await receiver.close();
    expect(receiver.requests).toHaveLength(300);
    expect(new Set(rows.map((row) => row.workflow_id)).size).toBeLessThan(100);
    const one = rows.at(-1)!;
    const found = await eventually(
      async () => {
        const workflows = [];
        for await (const workflow of engine.temporal.workflow.list({ query: `DeliveryId = '${one.id}'` })) {
          workflows.push(workflow.workflowId);
        }
        return workflows;
      },
      // On a busy machine the sweeper can have started another one for it.
      (workflows) => workflows.includes(one.workflow_id!),
    );
    expect(found).toContain(one.workflow_id);
    const round = rows.find((row) => row.workflow_id?.startsWith('deliver-round/'))?.workflow_id as string;
    await replayNow(engine, round, 'round-delivered');
  });
});

/** Of these deliveries, the workflows of their own that were ever started. */
async function ownWorkflowsOf(ids: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    ids.map((id) =>
      engine.temporal.workflow
        .getHandle(`deliver-webhook/${id}`)
        .describe()
        .then(
          ({ workflowId }) => workflowId,
          () => undefined,
        ),
    ),
  );
  return found.filter((id) => id !== undefined);
}

describe('a round', () => {
  test('waits for receivers that take long, and only what fails gets a workflow of its own', async () => {
    const { receiver, type } = await receiving({ max_concurrency: 200, retry_policy: { schedule_s: [4], jitter: 0 } });
    // The first one finds out how long workflows take to begin.
    await eventually(
      async () => deliveryIn(engine, await publish(engine, type), 'delivered'),
      (found) => found['workflow_id'] !== null,
    );
    receiver.script(...Array.from({ length: 40 }, (_, n) => ({ delayMs: 4_000, status: n % 2 === 0 ? 500 : 200 })));
    const { body } = await engine.call('POST', '/events/batch', { events: Array.from({ length: 40 }, () => ({ type, data: {} })) });
    const published = (body['results'] as { event: { id: string } }[]).map((result) => result.event.id);
    const rows = await eventually(
      () => engine.db.sql<{ id: string; workflow_id: string | null; attempts: number }[]>`
        select id, workflow_id, attempts from delivery where event_id = any(${published}) and status = 'delivered'`,
      (found) => found.length === 40 && found.every((row) => row.workflow_id !== null),
    );
    await receiver.close();
    const atOnce = rows.filter(({ attempts }) => attempts === 1);
    expect(atOnce).toHaveLength(20);
    // The delivery that came first is alone.
    expect((await ownWorkflowsOf(atOnce.map(({ id }) => id))).length).toBeLessThanOrEqual(1);
    const round = atOnce.find((row) => row.workflow_id?.startsWith('deliver-round/'))?.workflow_id as string;
    await replayNow(engine, round, 'round-with-slow-receivers');
  });

  test('hands what it could not deliver to workflows of their own', async () => {
    // Not due again while the round is still at it, however busy the machine is.
    const { receiver, type, endpoint } = await receiving({ max_concurrency: 200, retry_policy: { schedule_s: [4], jitter: 0 } });
    receiver.script(...Array.from({ length: 40 }, (_, n) => ({ status: n % 10 === 0 ? 500 : 200 })));
    await engine.call('POST', '/events/batch', { events: Array.from({ length: 40 }, () => ({ type, data: {} })) });
    const rows = await eventually(
      () => engine.db.sql<{ id: string; workflow_id: string | null; attempts: number }[]>`
        select id, workflow_id, attempts from delivery where endpoint_id = ${endpoint.id} and status = 'delivered'`,
      (found) => found.length === 40,
    );
    await receiver.close();
    const retried = rows.filter((row) => row.attempts === 2);
    expect(retried.map((row) => row.workflow_id)).toEqual(retried.map((row) => `deliver-webhook/${row.id}`));
    expect(retried).toHaveLength(4);
    const parents = await Promise.all(
      retried.map(async (row) => (await engine.temporal.workflow.getHandle(row.workflow_id!).describe()).parentExecution?.workflowId),
    );
    await replayNow(
      engine,
      parents.find((parent) => parent !== undefined)!,
      'round-with-failures',
    );
  });
});

describe('retention', () => {
  test('dead letters and used assertions past it are purged, younger ones stay', async () => {
    const { receiver, type } = await receiving({ retry_policy: { schedule_s: [] } });
    receiver.answerWith({ status: 500 });
    const [old, young] = [await publish(engine, type), await publish(engine, type)];
    for (const id of [old, young]) await deliveryIn(engine, id, 'dead_lettered');
    // The purge leaves out rows that are locked: until then, the workflow is still to be written into them.
    await eventually(
      () => engine.db.sql`select from delivery where event_id in (${old}, ${young}) and workflow_id is not null`,
      (linked) => linked.length === 2,
    );
    await engine.db.sql`update delivery set ended_at = now() - interval '31 days' where event_id = ${old}`;
    await engine.db.sql`
      insert into oauth_used_assertion values ('c', 'old', now() - interval '1 s'), ('c', 'young', now() + interval '1 h')`;
    await engine.temporal.workflow.execute('purgeExpired', { taskQueue: 'webhooks', workflowId: 'purge-expired-test' });
    const left = await engine.db.sql<{ event_id: string }[]>`select event_id from delivery where event_id in (${old}, ${young})`;
    expect(left.map((row) => row.event_id)).toEqual([young]);
    expect(await engine.db.sql`select jti from oauth_used_assertion`).toMatchObject([{ jti: 'young' }]);
    await replayNow(engine, 'purge-expired-test', 'purge-expired-tables');
    await receiver.close();
  });
});

describe('limits of an endpoint', () => {
  test('its concurrency cap is kept', async () => {
    const { receiver, type } = await receiving({ max_concurrency: 3 });
    let now = 0;
    let most = 0;
    receiver.answerWith(() => {
      most = Math.max(most, ++now);
      setTimeout(() => now--, 50);
      return { delayMs: 50 };
    });
    const published = await Promise.all(Array.from({ length: 30 }, () => publish(engine, type)));
    for (const id of published) await deliveryIn(engine, id, 'delivered');
    await receiver.close();
    expect(most).toBe(3);
  });

  test('its rate limit is kept', async () => {
    const { receiver, type } = await receiving({ rate_limit_per_s: 10 });
    const published = await Promise.all(Array.from({ length: 25 }, () => publish(engine, type)));
    for (const id of published) await deliveryIn(engine, id, 'delivered');
    await receiver.close();
    const times = receiver.requests.map((request) => request.receivedAt.getTime());
    expect(times.at(-1)! - times[0]!).toBeGreaterThan(1_300);
  });
});

describe('changed limits', () => {
  test('a rate limit set on a busy endpoint counts from now on', async () => {
    const { receiver, endpoint, type } = await receiving();
    for (let n = 0; n < 20; n++) await publish(engine, type);
    await eventually(
      () => receiver.requests.length,
      (count) => count === 20,
    );
    await engine.call('PATCH', `/endpoints/${endpoint.id}`, { rate_limit_per_s: 1 });
    await deliveryIn(engine, await publish(engine, type), 'delivered');
    await receiver.close();
    expect(receiver.requests).toHaveLength(21);
  });
});

describe('cancelling', () => {
  test('through the API ends the workflow', async () => {
    const { receiver, type } = await receiving({ retry_policy: { schedule_s: [3600] } });
    receiver.answerWith({ status: 500 });
    const { id } = await deliveryIn(engine, await publish(engine, type), 'retrying');
    const workflow = await startedWorkflow(engine, `deliver-webhook/${id}`);
    expect((await engine.call('POST', `/deliveries/${id}/cancel`)).status).toBeLessThan(300);
    expect(await workflow.result()).toBe('cancelled');
    await replayNow(engine, `deliver-webhook/${id}`, 'shown-cancelled-by-signal');
    await receiver.close();
  });

  test('in Temporal UI works between later attempts too', async () => {
    const { receiver, type } = await receiving({ retry_policy: { schedule_s: [1, 3600], jitter: 0 } });
    receiver.answerWith({ status: 500 });
    const eventId = await publish(engine, type);
    const { id } = await eventually(
      () => deliveryIn(engine, eventId, 'retrying'),
      (delivery) => delivery['attempts'].length === 2,
    );
    await (await startedWorkflow(engine, `deliver-webhook/${id}`)).cancel();
    await deliveryIn(engine, eventId, 'cancelled');
    await receiver.close();
    await replayNow(engine, `deliver-webhook/${id}`, 'shown-cancelled-between-attempts');
  });

  test('in Temporal UI cancels the delivery', async () => {
    const { receiver, type } = await receiving({ retry_policy: { schedule_s: [3600] } });
    receiver.answerWith({ status: 500 });
    const eventId = await publish(engine, type);
    const { id } = await deliveryIn(engine, eventId, 'retrying');
    await (await startedWorkflow(engine, `deliver-webhook/${id}`)).cancel();
    await deliveryIn(engine, eventId, 'cancelled');
    await replayNow(engine, `deliver-webhook/${id}`, 'shown-cancelled-from-outside');
    await receiver.close();
  });
});

/** A free address that nothing listens on yet. */
async function reserve(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `127.0.0.1:${port}`;
}
