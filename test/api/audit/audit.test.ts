import { hash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAuditLog, verifyAuditLog } from '#db/audit/audit.ts';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { basic, createClient, getToken, postForm } from '#test/support/oauth.ts';

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

test('entries can be filtered by partner, actor, object, action and time', async () => {
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

test('a cursor of another list is rejected', async () => {
  for (const name of ['a', 'b']) await api.eventType(`audit.${name}`);
  const { next_cursor: cursor } = JSON.parse((await call('/event-types?limit=1')).text);
  const { status, text } = await call(`/audit-entries?cursor=${cursor}`);
  expect([status, JSON.parse(text).code]).toEqual([400, 'invalid_cursor']);
});

test('every call of an enterprise partner is recorded, and no call of other partners', async () => {
  await call('/endpoints?limit=1', enterprise.headers);
  await call('/endpoints/ep_nobody', enterprise.headers);
  await call('/endpoints', standard.headers);
  await expect.poll(async () => (await list('action=http.called')).data.length).toBe(2);
  const calls = (await list('action=http.called')).data;
  expect(calls).toMatchObject([
    {
      partner_id: enterprise.id,
      object: { kind: 'route', id: 'GET /api/v1/endpoints/:id' },
      detail: { path: '/api/v1/endpoints/ep_nobody', status: 404 },
    },
    {
      actor: { kind: 'partner' },
      object: { kind: 'route', id: 'GET /api/v1/endpoints' },
      detail: { method: 'GET', path: '/api/v1/endpoints', status: 200 },
    },
  ]);
});

/** `<route> <status>` of each call by this credential, once there are so many. */
async function callsBy(actorId: string, count: number): Promise<string[]> {
  await expect.poll(async () => (await list(`action=http.called&actor_id=${actorId}`)).data.length).toBe(count);
  const { data } = await list(`action=http.called&actor_id=${actorId}`);
  return data
    .toReversed()
    .map((entry: { object: { id: string }; detail: { status: number } }) => `${entry.object.id} ${entry.detail.status}`);
}

test("calls of an enterprise partner's OAuth client to the authorization server are recorded, even rejected ones", async () => {
  const { id } = await api.partner('enterprise');
  const client = await createClient(api, id);
  const proof = basic(client.id, client.client_secret);
  const { body } = await getToken(api, client);
  await getToken(api, client, { scope: 'nothing' });
  await postForm(api, '/oauth/introspect', { token: body.access_token }, proof);
  await postForm(api, '/oauth/revoke', { token: body.access_token }, proof);
  await postForm(api, '/oauth/revoke', { token: body.access_token }, basic(client.id, 'wrong'));
  await call('/endpoints', bearer(body.access_token));
  const calls = await callsBy(client.id, 4);
  expect(calls).toEqual(['token 200', 'token 400', 'introspect 200', 'revoke 200'].map((call) => `POST /oauth/${call}`));
  expect((await list(`action=http.called&actor_id=${client.id}&partner_id=${id}`)).data).toHaveLength(4);
});

test("calls of an enterprise partner's key to the authorization server are recorded", async () => {
  const { id, headers } = await api.partner('enterprise');
  const [key] = (await list(`partner_id=${id}&object_kind=api_key`)).data;
  for (let i = 0; i < 2; i++) await postForm(api, '/oauth/introspect', { token: 'x' }, headers);
  expect(await callsBy(key.object.id, 2)).toEqual(['POST /oauth/introspect 403', 'POST /oauth/introspect 403']);
});

test('a token request that is rejected because its enterprise partner is suspended is recorded', async () => {
  const { id } = await api.partner('enterprise');
  const client = await createClient(api, id);
  await api.db.sql`update partner set status = 'suspended' where id = ${id}`;
  expect((await getToken(api, client)).status).toBe(403);
  expect(await callsBy(client.id, 1)).toEqual(['POST /oauth/token 403']);
});

test.each([
  ['is pending', { status: 'pending' }],
  ['is suspended', { status: 'suspended' }],
  ['allows no keys', { credential_policy: 'mtls' }],
])('a call that is rejected because its enterprise partner %s is recorded', async (_why, columns) => {
  const { id, headers } = await api.partner('enterprise');
  const [key] = (await list(`partner_id=${id}&object_kind=api_key`)).data;
  await api.db.sql`update partner set ${api.db.sql(columns)} where id = ${id}`;
  expect((await call('/endpoints', headers)).status).toBe(403);
  expect(await callsBy(key.object.id, 1)).toEqual(['GET /api/v1/endpoints 403']);
});

test('the revocation of an access token is recorded once, without the token', async () => {
  const { id } = await api.partner();
  const client = await createClient(api, id);
  const { body } = await getToken(api, client);
  const revoke = () =>
    postForm(api, '/oauth/revoke', { token: body.access_token }, { ...basic(client.id, client.client_secret), 'request-id': 'revoking' });
  await revoke();
  await revoke();
  const { data } = await list(`partner_id=${id}&action=access_token.revoked`);
  const jti = JSON.parse(atob(body.access_token.split('.')[1])).jti;
  expect(data).toMatchObject([
    {
      actor: { kind: 'partner', id: client.id },
      object: { kind: 'access_token', id: jti },
      request_id: 'revoking',
      detail: { client_id: client.id },
    },
  ]);
  expect(JSON.stringify(data)).not.toContain(body.access_token.split('.')[2]);
});

test('each exported detail is the text that was hashed, and each hash is that of the line', async () => {
  const schema = '{"type":"object","properties":{"rate":{"multipleOf":0.10},"\\u00e9 \\"detail\\":null,\\"detail_hash\\":":{}}}';
  const payload = `{"name":"audit.exact","schema":${schema}}`;
  const made = await api.app.inject({
    method: 'POST',
    url: '/api/v1/event-types',
    headers: { ...api.headers, 'content-type': 'application/json' },
    payload,
  });
  expect(made.statusCode).toBe(201);
  await api.db.sql`update audit_entry set detail = null where seq = 1`;
  const [erased = '', ...lines] = (await call('/audit-entries/export')).text.trimEnd().split('\n');
  expect(JSON.parse(erased).detail).toBeNull();
  for (const line of lines) {
    const entry = JSON.parse(line);
    const text = line.slice(line.indexOf('"detail":') + '"detail":'.length, line.lastIndexOf(',"detail_hash":'));
    expect(hash('sha256', text, 'hex')).toBe(entry.detail_hash);
    expect(JSON.parse(text)).toEqual(entry.detail);
    const { actor, object } = entry;
    const fields = [
      entry.prev_hash,
      entry.seq,
      entry.at,
      actor.kind,
      actor.id,
      entry.partner_id,
      entry.action,
      object.kind,
      object.id,
      entry.request_id,
      entry.detail_hash,
    ];
    expect(hash('sha256', `[${fields.map((field) => JSON.stringify(field)).join(', ')}]`, 'hex')).toBe(entry.hash);
  }
});

test('the export is NDJSON, oldest first, and each line contains the hash of the previous one', async () => {
  const { text, headers } = await call('/audit-entries/export');
  expect(headers['content-type']).toContain('application/x-ndjson');
  const entries = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  entries.forEach((entry, i) => expect([entry.seq, entry.prev_hash]).toEqual([i + 1, entries[i - 1]?.hash ?? '']));
  const own = (await call(`/audit-entries/export?partner_id=${standard.id}`)).text.trimEnd().split('\n');
  expect(own).toHaveLength(2);
});

test('a key without the scope cannot read the audit log', async () => {
  const key = await api.key(undefined, { scopes: ['partners:read'] });
  expect([(await call('/audit-entries', bearer(key))).status, (await call('/audit-entries/export', bearer(key))).status]).toEqual([
    403, 403,
  ]);
});

test('the chain can be verified without the database that created it', async () => {
  const result = await verifyAuditLog(readAuditLog(api.db));
  expect(result).toMatchObject({ fault: null, erased: 1 });
  expect(result.head?.seq).toBe(result.entries);
});
