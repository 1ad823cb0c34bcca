import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AnsweredRequest } from '#apps/api/http/observe-requests.ts';
import { createCounts } from '#apps/metrics/counts/counts.ts';
import { Settings } from '#domain/settings.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { addReceivingEndpoint, deliveryIn, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';

const counts = createCounts(() => Settings.parse({}));
const answered: AnsweredRequest[] = [];
let engine: TestEngine;
let api: TestApp;
beforeAll(async () => {
  engine = await startTestEngine({
    onAttempt: counts.attempts.note,
    settings: { webhooks: { retry: { sandbox: { base_s: 1, multiplier: 1, max_attempts: 2, jitter: 0 } } } },
  });
  api = await buildTestApp({ onAnswered: (request) => void answered.push(request) });
});
afterAll(async () => {
  await engine.close();
  await api.close();
});

const valuesOf = (name: string) =>
  Object.fromEntries(
    [...(counts.attempts.families.find((family) => family.name === name)?.read() ?? [])].map((sample) => [
      sample.labels.join(' '),
      'value' in sample ? sample.value : sample.histogram.read().count,
    ]),
  );

test('each POST is counted once, for its partner, with its error and what followed', async () => {
  const good = await addReceivingEndpoint(engine);
  await deliveryIn(engine, await publish(engine, good.type), 'delivered');
  const bad = await addReceivingEndpoint(engine);
  bad.receiver.answerWith({ status: 500 });
  await deliveryIn(engine, await publish(engine, bad.type), 'dead_lettered');
  const [goodId, badId] = [good.endpoint.partnerId, bad.endpoint.partnerId];
  expect(valuesOf('causeway_delivery_attempts_total')).toEqual({ [`${goodId} none`]: 1, [`${badId} none`]: 0, [`${badId} http_5xx`]: 2 });
  expect(valuesOf('causeway_delivery_attempt_outcomes_total')).toMatchObject({
    [`${goodId} delivered`]: 1,
    [`${badId} retrying`]: 1,
    [`${badId} dead_lettered`]: 1,
  });
  expect(valuesOf('causeway_delivery_attempt_duration_seconds')).toEqual({ [goodId]: 1, [badId]: 2 });
  expect(valuesOf('causeway_delivery_until_delivered_seconds')).toEqual({ '': 1 });
});

test('each answer of the API is told with its partner and its trace', async () => {
  const partner = await api.partner();
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  await api.app.inject({ url: '/api/v1/partners/me/feature-flags', headers: { ...partner.headers, traceparent } });
  await api.app.inject({ url: '/api/v1/partners', headers: { ...api.headers, traceparent: 'markup <b>' } });
  await api.app.inject({ url: '/api/v1/partners' });
  expect(answered.map(({ status, caller, traceId }) => [status, caller, traceId])).toEqual([
    [200, partner.id, '4bf92f3577b34da6a3ce929d0e0e4736'],
    [200, 'platform', undefined],
    [401, 'none', undefined],
  ]);
  for (const { seconds } of answered) expect(seconds).toBeGreaterThanOrEqual(0);
});
