import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
let other: TestPartner;

beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner('standard');
  other = await api.partner('standard');
});
afterAll(() => api.close());

const post = async (path: string, payload: object, headers: object = partner.headers) => {
  const reply = await api.app.inject({ method: 'POST', url: `/api/v1${path}`, headers: { ...headers }, payload });
  return { status: reply.statusCode, headers: reply.headers, body: reply.json() };
};
const get = async (path: string, headers: object = partner.headers) =>
  (await api.app.inject({ url: `/api/v1${path}`, headers: { ...headers } })).json();

test('a partner records touches of its own, and reads them', async () => {
  const made = await post('/touches', { external_id: 'v-1', subject: 'cookie-1', campaign: 'spring', metadata: { page: '/pricing' } });
  expect(made).toMatchObject({
    status: 201,
    body: {
      ...{ external_id: 'v-1', partner_id: partner.id, source: 'manual', campaign: 'spring', is_bot: false },
      ...{ sandbox_id: null, origin: partner.id, metadata: { page: '/pricing' }, subject: expect.stringMatching(/^sub_[0-9a-f]{24}$/) },
    },
  });
  const list = await get('/touches?external_id=v-1');
  expect(list.data).toEqual([made.body]);
});

test('the same touch is recorded once, and other content with its id is a conflict that names what is stored', async () => {
  const touch = { external_id: 'v-2', subject: 'cookie-2', occurred_at: '2026-03-01T10:00:00+01:00' };
  const first = await post('/touches', touch);
  const again = await post('/touches', { ...touch, occurred_at: '2026-03-01T09:00:00Z' });
  expect(again).toMatchObject({ status: 200, body: first.body, headers: { 'idempotency-replayed': 'true' } });
  const conflict = await post('/touches', { ...touch, subject: 'cookie-3' });
  expect(conflict).toMatchObject({
    status: 409,
    body: {
      code: 'external_id_conflict',
      detail: expect.stringContaining(first.body.id),
      errors: [{ pointer: '/external_id', code: 'duplicate' }],
    },
  });
});

test('touches that come at the same time are answered each with its own, and the same one is recorded once', async () => {
  const told = [
    ...Array.from({ length: 5 }, () => ({ external_id: 't-same', subject: 'cookie-t' })),
    ...Array.from({ length: 5 }, (_, i) => ({ external_id: `t-${i}`, subject: 'cookie-t', campaign: `c-${i}` })),
    { external_id: 't-same', subject: 'cookie-u' },
    { subject: '' },
    { subject: 'cookie-v' },
  ];
  const answers = await Promise.all(told.map((touch) => post('/touches', touch)));
  const same = answers.slice(0, 5);
  expect(same.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 201]);
  expect(new Set(same.map(({ body }) => body.id)).size).toBe(1);
  expect(answers.slice(5, 10).map(({ status, body }) => [status, body.external_id, body.campaign])).toEqual(
    [0, 1, 2, 3, 4].map((i) => [201, `t-${i}`, `c-${i}`]),
  );
  expect(answers.slice(10).map(({ status }) => status)).toEqual([409, 400, 201]);
});

test('two callers can use the same external id', async () => {
  const first = await post('/touches', { external_id: 'shared', subject: 'cookie-4' });
  const second = await post('/touches', { external_id: 'shared', subject: 'cookie-5' }, other.headers);
  expect([first.status, second.status]).toEqual([201, 201]);
});

test('each item of a batch has its own result', async () => {
  await post('/touches', { external_id: 'b-1', subject: 'cookie-6' });
  const { body } = await post('/touches/batch', {
    touches: [
      { external_id: 'b-1', subject: 'cookie-6' },
      { external_id: 'b-2', subject: 'cookie-6' },
      { external_id: 'b-2', subject: 'cookie-7' },
      { external_id: 'b-3' },
      { external_id: 'b-1', subject: 'cookie-7' },
      'no touch',
    ],
  });
  expect(body).toMatchObject({
    ...{ created: 1, repeated: 1, failed: 4 },
    results: [
      { status: 'repeated', external_id: 'b-1' },
      { status: 'created', external_id: 'b-2', errors: [] },
      { status: 'failed', external_id: 'b-2', errors: [{ pointer: '/external_id', code: 'duplicate' }] },
      { status: 'failed', external_id: 'b-3', id: null, errors: [{ pointer: '/subject', code: 'required' }] },
      { status: 'failed', external_id: 'b-1', errors: [{ code: 'duplicate' }] },
      { status: 'failed', external_id: null, errors: [{ pointer: '', code: 'invalid_type' }] },
    ],
  });
  expect(body.results[4].id).toBe(body.results[0].id);
});

test('a thousand items are accepted, one more is not', async () => {
  const touches = (count: number) => Array.from({ length: count }, (_, i) => ({ external_id: `m-${i}`, subject: `cookie-${i % 100}` }));
  expect((await post('/touches/batch', { touches: touches(1_000) })).body).toMatchObject({ created: 1_000, failed: 0 });
  expect(await post('/touches/batch', { touches: touches(1_001) })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/touches', code: 'too_long' }] },
  });
});

