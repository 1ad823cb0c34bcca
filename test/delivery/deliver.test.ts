import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  engine = await startTestEngine({
    settings: { webhooks: { retry: { sandbox: { base_s: 1, multiplier: 1, max_attempts: 3, jitter: 0 } } } },
  });
});
afterAll(() => engine.close());

const receiving = (fields?: Record<string, unknown>) => addReceivingEndpoint(engine, fields);

describe('an accepted event', () => {
  test('reaches the endpoint once, signed, and is recorded with its workflow', async () => {
    const { receiver, type } = await receiving();
    const eventId = await publish(engine, type, { data: { amount: 12.5, text: 'grüße' } });
    const delivery = await deliveryIn(engine, eventId, 'delivered');
    expect(receiver.problems()).toEqual([]);
    expect(receiver.requests.map((request) => request.headers['webhook-id'])).toEqual([eventId]);
    expect(JSON.parse(receiver.requests[0]?.body ?? '')).toMatchObject({ type, data: { amount: 12.5, text: 'grüße' } });
    expect(delivery['attempts']).toMatchObject([{ number: 1, status_code: 200, error_class: null, next_because: 'delivered' }]);
    const workflowId = await eventually(
      async () => (await engine.call('GET', `/deliveries/${delivery['id']}`)).body['workflow_id'] as string | null,
      (id) => id !== null,
    );
    await receiver.close();
    expect(workflowId).toMatch(/^deliver-(webhook|round)\//);
    await replayNow(engine, workflowId!, 'delivered-at-once');
  });

  test('reaches the URL with its query, which no history in Temporal contains', async () => {
    const { receiver, endpoint, type } = await receiving();
    const url = `${receiver.url}/hook?token=very-secret`;
    expect((await engine.call('PATCH', `/endpoints/${endpoint.id}`, { url })).body['url']).toBe(`${receiver.url}/hook?token=********`);
    receiver.script({ status: 500 });
    const delivery = await deliveryIn(engine, await publish(engine, type), 'delivered');
    await receiver.close();
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/webhooks/hook?token=very-secret', '/webhooks/hook?token=very-secret']);
    const history = await engine.temporal.workflow.getHandle(delivery['workflow_id']).fetchHistory();
    expect(JSON.stringify(history)).not.toContain('very-secret');
    expect(JSON.stringify(delivery)).not.toContain('very-secret');
  });

  test('is found in Temporal by partner, endpoint, delivery and type', async () => {
    const { receiver, endpoint, type } = await receiving();
    const delivery = await deliveryIn(engine, await publish(engine, type), 'delivered');
    const query = `PartnerId = '${endpoint.partnerId}' and EndpointId = '${endpoint.id}' and DeliveryId = '${delivery['id']}' and EventType = '${type}' and DeliveryStatus = 'delivered'`;
    const found = await eventually(
      () => engine.temporal.workflow.count(query),
      ({ count }) => count > 0,
    );
    await receiver.close();
    expect(found.count).toBe(1);
  });
});

describe('a failing endpoint', () => {
  test('is tried again by its schedule until it takes the delivery, and the timeline says why', async () => {
    const { receiver, type } = await receiving();
    receiver.script({ status: 500, body: 'broken' }, { status: 503 });
    const delivery = await deliveryIn(engine, await publish(engine, type), 'delivered');
    await receiver.close();
    expect(receiver.problems()).toEqual([]);
    expect(delivery).toMatchObject({ error_class: null, last_error: null });
    expect(new Set(receiver.requests.map((request) => request.headers['webhook-id'])).size).toBe(1);
    expect(delivery['workflow_id']).toBe(`deliver-webhook/${delivery['id']}`);
    expect(delivery['attempts']).toMatchObject([
      {
        number: 1,
        status_code: 500,
        error_class: 'http_5xx',
        response_snippet: 'broken',
        next_because: expect.stringContaining('attempt 1 of 3 failed; next attempt in 1 s'),
      },
      { number: 2, status_code: 503, next_because: expect.stringContaining('attempt 2 of 3') },
      { number: 3, status_code: 200, next_because: 'delivered', next_attempt_at: null },
    ]);
    await replayNow(engine, `deliver-webhook/${delivery['id']}`, 'shown-delivered-after-retries');
  });

  test('is dead-lettered when its attempts are used up; a Reset in Temporal sends it again under the same id', async () => {
    const { receiver, type } = await receiving();
    receiver.answerWith({ status: 500 });
    const eventId = await publish(engine, type);
    const dead = await deliveryIn(engine, eventId, 'dead_lettered');
    expect(dead).toMatchObject({ error_class: 'http_5xx', last_error: 'HTTP 500' });
    const workflowId = `deliver-webhook/${dead['id']}`;
    const handle = engine.temporal.workflow.getHandle(workflowId);
    await expect(handle.result()).rejects.toMatchObject({ cause: { message: expect.stringContaining('HTTP 500: attempt 3 of 3 failed') } });
    await replayNow(engine, workflowId, 'shown-dead-lettered');
    receiver.answerWith({ status: 200 });
    const { runId } = await handle.describe();
    const { history } = await engine.temporal.workflowService.getWorkflowExecutionHistory({
      namespace: engine.namespace,
      execution: { workflowId, runId },
    });
    const firstTask = history?.events?.find((event) => event.workflowTaskCompletedEventAttributes)?.eventId;
    await engine.temporal.workflowService.resetWorkflowExecution({
      namespace: engine.namespace,
      workflowExecution: { workflowId, runId },
      reason: 'the partner repaired its endpoint',
      workflowTaskFinishEventId: firstTask!,
      requestId: crypto.randomUUID(),
    });
    const delivery = await deliveryIn(engine, eventId, 'delivered');
    await receiver.close();
    expect(delivery['attempts']).toHaveLength(4);
    expect(delivery['attempts'][3]).toMatchObject({ trigger: 'replay', actor: { kind: 'system', id: 'temporal' } });
    const { body: audit } = await engine.call('GET', `/audit-entries?object_id=${delivery['id']}`);
    expect(audit['data']).toMatchObject([{ action: 'dead_letter.replayed', actor: { kind: 'system', id: 'temporal' } }]);
    expect(new Set(receiver.requests.map((request) => request.headers['webhook-id']))).toEqual(new Set([eventId]));
    await replayNow(engine, workflowId, 'shown-reset-and-delivered');
  });

  test('is tried at once when an operator signals retryNow', async () => {
    const { receiver, type } = await receiving({ retry_policy: { schedule_s: [3600] } });
    receiver.script({ status: 500 });
    const eventId = await publish(engine, type);
    const { id } = await deliveryIn(engine, eventId, 'retrying');
    const workflow = await startedWorkflow(engine, `deliver-webhook/${id}`);
    await workflow.signal('retryNow');
    await deliveryIn(engine, eventId, 'delivered');
    await receiver.close();
    expect(receiver.requests).toHaveLength(2);
    await replayNow(engine, `deliver-webhook/${id}`, 'shown-retried-by-signal');
  });
});
