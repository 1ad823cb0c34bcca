import { Writable } from 'node:stream';
import { DrizzleQueryError } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createLog } from '#apps/log.ts';
import { addReceivingEndpoint, deliveryIn, eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';

type LogLine = Record<string, unknown>;

function recordLines(level: string) {
  let text = '';
  const log = createLog(
    level,
    new Writable({
      write(chunk: Buffer, _, done) {
        text += chunk.toString();
        done();
      },
    }),
  );
  return {
    log,
    text: () => text,
    lines: () => text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as LogLine])),
  };
}

describe('lines that repeat', () => {
  test('are counted after the tenth of a minute and summed up in one, with the fields of the last', () => {
    vi.useFakeTimers();
    try {
      const { log, lines } = recordLines('info');
      for (let count = 1; count <= 1_000; count++) log.warn({ endpoint_id: `ep_${count}` }, 'a receiver is away');
      log.warn('another line');
      expect(lines()).toHaveLength(11);
      vi.advanceTimersByTime(60_000);
      expect(lines()).toHaveLength(12);
      expect(lines().at(-1)).toMatchObject({ endpoint_id: 'ep_1000', msg: 'a receiver is away', repeated: 990, since: expect.any(String) });
      log.warn({ endpoint_id: 'ep_1' }, 'a receiver is away');
      expect(lines()).toHaveLength(13);
    } finally {
      vi.useRealTimers();
    }
  });

  test('of children and with other codes are told apart, and those of requests and of debug are all written', () => {
    const { log, lines } = recordLines('debug');
    const child = log.child({ request_id: 'r' });
    for (let count = 0; count < 20; count++) {
      for (const code of ['a', 'b']) child.error({ code }, 'request failed');
      log.info({ type: 'causeway.endpoint.failing' }, `endpoint ${count}`);
      log.debug('detail');
      log.info({ status: 200 }, 'request');
    }
    const countOf = (match: (line: LogLine) => boolean) => lines().filter(match).length;
    expect(countOf(({ code }) => code === 'a')).toBe(10);
    expect(countOf(({ code }) => code === 'b')).toBe(10);
    expect(countOf(({ type }) => type === 'causeway.endpoint.failing')).toBe(10);
    expect([countOf(({ msg }) => msg === 'detail'), countOf(({ msg }) => msg === 'request')]).toEqual([20, 20]);
    log.summUp();
    expect(lines().filter(({ repeated }) => repeated === 10)).toHaveLength(3);
  });

  test('of endless kinds share a count', () => {
    const { log, lines } = recordLines('info');
    for (let count = 0; count < 5_000; count++) log.warn(`kind ${count}`);
    expect(lines().length).toBeLessThan(1_020);
  });
});

test('an error is logged without the values of its statement, addresses and secrets', () => {
  const { log, lines, text } = recordLines('info');
  const cause = Object.assign(new Error('duplicate key value violates unique constraint "contact_email"'), {
    ...{ code: '23505', detail: 'Key (email)=(ann@example.com) already exists.', constraint_name: 'contact_email' },
  });
  log.error({ err: new DrizzleQueryError('insert into contact values ($1)', ['ann@example.com'], cause) }, 'failed');
  log.error({ err: new Error('cannot reach https://user:planted@host/ for bob@example.com with Bearer planted-token-123') }, 'failed');
  expect(lines()[0]).toMatchObject({ err: { code: '23505', constraint: 'contact_email', stack: expect.stringContaining('at ') } });
  expect(text()).not.toMatch(/ann@|bob@|planted/);
});

describe('a busy process', () => {
  const recorded = recordLines('debug');
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await startTestEngine({
      log: recorded.log,
      settings: {
        log: { requests: 'all' },
        webhooks: { breaker: { min_attempts: 10_000 }, retry: { sandbox: { base_s: 1, multiplier: 1, max_attempts: 1, jitter: 0 } } },
      },
    });
  });
  afterAll(() => engine.close());

  const publishMany = async (type: string, data: object) =>
    engine.call('POST', '/events/batch', { events: Array.from({ length: 500 }, () => ({ type, data })) });

  test('says of a request who sent it, to which route, and which trace it belongs to, but nothing that it brought', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const { receiver, type, endpoint } = await addReceivingEndpoint(engine, { headers: { 'x-secret': 'planted-custom-header' } });
    const sent = {
      ...{ authorization: `Bearer ${engine.platformKey}`, 'request-id': 'req-1' },
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
    };
    const payload = { type, data: { email: 'planted-ann@example.com', name: 'Planted Person' } };
    const reply = await engine.inject({ method: 'POST', url: '/api/v1/events?token=planted-query', headers: sent, payload });
    expect(reply.statusCode).toBe(202);
    await engine.inject({ url: '/api/v1/events?email=planted-query', headers: { authorization: 'Bearer ck_live_planted-wrong-key' } });
    await engine.inject({ url: `/api/v1/partners/planted-path-${'x'.repeat(300)}`, headers: { authorization: sent.authorization } });
    await engine.inject({ method: 'POST', url: '/api/v1/events', headers: sent, payload: { type, data: 'planted-invalid' } });
    await deliveryIn(engine, reply.json().id, 'delivered');
    receiver.script({ status: 500, body: 'planted-response of planted-ann@example.com' });
    await deliveryIn(engine, (await engine.call('POST', '/events', payload)).body['id'], 'dead_lettered');
    await receiver.close();
    await deliveryIn(engine, (await engine.call('POST', '/events', payload)).body['id'], 'dead_lettered');
    const line = recorded.lines().find(({ msg, request_id }) => msg === 'request' && request_id === 'req-1');
    expect(line).toMatchObject({
      ...{ level: 30, trace_id: traceId, principal_id: expect.stringMatching(/^key_/), method: 'POST', route: '/api/v1/events' },
      ...{ status: 202, ms: expect.any(Number) },
    });
    const text = recorded.text();
    for (const planted of ['planted', 'Planted', engine.platformKey, endpoint.secret, 'whsec_']) expect(text).not.toContain(planted);
  });

  test('writes a few lines about a thousand attempts that fail', async () => {
    const { receiver, type } = await addReceivingEndpoint(engine);
    receiver.answerWith({ status: 500 });
    const before = recorded.lines().length;
    await publishMany(type, { n: 1 });
    await publishMany(type, { n: 2 });
    await eventually(
      async () =>
        (
          await engine.db.sql<
            { n: number }[]
          >`select count(*)::int as n from delivery where event_type = ${type} and status = 'dead_lettered'`
        )[0]?.n,
      (count) => count === 1_000,
    );
    await receiver.close();
    recorded.log.summUp();
    const lines = recorded
      .lines()
      .slice(before)
      .filter(({ level, msg }) => Number(level) >= 30 && msg !== 'request');
    expect(receiver.requests.length).toBe(1_000);
    console.info(`${lines.length} lines about 1,000 attempts that failed`);
    expect(lines.length).toBeLessThan(60);
  });
});
