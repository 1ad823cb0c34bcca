import { once } from 'node:events';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import fastify from 'fastify';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handleError } from '#apps/api/http/errors.ts';
import { limitHandlerTime } from '#apps/api/http/handler-timeout.ts';
import { openDatabase } from '#db/database.ts';
import { DomainError } from '#domain/errors.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
let publishFails: Error | undefined;
beforeAll(async () => {
  api = await buildTestApp({
    publisher: {
      publish: async () => {
        throw publishFails ?? new Error('unset');
      },
    },
  });
  await api.eventType('any');
});
afterAll(() => api.close());

const post = (payload: string, headers: Record<string, string> = {}) =>
  api.app.inject({
    method: 'POST',
    url: '/api/v1/events',
    headers: { 'content-type': 'application/json', ...api.headers, ...headers },
    payload,
  });

describe('malformed requests', () => {
  test.each([
    ['{"type":"any",}', /position 14/],
    ['{"type":', /position 8/],
    ['{"type": any}', /near/],
    [`{"type":"any","data":{"long":"${'x'.repeat(50)}"},"id": nul}`, /near .* at position 92/],
    ['hello', /near/],
  ])('%s is rejected with the position of the error', async (body, place) => {
    const reply = await post(body);
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'malformed_json']);
    expect(reply.json().detail).toMatch(place);
  });

  test('a body that is not JSON is rejected by its media type', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      const reply = await post('a=b', { 'content-type': type });
      expect([reply.statusCode, reply.json().code]).toEqual([415, 'unsupported_media_type']);
    }
  });

  test.each([
    ['/deliveries?state=held', 'status'],
    ['/deliveries?update_since=2026-03-01T09:30:00Z', 'updated_since'],
    ['/deals?reviewstatus=draft', 'review_status'],
  ])('an unknown parameter names the one that was probably meant: %s', async (url, meant) => {
    const reply = await api.app.inject({ url: `/api/v1${url}`, headers: api.headers });
    expect(reply.json().errors[0]).toMatchObject({ code: 'unknown_field', message: `is not a known field: did you mean ${meant}?` });
  });

  test('an unknown field of a body does too; one that is like none, is within another, or is one of many does not', async () => {
    const messageOf = async (body: object) =>
      (await post(JSON.stringify(body))).json().errors.map((one: { message: string }) => one.message);
    const none = 'is not a known field: check its spelling or omit it';
    expect(await messageOf({ type: 'any', dat: {} })).toContain('is not a known field: did you mean data?');
    expect(await messageOf({ type: 'any', data: {}, zzzzzzzz: 1, ['typ'.repeat(20)]: 1 })).toEqual([none, none]);
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`typ${n}`, 1]));
    const messages = await messageOf({ type: 'any', data: {}, ...many });
    expect(messages.filter((one: string) => one !== none).length).toBeLessThanOrEqual(5);
  });

  test('a U+0000 is rejected where it cannot be stored or searched for', async () => {
    for (const url of ['/api/v1/events/evt%00', '/api/v1/events?type=a%00']) {
      const reply = await api.app.inject({ url, headers: api.headers });
      expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_request']);
    }
  });

  test.each([
    ['/deals', '/api/v1/deals'],
    ['/v1/deals/deal_x', '/api/v1/deals/deal_x'],
    ['/api/deals', '/api/v1/deals'],
    ['/api/v1/api/v1/deals', '/api/v1/deals'],
  ])('a path without the version, or with it twice, names the one that is meant: %s', async (url, meant) => {
    const reply = await api.app.inject({ url, headers: api.headers });
    expect([reply.statusCode, reply.json().detail]).toEqual([
      404,
      `The path ${url} does not exist. Did you mean ${meant}? /docs/api lists all routes.`,
    ]);
  });

  test.each(['/dealz', '/', '/api/v1/dealz', '/api/v1', '/api/v1/', '/<b>'])('%s gets no suggestion', async (url) => {
    const reply = await api.app.inject({ method: 'PUT', url, headers: api.headers });
    expect(reply.json().detail).not.toContain('Did you mean');
  });

  test('JSON with a charset is JSON, and no body at all is a missing body', async () => {
    expect((await post('{}', { 'content-type': 'application/json; charset=utf-8' })).json().errors).toHaveLength(2);
    const reply = await post('');
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_request']);
  });

  test('a request that is not HTTP gets a problem and a closed connection', async () => {
    await api.app.listen({ port: 0, host: '127.0.0.1' });
    const address = api.app.server.address();
    const socket = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1');
    socket.write('NONSENSE\r\n\r\n');
    let text = '';
    socket.on('data', (chunk) => (text += chunk));
    await once(socket, 'close');
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n')))).toMatchObject({ code: 'malformed_http', status: 400 });
  });
});

