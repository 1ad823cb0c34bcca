import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTraces, type Traces } from '#apps/traces/open-traces.ts';
import { Settings } from '#domain/settings.ts';
import { readTraceContext } from '#domain/trace-context.ts';
import { addReceivingEndpoint, deliveryIn, eventually, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { type ReceivedSpan, startOtlpReceiver } from '#test/support/otlp-receiver.ts';

const quick = { webhooks: { retry: { sandbox: { base_s: 1, multiplier: 1, max_attempts: 3, jitter: 0 } } } };
const traceId = '0af7651916cd43dd8448eb211c80319c';
const sampled = `00-${traceId}-b7ad6b7169203331-01`;
const tracestate = 'rojo=00f067aa0ba902b7';

async function publishIn(engine: TestEngine, type: string, headers: Record<string, string>) {
  const reply = await engine.inject({
    ...{ method: 'POST', url: '/api/v1/events?email=a@example.com' },
    headers: { authorization: `Bearer ${engine.platformKey}`, ...headers },
    payload: { type, data: { secret: 'planted-payload' } },
  });
  expect(reply.statusCode).toBe(202);
  return { eventId: reply.json().id as string, headers: reply.headers };
}

describe('with traces', () => {
  let otlp: Awaited<ReturnType<typeof startOtlpReceiver>>;
  let traces: Traces;
  let engine: TestEngine;
  let ratio = 0;
  beforeAll(async () => {
    otlp = await startOtlpReceiver();
    traces = await openTraces({
      ...{ traces: { url: `${otlp.url}/v1/traces`, serviceName: 'causeway' }, log: pino({ level: 'silent' }) },
      settings: () => Settings.parse({ traces: { sample_ratio: ratio } }),
      ...{ version: 'test', role: 'engine', instance: 'eng_test' },
    });
    engine = await startTestEngine({ settings: quick, tracer: traces.tracer });
    // Workers that have just started can be late for a workflow.
    const { receiver, type } = await addReceivingEndpoint(engine);
    await deliveryIn(engine, await publish(engine, type), 'delivered');
    await receiver.close();
  });
  afterAll(async () => {
    await engine.close();
    await traces.close();
    await otlp.close();
  });

  const spansOf = (id: string) => otlp.spans.filter((span) => span.traceId === id);
  const named = (spans: ReceivedSpan[], name: string) => spans.filter((span) => span.name === name);

  test('one trace leads from the request to what the partner received', async () => {
    const { receiver, type, endpoint } = await addReceivingEndpoint(engine);
    receiver.script({ status: 503 });
    const { eventId, headers } = await publishIn(engine, type, { traceparent: sampled, tracestate });
    const delivery = await deliveryIn(engine, eventId, 'delivered');
    const spans = await eventually(
      () => spansOf(traceId),
      (found) => named(found, 'deliver webhook').length === 2 && found.some(({ name }) => name.startsWith('RunActivity:')),
    );
    const [request] = named(spans, 'POST /api/v1/events');
    const [published] = named(spans, 'publish event');
    const [first, second] = named(spans, 'deliver webhook');
    expect(request).toMatchObject({ parentSpanId: 'b7ad6b7169203331', kind: 2, attributes: { 'http.response.status_code': 202 } });
    expect(readTraceContext(headers['traceparent'])).toMatchObject({ traceId, spanId: request?.spanId });
    expect(headers['tracestate']).toBe(tracestate);
    expect(published).toMatchObject({ parentSpanId: request?.spanId, attributes: { 'causeway.event.id': eventId } });
    expect(first).toMatchObject({
      ...{ parentSpanId: published?.spanId, kind: 3, status: { code: 2 } },
      attributes: {
        ...{ 'causeway.delivery.id': delivery['id'], 'causeway.endpoint.id': endpoint.id, 'causeway.partner.id': endpoint.partnerId },
        ...{ 'causeway.attempt': 1, 'http.response.status_code': 503, 'error.type': 'http_5xx', 'server.address': '127.0.0.1' },
      },
    });
    expect(second).toMatchObject({ parentSpanId: published?.spanId, status: { code: 0 }, attributes: { 'causeway.attempt': 2 } });
    // Each attempt tells its receiver of its own span.
    const told = receiver.requests.map(({ headers: sent }) => readTraceContext(sent['traceparent'], sent['tracestate']));
    expect(told).toEqual([first, second].map((span) => ({ traceId, spanId: span?.spanId, sampled: true, state: tracestate })));
    // The workflow is started in the same trace, and its activities belong to its start.
    const starts = named(spans, 'StartWorkflow:deliverWebhook');
    for (const { parentSpanId, attributes } of starts) {
      expect([parentSpanId, attributes['temporal.workflow.id']]).toEqual([published?.spanId, delivery['workflow_id']]);
    }
    for (const { parentSpanId } of spans.filter(({ name }) => name.startsWith('RunActivity:'))) {
      expect(starts.map(({ spanId }) => spanId)).toContain(parentSpanId);
    }
    expect(receiver.problems()).toEqual([]);
    await receiver.close();
  });

  test('a trace that is not sampled is told to the partner, and exported only where something went wrong', async () => {
    const { receiver, type } = await addReceivingEndpoint(engine);
    await deliveryIn(engine, (await publishIn(engine, type, {})).eventId, 'delivered');
    const good = readTraceContext(receiver.requests[0]?.headers['traceparent']);
    expect(good?.sampled).toBe(false);
    receiver.script({ status: 500 });
    await deliveryIn(engine, (await publishIn(engine, type, {})).eventId, 'delivered');
    const bad = readTraceContext(receiver.requests[1]?.headers['traceparent']);
    await receiver.close();
    await eventually(
      () => spansOf(bad?.traceId ?? ''),
      (found) => found.length > 0,
    );
    // Whatever of the trace still ran in this process is kept with what failed.
    expect(spansOf(bad?.traceId ?? '').map(({ name, attributes }) => [name, attributes['error.type']])).toContainEqual([
      'deliver webhook',
      'http_5xx',
    ]);
    expect(spansOf(good?.traceId ?? '')).toEqual([]);
  });

  test('nothing that is exported has payloads, secrets, addresses of people or query strings', async () => {
    ratio = 1;
    const { receiver, type } = await addReceivingEndpoint(engine);
    await deliveryIn(engine, (await publishIn(engine, type, {})).eventId, 'delivered');
    await receiver.close();
    ratio = 0;
    await eventually(
      () => named(otlp.spans, 'deliver webhook').length,
      (count) => count >= 4,
    );
    const text = JSON.stringify(otlp.spans);
    for (const planted of ['planted-payload', engine.platformKey, 'a@example.com', 'email=', 'whsec_']) expect(text).not.toContain(planted);
  });
});

describe('without traces', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await startTestEngine({ settings: quick });
  });
  afterAll(() => engine.close());

  test("a caller's trace goes on with the partner, with a new span for each attempt", async () => {
    const { receiver, type } = await addReceivingEndpoint(engine);
    receiver.script({ status: 503 });
    const { eventId, headers } = await publishIn(engine, type, { traceparent: sampled, tracestate });
    expect([headers['traceparent'], headers['tracestate']]).toEqual([sampled, tracestate]);
    await deliveryIn(engine, eventId, 'delivered');
    await receiver.close();
    const told = receiver.requests.map(({ headers: sent }) => readTraceContext(sent['traceparent'], sent['tracestate']));
    expect(told).toEqual([1, 2].map(() => ({ traceId, spanId: expect.any(String), sampled: true, state: tracestate })));
    expect(new Set([...told.map((context) => context?.spanId), 'b7ad6b7169203331']).size).toBe(3);
  });

  test('a partner gets no traceparent of a request that had none, or a hostile one', async () => {
    const { receiver, type } = await addReceivingEndpoint(engine);
    const hostile = [`${sampled}-${'x'.repeat(10_000)}`, sampled.replace('00-', 'ff-'), `00-${'0'.repeat(32)}-${'0'.repeat(16)}-00`, '<b>'];
    for (const traceparent of hostile) {
      const { eventId, headers } = await publishIn(engine, type, { traceparent, tracestate: '<script>' });
      expect(headers['traceparent']).toBeUndefined();
      await deliveryIn(engine, eventId, 'delivered');
    }
    await receiver.close();
    expect(receiver.requests.map(({ headers: sent }) => [sent['traceparent'], sent['tracestate']])).toEqual(
      hostile.map(() => [undefined, undefined]),
    );
  });
});
