import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Settings } from '#domain/settings.ts';
import { type Signer, signers } from '#test/connectors/sources/signers.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

// `any`, because the tests assert the structure of replies.
type Json = Record<string, any>;

const settings = Settings.parse({
  inbound: { rate_limit: { per_minute: 600_000, burst: 10_000 } },
  gateway: { client_address: { trusted_proxies: ['127.0.0.0/8'] } },
});
const described = {
  header: 'X-Prm-Signature',
  algorithm: 'sha512',
  prefix: 'sig=',
  timestamp: { header: 'X-Prm-Time', unit: 'ms' },
  signed_content: 'v2|{body}|{timestamp}',
  id_path: '/id',
};

let api: TestApp;
let origin: string;
beforeAll(async () => {
  api = await buildTestApp({ settings: () => settings });
  origin = await api.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => api.close());

async function call(method: string, path: string, body?: object, headers: object = api.headers) {
  const reply = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  return { status: reply.status, text, body: (text === '' ? {} : JSON.parse(text)) as Json, headers: reply.headers };
}

interface TestSource {
  id: string;
  path: string;
  signing: string;
  signer: Signer;
  sign(body: Buffer, atMs?: number): Record<string, string>;
}

const vendorNames: Record<string, string> = { 'Standard Webhooks': 'standard_webhooks', 'a signed source': 'signed' };

async function addSource(name = 'stripe'): Promise<TestSource> {
  const signer = signers[name] ?? expect.fail(name);
  const { signing, verifying } = signer.newSecret();
  const vendor = vendorNames[name] ?? name;
  const made = await call('POST', '/inbound-sources', {
    ...{ vendor, name, secret: verifying },
    ...(vendor === 'signed' && { scheme: described }),
  });
  expect(made.status, made.text).toBe(201);
  const id = made.body['id'] as string;
  const path = new URL(made.body['url'] as string).pathname;
  const sign: TestSource['sign'] = (body, atMs = Date.now()) => signer.sign(body, signing, atMs, publicUrl(path));
  return { id, path, signing, signer, sign };
}

/** Where vendors think that they send to. */
const publicUrl = (path: string) => `http://127.0.0.1:3000${path}`;

async function send(source: TestSource, body: Buffer | string, headers?: Record<string, string>) {
  const bytes = Buffer.from(body);
  const reply = await fetch(origin + source.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(headers ?? source.sign(bytes)) },
    body: bytes,
  });
  return { status: reply.status, body: (await reply.json()) as Json, headers: reply.headers };
}

const eventsOf = async ({ id }: TestSource) => (await call('GET', `/inbound-events?source_id=${id}&limit=200`)).body['data'] as Json[];

let made = 0;
const stripeEvent = (id = `evt_${++made}`, record = 'cus_1') =>
  JSON.stringify({ id, type: 'customer.updated', created: 1_700_000_000, data: { object: { object: 'customer', id: record } } });

const bodies: Record<string, string> = {
  stripe: stripeEvent('evt_x'),
  hubspot: '[{"eventId":1,"subscriptionId":2,"portalId":3,"occurredAt":4,"subscriptionType":"contact.creation","objectId":5}]',
  slack: '{"type":"event_callback","event_id":"Ev1","event":{"type":"message"}}',
  intercom: '{"type":"notification_event","id":"notif_1","topic":"contact.created"}',
  crossbeam: '{"event_type":"new_overlap"}',
  sendgrid: '[{"event":"open","sg_event_id":"a"}]',
  resend: '{"type":"email.sent"}',
  'Standard Webhooks': '{"type":"invoice.paid"}',
  sentry: '{"action":"created"}',
  'a signed source': '{"id":"prm-1", "name":"Ærøskøbing 東京"}\n',
};

