import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPartner } from '#test/support/app.ts';
import { startOidcIdp } from '#test/support/idp/oidc-idp.ts';
import { TestBrowser } from '#test/support/idp/redirects.ts';
import { openSsoWorld, type SsoWorld } from '#test/support/idp/sso-world.ts';

let idp: Awaited<ReturnType<typeof startOidcIdp>>;
let world: SsoWorld;
let partner: TestPartner;
let company: { id: string; token: string };
let theirs: { id: string; token: string };
let people = 0;

beforeAll(async () => {
  idp = await startOidcIdp({ id: 'causeway', secret: 'secret' });
  world = await openSsoWorld([idp.issuer]);
  partner = await world.partner();
  company = await connect({
    domains: ['acme.example'],
    group_roles: [
      { group: 'Ops', roles: ['operator'] },
      { group: 'Money', roles: ['finance'] },
    ],
  });
  theirs = await connect({ partner_id: partner.id, default_roles: ['partner_sales'] });
});
afterAll(async () => {
  await world.close();
  await idp.close();
});

async function connect(more: object) {
  const settings = { kind: 'oidc', issuer: idp.issuer, client_id: 'causeway', client_secret: 'secret' };
  const payload = { name: 'Acme ID', settings, create_users: true, default_roles: ['read_only'], ...more };
  const { status, body } = await world.call('POST', '/api/v1/sso-connections', { payload });
  expect([status, body.errors]).toEqual([201, undefined]);
  idp.permit(body.redirect_uri);
  const made = await world.call('POST', `/api/v1/sso-connections/${body.id}/scim-token`);
  expect([made.status, made.body.url]).toEqual([201, `${world.base}/scim/v2`]);
  return { id: body.id as string, token: made.body.token as string };
}

async function scim(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, payload?: object, { token } = company) {
  const headers = { authorization: `Bearer ${token}`, ...(payload && { 'content-type': 'application/scim+json' }) };
  const reply = await world.call(method, `/scim/v2${path}`, { headers, ...(payload && { payload }) });
  return reply;
}
const patchOp = (...Operations: object[]) => ({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations });
const coreUser = 'urn:ietf:params:scim:schemas:core:2.0:User';
const newUser = (more: object = {}) => {
  const userName = `scim.${people++}@acme.example`;
  return {
    schemas: [coreUser],
    userName,
    name: { givenName: 'Ada', familyName: 'Lovelace' },
    emails: [{ value: userName, type: 'work', primary: true }],
    active: true,
    ...more,
  };
};
const create = async (more: object = {}, of = company) => {
  const { status, body } = await scim('POST', '/Users', newUser(more), of);
  expect([status, body.detail]).toEqual([201, undefined]);
  return body;
};
const group = async (displayName: string, ids: string[]) =>
  (
    await scim('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName,
      members: ids.map((value) => ({ value })),
    })
  ).body;
const userOf = async (id: string) => (await world.call('GET', `/api/v1/users/${id}`)).body;

/** Signed in through the identity provider as the user that it has provisioned. */
async function signIn(email: string) {
  idp.person = { sub: email, email, email_verified: true };
  const browser = new TestBrowser();
  await browser.open(`${world.base}/auth/sso/${company.id}/start`);
  return browser;
}

test('a provisioned user can sign in, and is signed out everywhere within a second as the provider deactivates them', async () => {
  const user = await create();
  expect(await userOf(user.id)).toMatchObject({ email: user.userName, name: 'Ada Lovelace', roles: ['read_only'], status: 'active' });
  const browser = await signInTo(user.userName);
  expect((await world.signedIn(browser)).user.id).toBe(user.id);
  await scim('PATCH', `/Users/${user.id}`, patchOp({ op: 'replace', path: 'active', value: false }));
  await expect.poll(() => world.signedIn(browser), { timeout: 1_000 }).toBeUndefined();
  expect((await userOf(user.id)).status).toBe('disabled');
  // And back.
  await scim('PATCH', `/Users/${user.id}`, patchOp({ op: 'replace', path: 'active', value: true }));
  expect((await userOf(user.id)).status).toBe('active');
});
const signInTo = async (email: string) => {
  await world.call('GET', `/api/v1/sso-connections/${company.id}`).then(({ body }) => idp.permit(body.redirect_uri));
  return signIn(email);
};

