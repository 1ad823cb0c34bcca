import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

const post = async (path: string, payload: object, headers: object = api.headers) => {
  const reply = await api.app.inject({ method: 'POST', url: `/api/v1${path}`, headers: { ...headers }, payload });
  return { status: reply.statusCode, body: reply.json() };
};
const identify = (subject: string, is: string) => post('/subjects/identify', { subject, is });
const touchesOf = async (subject: string) => {
  const { data } = (await api.app.inject({ url: `/api/v1/touches?subject=${subject}`, headers: api.headers })).json();
  return data.map((touch: { external_id: string }) => touch.external_id).toSorted();
};

test('a visitor is a user, a user belongs to an account: the touches of all are those of each', async () => {
  for (const name of ['a-cookie', 'a-user', 'a-account', 'a-stranger']) await post('/touches', { external_id: `t-${name}`, subject: name });
  const first = await identify('a-cookie', 'a-user');
  const second = await identify('a-user', 'a-account');
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(first.body.root).not.toBe(second.body.root);
  for (const name of ['a-cookie', 'a-user', 'a-account']) expect(await touchesOf(name)).toEqual(['t-a-account', 't-a-cookie', 't-a-user']);
  expect(await touchesOf('a-stranger')).toEqual(['t-a-stranger']);
  expect(await identify('a-cookie', 'a-user')).toMatchObject({ status: 200, body: { status: 'unchanged', root: second.body.root } });
});

test('a cycle is refused, however long', async () => {
  expect(await identify('c-1', 'c-1')).toMatchObject({ status: 422, body: { code: 'subject_cycle' } });
  await identify('c-1', 'c-2');
  await identify('c-2', 'c-3');
  expect(await identify('c-3', 'c-1')).toMatchObject({ status: 422, body: { code: 'subject_cycle', errors: [{ pointer: '/is' }] } });
  expect(await identify('c-1', 'c-9')).toMatchObject({ status: 409, body: { code: 'conflict', errors: [{ pointer: '/subject' }] } });
});

test('concurrent identifications make no cycle', async () => {
  const pairs = Array.from({ length: 6 }, (_, i) => [`x-${i}`, `x-${(i + 1) % 6}`] as const);
  const results = await Promise.all(pairs.map(([subject, is]) => identify(subject, is)));
  expect(results.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 422]);
});

test('what was said can be taken back, with all that was below it', async () => {
  for (const name of ['u-cookie', 'u-user', 'u-account']) await post('/touches', { external_id: `t-${name}`, subject: name });
  await identify('u-cookie', 'u-user');
  await identify('u-user', 'u-account');
  expect(await post('/subjects/unidentify', { subject: 'u-user' })).toMatchObject({ status: 200, body: { status: 'changed' } });
  expect(await touchesOf('u-cookie')).toEqual(['t-u-cookie', 't-u-user']);
  expect(await touchesOf('u-account')).toEqual(['t-u-account']);
  expect(await post('/subjects/unidentify', { subject: 'u-user' })).toMatchObject({ status: 409 });
  expect(await identify('u-user', 'u-other')).toMatchObject({ status: 200, body: { status: 'changed' } });
  const lines = await api.db.sql`select count(*)::int as n, count(added_by)::int as placed from attribution.identity`;
  expect(lines[0]?.['n']).toBe(lines[0]?.['placed']);
});

test('each item of a batch has its own result', async () => {
  const { body } = await post('/subjects/identify/batch', {
    identities: [{ subject: 'm-1', is: 'm-2' }, { subject: 'm-2', is: 'm-1' }, { subject: 'm-3' }, { subject: 'm-1', is: 'm-2' }],
  });
  expect(body.results.map(({ status }: { status: string }) => status)).toEqual(['changed', 'failed', 'failed', 'unchanged']);
});

test('a sandbox has subjects of its own, and only the company says who is the same', async () => {
  const sandbox = await api.partner('sandbox');
  await post('/touches', { external_id: 's-1', subject: 'a-cookie' }, sandbox.headers);
  const inSandbox = await post('/subjects/identify', { subject: 'a-cookie', is: 'a-user', sandbox_id: sandbox.id });
  expect(inSandbox.body.status).toBe('changed');
  expect(await touchesOf('a-user')).not.toContain('s-1');
  expect(await post('/subjects/identify', { subject: 'a', is: 'b' }, sandbox.headers)).toMatchObject({
    status: 403,
    body: { code: 'platform_key_required' },
  });
});
