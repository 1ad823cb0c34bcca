import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDirectory } from '#apps/api/access/directory.ts';
import { hashApiSecret } from '#domain/access/api-key.ts';
import { Settings } from '#domain/settings.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner();
});
afterAll(() => api.close());

const password = 'correct horse battery staple';
const fromConsole = { 'sec-fetch-site': 'same-origin', 'x-causeway-console': '1' };
/** Each from a network of its own, so that no test uses up the tries of another. */
let networks = 0;
const elsewhere = () => `10.1.${networks >> 8}.${networks++ & 255}`;

async function call(method: 'GET' | 'POST' | 'PATCH', url: string, { payload, headers = api.headers, from = elsewhere() }: Sent = {}) {
  const reply = await api.app.inject({ method, url, headers: { ...headers }, remoteAddress: from, ...(payload && { payload }) });
  const [cookie] = [reply.headers['set-cookie'] ?? ''].flat();
  return { status: reply.statusCode, body: reply.body === '' ? null : reply.json(), cookie: cookie?.split(';', 1)[0] ?? '', reply };
}
interface Sent {
  payload?: object;
  headers?: Record<string, string>;
  from?: string;
}

let people = 0;
async function invite(roles: string[], partnerId?: string) {
  const email = `ada.${people++}@acme.example`;
  const user = (
    await call('POST', '/api/v1/users', { payload: { email, name: 'Ada', roles, ...(partnerId && { partner_id: partnerId }) } })
  ).body;
  const link = (await call('POST', `/api/v1/users/${user.id}/link`)).body.url.split('#link=')[1] as string;
  return { id: user.id as string, email, link };
}

const choose = (link: string, chosen = password) =>
  call('POST', '/auth/link', { payload: { link, password: chosen }, headers: fromConsole });
const signIn = (email: string, given = password, more: Sent = {}) =>
  call('POST', '/auth/sign-in', { payload: { email, password: given }, headers: fromConsole, ...more });
const as = (cookie: string) => ({ cookie, ...fromConsole });

/** Somebody with a password. */
async function person(roles: string[], partnerId?: string) {
  const invited = await invite(roles, partnerId);
  const { cookie } = await choose(invited.link);
  return { ...invited, cookie };
}

test('with a one-time link a person chooses a password once, and is signed in', async () => {
  const { email, link } = await invite(['administrator']);
  expect((await signIn(email)).body.code).toBe('wrong_password');
  const short = await choose(link, 'short');
  expect([short.status, short.body.errors[0].pointer]).toEqual([400, '/password']);
  const { status, body, cookie, reply } = await choose(link);
  expect([status, body.user.email, body.user.has_password]).toEqual([200, email, true]);
  expect(reply.headers['set-cookie']).toMatch(/^__Host-causeway=\w{43}; Path=\/; Max-Age=28800; HttpOnly; Secure; SameSite=Lax$/);
  expect((await choose(link, 'another sentence')).body.code).toBe('link_ended');
  expect((await call('GET', '/api/v1/users', { headers: { cookie } })).status).toBe(200);
  expect((await signIn(email)).status).toBe(200);
});

test('neither the password nor the secret of a session or a link is stored, logged or audited', async () => {
  const { id, link, cookie } = await person(['administrator']);
  const rows = await api.db.sql`
    select to_jsonb(u) as row from user_account u where id = ${id} union all select to_jsonb(s) from user_session s where user_id = ${id}
    union all select to_jsonb(l) from user_link l where user_id = ${id} union all select detail::jsonb from audit_entry`;
  const kept = JSON.stringify(rows) + JSON.stringify(api.logged);
  const secret = cookie.split('=')[1] ?? '';
  for (const hidden of [password, link, secret]) expect(kept).not.toContain(hidden);
  const audited = await api.db.sql`select detail from audit_entry where object_kind in ('user', 'user_session', 'user_link')`;
  for (const hash of [hashApiSecret(secret), hashApiSecret(link), '$argon2id$']) expect(JSON.stringify(audited)).not.toContain(hash);
});

test('a session has the scopes of the roles, and no others', async () => {
  const { cookie } = await person(['finance']);
  expect((await call('GET', '/api/v1/audit-entries', { headers: { cookie } })).status).toBe(200);
  const refused = await call('POST', '/api/v1/event-types', { payload: { name: 'a.b' }, headers: as(cookie) });
  expect([refused.status, refused.body.code]).toEqual([403, 'missing_scope']);
});

test('a person of a partner sees only that partner', async () => {
  const other = await api.partner();
  const { cookie } = await person(['partner_admin'], partner.id);
  const endpoint = (await call('POST', '/api/v1/endpoints', { payload: { url: 'https://other.example/' }, headers: other.headers })).body;
  expect((await call('GET', `/api/v1/endpoints/${endpoint.id}`, { headers: { cookie } })).status).toBe(404);
  const made = await call('POST', '/api/v1/endpoints', { payload: { url: 'https://mine.example/' }, headers: as(cookie) });
  expect([made.status, made.body.partner_id]).toEqual([201, partner.id]);
  expect((await call('GET', '/api/v1/audit-entries', { headers: { cookie } })).body.code).toBe('platform_key_required');
});

