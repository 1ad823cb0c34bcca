import { randomBytes } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDirectory } from '#apps/api/access/directory.ts';
import { signingKeyContext } from '#db/access/signing-key.ts';
import { createSecretBox } from '#domain/secret-box.ts';
import { Settings } from '#domain/settings.ts';
import { bearer, buildTestApp, type TestApp } from '#test/support/app.ts';
import { createClient, getToken } from '#test/support/oauth.ts';

let api: TestApp;
let client: Awaited<ReturnType<typeof createClient>>;
let settings: Settings;
beforeEach(async () => {
  settings = Settings.parse({});
  api = await buildTestApp({ settings: () => settings });
  client = await createClient(api, (await api.partner()).id);
});
afterEach(() => api.close());

const newToken = async (): Promise<string> => (await getToken(api, client)).body.access_token;
const kidOf = (token: string) => decodeProtectedHeader(token).kid;
const publishedKids = async () => (await api.app.inject({ url: '/oauth/jwks' })).json().keys.map((key: { kid: string }) => key.kid);
const statusOf = async (token: string) => (await api.app.inject({ url: '/api/v1/endpoints', headers: bearer(token) })).statusCode;
/** As if so much time had gone by since every key was made. */
const pass = (days: number) => api.db.sql`
  update oauth_signing_key set signs_from = signs_from - ${days} * interval '1 day', retires_at = retires_at - ${days} * interval '1 day'`;

test('the next key is published for longer than key sets are cached before it signs; the old one until its tokens have expired', async () => {
  const first = await newToken();
  await pass(30);
  await expect.poll(publishedKids).toHaveLength(2);
  const waiting = await newToken();
  expect(kidOf(waiting)).toBe(kidOf(first));
  const [next] = await api.db.sql<{ ahead: number; maxAge: string }[]>`
    select extract(epoch from signs_from - now())::float8 as ahead from oauth_signing_key where retires_at is null`;
  const [, maxAge] = /max-age=(\d+)/.exec(String((await api.app.inject({ url: '/oauth/jwks' })).headers['cache-control'])) ?? [];
  expect(next?.ahead).toBeGreaterThan(Number(maxAge));

  await pass(0.01);
  await expect.poll(async () => kidOf(await newToken())).not.toBe(kidOf(first));
  expect([await statusOf(first), await statusOf(await newToken())]).toEqual([200, 200]);
  expect(await publishedKids()).toHaveLength(2);

  await pass(1);
  await expect.poll(publishedKids).toEqual([kidOf(await newToken())]);
  expect(await statusOf(first)).toBe(401);
});

test('if many processes need the first or the next key at the same moment, only one creates it', async () => {
  const others = await Promise.all(
    [1, 2, 3].map(async () => {
      const directory = openDirectory({ sql: api.db.sql, url: api.url, settings: () => settings });
      const { app, close } = await buildTestApp({ db: api.db, directory, settings: () => settings, secretBox: api.secretBox });
      return { app, directory, close };
    }),
  );
  const all = [api, ...others];
  const kids = async () => new Set(await Promise.all(all.map(async (one) => kidOf((await getToken(one, client)).body.access_token))));
  expect((await kids()).size).toBe(1);
  await pass(30);
  await expect
    .poll(async () => {
      await kids();
      return (await api.db.sql`select from oauth_signing_key`).length;
    })
    .toBe(2);
  await kids();
  expect(await publishedKids()).toHaveLength(2);
  for (const { directory, close } of others) {
    await directory.close();
    await close();
  }
});

test('tokens are signed with RS256 if the settings say so, and earlier tokens still work', async () => {
  const before = await newToken();
  settings = Settings.parse({ gateway: { oauth: { signing_algorithm: 'RS256', access_token_ttl_s: 60 } } });
  await newToken();
  await pass(0.01);
  await expect.poll(async () => decodeProtectedHeader(await newToken()).alg).toBe('RS256');
  const { body } = await getToken(api, client);
  expect([body.expires_in, await statusOf(body.access_token), await statusOf(before)]).toEqual([60, 200, 200]);
});

test('removing a key invalidates its tokens, even cached ones', async () => {
  const token = await newToken();
  expect(await statusOf(token)).toBe(200);
  await api.db.sql`delete from oauth_signing_key`;
  await expect.poll(() => statusOf(token)).toBe(401);
});

test('if the signing key is removed while the next one waits, a new one signs immediately', async () => {
  const first = await newToken();
  await pass(30);
  await expect.poll(publishedKids).toHaveLength(2);
  await api.db.sql`delete from oauth_signing_key where id = ${kidOf(first) ?? ''}`;
  await expect.poll(() => statusOf(first)).toBe(401);
  const token = await newToken();
  expect(await statusOf(token)).toBe(200);
  expect(await publishedKids()).toEqual([kidOf(token)]);
});

test('a process whose clock is slightly behind signs with the same key as the others', async () => {
  const first = await newToken();
  await api.db.sql`update oauth_signing_key set signs_from = now() + interval '20 s'`;
  await expect.poll(async () => (await api.db.sql`select from oauth_signing_key where signs_from > now()`).length).toBe(1);
  for (let i = 0; i < 3; i++) expect(kidOf(await newToken())).toBe(kidOf(first));
});

test('a signing key under an encryption key that this process lacks is passed over for the previous one, while that is published', async () => {
  const first = await newToken();
  await pass(30);
  await expect.poll(publishedKids).toHaveLength(2);
  // Another process made the next key, and has a newer encryption key.
  const box = createSecretBox([{ id: 'elsewhere', key: randomBytes(32) }]);
  const [next] = await api.db.sql<{ id: string; sealed: string }[]>`
    select id, private_sealed as sealed from oauth_signing_key where retires_at is null`;
  const context = signingKeyContext(next?.id ?? '');
  const resealed = box.seal(api.secretBox.open(next?.sealed ?? '', context), context);
  await api.db.sql`update oauth_signing_key set private_sealed = ${resealed} where id = ${next?.id ?? ''}`;
  await pass(0.01);
  await expect.poll(async () => (await api.db.sql`select 1 from oauth_signing_key where signs_from > now()`).length).toBe(0);
  const token = await newToken();
  expect(kidOf(token)).toBe(kidOf(first));
  expect(await statusOf(token)).toBe(200);
});
