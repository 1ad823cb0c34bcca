import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { defaultProgrammeId } from '#db/deals/programme.ts';
import { createSecretBox } from '#domain/secret-box.ts';
import { bearer, buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
  await api.eventType('any');
});
afterAll(() => api.close());

function postTo(of: TestApp, url: string, payload: object, key: string, headers = of.headers) {
  return of.app.inject({
    method: 'POST',
    url: `/api/v1${url}`,
    headers: { ...headers, 'idempotency-key': key },
    payload,
  });
}
const post = (url: string, payload: object, key: string, headers = api.headers) => postTo(api, url, payload, key, headers);
const addType = (name: string, key: string, description = '') => post('/event-types', { name, description, schema: {} }, key);
const publish = (data: object, key: string) => post('/events', { type: 'any', data }, key);
const countEvents = async () => (await api.db.sql`select count(*)::int as count from event`)[0]?.['count'] as number;

describe('a repeated POST', () => {
  test('has no second effect and returns the first response', async () => {
    const first = await addType('repeat.one', 'k1');
    const second = await addType('repeat.one', 'k1');
    expect(second.statusCode).toBe(201);
    expect(second.body).toBe(first.body);
    expect(second.headers['content-type']).toBe(first.headers['content-type']);
    expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([undefined, 'true']);
  });

  test('returns the first response even if that was an error', async () => {
    await addType('repeat.two', 'k2');
    const refused = await addType('repeat.two', 'k3');
    expect(refused.statusCode).toBe(409);
    const again = await addType('repeat.two', 'k3');
    expect([again.statusCode, again.headers['idempotency-replayed']]).toEqual([409, 'true']);
    expect(again.headers['content-type']).toBe(refused.headers['content-type']);
    expect(again.body).toBe(refused.body);
  });

  test.each([
    ['400', '/event-types', { name: 'repeat.valid', schema: {}, unknown: 1 }, { name: 'repeat.valid', schema: {} }, 201],
    ['422', '/event-types', { name: 'causeway.valid', schema: {} }, { name: 'repeat.reserved', schema: {} }, 201],
    ['422', '/events', { type: 'nobody.knows', data: {} }, { type: 'any', data: {} }, 202],
  ])('that failed validation with %s may be corrected and sent with the same key: %s', async (status, url, wrong, right, success) => {
    const key = `valid-${url}-${status}`;
    const refused = [await post(url, wrong, key), await post(url, wrong, key)];
    for (const reply of refused) expect([reply.statusCode, reply.headers['idempotency-replayed']]).toEqual([Number(status), undefined]);
    const corrected = await post(url, right, key);
    expect([corrected.statusCode, corrected.headers['idempotency-replayed']]).toEqual([success, undefined]);
    expect((await post(url, right, key)).headers['idempotency-replayed']).toBe('true');
  });

  test('is a repeat even if its JSON is written differently', async () => {
    const send = (payload: string) =>
      api.app.inject({
        method: 'POST',
        url: '/api/v1/events',
        headers: { ...api.headers, 'idempotency-key': 'respelled', 'content-type': 'application/json' },
        payload,
      });
    const first = await send('{"type":"any","data":{"a":1.0,"b":"/"}}');
    const again = await send('{ "data": {"b": "\\/", "a": 1}, "type": "any" }');
    expect([again.statusCode, again.body]).toEqual([202, first.body]);
    expect((await send('{"type":"any","data":{"a":1.01,"b":"/"}}')).statusCode).toBe(422);
  });

  test('with another body or another route is rejected', async () => {
    await addType('repeat.three', 'k4');
    const otherBody = await addType('repeat.three', 'k4', 'other');
    await post('/event-types/repeat.three/versions', { schema: {} }, 'k4a');
    const otherRoute = await post('/event-types/repeat.one/versions', { schema: {} }, 'k4a');
    for (const reply of [otherBody, otherRoute]) {
      expect([reply.statusCode, reply.json().code]).toEqual([422, 'idempotency_key_reused']);
    }
  });

  test('returns 409 while the first is still running, and the response afterwards', async () => {
    const blocker = await api.db.sql.reserve();
    await blocker`begin`;
    await blocker`insert into event_type (name) values ('repeat.slow')`;
    const first = addType('repeat.slow', 'k5');
    await expect.poll(async () => (await api.db.sql`select 1 from idempotency_key where key = 'k5'`).length).toBe(1);
    const meanwhile = await addType('repeat.slow', 'k5');
    expect([meanwhile.statusCode, meanwhile.json().code]).toEqual([409, 'idempotency_in_progress']);
    expect(meanwhile.headers['retry-after']).toBeDefined();
    await blocker`rollback`;
    blocker.release();
    expect((await first).statusCode).toBe(201);
    expect((await addType('repeat.slow', 'k5')).headers['idempotency-replayed']).toBe('true');
  });

  test('runs again after a minute, not before, if the first process died before it had an effect', async () => {
    await addType('repeat.crashed', 'k6');
    const crash = (age: string) => api.db.sql`
      update idempotency_key set status_code = null, response = null, effect_of = null, created_at = now() - ${age}::interval
      where key = 'k6'`;
    await crash('59 seconds');
    expect((await addType('repeat.crashed', 'k6')).json().code).toBe('idempotency_in_progress');
    await crash('61 seconds');
    // It runs again, and here finds that there is nothing to do.
    expect((await addType('repeat.crashed', 'k6')).json().code).toBe('event_type_exists');
  });

  test('of another account is another request', async () => {
    const partner = await api.partner();
    await addType('repeat.mine', 'shared');
    const reply = await post('/event-types', { name: 'repeat.mine', description: '', schema: {} }, 'shared', partner.headers);
    expect(reply.statusCode).toBe(403);
  });

  test('may use another key of the same account', async () => {
    const first = await addType('repeat.rotated', 'k7');
    const headers = { authorization: `Bearer ${await api.key()}` };
    const second = await post('/event-types', { name: 'repeat.rotated', description: '', schema: {} }, 'k7', headers);
    expect(second.body).toBe(first.body);
  });

  test('finds a response that is stored encrypted', async () => {
    await addType('repeat.sealed', 'k8', 'not for the database');
    const [row] = await api.db.sql`select response::text from idempotency_key where key = 'k8'`;
    expect(row?.['response']).toMatch(/^"v1\.test\./);
    expect(row?.['response']).not.toContain('not for the database');
  });
});

describe('a POST that had its effect', () => {
  const addPartner = (name: string, key: string, of = api) => postTo(of, '/partners', { name, programme_id: defaultProgrammeId }, key);
  const countPartners = async (name: string, of = api) => (await of.db.sql`select from partner where name = ${name}`).length;
  const age = (key: string, of = api) =>
    of.db.sql`update idempotency_key set created_at = now() - interval '61 seconds' where key = ${key}`;
  const codeOf = (reply: { statusCode: number; json: () => { code: string } }) => [reply.statusCode, reply.json().code];
  const lost = [409, 'idempotency_answer_lost'];
  const inProgress = [409, 'idempotency_in_progress'];

  /** Keys taken meanwhile are a minute old at once, and changes of the table wait until the end. */
  async function whileBlocked<Result>(
    of: TestApp,
    table: string,
    work: (waiting: (count: number) => Promise<void>) => Promise<Result>,
  ): Promise<Result> {
    await of.db.sql`alter table idempotency_key alter created_at set default now() - interval '61 seconds'`;
    const blocker = await of.db.sql.reserve();
    await blocker.unsafe(`begin; lock table ${table} in access exclusive mode`);
    const countWaiting = async () => (await of.db.sql`select from pg_locks where not granted and relation = ${table}::regclass`).length;
    try {
      return await work((count) => expect.poll(countWaiting).toBe(count));
    } finally {
      await blocker`rollback`;
      blocker.release();
      await of.db.sql`alter table idempotency_key alter created_at set default now()`;
    }
  }

  test('whose process died before its response was stored has no second effect, and the repeat gets an error that says so', async () => {
    expect((await addPartner('Killed', 'l1')).statusCode).toBe(201);
    await api.db.sql`update idempotency_key set status_code = null, response = null where key = 'l1'`;
    expect(codeOf(await addPartner('Killed', 'l1'))).toEqual(inProgress);
    await age('l1');
    const late = await addPartner('Killed', 'l1');
    expect(codeOf(late)).toEqual(lost);
    expect(late.headers['retry-after']).toBeUndefined();
    expect(await countPartners('Killed')).toBe(1);
  });

  test('and then timed out with 503 has no second effect', async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] });
    const slow = await buildTestApp();
    const first = await whileBlocked(slow, 'partner', async (waiting) => {
      const reply = addPartner('Late', 'l2', slow);
      await waiting(1);
      vi.advanceTimersByTime(32_000);
      return reply;
    }).finally(() => vi.useRealTimers());
    expect(codeOf(first)).toEqual([503, 'timed_out']);
    await expect.poll(() => countPartners('Late', slow)).toBe(1);
    expect(codeOf(await addPartner('Late', 'l2', slow))).toEqual(lost);
    expect(await countPartners('Late', slow)).toBe(1);
    await slow.close();
  });

  test('although it started slowly and a repeat had begun has no second effect', async () => {
    const replies = await whileBlocked(api, 'programme', async (waiting) => {
      const first = addPartner('Twice', 'l3');
      await waiting(1);
      const second = addPartner('Twice', 'l3');
      await waiting(2);
      return [first, second];
    });
    const [made, refused] = (await Promise.all(replies)).toSorted((a, b) => a.statusCode - b.statusCode);
    expect(made?.statusCode).toBe(201);
    expect(refused && codeOf(refused)).toEqual(inProgress);
    expect(await countPartners('Twice')).toBe(1);
    const again = await addPartner('Twice', 'l3');
    expect([again.headers['idempotency-replayed'], again.body]).toEqual(['true', made?.body]);
  });

  test('is neither taken over nor waited for during its effect', async () => {
    const first = await whileBlocked(api, 'partner', async (waiting) => {
      const reply = addPartner('Slow', 'l4');
      await waiting(1);
      expect(codeOf(await addPartner('Slow', 'l4'))).toEqual(inProgress);
      return { reply };
    });
    expect((await first.reply).statusCode).toBe(201);
    expect((await addPartner('Slow', 'l4')).headers['idempotency-replayed']).toBe('true');
    expect(await countPartners('Slow')).toBe(1);
  });

  test('and failed afterwards has no second effect', async () => {
    const box = createSecretBox([{ id: 'test', key: randomBytes(32) }]);
    const open = () => {
      throw new Error('broken');
    };
    const broken = await buildTestApp({ secretBox: { ...box, open } });
    const { headers } = await broken.partner();
    const made = await postTo(broken, '/endpoints', { url: 'https://partner.example/hooks' }, 'l5', headers);
    const rotate = () => postTo(broken, `/endpoints/${made.json().id}/rotate-secret`, {}, 'l6', headers);
    const countSecrets = async () => (await broken.db.sql`select from endpoint_secret`).length;
    expect(await countSecrets()).toBe(1);
    expect((await rotate()).statusCode).toBe(500);
    expect(codeOf(await rotate())).toEqual(inProgress);
    await age('l6', broken);
    expect(codeOf(await rotate())).toEqual(lost);
    expect(await countSecrets()).toBe(2);
    await broken.close();
  });

  test('whose response is under a lost encryption key has no second effect, and the caller learns that it took effect', async () => {
    expect((await addPartner('Sealed', 'l8')).statusCode).toBe(201);
    const sealed = createSecretBox([{ id: 'elsewhere', key: randomBytes(32) }]).seal('{}', 'any');
    await api.db.sql`update idempotency_key set response = to_json(${sealed}::text) where key = 'l8'`;
    expect(codeOf(await addPartner('Sealed', 'l8'))).toEqual(lost);
    expect(await countPartners('Sealed')).toBe(1);
  });

  test('is in the audit log without its key', async () => {
    const { id } = (await addPartner('Logged', 'l7')).json();
    const [entry] = await api.db.sql`select to_jsonb(e)::text as text from audit_entry e where object_id = ${id}`;
    expect(entry?.['text']).not.toContain('l7');
  });
});

