import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addReceivingEndpoint, deliveryIn, eventually, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({ settings: { webhooks: { transformation: { timeout_ms: 1_000 } } } });
});
afterAll(() => engine.close());

const receiving = (fields?: Record<string, unknown>) => addReceivingEndpoint(engine, fields);
const patch = (id: string, change: object) => engine.call('PATCH', `/endpoints/${id}`, change);
const bodiesOf = ({ requests }: { requests: { body: string }[] }) =>
  requests.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
const toldOf = async (endpointId: string) =>
  (
    await engine.db.sql<{ data: Record<string, unknown> }[]>`
    select data from event where type = 'causeway.endpoint.transformation_failed' and data->>'endpoint_id' = ${endpointId}`
  ).map((row) => row.data);

describe('a transformation', () => {
  test('makes the data that is signed and sent; type, time and id stay those of the event', async () => {
    const { receiver, type } = await receiving({ transformation: '{ "ref": "n" & $string(n), "event": $event.id, "at": $now() }' });
    const eventId = await publish(engine, type, { occurred_at: '2026-03-01T09:30:00.000Z' });
    await deliveryIn(engine, eventId, 'delivered');
    await receiver.close();
    expect(bodiesOf(receiver)).toEqual([
      { type, timestamp: '2026-03-01T09:30:00.000Z', data: { ref: 'n1', event: eventId, at: '2026-03-01T09:30:00.000Z' } },
    ]);
    expect(receiver.requests[0]!.headers['webhook-id']).toBe(eventId);
    expect(receiver.problems()).toEqual([]);
  });

  test('sends the same body again when an attempt is repeated', async () => {
    const { receiver, type } = await receiving({
      transformation: '{ "n": n, "ms": $millis(), "now": $now() }',
      retry_policy: { schedule_s: [1] },
    });
    receiver.script({ status: 500 });
    await deliveryIn(engine, await publish(engine, type), 'delivered');
    await receiver.close();
    const [first, second] = receiver.requests.map(({ body }) => body);
    expect(second).toBe(first);
  });

  test('leaves test events as they are', async () => {
    const { receiver, endpoint } = await receiving({ transformation: '{ "id": deal_id }' });
    const { body } = await engine.call('POST', `/endpoints/${endpoint.id}/test`);
    await deliveryIn(engine, body['event'].id as string, 'delivered');
    await receiver.close();
    expect(bodiesOf(receiver)[0]).toMatchObject({ type: 'webhook.test', data: { message: expect.stringContaining('test') } });
  });

  test('that was changed shapes the deliveries that waited, too', async () => {
    const { receiver, endpoint, type } = await receiving({ transformation: '{ "old": n }' });
    await engine.call('POST', `/endpoints/${endpoint.id}/pause`);
    const eventId = await publish(engine, type);
    await patch(endpoint.id, { transformation: '{ "new": n }' });
    await engine.call('POST', `/endpoints/${endpoint.id}/enable`);
    await deliveryIn(engine, eventId, 'delivered');
    await receiver.close();
    expect(bodiesOf(receiver)[0]).toMatchObject({ data: { new: 1 } });
  });
});

