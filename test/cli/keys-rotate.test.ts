import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addConnectAttempt, beginConsent, verifierContext } from '#db/connections/connect-attempt.ts';
import { clientContext, createConnection, tokensContext } from '#db/connections/connection.ts';
import { createSource, inboundSecretContext } from '#db/connections/inbound-source.ts';
import { openUrl } from '#db/delivery/endpoint-secret.ts';
import { sql } from '#db/drizzle.ts';
import {
  connectAttempt,
  connection,
  endpoint,
  endpointSecret,
  erasure,
  idempotencyKey,
  inboundSecret,
  oauthSigningKey,
} from '#db/schema.ts';
import { createSecretBox, parseEncryptionKeys, type SecretBox } from '#domain/secret-box.ts';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { createClient, getToken } from '#test/support/oauth.ts';
import { tester } from '#test/support/tester.ts';
import { runCli } from './run-cli.ts';

const oldKey = `old:${randomBytes(32).toString('base64')}`;
const newKey = `new:${randomBytes(32).toString('base64')}`;
const boxOf = (keys: string) => createSecretBox(parseEncryptionKeys(keys));

let api: TestApp;
let partner: TestPartner;
let url: string;
beforeAll(async () => {
  api = await buildTestApp({ secretBox: boxOf(oldKey) });
  partner = await api.partner();
  const [row] = await api.db.sql<{ name: string }[]>`select current_database() as name`;
  url = databaseUrl(row?.name ?? '');
});
afterAll(() => api.close());

function databaseUrl(name: string): string {
  const { host, port, user, pass } = api.db.sql.options;
  const target = new URL('postgres://placeholder');
  target.hostname = String([host].flat()[0]);
  target.port = String([port].flat()[0]);
  target.username = user;
  if (typeof pass === 'string') target.password = pass;
  target.pathname = name;
  return target.href;
}

const rotate = (keys: string, ...args: string[]) => runCli('keys-rotate', args, { DATABASE_URL: url, CAUSEWAY_ENCRYPTION_KEYS: keys });

function createEndpoint(idempotencyKeyHeader: string) {
  return api.app.inject({
    method: 'POST',
    url: '/api/v1/endpoints',
    headers: { ...partner.headers, 'idempotency-key': idempotencyKeyHeader },
    payload: { url: 'https://partner.example/', headers: { 'X-Key': 'header-secret' } },
  });
}

/** A connection with tokens, whose administrator is just consenting anew, and a source of webhooks with a secret. */
async function connect(box: SecretBox): Promise<void> {
  const id = 'con_rotated';
  const [client, tokens] = [
    { method: 'oauth', clientId: 'app', clientSecret: 'app-secret' },
    { accessToken: 'access-token', refreshToken: 'refresh-token' },
  ];
  await createConnection(
    api.db,
    {
      ...{ id, vendor: 'hubspot', name: 'Our HubSpot', authMethod: 'oauth', status: 'active' },
      clientSealed: box.seal(JSON.stringify(client), clientContext(id)),
      tokensSealed: box.seal(JSON.stringify(tokens), tokensContext(id)),
    },
    tester,
  );
  await addConnectAttempt(api.db.sql, { id: 'cna_rotated', connectionId: id, ticketHash: 'ticket' });
  const verifierSealed = box.seal('the-verifier', verifierContext('cna_rotated'));
  await beginConsent(api.db.sql, { id: 'cna_rotated', stateHash: 'state', browserHash: 'browser', verifierSealed });
  const secret = { id: 'sec_rotated', sealed: box.seal('webhook-secret', inboundSecretContext('sec_rotated')) };
  await createSource(api.db, { id, vendor: 'hubspot', name: 'Our HubSpot', scheme: null }, secret, tester);
}

async function keyIdsInUse(): Promise<string[]> {
  const { orm } = api.db;
  const used = await Promise.all([
    orm.select({ id: sql<string>`split_part(${endpointSecret.sealed}, '.', 2)` }).from(endpointSecret),
    orm.select({ id: sql<string>`split_part(${endpoint.headersSealed}, '.', 2)` }).from(endpoint),
    orm.select({ id: sql<string>`split_part(${oauthSigningKey.privateSealed}, '.', 2)` }).from(oauthSigningKey),
    orm.select({ id: sql<string>`split_part(${idempotencyKey.response} #>> '{}', '.', 2)` }).from(idempotencyKey),
    orm.select({ id: sql<string>`split_part(${erasure.subjectSealed}, '.', 2)` }).from(erasure),
    orm.select({ id: sql<string>`split_part(${connection.clientSealed}, '.', 2)` }).from(connection),
    orm.select({ id: sql<string>`split_part(${connection.tokensSealed}, '.', 2)` }).from(connection),
    orm.select({ id: sql<string>`split_part(${connectAttempt.verifierSealed}, '.', 2)` }).from(connectAttempt),
    orm.select({ id: sql<string>`split_part(${inboundSecret.sealed}, '.', 2)` }).from(inboundSecret),
  ]);
  return [...new Set(used.flat().map((row) => row.id))];
}