test('a 5xx response is not stored, so a retry can succeed', async () => {
  let broken = true;
  const flaky = await buildTestApp({
    publisher: {
      publish: async (events) => {
        if (broken) throw new Error('broken');
        return events.map(({ id }) => ({ id, createdAt: new Date(), deliveries: 0, result: 'created' as const }));
      },
    },
  });
  await flaky.eventType('any');
  const send = () =>
    flaky.app.inject({
      method: 'POST',
      url: '/api/v1/events/batch',
      headers: { ...flaky.headers, 'idempotency-key': 'k' },
      payload: { events: [{ type: 'any', data: {} }] },
    });
  expect((await send()).statusCode).toBe(500);
  broken = false;
  expect((await send()).statusCode).toBe(200);
  await flaky.close();
});

test.each(['', 'x'.repeat(256), 'ä'])('the key "%s" is rejected', async (key) => {
  const reply = await publish({}, key);
  expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_idempotency_key']);
});

describe('publishing', () => {
  test('a repeat returns the first event and stores no second one', async () => {
    const before = await countEvents();
    const first = await publish({ a: 1 }, 'e1');
    const second = await publish({ a: 1 }, 'e1');
    expect([second.statusCode, second.headers['idempotency-replayed']]).toEqual([202, 'true']);
    expect(second.json()).toEqual(first.json());
    expect(await countEvents()).toBe(before + 1);
  });

  test('concurrent repeats create one event', async () => {
    const before = await countEvents();
    const replies = await Promise.all(Array.from({ length: 10 }, () => publish({ a: 2 }, 'e2')));
    expect(new Set(replies.map((reply) => reply.json().id)).size).toBe(1);
    expect(await countEvents()).toBe(before + 1);
  });

  test('the key with another payload is rejected', async () => {
    await publish({ a: 3 }, 'e3');
    const reply = await publish({ a: 4 }, 'e3');
    expect([reply.statusCode, reply.json().code]).toEqual([422, 'idempotency_key_reused']);
  });

  test('a rejected event does not use up the key', async () => {
    expect((await post('/events', { type: 'unknown', data: {} }, 'e4')).statusCode).toBe(422);
    expect((await publish({}, 'e4')).statusCode).toBe(202);
  });
});

