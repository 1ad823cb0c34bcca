import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertApiKey } from '#db/access/api-key.ts';
import { markFailing } from '#db/delivery/endpoint-health.ts';
import { createPartner, updatePartner } from '#db/partners/partner.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { tester } from '#test/support/tester.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

const entriesOf = (objectId: string) => api.db.sql`
  select action, actor_kind as kind, actor_id as actor, request_id as request, partner_id as partner, detail
  from audit_entry where object_id = ${objectId} order by seq`;

test('a change is written down with who made it, what it was and what it became', async () => {
  const { id } = await createPartner(api.db, { name: 'Before', tier: 'sandbox' }, tester);
  await updatePartner(api.db, id, () => ({ name: 'After' }), { kind: 'platform', id: 'key_1', requestId: 'req-1' });
  expect(await entriesOf(id)).toMatchObject([
    { action: 'partner.created', kind: 'system', actor: 'test', partner: id, detail: { before: null, after: { name: 'Before' } } },
    {
      action: 'partner.updated',
      kind: 'platform',
      actor: 'key_1',
      request: 'req-1',
      detail: { before: { name: 'Before' }, after: { name: 'After' }, changed: ['name', 'updated_at', 'version'] },
    },
  ]);
});

test('the API names the key and the request', async () => {
  const reply = await api.app.inject({
    method: 'POST',
    url: '/api/v1/partners',
    headers: { ...api.headers, 'request-id': 'my-request' },
    payload: { name: 'Acme' },
  });
  const [entry] = await entriesOf(reply.json().id);
  expect(entry).toMatchObject({ kind: 'platform', actor: expect.stringMatching(/^key_/), request: 'my-request' });
});

test('a change by hand is written down under the name of the database user', async () => {
  const { id } = await createPartner(api.db, { name: 'Acme', tier: 'sandbox' }, tester);
  await api.db.sql.begin(async (tx) => {
    await tx`set local application_name = 'psql'`;
    await tx`update partner set name = 'By hand' where id = ${id}`;
  });
  const [user] = await api.db.sql`select session_user as name`;
  expect((await entriesOf(id)).at(-1)).toMatchObject({ action: 'partner.updated', kind: 'database', actor: user?.['name'] });
});

test('no secret, and no hash of one, is in the log', async () => {
  const { secretHash, publicId, key } = newApiKey('live');
  const id = await insertApiKey(api.db, { secretHash, publicId, name: 'k', scopes: [] }, tester);
  const owner = await api.partner();
  const endpoint = await api.app.inject({
    method: 'POST',
    url: '/api/v1/endpoints',
    headers: owner.headers,
    payload: { url: 'https://partner.example/', headers: { 'X-Key': 'header-secret' } },
  });
  expect((await entriesOf(id))[0]).toMatchObject({ detail: { after: { name: 'k', secret_hash: '[masked]' } } });
  expect((await entriesOf(endpoint.json().id))[0]).toMatchObject({ detail: { after: { headers_sealed: '[masked]' } } });
  const [{ all } = { all: '' }] = await api.db.sql<{ all: string }[]>`select string_agg(detail::text, '') as all from audit_entry`;
  const sealed = await api.db.sql<{ sealed: string }[]>`select sealed from endpoint_secret union all select headers_sealed from endpoint`;
  for (const text of [secretHash, key, endpoint.json().secret, ...sealed.map((row) => row.sealed)]) expect(all).not.toContain(text);
});

test('a secret that is changed is found by the partner whose it is', async () => {
  const { id, headers } = await api.partner();
  const create = async (path: string, payload: object) =>
    (await api.app.inject({ method: 'POST', url: `/api/v1${path}`, headers, payload })).json();
  const endpoint = await create('/endpoints', { url: 'https://partner.example/' });
  const client = await create('/oauth-clients', { name: 'Sync', scopes: ['deals:read'] });
  await create(`/endpoints/${endpoint.id}/rotate-secret`, {});
  await create(`/oauth-clients/${client.id}/rotate-secret`, {});
  const found = await api.db.sql<
    { action: string }[]
  >`select action from audit_entry where partner_id = ${id} and object_kind like '%_secret' order by seq`;
  const changed = ['created', 'updated', 'created'];
  expect(found.map(({ action }) => action).toSorted()).toEqual(
    ['endpoint_secret', 'oauth_client_secret'].flatMap((kind) => changed.map((verb) => `${kind}.${verb}`)).toSorted(),
  );
});

test('what the machine notes about an endpoint by itself is no change', async () => {
  const owner = await api.partner();
  const reply = await api.app.inject({
    method: 'POST',
    url: '/api/v1/endpoints',
    headers: owner.headers,
    payload: { url: 'https://partner.example/' },
  });
  const { id } = reply.json();
  await markFailing(api.db.sql, id);
  expect(await entriesOf(id)).toHaveLength(1);
});

test('nothing can be changed or taken away, not even by the owner of the tables', async () => {
  for (const statement of [
    "update audit_entry set actor_id = 'nobody'",
    "update audit_entry set detail = '{}'",
    'delete from audit_entry',
    'truncate audit_entry',
  ]) {
    await expect(api.db.sql.unsafe(statement)).rejects.toThrow('append-only');
  }
});

test('entries of concurrent changes form one chain without gaps or forks', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, i) => createPartner(api.db, { name: `p${i}`, tier: 'sandbox' }, tester)));
  const rows = await api.db.sql<{ seq: string; prev: string; hash: string }[]>`
    select seq, prev_hash as prev, hash from audit_entry order by seq`;
  rows.forEach((row, i) => {
    expect([Number(row.seq), row.prev]).toEqual([i + 1, rows[i - 1]?.hash ?? '']);
  });
});
