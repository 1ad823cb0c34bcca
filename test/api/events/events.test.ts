import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#domain/id.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { secondMs } from '#test/support/limits.ts';

let api: TestApp;
let acme: TestPartner;
let globex: TestPartner;

beforeAll(async () => {
  api = await buildTestApp();
  await api.eventType('deal.approved', dealSchema);
  await api.eventType('deal.lost');
  acme = await api.partner();
  globex = await api.partner();
  await addEndpoint(acme.id, ['deal.*']);
  await addEndpoint(globex.id, []);
});
afterAll(() => api.close());

const dealSchema = {
  type: 'object',
  required: ['deal_id', 'amount'],
  properties: {
    deal_id: { type: 'string' },
    amount: { type: 'number', minimum: 0 },
    currency: { enum: ['EUR', 'USD'] },
    lines: { type: 'array', items: { type: 'object', required: ['sku'] } },
    closed_on: { type: 'string', format: 'date' },
  },
};
const deal = { deal_id: '4711', amount: 12 };

async function addEndpoint(partnerId: string, eventTypes: string[]): Promise<void> {
  await api.db.sql`
    insert into endpoint (id, partner_id, url, event_types, timeout_ms, max_concurrency)
    values (${newId('ep')}, ${partnerId}, 'https://example.com/hook', ${eventTypes}, 15000, 32)`;
}

function publish(payload: unknown, headers: Record<string, string> = api.headers) {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return api.app.inject({
    method: 'POST',
    url: '/api/v1/events',
    headers: { 'content-type': 'application/json', ...headers },
    payload: body,
  });
}

function get(url: string, headers: Record<string, string> = api.headers) {
  return api.app.inject({ url: `/api/v1${url}`, headers });
}

const countEvents = async () => (await api.db.sql`select count(*)::int as count from event`)[0]?.['count'] as number;
const codes = (reply: { json(): { errors: { pointer: string; code: string }[] } }) =>
  reply.json().errors.map((fault) => `${fault.pointer} ${fault.code}`);

