import { afterAll, beforeAll, expect, test } from 'vitest';
import { attemptOf, openMetricsWorld, seriesOf } from './metrics-world.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
let world: Awaited<ReturnType<typeof openMetricsWorld>>;
beforeAll(async () => {
  world = await openMetricsWorld({ metrics: { max_partners: 200 } });
  const { attempts, calls, requests } = world.counts;
  for (let i = 0; i < 10_000; i++) attempts.note(...attemptOf(`ptn_${i}`, { latencyMs: i % 40_000, id: `dlv_${i}` }));
  for (let i = 0; i < 4; i++) attempts.note(...attemptOf('ptn_0', { errorClass: 'http_5xx', latencyMs: 300 }));
  const [delivery, posted] = attemptOf('ptn_0', { errorClass: 'http_5xx', latencyMs: 300 });
  attempts.note(delivery, { ...posted, trace: { traceId, spanId: '00f067aa0ba902b7', sampled: true, state: null } });
  // What is not exported cannot be looked up.
  const [other, unsampled] = attemptOf('ptn_0', { latencyMs: 200 });
  attempts.note(other, { ...unsampled, trace: { traceId, spanId: '00f067aa0ba902b7', sampled: false, state: null } });
  for (const odd of ['<script>', 'x'.repeat(10_240), 'a"} 1\nevil 1', '🦊']) {
    attempts.note(...attemptOf(odd));
    calls.note(odd, 'ok', 0.1);
    requests.note({ status: 200, seconds: 0.1, caller: odd, traceId: undefined });
  }
  calls.note('con_1', 'ok', 0.2);
  calls.note('con_1', 'rate_limited', 0.1);
  requests.note({ status: 503, seconds: 0.004, caller: 'none', traceId });
});
afterAll(() => world.close());

test('10,000 partners are at most 5 MB: the busiest have series, and the rest is summed', async () => {
  const text = await world.metrics.scrape();
  expect(Buffer.byteLength(text)).toBeLessThan(5 * 1024 * 1024);
  const attempts = seriesOf(text, 'causeway_delivery_attempts_total');
  const accepted = Object.keys(attempts).filter((labels) => labels.endsWith('error_class=none'));
  expect(accepted).toHaveLength(201);
  expect(attempts['partner_id=other,error_class=none']).toBe(9_804);
  expect(attempts['partner_id=ptn_0,error_class=http_5xx']).toBe(5);
  expect(Object.values(attempts).reduce((sum, n) => sum + n, 0)).toBe(10_010);
});

test('a success rate, an error class, a latency and an outcome are there for each partner', async () => {
  const text = await world.metrics.scrape();
  expect(seriesOf(text, 'causeway_delivery_attempt_outcomes_total')).toMatchObject({
    'partner_id=ptn_0,status=delivered': 2,
    'partner_id=ptn_0,status=retrying': 5,
  });
  const buckets = seriesOf(text, 'causeway_delivery_attempt_duration_seconds_bucket');
  expect(buckets['le=0.25,partner_id=ptn_0']).toBe(2);
  expect(buckets['le=0.5,partner_id=ptn_0']).toBe(7);
  expect(seriesOf(text, 'causeway_delivery_attempt_duration_seconds_count')['partner_id=ptn_0']).toBe(7);
  expect(seriesOf(text, 'causeway_delivery_until_delivered_seconds_count')['']).toBe(10_005);
  expect(seriesOf(text, 'causeway_vendor_calls_total')).toMatchObject({
    'connection_id=con_1,outcome=ok': 1,
    'connection_id=con_1,outcome=rate_limited': 1,
    'connection_id=other,outcome=ok': 4,
  });
});

test('exemplars name the delivery of an attempt, and the trace of an attempt or a request that is exported', async () => {
  const text = await world.metrics.scrape();
  expect(text).toMatch(
    /_attempt_duration_seconds_bucket\{le="0.5",partner_id="ptn_0"\} 7 # \{trace_id="4bf92f3577b34da6a3ce929d0e0e4736",delivery_id="dlv_1"\} 0.3 \d+/,
  );
  expect(text).toMatch(/_attempt_duration_seconds_bucket\{le="0.25",partner_id="ptn_0"\} 2 # \{delivery_id="dlv_1"\} 0.2 \d+/);
  expect(text).toMatch(
    /_request_duration_seconds_bucket\{le="0.0078125",status_class="5xx"\} 1 # \{trace_id="4bf92f3577b34da6a3ce929d0e0e4736"\} 0.004/,
  );
});

test('it is OpenMetrics: each family once, counters with their suffix, labels that are short and plain, an end', async () => {
  const text = await world.metrics.scrape();
  expect(text.endsWith('\n# EOF\n')).toBe(true);
  expect(text.match(/# EOF/g)).toHaveLength(1);
  const families = Array.from(text.matchAll(/^# TYPE (\S+) (\S+)$/gm), ([, name = '', kind = '']) => ({ name, kind }));
  expect(new Set(families.map(({ name }) => name)).size).toBe(families.length);
  for (const { name, kind } of families) if (kind === 'counter') expect(name).not.toMatch(/_total$/);
  for (const line of text.split('\n').filter((one) => one.startsWith('causeway_'))) {
    expect(line).toMatch(/^causeway_\w+(\{(\w+="[\w.+-]{0,80}",?)*\})? \S+( # \{(\w+="[\w-]{1,100}",?)+\} \S+ \S+)?$/);
  }
});

test('the process tells its event loop, its garbage collection, its pools, and what it has to do', async () => {
  const text = await world.metrics.scrape();
  for (const name of ['nodejs_eventloop_lag_p99_seconds', 'nodejs_gc_duration_seconds', 'process_resident_memory_bytes']) {
    expect(text).toContain(`# TYPE ${name} `);
  }
  expect(seriesOf(text, 'causeway_build_info')).toEqual({ 'version=1.2.3,role=engine': 1 });
  expect(seriesOf(text, 'causeway_postgres_pool_max_connections')).toEqual({ 'pool=general': 10 });
  expect(Object.keys(seriesOf(text, 'causeway_postgres_pool_work'))).toEqual(['pool=general,state=running', 'pool=general,state=waiting']);
  expect(seriesOf(text, 'causeway_delivery_in_flight')).toEqual({ 'state=queued': 3, 'state=posting': 2 });
  expect(seriesOf(text, 'causeway_sweeper_lag_seconds')).toEqual({ '': 0.25 });
  expect(seriesOf(text, 'causeway_readiness_check_ok')).toEqual({ 'check=temporal': 0 });
});

test('scrapes at the same moment share one', async () => {
  const [first, second] = await Promise.all([world.metrics.scrape(), world.metrics.scrape()]);
  expect(second).toBe(first);
});

test('each family has a name with its unit, and a help of one sentence', () => {
  const names = world.metrics.families.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, kind, help, labels } of world.metrics.families) {
    expect(name).toMatch(/^causeway_[a-z0-9_]+$/);
    expect(name.endsWith('_total')).toBe(kind === 'counter');
    if (kind === 'histogram') expect(name).toMatch(/_seconds$/);
    expect(help).not.toMatch(/\.$|\n/);
    for (const label of labels) expect(label).toMatch(/^[a-z_]+$/);
  }
});
