import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Directory, openDirectory } from '#apps/api/access/directory.ts';
import { deleteExpiredCredentials } from '#db/access/expired-credentials.ts';
import type { Sql } from '#db/database.ts';
import { Settings } from '#domain/settings.ts';
import { bearer, buildTestApp, type TestApp } from '#test/support/app.ts';
import { secondMs } from '#test/support/limits.ts';
import { basic, createClient, getToken, postForm } from '#test/support/oauth.ts';

let api: TestApp;
let client: Awaited<ReturnType<typeof createClient>>;
let opened: { directory: Directory; close(): Promise<void> }[];
beforeEach(async () => {
  opened = [];
  api = await buildTestApp();
  client = await createClient(api, (await api.partner()).id);
});
afterEach(async () => {
  for (const { directory, close } of opened) {
    await directory.close();
    await close();
  }
  await api.close();
});

/** Another process on the same database, with what it remembers for itself. */
async function anotherProcess(sql: Sql = api.db.sql): Promise<Pick<TestApp, 'app' | 'directory'>> {
  const directory = openDirectory({ sql, url: api.url, settings: () => Settings.parse({}) });
  const { app, close } = await buildTestApp({ db: { ...api.db, sql }, directory, secretBox: api.secretBox });
  opened.push({ directory, close });
  await expect.poll(() => directory.isListening).toBe(true);
  return { app, directory };
}

const newToken = async (): Promise<string> => (await getToken(api, client)).body.access_token;
const use = async ({ app }: Pick<TestApp, 'app'>, token: string) =>
  (await app.inject({ url: '/api/v1/endpoints', headers: bearer(token) })).json().code ?? 'served';
const revoke = (token: string) => postForm(api, '/oauth/revoke', { token }, basic(client.id, client.client_secret));

test('a token issued by one process is accepted by another and, once revoked, rejected by all within a second', async () => {
  const [one, two] = [await anotherProcess(), await anotherProcess()];
  const token = await newToken();
  expect([await use(one, token), await use(two, token)]).toEqual(['served', 'served']);
  await revoke(token);
  expect(await use(api, token)).toBe('revoked_token');
  for (const process of [one, two]) await expect.poll(() => use(process, token), { timeout: secondMs }).toBe('revoked_token');
});

test('a process that starts later reads earlier revocations', async () => {
  const token = await newToken();
  await revoke(token);
  expect(await use(await anotherProcess(), token)).toBe('revoked_token');
});

test('a process that missed a revocation reads it when its listener reconnects', async () => {
  const deaf = await anotherProcess();
  const token = await newToken();
  expect(await use(deaf, token)).toBe('served');
  await api.db.sql.begin(async (tx) => {
    await tx`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like '%-listen'`;
    await tx`insert into oauth_revoked_token (jti, client_id, expires_at)
      values (${JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).jti}, ${client.id}, now() + interval '5 minutes')`;
  });
  await expect.poll(() => use(deaf, token), { timeout: secondMs }).toBe('revoked_token');
});

test('a client that is revoked or loses its secret is rejected by every process within a second', async () => {
  const other = await anotherProcess();
  const token = await newToken();
  expect([await use(other, token), (await getToken(other, client)).status]).toEqual(['served', 200]);
  const post = (action: string, payload = {}) =>
    api.app.inject({ method: 'POST', url: `/api/v1/oauth-clients/${client.id}/${action}`, headers: api.headers, payload });
  await post('rotate-secret', { overlap_s: 0 });
  await expect.poll(async () => (await getToken(other, client)).status, { timeout: secondMs }).toBe(401);
  await post('revoke');
  await expect.poll(() => use(other, token), { timeout: secondMs }).toBe('revoked_token');
});

test('an assertion that one process accepted is rejected by the other', async () => {
  const { exportJWK, generateKeyPair, SignJWT } = await import('jose');
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const own = await createClient(api, (await api.partner()).id, {
    auth_method: 'private_key_jwt',
    jwks: { keys: [await exportJWK(publicKey)] },
  });
  const nowS = Math.floor(Date.now() / 1_000);
  const claims = { iss: own.id, sub: own.id, aud: 'http://127.0.0.1:3000', jti: 'once', exp: nowS + 60 };
  const assertion = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  const form = { grant_type: 'client_credentials', client_assertion_type: type, client_assertion: assertion };
  const answers = await Promise.all([api, await anotherProcess()].map((process) => postForm(process, '/oauth/token', form)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
});

test('a cached token costs no query', async () => {
  const queries: string[] = [];
  const counted = new Proxy(api.db.sql, {
    apply(target, self, args) {
      const text = String((args[0] as readonly string[] | undefined)?.join('?'));
      // The rate limiter settles its accounts in the background.
      if (!text.includes('rate_bucket')) queries.push(text);
      return Reflect.apply(target as (...args: unknown[]) => unknown, self, args);
    },
  });
  // First, because the first token of a database makes its signing key: a process that listens then forgets the keys that it knows.
  const token = await newToken();
  const process = await anotherProcess(counted);
  // Refused for its query, after the caller is known and before anything is read for it.
  const send = async () => (await process.app.inject({ url: '/api/v1/endpoints?nonsense=1', headers: bearer(token) })).statusCode;
  expect(await send()).toBe(400);
  expect(queries).not.toEqual([]);
  queries.length = 0;
  for (let i = 0; i < 5; i++) expect(await send()).toBe(400);
  expect(queries).toEqual([]);
});

test('expired rows are deleted, and no others', async () => {
  await newToken();
  const { sql } = api.db;
  await sql`insert into oauth_used_assertion values ('c', 'old', now() - interval '1 s'), ('c', 'new', now() + interval '1 min')`;
  await sql`insert into oauth_revoked_token values ('old', 'c', now() - interval '1 s'), ('new', 'c', now() + interval '1 min')`;
  await sql`insert into oauth_client_secret (id, client_id, secret_hash, expires_at) values ('old', ${client.id}, 'h', now() - interval '1 s'), ('new', ${client.id}, 'h', now() + interval '1 min')`;
  await sql`
    insert into oauth_signing_key (id, algorithm, public_jwk, private_sealed, signs_from, retires_at)
    select 'old', algorithm, public_jwk, private_sealed, signs_from - interval '1 day', now() - interval '1 s' from oauth_signing_key`;
  expect(await deleteExpiredCredentials(sql)).toBe(4);
  expect(await deleteExpiredCredentials(sql)).toBe(0);
  const [left] = await sql`
    select (select array_agg(jti) from oauth_used_assertion) as assertions, (select array_agg(jti) from oauth_revoked_token) as tokens,
      (select count(*)::int from oauth_client_secret) as secrets, (select count(*)::int from oauth_signing_key) as keys`;
  expect(left).toMatchObject({ assertions: ['new'], tokens: ['new'], secrets: 2, keys: 1 });
});