describe('publishing', () => {
  test('an accepted event is stored with a delivery for each matching endpoint', async () => {
    const reply = await publish({
      type: 'deal.approved',
      data: deal,
      id: 'crm-1',
      occurred_at: '2026-03-01T10:30:00+01:00',
    });
    expect(reply.statusCode).toBe(202);
    const { id, created_at: createdAt } = reply.json();
    expect(reply.json()).toEqual({
      id: expect.stringMatching(/^evt_[0-9a-z]{26}$/),
      type: 'deal.approved',
      external_id: 'crm-1',
      occurred_at: '2026-03-01T09:30:00.000Z',
      created_at: expect.any(String),
      ordering_key: null,
      partner_ids: null,
      deliveries: 2,
    });
    expect(Date.now() - Date.parse(createdAt)).toBeLessThan(60_000);
    const [row] = await api.db.sql`select count(*)::int as count from delivery where event_id = ${id}`;
    expect(row).toEqual({ count: 2 });
  });

  test('with partner_ids only those partners receive it', async () => {
    const reply = await publish({ type: 'deal.approved', data: deal, partner_ids: [acme.id, acme.id] });
    expect(reply.json()).toMatchObject({ deliveries: 1, partner_ids: [acme.id] });
  });

  test('an unknown partner is reported and nothing is stored', async () => {
    const before = await countEvents();
    const reply = await publish({ type: 'deal.approved', data: deal, partner_ids: [acme.id, 'ptn_nobody'] });
    expect(reply.statusCode).toBe(422);
    expect(reply.json()).toMatchObject({ code: 'unknown_partner', detail: expect.stringContaining('ptn_nobody') });
    expect(codes(reply)).toEqual(['/partner_ids/1 unknown_partner']);
    expect(await countEvents()).toBe(before);
  });

  test('the payload keeps its numbers, key order and spelling, in the database and in the response', async () => {
    const data = '{"deal_id":"1","z":1.10,"amount": 12345678901234567890.10,"10":1,"2":2,"text":"\\u00e9\\n \\"quoted\\" }{"}';
    const reply = await publish(`{"ordering_key":"\\"data\\":{","data":${data} , "type":"deal.approved"}`);
    expect(reply.statusCode).toBe(202);
    const [row] = await api.db.sql`select data::text from event where id = ${reply.json().id}`;
    expect(row).toEqual({ data });
    const answer = await get(`/events/${reply.json().id}`);
    expect(answer.body).toContain(`"data":${data}`);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  test('fields that the schema does not name are kept', async () => {
    const reply = await publish({ type: 'deal.approved', data: { ...deal, extra: { a: [1] } } });
    const event = await get(`/events/${reply.json().id}`);
    expect(event.json().data).toEqual({ ...deal, extra: { a: [1] } });
  });

  test('without occurred_at the event occurs now', async () => {
    const reply = await publish({ type: 'deal.approved', data: deal });
    expect(Math.abs(Date.now() - Date.parse(reply.json().occurred_at))).toBeLessThan(60_000);
  });

  test('a publisher is notified that a type is deprecated', async () => {
    await api.eventType('deal.old');
    await api.app.inject({
      method: 'PATCH',
      url: '/api/v1/event-types/deal.old',
      headers: api.headers,
      payload: { deprecated: true },
    });
    const reply = await publish({ type: 'deal.old', data: {} });
    expect(reply.statusCode).toBe(202);
    expect(reply.headers['deprecation']).toMatch(/^@\d{10}$/);
  });
});

describe('an id that was published before', () => {
  test('returns the first event and stores no second one', async () => {
    const first = await publish({ type: 'deal.approved', data: deal, id: 'twice' });
    const before = await countEvents();
    const second = await publish({ type: 'deal.approved', data: deal, id: 'twice' });
    expect(second.statusCode).toBe(202);
    expect(second.json()).toEqual(first.json());
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await countEvents()).toBe(before);
  });

  test('returns the first event even if its JSON is written differently', async () => {
    const send = (data: string) =>
      api.app.inject({
        method: 'POST',
        url: '/api/v1/events',
        headers: { ...api.headers, 'content-type': 'application/json' },
        payload: `{"type":"respelled","id":"respelled","data":${data}}`,
      });
    await api.eventType('respelled');
    const first = await send('{"name":"é","amount":1.50,"big":12345678901234567890}');
    const second = await send('{ "big": 12345678901234567890, "amount": 15e-1, "name": "\\u00e9" }');
    expect([second.statusCode, second.json()]).toEqual([202, first.json()]);
    expect((await send('{"name":"é","amount":1.50,"big":12345678901234567891}')).statusCode).toBe(409);
  });

  test('with different content is rejected', async () => {
    await publish({ type: 'deal.approved', data: deal, id: 'changed' });
    const reply = await publish({ type: 'deal.approved', data: { ...deal, amount: 13 }, id: 'changed' });
    expect(reply.statusCode).toBe(409);
    expect(reply.json()).toMatchObject({ code: 'external_id_conflict' });
  });
});

describe('bad input', () => {
  test.each([
    [
      'fields of the wrong type, all reported at once',
      { type: 3, data: [], id: '', partner_ids: [], x: 1, occurred_at: 'now' },
      [
        '/data invalid_type',
        '/id too_short',
        '/occurred_at invalid_format',
        '/partner_ids too_short',
        '/type invalid_type',
        '/x unknown_field',
      ],
    ],
    ['required fields that are missing', {}, ['/data required', '/type required']],
    [
      'a time without an offset',
      { type: 'deal.approved', data: deal, occurred_at: '2026-03-01T09:30:00' },
      ['/occurred_at invalid_format'],
    ],
    ['a time before 1970', { type: 'deal.approved', data: deal, occurred_at: '0000-01-01T00:00:00Z' }, ['/occurred_at out_of_range']],
    ['an ordering key that is too long', { type: 'deal.approved', data: deal, ordering_key: 'k'.repeat(129) }, ['/ordering_key too_long']],
    ['an ordering key with U+0000', { type: 'deal.approved', data: deal, ordering_key: 'a\0b' }, ['/ordering_key invalid_format']],
    [
      'an ordering key with half of a surrogate pair',
      { type: 'deal.approved', data: deal, ordering_key: 'a\ud800' },
      ['/ordering_key invalid_format'],
    ],
    ['an id that is not printable', { type: 'deal.approved', data: deal, id: 'a\nb' }, ['/id invalid_format']],
    ['a body that is no object', [1], [' invalid_type']],
  ])('%s', async (_name, body, expected) => {
    const before = await countEvents();
    const reply = await publish(body);
    expect(reply.statusCode).toBe(400);
    expect(reply.json().code).toBe('invalid_request');
    expect(codes(reply).toSorted()).toEqual(expected);
    expect(await countEvents()).toBe(before);
  });

  test('a time more than five minutes ahead is rejected, an earlier one is not', async () => {
    const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    expect(codes(await publish({ type: 'deal.approved', data: deal, occurred_at: inMinutes(6) }))).toEqual(['/occurred_at out_of_range']);
    expect((await publish({ type: 'deal.approved', data: deal, occurred_at: inMinutes(4) })).statusCode).toBe(202);
  });

  test('an unknown event type returns the nearest ones', async () => {
    const reply = await publish({ type: 'deal.aproved', data: deal });
    expect(reply.statusCode).toBe(422);
    expect(reply.json()).toMatchObject({
      code: 'unknown_event_type',
      detail: expect.stringContaining('deal.approved'),
    });
  });

  test('reserved types cannot be published', async () => {
    const reply = await publish({ type: 'causeway.endpoint.disabled', data: {} });
    expect([reply.statusCode, reply.json().code]).toEqual([422, 'reserved_event_type']);
  });

  test('a payload that does not match its schema is rejected with every error as a JSON pointer', async () => {
    const reply = await publish({
      type: 'deal.approved',
      data: { amount: -1, currency: 'DM', lines: [{}, { sku: 1 }, 'x'], closed_on: 'soon', 'a/b': 1 },
    });
    expect(reply.statusCode).toBe(422);
    expect(reply.json().code).toBe('invalid_payload');
    expect(codes(reply).toSorted()).toEqual([
      '/data/amount too_small',
      '/data/closed_on invalid_format',
      '/data/currency invalid_value',
      '/data/deal_id required',
      '/data/lines/0/sku required',
      '/data/lines/2 invalid_type',
    ]);
    const former = { pointer: '/data/amount', code: 'too_small', field: '/data/amount', legacy_code: 'minimum' };
    expect(reply.json().errors).toContainEqual(expect.objectContaining(former));
  });

  test('values are not coerced', async () => {
    const reply = await publish({ type: 'deal.approved', data: { deal_id: '1', amount: '12' } });
    expect(codes(reply)).toEqual(['/data/amount invalid_type']);
  });

  test('a payload of 256 KiB is accepted, a larger one is not', async () => {
    const payloadOf = (bytes: number) => ({ text: 'é'.repeat(1000) + 'x'.repeat(bytes - 2011) });
    const largest = await publish({ type: 'deal.lost', data: payloadOf(262_144 + 1) });
    expect([largest.statusCode, largest.json().code]).toEqual([413, 'payload_too_large']);
    expect((await publish({ type: 'deal.lost', data: payloadOf(262_144) })).statusCode).toBe(202);
  });

  test('a body larger than any event is not read', async () => {
    const reply = await publish({ type: 'deal.lost', data: { text: 'x'.repeat(1_200_000) } });
    expect([reply.statusCode, reply.json().code]).toEqual([413, 'payload_too_large']);
  });

  test('a duplicate key is rejected and named, even within the payload', async () => {
    const reply = await publish('{"type":"deal.lost","data":{"a":{"b":1,"c":{},"b":2}}}');
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'malformed_json']);
    expect(reply.json().detail).toContain('"b"');
    expect((await publish('{"type":"deal.lost","type":"deal.lost","data":{}}')).statusCode).toBe(400);
  });

  test.each(['{"type":"deal.lost","data":{"__proto__":{"admin":true}}}', '{"type":"deal.lost","data":{"\\u005f_proto__":{"admin":true}}}'])(
    'a payload that could poison prototypes is rejected: %s',
    async (body) => {
      const reply = await publish(body);
      expect([reply.statusCode, reply.json().code]).toEqual([400, 'malformed_json']);
      expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
    },
  );

  test('deep nesting is rejected', async () => {
    const reply = await publish(`{"type":"deal.lost","data":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`);
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'malformed_json']);
  });

  test('a partner key cannot publish, whatever it sends', async () => {
    const reply = await publish({ nonsense: true }, acme.headers);
    expect([reply.statusCode, reply.json().code]).toEqual([403, 'platform_key_required']);
  });
});