describe.each(Object.keys(bodies))('a webhook of %s', (name) => {
  test('is kept byte for byte, and its repeat has no effect', async () => {
    const source = await addSource(name);
    const body = Buffer.from(bodies[name] ?? '');
    expect(await send(source, body)).toMatchObject({ status: 200, body: { accepted: 1 } });
    expect(await send(source, body)).toMatchObject({ status: 200, body: { accepted: 0 } });
    const [event, ...others] = await eventsOf(source);
    expect(others).toEqual([]);
    const { payload } = (await call('GET', `/inbound-events/${event?.['id']}`)).body;
    expect(payload).toEqual({ content_type: 'application/json', bytes: body.length, body: body.toString() });
    const [stored] = await api.db.sql<{ body: Buffer }[]>`select body from inbound_webhook where source_id = ${source.id}`;
    expect(stored?.body.equals(body)).toBe(true);
  });

  test('that another secret signed is refused, and nothing of it stays', async () => {
    const source = await addSource(name);
    const body = Buffer.from(bodies[name] ?? '');
    const other = source.signer.sign(body, source.signer.newSecret().signing, Date.now(), publicUrl(source.path));
    expect(await send(source, body, other)).toMatchObject({ status: 403, body: { code: 'invalid_signature' } });
    expect(await send(source, body, {})).toMatchObject({ status: 403, body: { code: 'invalid_signature' } });
    expect(await eventsOf(source)).toEqual([]);
  });
});

test.each(['stripe', 'hubspot', 'slack', 'Standard Webhooks'])(
  'a webhook of %s from a clock that is ten minutes off is refused, on either side, and the reason is shown',
  async (name) => {
    const source = await addSource(name);
    const body = Buffer.from(bodies[name] ?? '');
    for (const skewMs of [-600_000, 600_000]) expect((await send(source, body, source.sign(body, Date.now() + skewMs))).status).toBe(403);
    expect((await send(source, body)).status).toBe(200);
    const refusal = async () => (await call('GET', `/inbound-sources/${source.id}`)).body;
    await expect.poll(refusal).toMatchObject({ refused_at: expect.any(String), refusal: expect.stringMatching(/signature.*clocks/) });
  },
);

test('refusals of a source are published once a day, with what to do', async () => {
  const source = await addSource();
  for (let i = 0; i < 3; i++) await send(source, stripeEvent(), {});
  const published = () =>
    api.db.sql<{ data: Json }[]>`select data from event where type = 'causeway.inbound.refused' and data->>'source_id' = ${source.id}`;
  await expect.poll(published).toMatchObject([{ data: { vendor: 'stripe', reason: expect.stringMatching(/secret/) } }]);
});

test.each(Object.keys(bodies))('a webhook of %s whose signature is sent twice is refused', async (name) => {
  const source = await addSource(name);
  const body = Buffer.from(bodies[name] ?? '');
  const headers = Object.entries(source.sign(body));
  const doubled = [...headers, ...headers.filter(([header]) => /sig/.test(header))];
  expect(await raw(source.path, [['content-length', String(body.length)], ...doubled], body)).toMatch(/^HTTP\/1.1 403 /);
  expect(await raw(source.path, [['content-length', String(body.length)], ...headers], body)).toMatch(/^HTTP\/1.1 200 /);
});

/** Sends exactly this; returns what comes back until the connection is closed. */
function raw(path: string, headers: (readonly [string, string])[], body: Buffer): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  socket.on('close', () => resolve(text));
  // The server closes the connection before a body that is too long has been sent.
  socket.on('error', () => undefined);
  const lines = [['host', 'x'], ['connection', 'close'], ['content-type', 'application/json'], ...headers].map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  socket.write(body);
  return promise;
}