test('a deleted user is signed out, gone for the provider, and comes back as the same person', async () => {
  const user = await create();
  const browser = await signInTo(user.userName);
  expect((await scim('DELETE', `/Users/${user.id}`)).status).toBe(204);
  await expect.poll(() => world.signedIn(browser), { timeout: 1_000 }).toBeUndefined();
  expect((await scim('GET', `/Users/${user.id}`)).status).toBe(404);
  expect((await scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${user.userName}"`)}`)).body.totalResults).toBe(0);
  const again = await scim('POST', '/Users', { ...newUser(), userName: user.userName, emails: [{ value: user.userName }] });
  expect([again.status, again.body.id]).toEqual([201, user.id]);
  expect((await userOf(user.id)).status).toBe('active');
});

test('groups decide roles, as members come and go', async () => {
  const [ada, grace] = [await create(), await create()];
  const ops = await group('Ops', [ada.id]);
  const money = await group('Money', []);
  const roles = async () => [(await userOf(ada.id)).roles, (await userOf(grace.id)).roles];
  expect(await roles()).toEqual([['operator'], ['read_only']]);
  await scim('PATCH', `/Groups/${money.id}`, patchOp({ op: 'add', path: 'members', value: [{ value: ada.id }, { value: grace.id }] }));
  expect(await roles()).toEqual([['operator', 'finance'], ['finance']]);
  await scim('PATCH', `/Groups/${ops.id}`, patchOp({ op: 'remove', path: `members[value eq "${ada.id}"]` }));
  expect(await roles()).toEqual([['finance'], ['finance']]);
  expect((await scim('GET', `/Users/${ada.id}`)).body.groups).toEqual([expect.objectContaining({ value: money.id, display: 'Money' })]);
  await scim('DELETE', `/Groups/${money.id}`);
  expect(await roles()).toEqual([['read_only'], ['read_only']]);
  await scim('DELETE', `/Groups/${ops.id}`);
});

test.each<[string, (id: string) => object[]]>([
  ['an operation in capitals with a boolean as text', () => [{ op: 'Replace', path: 'active', value: 'False' }]],
  ['no path, and a boolean as text', () => [{ op: 'Replace', value: { active: 'False' } }]],
  ['no path, and dotted names', () => [{ op: 'replace', value: { 'name.givenName': 'Grace', active: 'false' } }]],
  ['the URN of the schema before the name', () => [{ op: 'replace', path: `${coreUser}:active`, value: false }]],
  [
    'an attribute that is not kept beside it',
    () => [
      { op: 'Add', path: 'title', value: 'Countess' },
      { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: 'Engines' },
      { op: 'Replace', path: 'active', value: 'False' },
    ],
  ],
])('Entra deactivates with %s', async (_what, operations) => {
  const user = await create();
  const { status, body } = await scim('PATCH', `/Users/${user.id}`, patchOp(...operations(user.id)));
  expect([status, body.active, (await userOf(user.id)).status]).toEqual([200, false, 'disabled']);
});

test('Entra creates with a boolean as text, and asks before whether somebody is there', async () => {
  const { userName } = newUser();
  const probe = () => scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${userName.toUpperCase()}"`)}`);
  expect((await probe()).body).toMatchObject({ totalResults: 0, Resources: [] });
  const made = await create({ userName, emails: undefined, active: 'True' });
  expect([made.active, (await probe()).body.Resources[0].id]).toEqual([true, made.id]);
});

test('Entra sets the address of a type that is not there, and changes one that is', async () => {
  const home = { value: `home.${people}@acme.example`, type: 'home' };
  const user = await create({ emails: [home] });
  const set = (type: string, value: string) =>
    scim('PATCH', `/Users/${user.id}`, patchOp({ op: 'Add', path: `emails[type eq "${type}"].value`, value }));
  expect((await set('work', 'first@acme.example')).body.emails).toEqual([home, { type: 'work', value: 'first@acme.example' }]);
  const changed = `changed.${user.userName}`;
  expect((await set('home', changed)).body.emails).toEqual([
    { ...home, value: changed },
    { type: 'work', value: 'first@acme.example' },
  ]);
  expect((await userOf(user.id)).email).toBe(changed);
});

test('Entra removes members with a value instead of a filter, and only those', async () => {
  const [ada, grace] = [await create(), await create()];
  const made = await group(`Team ${people}`, [ada.id, grace.id]);
  const { body } = await scim('PATCH', `/Groups/${made.id}`, patchOp({ op: 'Remove', path: 'members', value: [{ value: ada.id }] }));
  expect(body.members.map((member: any) => member.value)).toEqual([grace.id]);
  const pathless = await scim('PATCH', `/Groups/${made.id}`, patchOp({ op: 'Remove', value: { members: [{ value: grace.id }] } }));
  expect([pathless.status, pathless.body.members ?? []]).toEqual([200, []]);
  const without = await scim('GET', `/Groups/${made.id}?excludedAttributes=members`);
  expect([without.body.displayName, without.body.members]).toEqual([made.displayName, undefined]);
});

test('users who were invited here are found, and matched instead of created twice', async () => {
  const email = `invited.${people++}@acme.example`;
  const { body: invited } = await world.call('POST', '/api/v1/users', { payload: { email, name: 'Invited', roles: ['operator'] } });
  const found = await scim('GET', `/Users?filter=${encodeURIComponent(`emails[value eq "${email}"]`)}`);
  expect(found.body.Resources.map((one: any) => one.id)).toEqual([invited.id]);
  const twice = await scim('POST', '/Users', { ...newUser(), userName: email, emails: [{ value: email }] });
  expect([twice.status, twice.body.scimType]).toEqual([409, 'uniqueness']);
});

test('a token sees and changes the people of its own organisation only', async () => {
  const mine = await create();
  const other = await create({}, theirs);
  expect((await userOf(other.id)).partner_id).toBe(partner.id);
  for (const [of, id] of [
    [theirs, mine.id],
    [company, other.id],
  ] as const) {
    const answers = [
      await scim('GET', `/Users/${id}`, undefined, of),
      await scim('PUT', `/Users/${id}`, newUser(), of),
      await scim('PATCH', `/Users/${id}`, patchOp({ op: 'replace', path: 'active', value: false }), of),
      await scim('DELETE', `/Users/${id}`, undefined, of),
    ];
    for (const { status } of answers) expect(status).toBe(404);
    const listed = await scim('GET', '/Users?count=200', undefined, of);
    expect(JSON.stringify(listed.body)).not.toContain(id);
  }
  const made = await group(`Mine ${people}`, [mine.id]);
  for (const method of ['GET', 'DELETE'] as const) expect((await scim(method, `/Groups/${made.id}`, undefined, theirs)).status).toBe(404);
  const stranger = await scim('PATCH', `/Groups/${made.id}`, patchOp({ op: 'add', path: 'members', value: [{ value: other.id }] }));
  expect([stranger.status, stranger.body.scimType]).toEqual([400, 'invalidValue']);
  const taken = await scim('POST', '/Users', { ...newUser(), userName: mine.userName, emails: [{ value: mine.userName }] }, theirs);
  expect(taken.status).toBe(409);
});

test('without a token, with a wrong one, or with one that was replaced, nothing is told', async () => {
  const wrong = await scim('GET', '/Users', undefined, { id: '', token: `scim_${'x'.repeat(43)}` });
  expect([wrong.status, wrong.body.schemas]).toEqual([401, ['urn:ietf:params:scim:api:messages:2.0:Error']]);
  expect((await world.call('GET', '/scim/v2/Users', { headers: {} })).status).toBe(401);
  const third = await connect({ partner_id: (await world.partner()).id, default_roles: ['partner_sales'] });
  const renewed = await world.call('POST', `/api/v1/sso-connections/${third.id}/scim-token`);
  expect((await scim('GET', '/Users', undefined, third)).status).toBe(401);
  expect((await scim('GET', '/Users', undefined, { id: third.id, token: renewed.body.token })).status).toBe(200);
  expect((await world.call('DELETE', `/api/v1/sso-connections/${third.id}/scim-token`)).status).toBe(204);
  expect((await scim('GET', '/Users', undefined, { id: third.id, token: renewed.body.token })).status).toBe(401);
});

test('where SCIM is on, nobody becomes a user by signing in', async () => {
  const browser = await signInTo(`unknown.${people++}@acme.example`);
  expect(await world.signedIn(browser)).toBeUndefined();
});

test('the audit log names the provider that made a change, and has no token', async () => {
  const user = await create();
  await scim('PATCH', `/Users/${user.id}`, patchOp({ op: 'replace', path: 'displayName', value: 'Countess' }));
  const entries = await world.db
    .sql`select action, actor_id from audit_entry where object_id = ${user.id} and object_kind = 'user' order by seq`;
  expect(new Set(entries.map((entry) => entry['actor_id']))).toEqual(new Set([company.id]));
  expect(JSON.stringify([await world.db.sql`select detail::text from audit_entry`, world.logged])).not.toContain(company.token);
});

test('what cannot be a user is refused as SCIM refuses', async () => {
  const send = async (body: object) => {
    const { status, body: answer } = await scim('POST', '/Users', body);
    return [status, answer.scimType];
  };
  expect(await send({ schemas: [coreUser], userName: 'no-address' })).toEqual([400, 'invalidValue']);
  expect(await send({ schemas: ['urn:x'], userName: 'a@acme.example' })).toEqual([400, 'invalidSyntax']);
  expect(await send({ schemas: [coreUser] })).toEqual([400, 'invalidValue']);
  expect(await send({ ...newUser(), displayName: 'x'.repeat(301) })).toEqual([400, 'invalidValue']);
  expect(await send({ ...newUser(), active: 'perhaps' })).toEqual([400, 'invalidValue']);
  const filter = await scim('GET', `/Users?filter=${encodeURIComponent('userName is "x"')}`);
  expect([filter.status, filter.body.scimType]).toEqual([400, 'invalidFilter']);
});

test('the schemas name what is kept, and nothing else', async () => {
  const { body } = await scim('GET', '/Schemas');
  const [user, groups] = body.Resources;
  expect(user.attributes.map((one: any) => one.name).toSorted()).toEqual(['active', 'displayName', 'emails', 'groups', 'name', 'userName']);
  expect(groups.attributes.map((one: any) => one.name).toSorted()).toEqual(['displayName', 'members']);
  for (const path of ['/ServiceProviderConfig', '/ResourceTypes', '/ResourceTypes/User', `/Schemas/${coreUser}`]) {
    expect((await scim('GET', path)).status).toBe(200);
  }
});
