import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addReceivingEndpoint,
  deliveryIn,
  eventually,
  publish,
  startedWorkflow,
  startTestEngine,
  type TestEngine,
} from '#test/support/engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({
    settings: {
      webhooks: {
        retry: { sandbox: { base_s: 1, multiplier: 1, max_attempts: 30, jitter: 0 } },
        breaker: { window_s: 60, min_attempts: 100, failure_rate: 0.5, open_s: 3600, max_open_s: 3600 },
      },
    },
  });
});
afterAll(() => engine.close());

const receiving = (fields?: Record<string, unknown>) => addReceivingEndpoint(engine, fields);

/** What Temporal UI shows of a workflow: its memo, its *Current Details*, and the last failures of its pending activities. */
async function shown(workflowId: string) {
  const handle = await startedWorkflow(engine, workflowId);
  const { memo, raw } = await handle.describe();
  const metadata = await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  const failures = (raw.pendingActivities ?? []).flatMap(({ lastFailure }) => lastFailure?.message ?? []);
  return { memo: memo ?? {}, details: metadata.currentDetails ?? '', failures };
}

test('a delivery that waits shows the last attempt in its memo, its details and its pending activity, and each attempt renews them', async () => {
  const { receiver, type } = await receiving({ retry_policy: { schedule_s: [1, 3600], jitter: 0 } });
  receiver.script({ status: 503 }, { status: 500 });
  const eventId = await publish(engine, type);
  const waiting = await eventually(
    () => deliveryIn(engine, eventId, 'retrying'),
    ({ attempts }) => attempts.length === 2,
  );
  const workflowId = `deliver-webhook/${waiting['id']}`;
  const { memo, details, failures } = await eventually(
    () => shown(workflowId),
    (now) => now.memo['attempts'] === 2 && now.failures.length > 0,
  );
  const reason = `HTTP 500: ${waiting['attempts'][1].next_because}`;
  expect(reason).toContain('attempt 2 of 3 failed; next attempt in 1 h');
  expect(memo).toEqual({ lastError: reason, attempts: 2, nextAttemptAt: waiting['next_attempt_at'] });
  expect(details).toBe(`${reason}. Due at ${waiting['next_attempt_at']}`);
  expect(failures).toEqual([reason]);
  await engine.call('POST', `/deliveries/${waiting['id']}/retry`);
  await deliveryIn(engine, eventId, 'delivered');
  await engine.temporal.workflow.getHandle(workflowId).result();
  await receiver.close();
  expect((await engine.temporal.workflow.getHandle(workflowId).describe()).memo).toEqual({ attempts: 3 });
});

test('every retrying delivery of a busy endpoint shows the error, also those that wait for its limits', async () => {
  const { receiver, endpoint, type } = await receiving({ rate_limit_per_s: 4 });
  receiver.answerWith({ status: 503 });
  const ids: string[] = [];
  for (let n = 0; n < 12; n++) ids.push(await publish(engine, type));
  for (const id of ids) await deliveryIn(engine, id, 'retrying');
  const retrying = `EndpointId = '${endpoint.id}' and WorkflowType = 'deliverWebhook' and DeliveryStatus = 'retrying' and ExecutionStatus = 'Running'`;
  await eventually(
    () => engine.temporal.workflow.count(retrying),
    ({ count }) => count === ids.length,
  );
  const seen = new Set<string>();
  await eventually(
    async () => {
      for await (const { workflowId } of engine.temporal.workflow.list({ query: retrying })) {
        const { memo, details, failures } = await shown(workflowId);
        for (const text of [memo['lastError'] as string, details, ...failures]) expect(text).toMatch(/HTTP 503: attempt \d+ of 30 failed/);
        for (const text of failures) seen.add(text.split(':', 1)[0]!);
      }
    },
    () => seen.has('the endpoint is at its limits; last attempt') && seen.has('HTTP 503'),
  );
  await engine.call('DELETE', `/endpoints/${endpoint.id}`);
  await receiver.close();
});