describe('a payload that a transformation fails for', () => {
  test('is held whatever it says, also in characters that the database does not store', async () => {
    const { receiver, endpoint, type } = await receiving({ transformation: '$error(reason)' });
    const { hold_detail: detail } = await deliveryIn(
      engine,
      await publish(engine, type, { data: { reason: 'no\u0000thing \ud800' } }),
      'held',
    );
    await receiver.close();
    expect(detail).toBe('the transformation failed at character 7: no\ufffdthing \ufffd (D3137)');
    await eventually(
      () => toldOf(endpoint.id),
      (told) => told.length === 1,
    );
  });

  test('is held with the explained error, costs no attempt, sends nothing, and is sent by a transformation that works', async () => {
    const { receiver, endpoint, type } = await receiving({ transformation: '{ "total": $number(amount) }' });
    const bad = await publish(engine, type, { data: { amount: 'a lot' } });
    const held = await deliveryIn(engine, bad, 'held');
    const detail = 'the transformation failed at character 19: Unable to cast value to a number: "a lot" (D3030)';
    expect(held).toMatchObject({
      hold_reason: 'transformation',
      hold_detail: detail,
      hold: {
        explanation: `The payload could not be transformed for the endpoint: ${detail}`,
        released_by: expect.stringContaining('transformation or schema_versions'),
      },
      attempt_count: 0,
      attempts: [],
    });
    // What can be transformed does not wait behind it.
    await deliveryIn(engine, await publish(engine, type, { data: { amount: '12' } }), 'delivered');
    expect(receiver.requests).toHaveLength(1);
    await patch(endpoint.id, { transformation: '{ "total": amount }' });
    const sent = await deliveryIn(engine, bad, 'delivered');
    expect(sent).toMatchObject({ hold_reason: null, hold_detail: null, attempt_count: 1 });
    await receiver.close();
    expect(bodiesOf(receiver).map((body) => body['data'])).toEqual([{ total: 12 }, { total: 'a lot' }]);
    expect(receiver.problems()).toEqual([]);
  });

  test('has a workflow that has completed, as others that are held', async () => {
    const { receiver, type } = await receiving({ transformation: '{ "total": $number(amount) }' });
    const held = await deliveryIn(engine, await publish(engine, type, { data: { amount: 'x' } }), 'held');
    const list = () => engine.temporal.workflow.count(`DeliveryId = '${held['id'] as string}' AND ExecutionStatus = 'Completed'`);
    await eventually(list, ({ count }) => count === 1);
    await receiver.close();
  });

  test('is told to the company once for each version of the endpoint, without values of the payload', async () => {
    const { receiver, endpoint, type } = await receiving({ transformation: '{ "total": $number(amount) }' });
    const events = await Promise.all([1, 2, 3].map(() => publish(engine, type, { data: { amount: 'secret' } })));
    for (const id of events) await deliveryIn(engine, id, 'held');
    const [told, ...more] = await eventually(
      () => toldOf(endpoint.id),
      (found) => found.length > 0,
    );
    expect(more).toEqual([]);
    expect(told).toMatchObject({ endpoint_version: 1, event_type: type, code: 'D3030', step: 'the transformation' });
    expect(JSON.stringify(told)).not.toContain('secret');
    await patch(endpoint.id, { transformation: '{ "sum": $number(amount) }' });
    await eventually(
      () => toldOf(endpoint.id),
      (found) => found.length === 2,
    );
    for (const id of events) await deliveryIn(engine, id, 'held');
    expect(await toldOf(endpoint.id)).toHaveLength(2);
    await receiver.close();
  });

  test('is tried again by a retry, and held again if nothing has changed', async () => {
    const { receiver, endpoint, type } = await receiving({ transformation: '{ "total": $number(amount) }' });
    const held = await deliveryIn(engine, await publish(engine, type, { data: { amount: 'x' } }), 'held');
    const path = `/deliveries/${held['id'] as string}`;
    expect((await engine.call('POST', `${path}/retry`)).status).toBe(202);
    const again = async () => (await engine.call('GET', path)).body['hold_reason'] as string;
    await eventually(again, (reason) => reason === 'transformation');
    // As if its error had gone away by itself: an expression of the event type was mended, say.
    await engine.db.sql`update endpoint set transformation = null, version = version + 1 where id = ${endpoint.id}`;
    expect((await engine.call('POST', `${path}/retry`)).status).toBe(202);
    await eventually(
      () => receiver.requests.length,
      (count) => count === 1,
    );
    await receiver.close();
  });

  test('that takes too long is held, while others are transformed', async () => {
    const { receiver, type } = await receiving({
      transformation: '( $f := function($x) { $f($x + 1) }; n = 0 ? {"n": $f(0)} : {"n": n} )',
    });
    const endless = await publish(engine, type, { data: { n: 0 } });
    await deliveryIn(engine, await publish(engine, type, { data: { n: 7 } }), 'delivered');
    expect((await deliveryIn(engine, endless, 'held'))['hold_detail']).toContain('time_limit');
    await receiver.close();
    expect(bodiesOf(receiver).map((body) => body['data'])).toEqual([{ n: 7 }]);
  });

  test('was not at fault when the evaluating process is lost: it is sent, and no attempt is counted', async () => {
    const slow = '( $f := function($x, $n) { $n = 0 ? $x : $f($x + 1, $n - 1) }; {"n": $f(0, 10000)} )';
    const { receiver, type } = await receiving({ transformation: slow });
    await deliveryIn(engine, await publish(engine, type), 'delivered');
    const eventId = await publish(engine, type);
    execFileSync('pkill', ['-KILL', '-P', String(process.pid), '-f', 'evaluator/evaluator.ts']);
    expect(await deliveryIn(engine, eventId, 'delivered')).toMatchObject({ attempt_count: 1 });
    await receiver.close();
  });

  test('is sent by a change that comes while it is being transformed: none waits for a change that has been made', async () => {
    const slow = '( $f := function($x, $n) { $n = 0 ? $x : $f($x + 1, $n - 1) }; $f(0, 5000) > 0 ? $error("no") : {} )';
    const { receiver, endpoint, type } = await receiving({ transformation: slow });
    const events = await Promise.all([1, 2, 3].map(() => publish(engine, type)));
    await patch(endpoint.id, { transformation: '{ "n": n }' });
    for (const id of events) await deliveryIn(engine, id, 'delivered');
    await receiver.close();
    expect(bodiesOf(receiver).map((body) => body['data'])).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
  });

  test('holds up its ordering key, and no other, until it is sent', async () => {
    const { receiver, endpoint, type } = await receiving({ ordering: true, transformation: '{ "n": $number(n) }' });
    const first = await publish(engine, type, { data: { n: 'one' }, ordering_key: 'a' });
    await deliveryIn(engine, first, 'held');
    const second = await publish(engine, type, { data: { n: '2' }, ordering_key: 'a' });
    const other = await publish(engine, type, { data: { n: '3' }, ordering_key: 'b' });
    await deliveryIn(engine, other, 'delivered');
    expect(await deliveryIn(engine, second, 'held')).toMatchObject({ hold_reason: 'ordering' });
    await patch(endpoint.id, { transformation: '{ "n": n }' });
    await deliveryIn(engine, second, 'delivered');
    await receiver.close();
    expect(receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual([other, first, second]);
  });
});

describe('a pinned version', () => {
  const version = (properties: Record<string, unknown>) => ({ type: 'object', required: Object.keys(properties), properties });

  test('is produced from newer payloads, version by version, and then transformed', async () => {
    const { receiver, endpoint, type } = await receiving();
    const add = (added: object) => engine.call('POST', `/event-types/${type}/versions`, added);
    const second = await add({
      schema: version({ total: { type: 'string' } }),
      examples: [{ total: '1.00' }],
      down_conversion: '{ "n": $number(total) }',
    });
    expect(second.status).toBe(201);
    expect((await patch(endpoint.id, { schema_versions: { [type]: 1 }, transformation: '{ "n": n, "v": $event.version }' })).status).toBe(
      200,
    );
    const third = await add({
      schema: version({ money: { type: 'object' } }),
      examples: [{ money: { amount: '1.00' } }],
      down_conversion: '{ "total": money.amount }',
    });
    expect(third.status).toBe(201);
    await deliveryIn(engine, await publish(engine, type, { data: { money: { amount: '12.50' } } }), 'delivered');
    await receiver.close();
    expect(bodiesOf(receiver)[0]).toMatchObject({ data: { n: 12.5, v: 1 } });
  });

  test('whose down-conversion fails for a payload holds it, naming the step', async () => {
    const { receiver, endpoint, type } = await receiving();
    const added = { schema: { type: 'object' }, examples: [{ total: '1' }], down_conversion: '{ "n": $number(total) }' };
    await engine.call('POST', `/event-types/${type}/versions`, added);
    await patch(endpoint.id, { schema_versions: { [type]: 1 } });
    const eventId = await publish(engine, type, { data: { total: 'many' } });
    expect((await deliveryIn(engine, eventId, 'held'))['hold_detail']).toMatch(`the down-conversion of ${type} from version 2 to 1 failed`);
    await patch(endpoint.id, { schema_versions: {} });
    await deliveryIn(engine, eventId, 'delivered');
    await receiver.close();
    expect(bodiesOf(receiver)[0]).toMatchObject({ data: { total: 'many' } });
  });
});