describe('routes', () => {
  test('an unknown path returns a 404 problem, even if it is badly encoded', async () => {
    for (const url of ['/nothing', '/api/v1/nothing', '/api/v1/events/%zz', `/api/v1/events/${'x'.repeat(500)}`]) {
      const reply = await api.app.inject({ url, headers: api.headers });
      expect([reply.statusCode, reply.json().code]).toEqual([404, 'not_found']);
      expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
    }
  });

  test('an unknown method returns 405, too, with or without a body', async () => {
    const url = '/api/v1/events';
    const query = await api.app.inject({ method: 'QUERY' as never, url, headers: api.headers });
    expect([query.statusCode, query.json().code, query.headers['allow']]).toEqual([405, 'method_not_allowed', 'POST, GET, HEAD']);
    const unread = await api.app.inject({ method: 'DELETE', url, headers: { ...api.headers, 'content-type': 'text/plain' }, payload: 'x' });
    expect(unread.statusCode).toBe(405);
  });

  test('a known path with another method returns 405 with the allowed methods', async () => {
    const reply = await api.app.inject({ method: 'DELETE', url: '/api/v1/events/evt_1', headers: api.headers });
    expect([reply.statusCode, reply.json().code]).toEqual([405, 'method_not_allowed']);
    expect(reply.headers.allow).toBe('GET, HEAD');
  });

  test.each([
    ['DELETE', '/deals/review-queue', 'GET, HEAD'],
    ['PATCH', '/deals/review-queue', 'GET, HEAD'],
    ['POST', '/deals/export', 'GET, HEAD'],
    ['PATCH', '/deals/export', 'GET, HEAD'],
    ['GET', '/deals/validate', 'POST'],
    ['PATCH', '/partners/me', 'GET, HEAD'],
    ['GET', '/dead-letters/replay', 'POST'],
    ['PATCH', '/dead-letters/groups?limit=1', 'GET, HEAD'],
  ] as const)('%s %s is not taken for an id: 405 with the methods of that path alone', async (method, path, allow) => {
    const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers: api.headers });
    expect([reply.statusCode, reply.json().code, reply.headers.allow]).toEqual([405, 'method_not_allowed', allow]);
  });
});

describe('entries of errors', () => {
  test('specify what their pointer refers to', async () => {
    const wrong = async (url: string, headers = {}) =>
      (await api.app.inject({ url, headers: { ...api.headers, ...headers } })).json().errors;
    expect(await wrong('/api/v1/events?limit=x')).toMatchObject([{ in: 'query', pointer: '/limit', code: 'invalid_type' }]);
    expect(await wrong(`/api/v1/events/${'x'.repeat(41)}`)).toMatchObject([{ in: 'path', pointer: '/id', code: 'too_long' }]);
    expect((await post('{"data":{}}')).json().errors).toEqual([
      { in: 'body', pointer: '/type', code: 'required', message: 'is required', field: 'type' },
    ]);
  });

  test('escape names with a slash or a tilde', async () => {
    const reply = await post('{"type":"any","data":{},"a/b~c":1}');
    expect(reply.json().errors).toMatchObject([{ pointer: '/a~1b~0c', code: 'unknown_field', field: 'a/b~c' }]);
    const endpoint = { url: 'https://receiver.example', schema_versions: { 'a/b': 0 } };
    const refused = await api.app.inject({ method: 'POST', url: '/api/v1/endpoints', headers: api.headers, payload: endpoint });
    expect(refused.json().errors.map((fault: { pointer: string }) => fault.pointer)).toContain('/schema_versions/a~1b');
  });

  test('are limited to 100, and the detail contains the total', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`x${i}`, 1]));
    const { detail, errors } = (await post(JSON.stringify({ type: 'any', data: {}, ...unknown }))).json();
    expect(errors).toHaveLength(100);
    expect(detail).toMatch(/^The request has 250 errors: .* The first 100 of 250 errors are listed\.$/);
    const payload = { customer: { company_name: 'Manywell' }, ...unknown };
    const validated = await api.app.inject({ method: 'POST', url: '/api/v1/deals/validate', headers: api.headers, payload });
    expect(validated.json().errors).toHaveLength(100);
  });

  test('of an event in a batch have pointers into the event', async () => {
    const payload = { events: [{ type: 'any' }] };
    const reply = await api.app.inject({ method: 'POST', url: '/api/v1/events/batch', headers: api.headers, payload });
    const [{ problem }] = reply.json().results;
    expect(problem.errors).toEqual([{ pointer: '/data', code: 'required', message: 'is required', field: 'data' }]);
  });
});

