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
  const made = await connect(idp.issuer, 'acme.example');
  connection = made.id;
  idp.permit(made.redirect_uri);
  idp.person = { sub: 'grace', email: 'grace@acme.example', email_verified: true };
  faultyConnection = (await connect(faulty.issuer, 'faulty.example')).id;
});
afterAll(async () => {
  await world.close();
  await idp.close();
  await faulty.close();
});
beforeEach(() => void Object.assign(faulty, { change: (claims: object) => claims, signedBy: 'own', status: 200 }));

async function connect(issuer: string, domain: string) {
  const settings = { kind: 'oidc', issuer, client_id: 'causeway', client_secret: secret, scopes: ['email'] };
  const payload = { name: 'Acme ID', settings, domains: [domain], create_users: true, default_roles: ['read_only'] };
  return (await world.call('POST', '/api/v1/sso-connections', { payload })).body as { id: string; redirect_uri: string };
}

const start = (id: string) => `${world.base}/auth/sso/${id}/start`;
const isSignedIn = async (browser: TestBrowser) => (await world.signedIn(browser)) !== undefined;

/** Ada at the faulty provider, in a session of its own there. */
async function signIn(sid?: string): Promise<TestBrowser> {
  const browser = new TestBrowser();
  const { location } = await browser.open(start(faultyConnection), { until: '/authorize' });
  const query = new URLSearchParams(location?.split('?')[1]);
  faulty.nonce = query.get('nonce') ?? '';
  faulty.change = (claims) => ({ ...claims, ...(sid !== undefined && { sid }) });
  await browser.open(`${query.get('redirect_uri')}?code=the-code&state=${query.get('state')}`);
  expect(await isSignedIn(browser)).toBe(true);
  return browser;
}

async function tell(token: string, id = faultyConnection): Promise<number> {
  const body = new URLSearchParams({ logout_token: token });
  return (await fetch(`${world.base}/auth/sso/${id}/backchannel-logout`, { method: 'POST', body })).status;
}

test('whoever signs out at the provider is signed out here at once', async () => {
  const browser = new TestBrowser();
  await browser.open(start(connection));
  expect(await isSignedIn(browser)).toBe(true);
  const { html } = await browser.open(`${idp.issuer}/session/end`);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  await browser.open(`${idp.issuer}/session/end/confirm`, { form: { xsrf, logout: 'yes' } });
  await expect.poll(() => isSignedIn(browser), { timeout: 1_000 }).toBe(false);
});

test('a session of the provider ends what was begun in it, a person all that is theirs, and nobody else’s', async () => {
  const [first, second, third] = [await signIn('one'), await signIn('two'), await signIn()];
  const other = new TestBrowser();
  await other.open(start(connection));
  const signedIn = () => Promise.all([first, second, third, other].map(isSignedIn));
  expect(await tell(await faulty.logoutToken({ sub: undefined, sid: 'one' }))).toBe(200);
  await expect.poll(signedIn).toEqual([false, true, true, true]);
  expect(await tell(await faulty.logoutToken({ sub: 'nobody', sid: 'two' }))).toBe(200);
  expect(await tell(await faulty.logoutToken({ sub: 'grace' }))).toBe(200);
  expect(await signedIn()).toEqual([false, true, true, true]);
  expect(await tell(await faulty.logoutToken())).toBe(200);
  await expect.poll(signedIn).toEqual([false, false, false, true]);
});

const now = () => Math.floor(Date.now() / 1_000);
test.each<[string, () => Record<string, unknown>]>([
  ['of another issuer', () => ({ iss: 'https://elsewhere.example' })],
  ['for another client', () => ({ aud: 'another' })],
  ['without its event', () => ({ events: {} })],
  ['that is an ID token', () => ({ nonce: 'n' })],
  ['without an id', () => ({ jti: undefined })],
  ['of nobody', () => ({ sub: undefined })],
  ['of long ago', () => ({ iat: now() - 3_600, exp: now() + 3_600 })],
  ['that has ended', () => ({ exp: now() - 600 })],
  ['without a time', () => ({ iat: undefined })],
])('a token %s ends nothing', async (_kind, claims) => {
  const browser = await signIn();
  expect(await tell(await faulty.logoutToken(claims()))).toBe(400);
  expect(await isSignedIn(browser)).toBe(true);
});

test.each(['other', 'nobody'] as const)('a token that is signed by %s ends nothing', async (signedBy) => {
  const browser = await signIn();
  faulty.signedBy = signedBy;
  expect(await tell(await faulty.logoutToken())).toBe(400);
  expect(await isSignedIn(browser)).toBe(true);
});

test('a token counts once, and only at its own connection', async () => {
  await signIn();
  const token = await faulty.logoutToken();
  expect(await tell(token, connection)).toBe(400);
  expect([await tell(token), await tell(token)]).toEqual([200, 400]);
});

test('a token of a provider that is away ends nothing, and is told so that the provider tries again', async () => {
  const browser = await signIn();
  faulty.status = 500;
  expect(await tell(await faulty.logoutToken())).toBe(502);
  faulty.status = 200;
  expect(await isSignedIn(browser)).toBe(true);
});

test('what is no token is refused, without asking the provider', async () => {
  const asked = faulty.requests.length;
  expect([await tell('x'), await tell('a.b.c'), await tell(await faulty.logoutToken({ iss: 'https://elsewhere.example' }))]).toEqual([
    400, 400, 400,
  ]);
  expect(faulty.requests).toHaveLength(asked);
});