describe('a body', () => {
  let source: TestSource;
  beforeAll(async () => {
    source = await addSource();
  });

  test('of 10 MB is refused, with its length and without', async () => {
    const large = Buffer.alloc(10_000_000, 'x');
    expect(await raw(source.path, [['content-length', String(large.length)]], large)).toMatch(/^HTTP\/1.1 413 /);
    const chunks = Buffer.concat([Buffer.from(`${large.length.toString(16)}\r\n`), large, Buffer.from('\r\n0\r\n\r\n')]);
    expect(await raw(source.path, [['transfer-encoding', 'chunked']], chunks)).toMatch(/^HTTP\/1.1 413 /);
  });

  test.each([
    ['in another charset', { 'content-type': 'application/json; charset=iso-8859-1' }, 415],
    ['in UTF-16', { 'content-type': 'application/json; charset="UTF-16"' }, 415],
    ['that is compressed', { 'content-encoding': 'gzip' }, 415],
  ])('%s is refused', async (_what, headers, status) => {
    const body = Buffer.from(stripeEvent());
    expect((await send(source, body, { ...source.sign(body), ...headers })).status).toBe(status);
  });

  test.each([
    ['that is not UTF-8', Buffer.from([0x7b, 0xe9, 0x7d])],
    ['that is no JSON', Buffer.from('<xml/>')],
    ['that is empty', Buffer.alloc(0)],
    ['of another vendor', Buffer.from('[]')],
  ])('%s is refused although its signature is valid', async (_what, body) => {
    const hmac = signers['a signed source'] ?? expect.fail();
    const prm = await addSource('a signed source');
    const headers = hmac.sign(body, prm.signing, Date.now(), '');
    expect(await send(prm, body, headers)).toMatchObject({ status: 400, body: { code: 'unreadable_webhook' } });
  });

  test('with ids that cannot be stored is kept, under its hash', async () => {
    const body = JSON.stringify({ id: 'a\u0000b', type: 'x'.repeat(5_000), data: { object: { object: 'customer', id: '\ud800' } } });
    expect(await send(source, body)).toMatchObject({ status: 200, body: { accepted: 1 } });
    expect(await send(source, body)).toMatchObject({ status: 200, body: { accepted: 0 } });
    const [event] = await eventsOf(source);
    expect(event).toMatchObject({ external_id: expect.stringMatching(/^sha256:[0-9a-f]{64}:0$/), type: 'event', record_id: null });
  });
});

test('a source that is disabled stays so, whoever renames it at the same moment', async () => {
  const { id } = await addSource();
  const change = (body: object) => call('PATCH', `/inbound-sources/${id}`, body);
  const names = () => Array.from({ length: 5 }, (_, n) => change({ name: `Name ${n}` }));
  const replies = await Promise.all([...names(), change({ enabled: false }), ...names()]);
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await call('GET', `/inbound-sources/${id}`)).body).toMatchObject({ enabled: false });
});

test('an unknown, a disabled and a deleted source answer alike, and a partner sees none of them', async () => {
  const [disabled, deleted] = [await addSource(), await addSource()];
  await call('PATCH', `/inbound-sources/${disabled.id}`, { enabled: false });
  await call('DELETE', `/inbound-sources/${deleted.id}`);
  const unknown = { ...disabled, path: '/api/v1/inbound/con_00000000000000000000000000' };
  const answers = await Promise.all([unknown, disabled, deleted].map((source) => send(source, stripeEvent())));
  for (const { status, body } of answers) {
    expect({ ...body, instance: '', request_id: '' }).toEqual({ ...answers[0]?.body, instance: '', request_id: '' });
    expect(status).toBe(404);
  }
  const partner = await api.partner();
  expect(await call('GET', `/inbound-sources/${disabled.id}`, undefined, partner.headers)).toMatchObject({ status: 403 });
  await call('PATCH', `/inbound-sources/${disabled.id}`, { enabled: true });
  await expect.poll(async () => (await send(disabled, stripeEvent())).status, { timeout: 5_000 }).toBe(200);
  expect((await call('GET', `/inbound-sources/${deleted.id}`)).status).toBe(404);
});

test('a HEAD request finds the URL of a source, and no other', async () => {
  const { path } = await addSource('intercom');
  expect((await fetch(origin + path, { method: 'HEAD' })).status).toBe(200);
  expect((await fetch(`${origin}/api/v1/inbound/con_00000000000000000000000000`, { method: 'HEAD' })).status).toBe(404);
});

