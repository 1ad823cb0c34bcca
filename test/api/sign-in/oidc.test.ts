import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startFaultyIdp } from '#test/support/idp/faulty-idp.ts';
import { startOidcIdp } from '#test/support/idp/oidc-idp.ts';
import { TestBrowser } from '#test/support/idp/redirects.ts';
import { openSsoWorld, type SsoWorld } from '#test/support/idp/sso-world.ts';

const secret = 'the-client-secret-of-the-test';
let idp: Awaited<ReturnType<typeof startOidcIdp>>;
let faulty: Awaited<ReturnType<typeof startFaultyIdp>>;
let world: SsoWorld;
let connection: string;
let faultyConnection: string;

beforeAll(async () => {
  idp = await startOidcIdp({ id: 'causeway', secret });
  faulty = await startFaultyIdp('causeway');
  world = await openSsoWorld([idp.issuer, faulty.issuer]);
  const made = await connect(idp.issuer, { domains: ['acme.example', 'ACME.test'] });
  connection = made.id;
  idp.permit(made.redirect_uri);
  faultyConnection = (await connect(faulty.issuer, { domains: ['faulty.example'] })).id;
});
afterAll(async () => {
  await world.close();
  await idp.close();
  await faulty.close();
});
beforeEach(() => {
  idp.person = newPerson();
  Object.assign(faulty, { change: (claims: object) => claims, signedBy: 'own', status: 200 });
});

let people = 0;
const newPerson = () => ({ sub: `person-${people}`, email: `person.${people++}@acme.example`, email_verified: true, name: 'Ada Lovelace' });

async function connect(issuer: string, more: object) {
  const settings = { kind: 'oidc', issuer, client_id: 'causeway', client_secret: secret, scopes: ['email', 'profile', 'groups'] };
  const payload = { name: 'Acme ID', settings, create_users: true, default_roles: ['read_only'], ...more };
  const { status, body } = await world.call('POST', '/api/v1/sso-connections', { payload });
  expect([status, body.errors]).toEqual([201, undefined]);
  return body as { id: string; redirect_uri: string };
}

const start = (id = connection, query = '') => `${world.base}/auth/sso/${id}/start${query}`;
const change = (payload: object, id = connection) => world.call('PATCH', `/api/v1/sso-connections/${id}`, { payload });

/** Begins a sign-in at the faulty provider, and returns what a correct answer of it would be. */
async function beginAtFaulty(browser: TestBrowser) {
  const { location } = await browser.open(start(faultyConnection), { until: '/authorize' });
  const query = new URLSearchParams(location?.split('?')[1]);
  faulty.nonce = query.get('nonce') ?? '';
  return { query, answer: `${query.get('redirect_uri')}?code=the-code&state=${query.get('state')}` };
}

test('a person signs in through an identity provider, with real redirects, and lands where they wanted to be', async () => {
  const browser = new TestBrowser();
  const { status, location } = await browser.open(start(connection, '?return_to=/console/deliveries?status=held'));
  expect([status, location]).toEqual([303, '/console/deliveries?status=held']);
  const { user } = await world.signedIn(browser);
  expect(user).toMatchObject({
    email: idp.person.email,
    name: 'Ada Lovelace',
    roles: ['read_only'],
    has_password: false,
    created_by: connection,
  });
  const asked = new URL(browser.visited.find((url) => url.startsWith(`${idp.issuer}/auth?`)) ?? '').searchParams;
  expect([asked.get('code_challenge_method'), asked.get('response_type')]).toEqual(['S256', 'code']);
  for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
});

test('each sign-in begins a new session and ends the one before, of the same person', async () => {
  const browser = new TestBrowser();
  await browser.open(start());
  const first = { as: world.as(browser), is: await world.signedIn(browser) };
  await browser.open(start());
  const second = await world.signedIn(browser);
  expect([second.user.id, second.session_id === first.is.session_id]).toEqual([first.is.user.id, false]);
  await expect.poll(async () => (await world.call('GET', '/auth/session', { headers: first.as })).status).toBe(401);
});

test('a page outside the console is never returned to', async () => {
  for (const evil of [
    'https://evil.example/',
    '//evil.example',
    '/consolex',
    '/console/../docs',
    '/console\\evil',
    '/console//evil.example',
  ]) {
    const { location } = await new TestBrowser().open(start(connection, `?return_to=${encodeURIComponent(evil)}`), { until: '/console' });
    expect(new URL(location ?? '', world.base).origin).toBe(world.base);
    expect(location).toMatch(/^\/console(\/|$)/);
  }
});