describe('server errors', () => {
  test('an unexpected error reveals no internals and is logged with the request id', async () => {
    publishFails = new Error('password=hunter2 at table event');
    const reply = await post('{"type":"any","data":{}}', { 'request-id': 'my-request-1' });
    expect([reply.statusCode, reply.json().code]).toEqual([500, 'internal_error']);
    expect(reply.body).not.toContain('hunter2');
    expect(api.logged.find((line) => line['request_id'] === 'my-request-1')).toMatchObject({ msg: 'request failed' });
  });

  test('the parameters of a failed statement are not logged', async () => {
    const failed = await api.db.orm.execute('select no_such_column').catch((error: Error) => error);
    publishFails = Object.assign(failed as Error, { message: 'Failed query: … params: hunter3' });
    expect((await post('{"type":"any","data":{}}')).statusCode).toBe(500);
    const line = JSON.stringify(api.logged.at(-1));
    expect(line).toContain('no_such_column');
    expect(line).not.toContain('hunter3');
  });

  test('a handler that takes too long gets one 503', async () => {
    const app = fastify();
    app.setErrorHandler(handleError);
    limitHandlerTime(app.withTypeProvider(), 10);
    let finish: (value: object) => void = () => {};
    app.get('/slow', () => new Promise((resolve) => (finish = resolve)));
    const reply = await app.inject({ url: '/slow' });
    finish({ late: true });
    expect([reply.statusCode, reply.json().code]).toEqual([503, 'timed_out']);
    expect(reply.headers['retry-after']).toBeDefined();
    await app.close();
  });

  test('a response that has started is not aborted: an export takes as long as its reader', async () => {
    const app = fastify();
    app.setErrorHandler(handleError);
    limitHandlerTime(app.withTypeProvider(), 10);
    app.get('/slow', () => new Promise(() => {}));
    const lines = new PassThrough();
    app.get('/export', async (_request, reply) => reply.send(lines));
    lines.write('begun ');
    const reply = app.inject({ url: '/export' });
    // Begun later, and given up already.
    expect((await app.inject({ url: '/slow' })).statusCode).toBe(503);
    lines.end('and ended');
    expect((await reply).body).toBe('begun and ended');
    await app.close();
  });

  test('a slow body is waited for: only its processing is limited', async () => {
    const app = fastify();
    app.setErrorHandler(handleError);
    limitHandlerTime(app.withTypeProvider(), 10);
    app.get('/slow', () => new Promise(() => {}));
    app.post('/body', async (request) => request.body);
    const payload = new PassThrough();
    payload.write('{"slow":');
    const reply = app.inject({ method: 'POST', url: '/body', headers: { 'content-type': 'application/json' }, payload });
    // Begun later, and given up already.
    expect((await app.inject({ url: '/slow' })).statusCode).toBe(503);
    payload.end('true}');
    expect((await reply).json()).toEqual({ slow: true });
    await app.close();
  });
});