describe('batches', () => {
  const publishBatch = (payload: unknown, headers: Record<string, string> = api.headers) =>
    api.app.inject({ method: 'POST', url: '/api/v1/events/batch', headers, payload: payload as object });

  test('valid events are accepted although others fail, each with its own result, in order', async () => {
    const reply = await publishBatch({
      events: [
        { type: 'deal.approved', data: deal, id: 'b-1' },
        { type: 'deal.approved', data: {} },
        { type: 'nothing', data: {} },
        'not an event',
        { type: 'deal.approved', data: { deal_id: '2', amount: 1.5 } },
        { type: 'deal.approved', data: deal, id: 'b-1' },
        { type: 'deal.approved', data: { ...deal, amount: 99 }, id: 'b-1' },
      ],
    });
    expect(reply.statusCode).toBe(200);
    const { results } = reply.json<{
      results: { status: number; event?: { id: string }; problem?: { code: string } }[];
    }>();
    expect(results.map((result) => [result.status, result.problem?.code])).toEqual([
      [202, undefined],
      [422, 'invalid_payload'],
      [422, 'unknown_event_type'],
      [400, 'invalid_request'],
      [202, undefined],
      [202, undefined],
      [409, 'external_id_conflict'],
    ]);
    expect(results[5]?.event?.id).toBe(results[0]?.event?.id);
    const [stored] = await api.db.sql`select data::text from event where id = ${results[4]?.event?.id ?? ''}`;
    expect(stored).toEqual({ data: '{"deal_id":"2","amount":1.5}' });
  });

  test('500 events are accepted in one batch, 501 are rejected as a whole', async () => {
    const events = (count: number) => Array.from({ length: count }, () => ({ type: 'deal.lost', data: {} }));
    const before = await countEvents();
    const refused = await publishBatch({ events: events(501) });
    expect(codes(refused)).toEqual(['/events too_long']);
    const accepted = await publishBatch({ events: events(500) });
    expect(accepted.json().results.every((result: { status: number }) => result.status === 202)).toBe(true);
    expect(await countEvents()).toBe(before + 500);
  });

  test('a batch with events of deprecated types returns the earliest deprecation time', async () => {
    const types = ['old.first', 'old.second', 'old.unused'];
    for (const type of types) await api.eventType(type);
    const day = (index: number) => new Date(Date.UTC(2026, index, 1));
    for (const [index, type] of [...types.entries()].toReversed()) {
      await api.db.sql`update event_type set deprecated = true, updated_at = ${day(index)} where name = ${type}`;
    }
    const headerOf = async (...names: string[]) =>
      (await publishBatch({ events: names.map((type) => ({ type, data: {} })) })).headers['deprecation'];
    expect(await headerOf('deal.lost', 'old.second', 'old.first')).toBe(`@${day(0).getTime() / 1_000}`);
    expect(await headerOf('old.second')).toBe(`@${day(1).getTime() / 1_000}`);
    expect(await headerOf('deal.lost', 'nothing')).toBeUndefined();
  });

  test('one payload of more than 256 KiB fails without affecting the others', async () => {
    const reply = await publishBatch({
      events: [
        { type: 'deal.lost', data: { text: 'x'.repeat(262_144) } },
        { type: 'deal.lost', data: { text: 'x'.repeat(200_000) } },
      ],
    });
    expect(reply.json().results.map((result: { status: number }) => result.status)).toEqual([413, 202]);
  });
});