test('an answer counts once, and only in the browser that asked', async () => {
  const [first, other] = [new TestBrowser(), new TestBrowser()];
  const { answer } = await beginAtFaulty(first);
  const stolen = await other.open(answer);
  expect([stolen.status, stolen.html]).toEqual([409, expect.stringContaining('begun in another browser')]);
  expect((await first.open(answer.replace(/state=\w/, 'state=x'))).status).toBe(409);
  expect((await first.open(answer)).status).toBe(303);
  const again = await first.open(answer);
  expect([again.status, await world.signedIn(other)]).toEqual([409, undefined]);
});

test.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>, 'own' | 'other' | 'nobody']>([
  ['another nonce', (claims) => ({ ...claims, nonce: 'x' }), 'own'],
  ['no nonce', ({ nonce: _, ...claims }) => claims, 'own'],
  ['another audience', (claims) => ({ ...claims, aud: 'somebody-else' }), 'own'],
  ['another issuer', (claims) => ({ ...claims, iss: 'https://evil.example' }), 'own'],
  ['a time long past', (claims) => ({ ...claims, exp: Math.floor(Date.now() / 1_000) - 120 }), 'own'],
  ['no subject', ({ sub: _, ...claims }) => claims, 'own'],
  ['a signature of another key', (claims) => claims, 'other'],
  ['no signature', (claims) => claims, 'nobody'],
])('an ID token with %s proves nobody', async (_what, wrong, signedBy) => {
  const browser = new TestBrowser();
  const { answer } = await beginAtFaulty(browser);
  Object.assign(faulty, { change: wrong, signedBy });
  const { status, html } = await browser.open(answer);
  expect([status, html]).toEqual([403, expect.stringContaining('did not sign you in')]);
  expect(await world.signedIn(browser)).toBeUndefined();
});

test('the clock of a provider may be off by as much as is configured', async () => {
  const browser = new TestBrowser();
  const { answer } = await beginAtFaulty(browser);
  faulty.change = (claims) => ({ ...claims, iat: Number(claims['iat']) - 330, exp: Math.floor(Date.now() / 1_000) - 30 });
  expect((await browser.open(answer)).status).toBe(303);
});

test('a provider that refuses is told of in plain words, and so is one that is down', async () => {
  const browser = new TestBrowser();
  const { query } = await beginAtFaulty(browser);
  const refused = await browser.open(
    `${query.get('redirect_uri')}?error=access_denied&error_description=Not+today&state=${query.get('state')}`,
  );
  expect([refused.status, refused.html]).toEqual([403, expect.stringContaining('access_denied: Not today')]);
  faulty.status = 503;
  const down = await browser.open(start(faultyConnection));
  expect(down.status).toBe(502);
  for (const said of ['You are not signed in', 'Acme ID cannot be reached', 'Try again in a minute', '/console/sign-in']) {
    expect(down.html).toContain(said);
  }
  const problem = await world.call('GET', `/auth/sso/${faultyConnection}/start`, { headers: {} });
  expect([problem.status, problem.body.code]).toEqual([502, 'identity_provider_failed']);
});

test('no token of a provider, no code and no secret is kept or logged', async () => {
  const browser = new TestBrowser();
  const { answer } = await beginAtFaulty(browser);
  await browser.open(answer);
  const tables = ['sso_connection', 'sso_attempt', 'sso_identity', 'sso_domain', 'user_account', 'user_session', 'audit_entry'];
  let kept = JSON.stringify(world.logged);
  for (const table of tables) kept += JSON.stringify(await world.db.sql`select to_jsonb(t) as row from ${world.db.sql(table)} t`);
  const state = new URL(answer).searchParams.get('state') ?? '';
  for (const hidden of ['the-access-token', 'the-code', secret, state, faulty.nonce]) expect(kept).not.toContain(hidden);
});

test('an address is believed only if the provider verified it, in a domain that is verified for the connection', async () => {
  const refusedFor = async (person: object) => {
    idp.person = { ...newPerson(), ...person };
    const { status, html } = await new TestBrowser().open(start());
    return [status, html.match(/<strong>.*?<\/strong> (.*?)<\/p>/)?.[1]];
  };
  expect(await refusedFor({ email_verified: false })).toEqual([403, expect.stringContaining('no e-mail address')]);
  expect(await refusedFor({ email: 'ada@other.example' })).toEqual([403, expect.stringContaining('other.example do not sign in')]);
  idp.person = { ...newPerson(), email: 'Ada.Other@acme.TEST' };
  expect((await new TestBrowser().open(start())).status).toBe(303);
});

