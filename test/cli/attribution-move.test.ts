import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAttribution } from '#db/attribution/store.ts';
import { createSecretBox } from '#domain/secret-box.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { runCli } from './run-cli.ts';

const key = randomBytes(32);
const secretBox = () => createSecretBox([{ id: 'test', key }]);
let api: TestApp;
let elsewhere: TestDatabase;
beforeAll(async () => {
  api = await buildTestApp({ secretBox: secretBox() });
  elsewhere = await createDatabase();
});
afterAll(async () => {
  await api.close();
  await elsewhere.drop();
});

const move = (to: string) =>
  runCli('attribution-move', [`--to=${to}`, '--json'], {
    DATABASE_URL: api.url,
    CAUSEWAY_ENCRYPTION_KEYS: `test:${key.toString('base64')}`,
  });
const send = async (app: TestApp, method: 'GET' | 'POST', path: string, payload?: object) => {
  const reply = await app.app.inject({ method, url: `/api/v1${path}`, headers: app.headers, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.json() };
};

test('a moved store has everything, knows every subject again, and counts each fact once', async () => {
  const touch = { external_id: 't-1', subject: 'user-1', metadata: { page: '/a\tb\\' } };
  const first = await send(api, 'POST', '/touches', touch);
  await send(api, 'POST', '/subjects/identify', { subject: 'cookie-1', is: 'user-1' });
  // What a version has counted, and what it has not.
  await api.attribution.sql`insert into version (number, state, settings, position, created_by)
    values (1, 'active', '{}', pg_current_xact_id(), 'test')`;
  const late = await send(api, 'POST', '/touches', { external_id: 't-2', subject: 'cookie-1' });

  const moved = await move(elsewhere.url);
  expect([moved.code, moved.stderr]).toEqual([0, '']);
  expect(JSON.parse(moved.stdout).rows).toMatchObject({ touch: 2, subject: 2, identity: 1, version: 1, pseudonym_key: 1 });

  const attribution = openAttribution(elsewhere.url);
  const after = await buildTestApp({ secretBox: secretBox(), attribution });
  expect((await send(after, 'GET', '/touches?subject=user-1')).body.data).toEqual([late.body, first.body]);
  expect(await send(after, 'POST', '/touches', touch)).toMatchObject({ status: 200, body: { id: first.body.id } });
  expect((await send(after, 'POST', '/touches', { subject: 'user-new' })).status).toBe(201);
  const waiting = await attribution.sql`
    select external_id from touch, version where added_by >= position and external_id is not null`;
  expect([...waiting]).toEqual([{ external_id: 't-2' }]);
  // Once what was open on the server, of whatever database, has ended.
  const areReached = async () =>
    (await attribution.sql`select bool_and(added_by < pg_snapshot_xmin(pg_current_snapshot())) as all from touch`)[0];
  await expect.poll(areReached).toEqual({ all: true });
  await after.close();
  await attribution.close();

  // Nothing can be recorded in the old place.
  expect((await send(api, 'POST', '/touches', { subject: 'user-1' })).status).toBeGreaterThanOrEqual(500);
});

test('a store that has something is no place to move to', async () => {
  const [first, second] = [await buildTestApp({ secretBox: secretBox() }), await buildTestApp({ secretBox: secretBox() })];
  for (const app of [first, second]) await send(app, 'POST', '/touches', { subject: 'x' });
  const refused = await runCli('attribution-move', [`--to=${second.url}`], {
    DATABASE_URL: first.url,
    CAUSEWAY_ENCRYPTION_KEYS: `test:${key.toString('base64')}`,
  });
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('The new store is not empty')]);
  expect((await send(first, 'GET', '/touches')).body.data).toHaveLength(1);
  await Promise.all([first.close(), second.close()]);
});