test('a repeated request with an Idempotency-Key has one effect, even if its response was lost', async () => {
  const headers = { ...partner.headers, 'idempotency-key': 'key-1' };
  const first = await post('/touches', { subject: 'cookie-8' }, headers);
  await api.db.sql`delete from idempotency_key`;
  const again = await post('/touches', { subject: 'cookie-8' }, headers);
  expect([first.status, again.status, again.body]).toEqual([201, 200, first.body]);
  expect(first.body.external_id).toBeNull();
  await api.db.sql`delete from idempotency_key`;
  expect(await post('/touches', { subject: 'cookie-9' }, headers)).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
});

test('UTM parameters and the referrer tell the source', async () => {
  const url = 'https://www.example.com/?utm_source=newsletter&utm_medium=email&utm_campaign=spring&other=1';
  const byUtm = await post('/touches', { subject: 'c', url, referrer: 'https://blog.example/x' });
  expect(byUtm.body).toMatchObject({ source: 'utm', campaign: 'spring', metadata: { utm_source: 'newsletter', utm_medium: 'email' } });
  expect(byUtm.body.metadata).not.toHaveProperty('other');
  const byReferrer = await post('/touches', { subject: 'c', url: 'https://www.example.com/', referrer: 'https://blog.example/x' });
  expect(byReferrer.body).toMatchObject({ source: 'referral_header', campaign: null });
});

test('a utm_source with markup is text, and names no partner', async () => {
  const source = '<script>alert(1)</script>';
  const { status, body } = await post(
    '/touches',
    { subject: 'c', url: `https://x.example/?utm_source=${encodeURIComponent(source)}` },
    api.headers,
  );
  expect([status, body.partner_id, body.source, body.metadata.utm_source]).toEqual([201, null, 'utm', source]);
});

test('a crawler is marked', async () => {
  const agent = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
  const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const marked = await Promise.all([agent, browser, 'curl/8.5.0', ''].map((user_agent) => post('/touches', { subject: 'c', user_agent })));
  expect(marked.map(({ body }) => body.is_bot)).toEqual([true, false, true, true]);
});

test('a time that is more than five minutes ahead is refused, a clock that is a little ahead is not', async () => {
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  expect((await post('/touches', { subject: 'c', occurred_at: inMinutes(4) })).status).toBe(201);
  expect(await post('/touches', { subject: 'c', occurred_at: inMinutes(6) })).toMatchObject({
    status: 400,
    body: { code: 'invalid_request', errors: [{ in: 'body', pointer: '/occurred_at', code: 'out_of_range' }] },
  });
  expect((await post('/touches', { subject: 'c', occurred_at: '2019-01-01T00:00:00Z' })).status).toBe(201);
});

test.each([
  ['too many keys', Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`k${i}`, 1]))],
  ['more than 4 KiB', Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`k${i}`, 'x'.repeat(900)]))],
  ['a long text', { k: 'x'.repeat(1_001) }],
  ['a list', { k: [1] }],
])('metadata with %s is refused', async (_, metadata) => {
  expect(await post('/touches', { subject: 'c', metadata })).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});

test('metadata of 10 MB is refused before it is read', async () => {
  const metadata = { k: 'x'.repeat(10 * 1024 * 1024) };
  expect((await post('/touches', { subject: 'c', metadata })).status).toBe(413);
  expect((await post('/touches/batch', { touches: [{ subject: 'c', metadata }] })).status).toBe(413);
});

test('a partner records no touch of another partner, of the company, or of what only Causeway notices', async () => {
  const faults = await Promise.all(
    [
      { partner_id: other.id },
      { partner_id: 'ptn_00000000000000000000000000' },
      { partner_id: null },
      { source: 'deal_registration' },
      { sandbox_id: other.id },
    ].map((extra) => post('/touches', { subject: 'c', ...extra })),
  );
  expect(faults.map(({ status, body }) => [status, body.errors?.map((fault: { code: string }) => fault.code)])).toEqual([
    [400, ['unknown_partner']],
    [400, ['unknown_partner']],
    [400, ['not_permitted']],
    [400, ['not_permitted']],
    [400, ['not_permitted']],
  ]);
  expect((await get(`/touches?partner_id=${other.id}`)).data).toEqual([]);
});

test('the store keeps the pseudonym of a subject, never its name', async () => {
  await post('/touches', { subject: 'ada@acme.example' });
  const rows = await api.db.sql`select t::text from attribution.touch t union all select s::text from attribution.subject s`;
  expect(JSON.stringify(rows)).not.toContain('acme.example');
});

test('what happens in a sandbox is in no list of live touches', async () => {
  const sandbox = await api.partner('sandbox');
  const own = await post('/touches', { external_id: 's-1', subject: 'cookie-1' }, sandbox.headers);
  const told = await post('/touches', { external_id: 's-2', subject: 'cookie-1', partner_id: sandbox.id }, api.headers);
  expect([own.body.sandbox_id, told.body.sandbox_id]).toEqual([sandbox.id, sandbox.id]);
  const live = await post('/touches', { external_id: 's-3', subject: 'cookie-1', partner_id: partner.id }, api.headers);
  expect(live.body.subject).not.toBe(own.body.subject);
  const ids = async (path: string, headers: object) => (await get(path, headers)).data.map((one: { id: string }) => one.id);
  expect(await ids('/touches', api.headers)).not.toContain(own.body.id);
  expect(await ids(`/touches?sandbox_id=${sandbox.id}`, api.headers)).toEqual([told.body.id, own.body.id]);
  expect(await ids('/touches', sandbox.headers)).toEqual([told.body.id, own.body.id]);
});