test('the same event, sent five hundred times at once, has one effect', async () => {
  const source = await addSource();
  const body = stripeEvent();
  const answers = await Promise.all(Array.from({ length: 500 }, () => send(source, body)));
  expect(answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
  expect(answers.reduce((sum, answer) => sum + (answer.body['accepted'] as number), 0)).toBe(1);
  expect(await eventsOf(source)).toHaveLength(1);
});

test('a webhook with known and new events has the effect of the new ones', async () => {
  const source = await addSource('hubspot');
  const notice = (eventId: number) => ({
    eventId,
    subscriptionId: 1,
    portalId: 1,
    subscriptionType: 'deal.propertyChange',
    objectId: eventId,
  });
  expect((await send(source, JSON.stringify([notice(1), notice(2)]))).body).toEqual({ accepted: 2 });
  // A repeat has another number of the attempt, so its body differs.
  expect((await send(source, JSON.stringify([notice(2), notice(3), { ...notice(1), attemptNumber: 1 }]))).body).toEqual({ accepted: 1 });
  expect((await eventsOf(source)).map((event) => event['record_id'])).toEqual(['3', '2', '1']);
});

test('the same event of two sources is two events', async () => {
  const body = stripeEvent();
  for (const source of [await addSource(), await addSource()]) expect((await send(source, body)).body).toEqual({ accepted: 1 });
});

test("Slack's challenge is answered, only if Slack signed it, and leaves nothing", async () => {
  const source = await addSource('slack');
  const body = JSON.stringify({ type: 'url_verification', challenge: 'c1' });
  expect(await send(source, body)).toMatchObject({ status: 200, body: { challenge: 'c1' } });
  expect((await send(source, body, {})).status).toBe(403);
  expect(await eventsOf(source)).toEqual([]);
});

describe('rotating the secret', () => {
  const rotate = (source: TestSource, secret: string, overlapH?: number) =>
    call('POST', `/inbound-sources/${source.id}/rotate-secret`, { secret, ...(overlapH !== undefined && { overlap_h: overlapH }) });
  const sendSigned = (source: TestSource, secret: string) => {
    const body = Buffer.from(stripeEvent());
    return send(source, body, source.signer.sign(body, secret, Date.now(), ''));
  };

  test('both secrets are valid during the overlap, and the old one ends with it', async () => {
    const source = await addSource();
    expect((await rotate(source, 'the-new-secret')).body['secrets']).toMatchObject([
      { expires_at: expect.any(String) },
      { expires_at: null },
    ]);
    await expect.poll(async () => (await sendSigned(source, 'the-new-secret')).status, { timeout: 5_000 }).toBe(200);
    expect((await sendSigned(source, source.signing)).status).toBe(200);
    await api.db.sql`update inbound_secret set expires_at = now() where source_id = ${source.id} and expires_at is not null`;
    await expect.poll(async () => (await sendSigned(source, source.signing)).status, { timeout: 5_000 }).toBe(403);
    expect((await sendSigned(source, 'the-new-secret')).status).toBe(200);
  });

  test('that the old one still signs is noted, and is no change; what both have signed does not need it', async () => {
    const source = await addSource();
    await rotate(source, 'the-new-secret');
    await expect.poll(async () => (await sendSigned(source, 'the-new-secret')).status, { timeout: 5_000 }).toBe(200);
    const used = async () =>
      (await api.db.sql`select last_used_at from inbound_secret where source_id = ${source.id} order by id`).map(
        (row) => row['last_used_at'],
      );
    const body = Buffer.from(stripeEvent());
    const [old, fresh] = [source.signing, 'the-new-secret'].map(
      (secret) => source.signer.sign(body, secret, Date.now(), '')['stripe-signature'],
    );
    expect((await send(source, body, { 'stripe-signature': `${old},${fresh?.replace(/^t=\d+,/, '')}` })).status).toBe(200);
    expect(await used()).toEqual([null, null]);
    const changes = async () =>
      (await api.db.sql`select count(*)::int as n from audit_entry where object_kind = 'inbound_secret'`)[0]?.['n'];
    const before = await changes();
    expect((await sendSigned(source, source.signing)).status).toBe(200);
    await expect.poll(used).toEqual([expect.any(Date), null]);
    expect(await changes()).toBe(before);
  });

  test('without an overlap the old one ends at once', async () => {
    const source = await addSource();
    await rotate(source, 'the-new-secret', 0);
    await expect.poll(async () => (await sendSigned(source, source.signing)).status, { timeout: 5_000 }).toBe(403);
    expect((await sendSigned(source, 'the-new-secret')).status).toBe(200);
  });

  test('a source has at most five valid secrets', async () => {
    const source = await addSource();
    for (let i = 0; i < 4; i++) expect((await rotate(source, `secret-number-${i}`, 24)).status).toBe(200);
    expect(await rotate(source, 'secret-number-5', 24)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await rotate(source, 'secret-number-6', 0)).body['secrets']).toHaveLength(1);
  });
});

