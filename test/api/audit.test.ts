import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAuditLog, verifyAuditLog } from '#db/audit.ts';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let enterprise: TestPartner;
let standard: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  enterprise = await api.partner('enterprise');
  standard = await api.partner('standard');
});
afterAll(() => api.close());

async function call(url: string, headers: object = api.headers) {
  const reply = await api.app.inject({ url: `/api/v1${url}`, headers: { ...headers } });
  return { status: reply.statusCode, text: reply.body, headers: reply.headers };
}
const list = async (query: string) => JSON.parse((await call(`/audit-entries?${query}`)).text);

test('entries are found by partner, actor, object, action and time', async () => {
  const byPartner = (await list(`partner_id=${enterprise.id}`)).data;
  expect(byPartner.map((entry: { action: string }) => entry.action)).toEqual(['api_key.created', 'partner.created']);
  const [key] = byPartner;
  expect((await list(`object_kind=api_key&object_id=${key.object.id}`)).data).toEqual([key]);
  expect((await list(`actor_id=test&action=partner.created&partner_id=${enterprise.id}`)).data).toHaveLength(1);
  expect((await list(`partner_id=${enterprise.id}&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z`)).data).toEqual([]);
});

test('a list is read page by page', async () => {
  const first = await list(`partner_id=${enterprise.id}&limit=1`);
  const second = await list(`partner_id=${enterprise.id}&limit=1&cursor=${first.next_cursor}`);
  expect([first.has_more, second.has_more, second.data[0].seq < first.data[0].seq]).toEqual([true, false, true]);
});

test('a cursor of another list is refused', async () => {
  for (const name of ['a', 'b']) await api.eventType(`audit.${name}`);
  const { next_cursor: cursor } = JSON.parse((await call('/event-types?limit=1')).text);
  const { status, text } = await call(`/audit-entries?cursor=${cursor}`);
  expect([status, JSON.parse(text).code]).toEqual([400, 'invalid_cursor']);
});

test('every call of an enterprise partner is written down, and none of the others', async () => {
  await call('/endpoints?limit=1', enterprise.headers);
  await call('/endpoints/ep_nobody', enterprise.headers);
  await call('/endpoints', standard.headers);
  await expect.poll(async () => (await list('action=http.called')).data.length).toBe(2);
  const calls = (await list('action=http.called')).data;
  expect(calls).toMatchObject([
    { partner_id: enterprise.id, object: { kind: 'route', id: 'GET /api/v1/endpoints/:id' }, detail: { path: '/api/v1/endpoints/ep_nobody', status: 404 } },
    { actor: { kind: 'partner' }, object: { kind: 'route', id: 'GET /api/v1/endpoints' }, detail: { method: 'GET', path: '/api/v1/endpoints', status: 200 } },
  ]);
});

test('the export is NDJSON, oldest first, and each line carries the hash of the one before', async () => {
  const { text, headers } = await call('/audit-entries/export');
  expect(headers['content-type']).toContain('application/x-ndjson');
  const entries = text.trimEnd().split('\n').map((line) => JSON.parse(line));
  entries.forEach((entry, i) => expect([entry.seq, entry.prev_hash]).toEqual([i + 1, entries[i - 1]?.hash ?? '']));
  const own = (await call(`/audit-entries/export?partner_id=${standard.id}`)).text.trimEnd().split('\n');
  expect(own).toHaveLength(2);
});

test('a key without the scope reads nothing of it', async () => {
  const key = await api.key(undefined, { scopes: ['partners:read'] });
  expect([(await call('/audit-entries', bearer(key))).status, (await call('/audit-entries/export', bearer(key))).status]).toEqual([403, 403]);
});

test('the chain is verified apart from the database that made it', async () => {
  const result = await verifyAuditLog(readAuditLog(api.db));
  expect(result).toMatchObject({ fault: null, erased: 0 });
  expect(result.head?.seq).toBe(result.entries);
});