test('the audit log names the person who made a change', async () => {
  const { id, cookie } = await person(['partner_developer'], partner.id);
  const made = (await call('POST', '/api/v1/endpoints', { payload: { url: 'https://named.example/' }, headers: as(cookie) })).body;
  const [entry] = await api.db
    .sql`select actor_kind, actor_id from audit_entry where object_id = ${made.id} and action = 'endpoint.created'`;
  expect(entry).toEqual({ actor_kind: 'partner', actor_id: id });
});

test('a change is refused if a page of another site could have sent it', async () => {
  const { cookie } = await person(['administrator']);
  const change = (headers: Record<string, string>) =>
    call('POST', '/api/v1/partners', { payload: { name: 'Acme' }, headers: { cookie, ...headers } });
  const forged: Record<string, string>[] = [
    {},
    { 'x-causeway-console': '1' },
    { 'sec-fetch-site': 'cross-site', 'x-causeway-console': '1' },
    { 'sec-fetch-site': 'same-site', 'x-causeway-console': '1' },
    { 'sec-fetch-site': 'none', 'x-causeway-console': '1' },
    { 'sec-fetch-site': 'same-origin' },
    { origin: 'https://evil.example', 'x-causeway-console': '1' },
    { origin: 'null', 'x-causeway-console': '1' },
  ];
  for (const headers of forged) expect([headers, (await change(headers)).body.code]).toEqual([headers, 'cross_site_request']);
  const reads = await call('GET', '/api/v1/users', { headers: { cookie, 'sec-fetch-site': 'cross-site' } });
  expect(reads.body.code).toBe('cross_site_request');
  const older = await change({ origin: 'https://console.example', host: 'console.example', 'x-causeway-console': '1' });
  expect(older.status).toBe(201);
  expect((await signIn('ada@acme.example', password, { headers: { 'x-causeway-console': '1' } })).body.code).toBe('cross_site_request');
});

test('an unknown address, a wrong password and a disabled person have the same answer', async () => {
  const disabled = await person(['read_only']);
  await call('PATCH', `/api/v1/users/${disabled.id}`, { payload: { status: 'disabled' } });
  const { email } = await person(['read_only']);
  const answers = [await signIn('nobody@acme.example'), await signIn(email, 'something else'), await signIn(disabled.email)];
  for (const { status, body } of answers) {
    expect([status, body.code, body.detail]).toEqual([401, answers[0]?.body.code, answers[0]?.body.detail]);
  }
});