test('a secret is in no table, log line or answer', async () => {
  const source = await addSource();
  const answers = [
    await call('GET', `/inbound-sources/${source.id}`),
    await call('GET', '/inbound-sources'),
    await call('GET', '/audit-entries'),
  ];
  await send(source, stripeEvent(), {});
  const rows = await api.db.sql`
    select to_jsonb(s)::text as text from inbound_secret s union all select to_jsonb(s)::text from inbound_source s
    union all select detail::text from audit_entry`;
  expect(rows.length).toBeGreaterThan(2);
  for (const text of [...rows.map((row) => String(row['text'])), ...answers.map((answer) => answer.text), JSON.stringify(api.logged)]) {
    expect(text).not.toContain(source.signing);
  }
});

test.each([
  [{ vendor: 'nobody', name: 'x', secret: '12345678' }, '/vendor'],
  [{ vendor: 'signed', name: 'x', secret: '12345678' }, '/scheme'],
  [{ vendor: 'slack', name: 'x', secret: '12345678', scheme: described }, '/scheme'],
  [{ vendor: 'slack', name: 'x', secret: 'short' }, '/secret'],
  [{ vendor: 'sendgrid', name: 'x', secret: 'not a public key' }, '/secret'],
  [{ vendor: 'signed', name: 'x', secret: '12345678', scheme: { ...described, signed_content: '{body}' } }, '/scheme/signed_content'],
])('a source cannot be created from %j', async (wanted, pointer) => {
  const { status, body } = await call('POST', '/inbound-sources', wanted);
  expect(status).toBe(400);
  expect((body['errors'] as Json[]).map((error) => error['pointer'])).toEqual([pointer]);
});

test('a webhook that cannot be committed is not confirmed, and can be sent again', async () => {
  const source = await addSource();
  const body = stripeEvent();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const lock = api.db.sql.begin(async (tx) => {
    await tx`lock table inbound_event in exclusive mode`;
    locked.resolve();
    await released;
  });
  await locked.promise;
  expect(await send(source, body)).toMatchObject({ status: 503, body: { code: 'database_busy' } });
  release();
  await lock;
  expect(await send(source, body)).toMatchObject({ status: 200, body: { accepted: 1 } });
});

describe('a flood of one source', () => {
  test('gets 429 with the time to wait, before its signature is looked at, and others are served', async () => {
    let perMinute = 1;
    const limited = await buildTestApp({
      settings: () => Settings.parse({ inbound: { rate_limit: { per_minute: perMinute, burst: 5 } } }),
    });
    const create = async () =>
      (
        await limited.app.inject({
          method: 'POST',
          url: '/api/v1/inbound-sources',
          headers: limited.headers,
          payload: { vendor: 'slack', name: 'x', secret: '12345678' },
        })
      ).json().id;
    const [flooding, quiet] = [await create(), await create()];
    const post = (id: string) => limited.app.inject({ method: 'POST', url: `/api/v1/inbound/${id}`, payload: {} });
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++) statuses.push((await post(flooding)).statusCode);
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429]);
    expect(Number((await post(flooding)).headers['retry-after'])).toBeGreaterThan(0);
    expect((await post(quiet)).statusCode).toBe(403);
    // Half a minute's worth of webhooks.
    perMinute = 60;
    const large = await create();
    const postLarge = () =>
      limited.app.inject({ method: 'POST', url: `/api/v1/inbound/${large}`, payload: { text: 'a'.repeat(1_000_000) } });
    expect([(await postLarge()).statusCode, (await postLarge()).statusCode]).toEqual([403, 429]);
    await limited.close();
  });

  test('that sends its bodies slowly takes only its own memory, and one address only half of that', async () => {
    const [slow, quiet] = [await addSource(), await addSource()];
    const sendFrom = async (address: string, source: TestSource) => {
      const body = Buffer.from(stripeEvent());
      return (await send(source, body, { ...source.sign(body), 'x-forwarded-for': address })).status;
    };
    const open = (address: string, count: number) => {
      const head = `POST ${slow.path} HTTP/1.1\r\nhost: x\r\nx-forwarded-for: ${address}\r\ncontent-type: application/json\r\ncontent-length: 1048576\r\nexpect: 100-continue\r\n\r\n`;
      const sockets = Array.from({ length: count }, () => connect(Number(new URL(origin).port), '127.0.0.1'));
      for (const socket of sockets) socket.write(head);
      return sockets;
    };
    // Told once the body may come.
    const opened = (sockets: Socket[]) => Promise.all(sockets.map((socket) => once(socket, 'data')));
    const first = open('192.0.2.1', 8);
    await opened(first);
    expect(await sendFrom('192.0.2.1', slow)).toBe(429);
    expect(await sendFrom('192.0.2.2', slow)).toBe(200);
    const second = open('192.0.2.2', 8);
    await opened(second);
    expect(await sendFrom('192.0.2.3', slow)).toBe(429);
    expect(await sendFrom('192.0.2.1', quiet)).toBe(200);
    for (const socket of [...first, ...second]) socket.destroy();
    await expect.poll(async () => (await send(slow, stripeEvent())).status).toBe(200);
  });
});