describe('reading', () => {
  test('an event comes with its deliveries', async () => {
    const { id } = (await publish({ type: 'deal.approved', data: deal, ordering_key: 'deal-1' })).json();
    const event = (await get(`/events/${id}`)).json();
    expect(event).toMatchObject({ id, ordering_key: 'deal-1', schema_version: 1, data: deal, deliveries: 2 });
    expect(event.delivery_list.map((row: { partner_id: string }) => row.partner_id).toSorted()).toEqual([acme.id, globex.id].toSorted());
    expect(event.delivery_list[0]).toMatchObject({
      status: 'pending',
      attempts: 0,
      next_attempt_at: null,
      ended_at: null,
    });
  });

  test('a partner sees only its own deliveries, and not the other recipients', async () => {
    const { id } = (await publish({ type: 'deal.approved', data: deal, partner_ids: [acme.id, globex.id] })).json();
    const event = (await get(`/events/${id}`, acme.headers)).json();
    expect(event).toMatchObject({ deliveries: 1, partner_ids: [acme.id] });
    expect(event.delivery_list).toMatchObject([{ partner_id: acme.id }]);
  });

  test('an event without a delivery to the partner looks like an unknown id', async () => {
    const { id } = (await publish({ type: 'deal.approved', data: deal, partner_ids: [globex.id] })).json();
    const hidden = await get(`/events/${id}`, acme.headers);
    const unknown = await get('/events/evt_unknown', acme.headers);
    expect([hidden.statusCode, unknown.statusCode]).toEqual([404, 404]);
    expect(hidden.json().detail.replace(id, '')).toBe(unknown.json().detail.replace('evt_unknown', ''));
  });

  test('lists are newest first and can be filtered by type, partner and time', async () => {
    const fresh = await api.partner();
    await addEndpoint(fresh.id, ['listed.*']);
    await api.eventType('listed.a');
    await api.eventType('listed.b');
    const ids: string[] = [];
    for (const type of ['listed.a', 'listed.b', 'listed.a']) ids.push((await publish({ type, data: {} })).json().id);
    const list = async (query: string, headers?: Record<string, string>) =>
      (await get(`/events?${query}`, headers)).json().data.map((event: { id: string }) => event.id);

    expect(await list(`partner_id=${fresh.id}`)).toEqual(ids.toReversed());
    expect(await list('', fresh.headers)).toEqual(ids.toReversed());
    expect(await list(`partner_id=${acme.id}`, fresh.headers)).toEqual([]);
    expect(await list('type=listed.a')).toEqual([ids[2], ids[0]]);
    const second = (await get(`/events/${ids[1]}`)).json().created_at;
    expect(await list(`partner_id=${fresh.id}&created_after=${second}`)).toEqual([ids[2]]);
    expect(await list(`partner_id=${fresh.id}&created_before=${encodeURIComponent(second.replace('Z', '+00:00'))}`)).toEqual([ids[0]]);
  });

  test('an unknown or invalid filter is rejected, not ignored', async () => {
    const reply = await get('/events?partner=x&limit=1000&created_after=yesterday');
    expect(reply.statusCode).toBe(400);
    expect(codes(reply).toSorted()).toEqual(['/created_after invalid_format', '/limit too_large', '/partner unknown_field']);
    expect((await get('/events?limit=1&limit=2')).statusCode).toBe(400);
  });
});

test('a deleted partner is unknown, even to a process that had cached it', async () => {
  const gone = await api.partner();
  const publish = () =>
    api.app.inject({
      method: 'POST',
      url: '/api/v1/events',
      headers: api.headers,
      payload: { type: 'deal.lost', data: {}, partner_ids: [gone.id] },
    });
  expect((await publish()).statusCode).toBe(202);
  await api.app.inject({ method: 'DELETE', url: `/api/v1/partners/${gone.id}`, headers: api.headers });
  await expect.poll(async () => (await publish()).json().code, { timeout: secondMs, interval: 20 }).toBe('unknown_partner');
});