test('a workflow that follows a lost one shows the last attempt from the start', async () => {
  const { receiver, type } = await receiving({ retry_policy: { schedule_s: [3600] } });
  receiver.answerWith({ status: 502 });
  const { id } = await deliveryIn(engine, await publish(engine, type), 'retrying');
  const workflowId = `deliver-webhook/${id}`;
  await eventually(
    () => shown(workflowId),
    ({ memo }) => memo['attempts'] === 1,
  );
  await engine.temporal.workflow.getHandle(workflowId).terminate('lost');
  await engine.engine.workflows.deliveries.start([id as string]);
  const { memo, details, failures } = await eventually(
    () => shown(workflowId),
    (now) => now.memo['attempts'] === 1 && now.failures.length > 0,
  );
  await receiver.close();
  for (const text of [memo['lastError'], details, ...failures]) expect(text).toContain('HTTP 502: attempt 1 of 2 failed');
});

test('a workflow that could not be told of an attempt shows it when it looks for the next one', async () => {
  const { receiver, type } = await receiving({ retry_policy: { schedule_s: [5, 3600], jitter: 0 } });
  receiver.answerWith({ status: 503 });
  const eventId = await publish(engine, type);
  const { id } = await deliveryIn(engine, eventId, 'retrying');
  // As after the death of a process that had recorded its attempt.
  const nextAttemptAt = new Date(Date.now() + 3_600_000).toISOString();
  await engine.db.sql.begin(async (sql) => {
    await sql`insert into attempt (delivery_id, number, started_at, latency_ms, status_code, next_because) values (${id}, 2, now(), 1, 504, 'told nobody')`;
    await sql`update delivery set attempts = 2, next_attempt_at = ${nextAttemptAt}, last_error = 'HTTP 504' where id = ${id}`;
  });
  const { memo } = await eventually(
    () => shown(`deliver-webhook/${id}`),
    (now) => now.memo['attempts'] === 2,
  );
  await receiver.close();
  expect(receiver.requests).toHaveLength(1);
  expect(memo).toEqual({ lastError: 'HTTP 504: told nobody', attempts: 2, nextAttemptAt });
});

test('a drain shows what it waits for, with the error that opened the breaker, and is found by its partner', async () => {
  const { receiver, endpoint, type } = await receiving();
  receiver.answerWith({ status: 500 });
  await engine.db.sql`
    update endpoint set breaker_open_until = now() + interval '1 hour', breaker_reason = 'HTTP 500' where id = ${endpoint.id}`;
  const held = await deliveryIn(engine, await publish(engine, type), 'held');
  expect(held['hold'].explanation).toBe('The endpoint failed too often recently (HTTP 500), so its circuit breaker is open');
  const drains = `PartnerId = '${endpoint.partnerId}' and WorkflowType = 'drainEndpoint' and ExecutionStatus = 'Running'`;
  await eventually(
    () => engine.temporal.workflow.count(drains),
    ({ count }) => count === 1,
  );
  const { memo, details } = await eventually(
    () => shown(`drain-endpoint/${endpoint.id}`),
    (now) => now.memo['lastError'] !== undefined,
  );
  expect(memo).toEqual({ lastError: 'the breaker is open (HTTP 500)', nextAttemptAt: expect.any(String) });
  expect(details).toBe('Deliveries are held: the breaker is open (HTTP 500).');
  await engine.call('POST', `/endpoints/${endpoint.id}/disable`, { reason: 'the receiver moves' });
  const closed = await eventually(
    () => shown(`drain-endpoint/${endpoint.id}`),
    (now) => now.memo['nextAttemptAt'] === undefined,
  );
  await engine.call('DELETE', `/endpoints/${endpoint.id}`);
  await receiver.close();
  expect(closed.memo).toEqual({ lastError: 'the endpoint is disabled (the receiver moves)' });
});

test('an endpoint whose breaker opened says with which error', async () => {
  const { receiver, endpoint, type } = await receiving({ retry_policy: { schedule_s: [3600] } });
  receiver.answerWith({ status: 418 });
  const events = Array.from({ length: 100 }, () => ({ type, data: {} }));
  await engine.call('POST', '/events/batch', { events });
  const open = await eventually(
    async () => (await engine.call('GET', `/endpoints?breaker=open&partner_id=${endpoint.partnerId}`)).body['data'],
    (found) => found.length === 1,
  );
  await engine.call('DELETE', `/endpoints/${endpoint.id}`);
  await receiver.close();
  expect(open).toMatchObject([{ id: endpoint.id, breaker: { state: 'open', reason: 'HTTP 418' } }]);
});