test('somebody else with the same address is not the same person', async () => {
  const person = idp.person;
  expect((await new TestBrowser().open(start())).status).toBe(303);
  idp.person = { ...person, sub: 'a-successor' };
  const { status, html } = await new TestBrowser().open(start());
  expect([status, html]).toEqual([403, expect.stringContaining('Somebody else')]);
  // The person stays the same with another address.
  idp.person = { ...person, email: 'renamed@elsewhere.example' };
  const browser = new TestBrowser();
  await browser.open(start());
  expect((await world.signedIn(browser)).user.email).toBe(person.email);
});

test('whoever was invited is linked to their user, a user of another organisation is not', async () => {
  const partner = await world.partner();
  const invite = (email: string | undefined, more: object) =>
    world.call('POST', '/api/v1/users', { payload: { email, name: 'Invited', ...more } });
  const { body: invited } = await invite(idp.person.email, { roles: ['operator'] });
  const browser = new TestBrowser();
  await browser.open(start());
  expect((await world.signedIn(browser)).user).toMatchObject({ id: invited.id, name: 'Invited', roles: ['operator'] });
  idp.person = newPerson();
  await invite(idp.person.email, { roles: ['partner_sales'], partner_id: partner.id });
  const { status, html } = await new TestBrowser().open(start());
  expect([status, html]).toEqual([403, expect.stringContaining('another organisation')]);
});

test('where no users are created, only those who are there sign in', async () => {
  await change({ create_users: false });
  const { status, html } = await new TestBrowser().open(start());
  expect([status, html]).toEqual([403, expect.stringContaining('creates none')]);
  await change({ create_users: true });
  expect((await new TestBrowser().open(start())).status).toBe(303);
});

test('groups decide the roles at each sign-in, if any group has roles', async () => {
  const groups = [
    { group: 'ops', roles: ['operator'] },
    { group: 'money', roles: ['finance'] },
  ];
  await change({ group_roles: groups, default_roles: [] });
  const rolesWith = async (names: string[]) => {
    idp.person.groups = names;
    const browser = new TestBrowser();
    const { status } = await browser.open(start());
    return status === 303 ? (await world.signedIn(browser)).user.roles : status;
  };
  expect(await rolesWith(['ops', 'money', 'unknown'])).toEqual(['operator', 'finance']);
  expect(await rolesWith(['money'])).toEqual(['finance']);
  expect(await rolesWith([])).toBe(403);
  await change({ group_roles: [], default_roles: ['read_only'] });
  expect(await rolesWith([])).toEqual(['finance']);
});

test('who is disabled does not sign in, and nobody does through a disabled connection', async () => {
  const browser = new TestBrowser();
  await browser.open(start());
  const { user } = await world.signedIn(browser);
  await world.call('PATCH', `/api/v1/users/${user.id}`, { payload: { status: 'disabled' } });
  expect((await new TestBrowser().open(start())).html).toContain('Your user is disabled');
  await change({ enabled: false });
  expect((await new TestBrowser().open(start())).status).toBe(404);
  await change({ enabled: true });
});

test('the console learns by an address where somebody signs in, whoever they are', async () => {
  const headers = { 'sec-fetch-site': 'same-origin', 'x-causeway-console': '1' };
  const find = async (email: string) => (await world.call('POST', '/auth/sso', { payload: { email }, headers })).body.connection;
  expect(await find('nobody@ACME.example')).toEqual({ id: connection, name: 'Acme ID', url: `/auth/sso/${connection}/start` });
  expect(await find('nobody@unknown.example')).toBeNull();
});

test('the audit log names the person who signed in, and how they became one', async () => {
  const browser = new TestBrowser();
  await browser.open(start());
  const { user } = await world.signedIn(browser);
  const entries = await world.db
    .sql`select action, actor_id from audit_entry where object_id = ${user.id} and object_kind in ('user', 'sso_identity') order by seq`;
  expect(entries.map((entry) => [entry['action'], entry['actor_id']])).toEqual([
    ['user.created', connection],
    ['sso_identity.created', user.id],
  ]);
});