describe('while PostgreSQL is unavailable', () => {
  test('requests return 503 with Retry-After, and liveness still succeeds', async () => {
    const away = await buildTestApp({ db: openDatabase('postgres://nobody@127.0.0.1:1/none') });
    const reply = await away.app.inject({ url: '/api/v1/events', headers: away.headers });
    expect([reply.statusCode, reply.json().code]).toEqual([503, 'database_unavailable']);
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    expect((await away.app.inject({ url: '/health/live' })).statusCode).toBe(200);
    await away.close();
  });

  test('a reset connection fails its request with 503 and the next one succeeds', async () => {
    const here = await buildTestApp();
    // A pool of its own: the one under test is replaced as a whole when it loses a connection.
    const sql = postgres(here.url, { onnotice: () => {} });
    const held = await sql.reserve();
    await held`begin`;
    await held`lock table event_type in access exclusive mode`;
    const waiting = here.app.inject({ url: '/api/v1/event-types', headers: here.headers }).then((reply) => reply);
    const blocked = sql`wait_event_type = 'Lock' and datname = current_database()`;
    await expect.poll(async () => (await sql`select pid from pg_stat_activity where ${blocked}`).length).toBe(1);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where ${blocked}`;
    const reply = await waiting;
    expect([reply.statusCode, reply.json().code]).toEqual([503, 'database_unavailable']);
    await held`rollback`;
    held.release();
    await sql.end();
    expect((await here.app.inject({ url: '/api/v1/event-types', headers: here.headers })).statusCode).toBe(200);
    await here.close();
  });

  test('an error in a statement is not mistaken for an outage', async () => {
    publishFails = (await api.db.sql`select nothing`.catch((error: Error) => error)) as Error;
    expect((await post('{"type":"any","data":{}}')).statusCode).toBe(500);
    publishFails = new DomainError('some_rule', 'It is not allowed.');
    expect((await post('{"type":"any","data":{}}')).json()).toMatchObject({ status: 422, code: 'some_rule' });
  });
});

test.each([
  ['created_after=2026-03-01', 'write 2026-03-01T00:00:00Z'],
  ['created_after=2026-03-01T09:30:00+02:00', 'write 2026-03-01T09:30:00%2B02:00, or 2026-03-01T07:30:00.000Z'],
])('a time in a query that is almost one is answered with what to write: %s', async (query, remedy) => {
  for (const list of ['deliveries', 'events', 'deals']) {
    const reply = await api.app.inject({ url: `/api/v1/${list}?${query}`, headers: api.headers });
    expect([reply.statusCode, reply.json().errors]).toEqual([
      400,
      [
        expect.objectContaining({
          in: 'query',
          pointer: '/created_after',
          code: 'invalid_format',
          message: expect.stringContaining(remedy),
        }),
      ],
    ]);
    const right = query
      .replace('=2026-03-01T09:30:00+02:00', '=2026-03-01T09:30:00%2B02:00')
      .replace(/=2026-03-01$/, '=2026-03-01T00:00:00Z');
    expect((await api.app.inject({ url: `/api/v1/${list}?${right}`, headers: api.headers })).statusCode).toBe(200);
  }
});

describe('tracing', () => {
  test('a well-formed request id is returned, any other is replaced', async () => {
    const idOf = async (sent: string) =>
      (await api.app.inject({ url: '/health/live', headers: { 'request-id': sent } })).headers['request-id'];
    expect(await idOf('abc-123')).toBe('abc-123');
    expect(await idOf('a b')).toMatch(/^[\da-f-]{36}$/);
    expect(await idOf('x'.repeat(129))).toMatch(/^[\da-f-]{36}$/);
  });

  test('X-Request-Id is taken and returned like Request-Id, and only if it was sent', async () => {
    const idsOf = async (sent: object) => {
      const { headers } = await api.app.inject({ url: '/health/live', headers: { ...sent } });
      return [headers['request-id'], headers['x-request-id']];
    };
    expect(await idsOf({ 'x-request-id': 'abc-125' })).toEqual(['abc-125', 'abc-125']);
    expect(await idsOf({ 'request-id': 'mine', 'x-request-id': 'proxy' })).toEqual(['mine', 'proxy']);
    expect((await idsOf({ 'request-id': 'mine' }))[1]).toBeUndefined();
    for (const malformed of ['a b', 'x'.repeat(129), 'a"b', '']) {
      const [own, theirs] = await idsOf({ 'x-request-id': malformed });
      expect([own, theirs]).toEqual([expect.stringMatching(/^[\da-f-]{36}$/), own]);
    }
    const refused = await api.app.inject({ url: '/nothing', headers: { 'x-request-id': 'abc-126' } });
    expect([refused.json().request_id, refused.headers['x-request-id']]).toEqual(['abc-126', 'abc-126']);
  });

  test('the request id of an error is in its body', async () => {
    const reply = await api.app.inject({ url: '/nothing', headers: { 'request-id': 'abc-124' } });
    expect(reply.json().request_id).toBe('abc-124');
  });

  test('a traceparent is passed through', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect((await api.app.inject({ url: '/health/live', headers: { traceparent } })).headers['traceparent']).toBe(traceparent);
    expect((await api.app.inject({ url: '/health/live', headers: { traceparent: 'x' } })).headers['traceparent']).toBeUndefined();
  });
});
