import { afterAll, beforeAll, expect, test } from 'vitest';
import { partnerScopes } from '#domain/access/scope.ts';
import { bearer, type TestPartner } from '#test/support/app.ts';
import { openSsoWorld, type SsoWorld } from '#test/support/idp/sso-world.ts';

let world: SsoWorld;
let partner: TestPartner;
beforeAll(async () => {
  world = await openSsoWorld([]);
  partner = await world.partner();
});
afterAll(() => world.close());

const settings = { kind: 'oidc', issuer: 'https://id.acme.example', client_id: 'causeway', client_secret: 'kept secret' };
const create = (more: object = {}, headers: Record<string, string> = world.headers) =>
  world.call('POST', '/api/v1/sso-connections', { payload: { name: 'Acme ID', settings, ...more }, headers });
const at = (id: string) => `/api/v1/sso-connections/${id}`;

test('the secret of a connection is stored encrypted, and never shown, audited or logged', async () => {
  const { status, body } = await create();
  expect([status, body.has_secret, body.settings.client_secret]).toEqual([201, true, undefined]);
  const [row] = await world.db.sql`select secret_sealed from sso_connection where id = ${body.id}`;
  expect(row?.['secret_sealed']).toMatch(/^v1\./);
  const kept = JSON.stringify([
    await world.db.sql`select detail::text from audit_entry`,
    world.logged,
    (await world.call('GET', at(body.id))).body,
  ]);
  expect(kept).not.toContain('kept secret');
  expect(kept).not.toContain(row?.['secret_sealed']);
});

test('the secret of one issuer is not sent to another', async () => {
  const { id } = (await create()).body;
  const without = { ...settings, client_secret: undefined };
  const same = await world.call('PATCH', at(id), { payload: { settings: { ...without, scopes: ['email', 'groups'] } } });
  expect([same.status, same.body.has_secret]).toEqual([200, true]);
  const other = await world.call('PATCH', at(id), { payload: { settings: { ...without, issuer: 'https://evil.example' } } });
  expect([other.status, other.body.has_secret]).toEqual([200, false]);
});

test('an issuer inside the network is refused', async () => {
  for (const issuer of ['https://127.0.0.1', 'https://10.0.0.1/realm', 'https://localhost', 'http://id.acme.example', 'https://[::1]']) {
    const { status, body } = await create({ settings: { ...settings, issuer } });
    expect([issuer, status, body.errors?.[0]?.pointer]).toEqual([issuer, 400, '/settings/issuer']);
  }
});

test('whoever may not be everybody of an organisation cannot set up who is', async () => {
  const { id } = (await create()).body;
  const lesser = bearer(await world.key(undefined, { scopes: ['users:read', 'users:write'] }));
  const theirs = bearer(await world.key(partner.id, { scopes: partnerScopes.filter((scope) => scope !== 'webhooks:write') }));
  const answers = [
    await create({}, lesser),
    await create({}, theirs),
    await world.call('PATCH', at(id), { payload: { enabled: false }, headers: lesser }),
    await world.call('DELETE', at(id), { headers: lesser }),
    await world.call('POST', `${at(id)}/verify-domains`, { headers: lesser }),
  ];
  for (const { status, body } of answers) expect([status, body.code]).toEqual([403, 'scope_not_grantable']);
});

test('roles fit the organisation, and each group is named once', async () => {
  const wrong = await create({ default_roles: ['administrator'], group_roles: [{ group: 'a', roles: ['operator'] }] }, partner.headers);
  expect([wrong.status, wrong.body.errors.length]).toEqual([400, 2]);
  const twice = await create({
    group_roles: [
      { group: 'a', roles: ['operator'] },
      { group: 'a', roles: ['finance'] },
    ],
  });
  expect([twice.status, twice.body.errors[0].code]).toEqual([400, 'duplicate']);
});

test('a domain that a partner names counts when DNS says that it is its own', async () => {
  const { body } = await create({ domains: ['Partner.Example', 'other.example'] }, partner.headers);
  expect(body.domains.map((one: any) => [one.domain, one.verified_at])).toEqual([
    ['other.example', null],
    ['partner.example', null],
  ]);
  const console = { 'sec-fetch-site': 'same-origin', 'x-causeway-console': '1' };
  const find = async () =>
    (await world.call('POST', '/auth/sso', { payload: { email: 'a@partner.example' }, headers: console })).body.connection;
  expect(await find()).toBeNull();
  world.txtRecords.set('_causeway.partner.example', ['v=spf1 -all', body.domains[0].txt_record]);
  world.txtRecords.set('_causeway.other.example', ['causeway=sso_another']);
  const verified = await world.call('POST', `${at(body.id)}/verify-domains`, { headers: partner.headers });
  expect(verified.body.domains.map((one: any) => [one.domain, one.verified_at !== null])).toEqual([
    ['other.example', false],
    ['partner.example', true],
  ]);
  expect((await find()).id).toBe(body.id);
});

test('a domain belongs to one connection, until that one gives it up', async () => {
  const first = (await create({ domains: ['taken.example'] })).body;
  const second = await create({ domains: ['taken.example'] });
  expect([second.status, second.body.code]).toEqual([409, 'conflict']);
  await world.call('DELETE', at(first.id));
  expect((await create({ domains: ['taken.example'] })).status).toBe(201);
  expect((await world.call('GET', at(first.id))).status).toBe(404);
});

test('a change is refused if somebody else was faster', async () => {
  const { id } = (await create()).body;
  const late = await world.call('PATCH', at(id), { payload: { name: 'Mine' }, headers: { ...world.headers, 'if-match': '"17"' } });
  expect(late.status).toBe(412);
});