test('everything sealed moves to the new key, reads the same as before, and the old key can then go', async () => {
  const created = await createEndpoint('create-1');
  expect(created.statusCode).toBe(201);
  // More than one batch, and names that a sloppy comparison would sort or cut differently.
  for (let i = 0; i < 3; i++) await createEndpoint(`create ${i} Ü`.replace('Ü', '~'));
  const client = await createClient(api, partner.id);
  const token = (await getToken(api, client)).body.access_token;
  const [secret] = await api.db.orm.select().from(endpointSecret);
  const box = boxOf(oldKey);
  const many = Array.from({ length: 1_100 }, (_, i) => `sec_many${String(i).padStart(6, '0')}`);
  await api.db.orm.insert(endpointSecret).values(
    many.map((id) => ({
      id,
      endpointId: secret?.endpointId ?? '',
      sealed: box.seal('s', `endpoint-secret:${id}`),
      expiresAt: new Date(0),
    })),
  );
  await connect(box);
  const erased = await api.app.inject({
    method: 'POST',
    url: '/api/v1/erasures',
    headers: api.headers,
    payload: { email: 'ada@acme.example' },
  });
  expect(await keyIdsInUse()).toEqual(['old']);

  const before = await rotate(`${newKey},${oldKey}`, '--check');
  expect(before.code).toBe(1);
  expect(before.stdout).toMatch(/endpoint_secret\.sealed\s+1104 left/);
  expect(await keyIdsInUse()).toEqual(['old']);

  const run = await rotate(`${newKey},${oldKey}`);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(run.stdout).toMatch(/endpoint_secret\.sealed\s+1104 encrypted again, 0 left/);
  expect(run.stdout).toMatch(/endpoint\.headers_sealed\s+4 encrypted again, 0 left/);
  expect(run.stdout).toMatch(/oauth_signing_key\.private_sealed\s+1 encrypted again, 0 left/);
  expect(run.stdout).toMatch(/erasure\.subject_sealed\s+1 encrypted again, 0 left/);
  expect(run.stdout).toMatch(/idempotency_key\.response\s+4 encrypted again, 0 left/);
  for (const column of [
    'connection\\.client_sealed',
    'connection\\.tokens_sealed',
    'connect_attempt\\.verifier_sealed',
    'inbound_secret\\.sealed',
  ]) {
    expect(run.stdout).toMatch(new RegExp(`${column}\\s+1 encrypted again, 0 left`));
  }
  expect(await keyIdsInUse()).toEqual(['new']);
  const [connected] = await api.db.orm.select().from(connection);
  expect(boxOf(newKey).open(connected?.tokensSealed ?? '', tokensContext('con_rotated'))).toContain('refresh-token');
  const [subject] = await api.db.orm.select().from(erasure);
  expect(boxOf(newKey).open(subject?.subjectSealed ?? '', `erasure-subject:${erased.json().id}`)).toBe('ada@acme.example');
  expect((await rotate(newKey, '--check')).code).toBe(0);
  expect((await rotate(`${newKey},${oldKey}`)).stdout).toMatch(/endpoint_secret\.sealed\s+0 encrypted again/);

  const after = await buildTestAppOnSameDatabase();
  const replay = await after.inject({
    method: 'POST',
    url: '/api/v1/endpoints',
    headers: { ...partner.headers, 'idempotency-key': 'create-1' },
    payload: { url: 'https://partner.example/', headers: { 'X-Key': 'header-secret' } },
  });
  expect(replay.json()).toEqual(created.json());
  const shown = await after.inject({ url: `/api/v1/endpoints/${created.json().id}/secret`, headers: partner.headers });
  expect(shown.json().secret).toBe(created.json().secret);
  expect((await after.inject({ url: '/api/v1/endpoints', headers: bearer(token) })).statusCode).toBe(200);
  expect((await getToken(after, client)).body).toMatchObject({ access_token: expect.any(String) });
  await after.close();
});

test('a value that does not open is named, and the others are done all the same', async () => {
  await api.db.orm
    .update(endpointSecret)
    .set({ sealed: sql`replace(${endpointSecret.sealed}, 'v1.new.', 'v1.lost.')` })
    .where(sql`${endpointSecret.id} = 'sec_many000007'`);
  const third = `third:${randomBytes(32).toString('base64')}`;
  const run = await rotate(`${third},${newKey}`);
  expect(run.code).toBe(1);
  expect(run.stdout).toMatch(/endpoint_secret\.sealed\s+1103 encrypted again, 1 left/);
  expect(run.stderr).toContain('sec_many000007');
  expect((await keyIdsInUse()).toSorted()).toEqual(['lost', 'third']);
});

test('queries that an older release stored as they are get encrypted, and the audit log does not show them', async () => {
  const { id } = (await createEndpoint('plain')).json();
  await api.db.sql`update endpoint set url = 'https://partner.example/?token=plain-secret&x', version = version + 1 where id = ${id}`;
  const keys = `${newKey},${oldKey}`;
  expect((await rotate(keys, '--check')).stdout).toMatch(/endpoint\.url\s+1 with a query that is not encrypted/);
  expect((await rotate(keys)).stdout).toMatch(/endpoint\.url\s+1 queries encrypted/);
  const [row] = await api.db.orm
    .select()
    .from(endpoint)
    .where(sql`${endpoint.id} = ${id}`);
  expect(row?.url).toBe('https://partner.example/?token=********&********');
  expect(row && openUrl(row, boxOf(newKey))).toBe('https://partner.example/?token=plain-secret&x');
  const [log] = await api.db.sql`select string_agg(detail::text, '') as text from audit_entry where object_id = ${id}`;
  expect(log?.['text']).not.toContain('plain-secret');
  expect((await rotate(keys)).stdout).not.toContain('endpoint.url ');
});

test('an unknown flag is refused before anything is touched', async () => {
  const run = await rotate(newKey, '--chekc');
  expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean --check?') });
});

/** The same API after a restart with the new key only. */
async function buildTestAppOnSameDatabase() {
  const fresh = await buildTestApp({ secretBox: boxOf(newKey), db: api.db, directory: api.directory });
  return { app: fresh.app, inject: fresh.app.inject.bind(fresh.app), close: fresh.close };
}