test('guesses of one password are refused after some tries, from one network and from many', async () => {
  const { email } = await person(['read_only']);
  const from = elsewhere();
  const statuses = [];
  for (let i = 0; i < 7; i++) statuses.push((await signIn(email, 'a wrong guess', { from })).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  // Refused unread: the right one would tell a guesser that it is right.
  const right = await signIn(email, password, { from });
  expect([right.status, Number(right.reply.headers['retry-after']) > 0]).toEqual([429, true]);
  const others = [];
  for (let i = 0; i < 12; i++) others.push((await signIn(email, 'a wrong guess')).status);
  expect(others.filter((status) => status === 429).length).toBeGreaterThan(0);
});

test('who signs out is signed out in every process within a second, in this browser or everywhere', async () => {
  const { email, cookie } = await person(['read_only']);
  const second = (await signIn(email)).cookie;
  const settings = Settings.parse({});
  const otherProcess = openDirectory({ sql: api.db.sql, url: api.url, settings: () => settings });
  try {
    const isKnown = async (one: string) => (await otherProcess.sessions.get(hashApiSecret(one.split('=')[1] ?? '')))?.endedAt === null;
    await expect.poll(() => otherProcess.isListening).toBe(true);
    expect([await isKnown(cookie), await isKnown(second)]).toEqual([true, true]);
    const out = await call('POST', '/auth/sign-out', { headers: as(cookie) });
    expect([out.body, out.reply.headers['set-cookie']]).toEqual([{ ended: 1 }, expect.stringContaining('Max-Age=0')]);
    await expect.poll(() => isKnown(cookie)).toBe(false);
    expect(await isKnown(second)).toBe(true);
    await expect.poll(async () => (await call('GET', '/auth/session', { headers: { cookie } })).body.code).toBe('session_ended');
    await call('POST', '/auth/sign-out', { headers: as(second), payload: { everywhere: true } });
    await expect.poll(() => isKnown(second)).toBe(false);
  } finally {
    await otherProcess.close();
  }
});

test('who is disabled, or loses a role, loses the access with the next request', async () => {
  const { id, cookie } = await person(['administrator']);
  await call('PATCH', `/api/v1/users/${id}`, { payload: { roles: ['finance'] } });
  await expect.poll(async () => (await call('GET', '/api/v1/users', { headers: { cookie } })).body.code).toBe('missing_scope');
  await call('PATCH', `/api/v1/users/${id}`, { payload: { status: 'disabled' } });
  await expect.poll(async () => (await call('GET', '/auth/session', { headers: { cookie } })).body.code).toBe('session_ended');
});

test('a session ends after half an hour without a request, and eight hours after it began', async () => {
  const { cookie } = await person(['read_only']);
  const read = async () => (await call('GET', '/auth/session', { headers: { cookie } })).status;
  const secretHash = hashApiSecret(cookie.split('=')[1] ?? '');
  const age = async (idle: string, left: string) => {
    await api.directory.writeUses();
    await api.db.sql`
      update user_session set last_seen_at = now() - ${idle}::interval, expires_at = now() + ${left}::interval where secret_hash = ${secretHash}`;
    api.directory.sessions.forget(secretHash);
  };
  await age('29 min', '1 h');
  expect(await read()).toBe(200);
  await age('31 min', '1 h');
  expect(await read()).toBe(401);
  await age('1 min', '-1 s');
  expect(await read()).toBe(401);
});

test('nobody gives roles beyond their own, or takes over somebody who has more', async () => {
  const admin = await person(['administrator']);
  const key = await api.key(undefined, { scopes: ['users:read', 'users:write'] });
  const headers = { authorization: `Bearer ${key}` };
  const create = await call('POST', '/api/v1/users', {
    headers,
    payload: { email: 'x@acme.example', name: 'X', roles: ['administrator'] },
  });
  const link = await call('POST', `/api/v1/users/${admin.id}/link`, { headers });
  const out = await call('POST', `/api/v1/users/${admin.id}/sign-out`, { headers });
  const lower = await call('PATCH', `/api/v1/users/${admin.id}`, { headers, payload: { roles: ['read_only'] } });
  for (const { body } of [create, link, out, lower]) expect(body.code).toBe('scope_not_grantable');
});

test('people of a partner have roles of partners, and people of the company those of the company', async () => {
  const wrong = await call('POST', '/api/v1/users', {
    payload: { email: 'y@acme.example', name: 'Y', roles: ['operator', 'finance'], partner_id: partner.id },
  });
  expect(wrong.body.errors).toHaveLength(2);
  const twice = await invite(['read_only']);
  const again = await call('POST', '/api/v1/users', { payload: { email: twice.email.toUpperCase(), name: 'Z', roles: ['read_only'] } });
  expect([again.status, again.body.code]).toEqual([409, 'user_exists']);
});

test('a partner manages its own people only', async () => {
  const other = await api.partner();
  const theirs = await person(['partner_sales'], other.id);
  const { cookie } = await person(['partner_admin'], partner.id);
  const listed = (await call('GET', '/api/v1/users?limit=200', { headers: { cookie } })).body.data as { partner_id: string }[];
  expect(new Set(listed.map((user) => user.partner_id))).toEqual(new Set([partner.id]));
  for (const path of ['', '/sessions']) {
    expect((await call('GET', `/api/v1/users/${theirs.id}${path}`, { headers: { cookie } })).status).toBe(404);
  }
  for (const path of ['/link', '/sign-out']) {
    expect((await call('POST', `/api/v1/users/${theirs.id}${path}`, { headers: as(cookie) })).status).toBe(404);
  }
  const session = (await call('GET', '/auth/sessions', { headers: { cookie: theirs.cookie } })).body.data[0];
  expect((await call('POST', `/auth/sessions/${session.id}/end`, { headers: as(cookie) })).body).toEqual({ ended: 0 });
});

test('a request with a key is that of the key, also from a browser that is signed in', async () => {
  const { cookie } = await person(['administrator']);
  const reply = await call('GET', '/api/v1/users', { headers: { cookie, authorization: 'Bearer ck_live_wrong' } });
  expect([reply.status, reply.body.code]).toEqual([401, 'invalid_api_key']);
  expect((await call('GET', '/auth/session')).body.code).toBe('session_ended');
});

test('a person of a suspended partner learns why nothing works, and can sign out', async () => {
  const suspended = await api.partner();
  const { cookie } = await person(['partner_admin'], suspended.id);
  await call('POST', `/api/v1/partners/${suspended.id}/suspend`, { payload: { reason: 'Unpaid' } });
  await expect.poll(async () => (await call('GET', '/api/v1/endpoints', { headers: { cookie } })).body.code).toBe('partner_suspended');
  expect((await call('GET', '/auth/sessions', { headers: { cookie } })).status).toBe(403);
  expect((await call('POST', '/auth/sign-out', { headers: as(cookie) })).body).toEqual({ ended: 1 });
  await expect.poll(async () => (await call('GET', '/auth/session', { headers: { cookie } })).body.code).toBe('session_ended');
});