describe('publishing a batch', () => {
  const batch = (values: number[], key: string) =>
    post('/events/batch', { events: values.map((a) => ({ type: 'any', data: { a } })) }, key);

  test('a repeat after a crash between the events and the response publishes nothing twice', async () => {
    const first = await batch([1, 2, 3], 'b1');
    const after = await countEvents();
    await api.db.sql`
      update idempotency_key set status_code = null, response = null, created_at = now() - interval '61 seconds'
      where key = 'b1'`;
    const second = await batch([1, 2, 3], 'b1');
    expect(second.headers['idempotency-replayed']).toBeUndefined();
    expect(second.json()).toEqual(first.json());
    expect(await countEvents()).toBe(after);
  });

  test('the key with another batch is rejected and publishes nothing', async () => {
    await batch([1], 'b2');
    const before = await countEvents();
    const reply = await batch([1, 2], 'b2');
    expect([reply.statusCode, reply.json().code]).toEqual([422, 'idempotency_key_reused']);
    expect(await countEvents()).toBe(before);
  });
});

test('a response with a credential is only repeated to the credential that requested it, and must not be cached', async () => {
  const partner = await api.partner('standard');
  const weak = await api.key(partner.id, { scopes: ['credentials:write'] });
  const create = (key: string) =>
    api.app.inject({
      method: 'POST',
      url: '/api/v1/api-keys',
      headers: { ...bearer(key), 'idempotency-key': 'shown' },
      payload: { name: 'CRM' },
    });
  const first = await create(partner.key);
  expect((await create(weak)).json().code).toBe('idempotency_key_reused');
  const again = await create(partner.key);
  expect([again.json(), again.headers['cache-control']]).toEqual([first.json(), 'no-store']);
});