describe('received events', () => {
  let source: TestSource;
  let ids: string[];
  beforeAll(async () => {
    source = await addSource();
    for (const record of ['cus_1', 'cus_2', 'cus_3']) await send(source, stripeEvent(undefined, record));
    ids = (await eventsOf(source)).map((event) => event['id'] as string);
    await api.db.sql`update inbound_event set status = 'processed', processed_at = now() where source_id = ${source.id}`;
  });

  test('are listed newest first, in pages, by filter, without payloads', async () => {
    const first = (await call('GET', `/inbound-events?source_id=${source.id}&limit=2`)).body;
    expect([first['data'].map((event: Json) => event['record_id']), first['has_more']]).toEqual([['cus_3', 'cus_2'], true]);
    const second = (await call('GET', `/inbound-events?source_id=${source.id}&limit=2&cursor=${first['next_cursor']}`)).body;
    expect(second['data'].map((event: Json) => event['record_id'])).toEqual(['cus_1']);
    const found = (await call('GET', `/inbound-events?source_id=${source.id}&object=customers&record_id=cus_2&status=processed`)).body;
    expect(found['data']).toMatchObject([{ record_id: 'cus_2', vendor: 'stripe', effect: 'changed' }]);
    expect(found['data'][0]).not.toHaveProperty('payload');
  });

  test('show their payload only to who has the scope', async () => {
    const headers = { authorization: `Bearer ${await api.key(undefined, { scopes: ['connections:read'] })}` };
    const { payload } = (await call('GET', `/inbound-events/${ids[0]}`, undefined, headers)).body;
    expect(payload).toEqual({ content_type: 'application/json', bytes: expect.any(Number), body: null });
  });

  test('are replayed one by one, with an audit entry', async () => {
    const { status, body } = await call('POST', `/inbound-events/${ids[0]}/replay`);
    expect([status, body]).toMatchObject([202, { status: 'pending', replays: 1 }]);
    expect((await call('POST', '/inbound-events/inb_00000000000000000000000000/replay')).status).toBe(404);
    const { data } = (await call('GET', `/audit-entries?object_id=${ids[0]}`)).body;
    expect(data).toMatchObject([{ action: 'inbound_event.replayed' }]);
  });

  test('are replayed by filter, after a dry run that changes nothing', async () => {
    const filter = { source_id: source.id, received_after: '2026-01-01T00:00:00Z' };
    expect((await call('POST', '/inbound-events/replay', { ...filter, dry_run: true })).body).toMatchObject({
      count: 3,
      has_more: false,
      dry_run: true,
    });
    expect((await eventsOf(source)).map((event) => event['replays'])).toEqual([1, 0, 0]);
    expect(await call('POST', '/inbound-events/replay', filter)).toMatchObject({
      status: 202,
      body: { count: 3, has_more: false, next_cursor: null },
    });
    expect((await eventsOf(source)).map((event) => [event['replays'], event['status']])).toEqual([
      [2, 'pending'],
      [1, 'pending'],
      [1, 'pending'],
    ]);
    expect((await call('POST', '/inbound-events/replay', { ...filter, cursor: ids[0] })).body).toMatchObject({ count: 0 });
    const { data } = (await call('GET', '/audit-entries?action=inbound_event.replayed&object_id=batch')).body;
    expect(data).toMatchObject([{ detail: { filter, count: 3 } }]);
  });

  test('are not all replayed by mistake', async () => {
    expect(await call('POST', '/inbound-events/replay', { dry_run: true })).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'empty_filter' }] },
    });
  });
});
