import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HubSpotFake } from '#apps/fakes/hubspot/hubspot.ts';
import type { TestApp } from '#test/support/app.ts';
import { appWithHubspot, call, callback, connect, createConnection, decide, linkIn, oauthCredentials, openBrowser } from './hubspot-app.ts';

let app: TestApp;
let hubspot: HubSpotFake;
let close: () => Promise<void>;
beforeAll(async () => ({ app, hubspot, close } = await appWithHubspot()));
afterAll(() => close());

async function begin() {
  const { body } = await createConnection(app, oauthCredentials(hubspot));
  const browse = openBrowser(app);
  const page = await browse(body['connect_url'] as string);
  return { id: body['id'] as string, url: body['connect_url'] as string, browse, page, authorizeUrl: linkIn(page.body) };
}
const statusOf = async (id: string) => (await call(app, 'GET', `/connections/${id}`)).body['status'];

test('a person reads what is asked for and why, consents at the vendor, and the connection is active with its account and scopes', async () => {
  const { id, browse, page, authorizeUrl } = await begin();
  expect(await statusOf(id)).toBe('pending');
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('Create and change deals.');
  expect(page.body).toContain('Matches partners&#x27; deals'.replace('&#x27;', "'"));
  const end = await browse(await decide(authorizeUrl));
  expect(end.statusCode).toBe(200);
  expect(end.body).toContain('HubSpot is connected');
  expect((await call(app, 'GET', `/connections/${id}`)).body).toMatchObject({
    status: 'active',
    status_reason: null,
    account: { id: String(hubspot.account.portalId) },
    writes_paused: false,
    missing_scopes: [],
    tokens_expire_at: expect.any(String),
  });
});

test('the pages run no scripts, load nothing from elsewhere, cannot be embedded, and pass on no address', async () => {
  const { page, browse } = await begin();
  const refused = await browse(`${callback}?state=unknown`);
  for (const { headers } of [page, refused]) {
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cache-control']).toBe('no-store');
  }
  expect(page.headers['set-cookie']).toMatch(/^causeway_connect=[\w-]{43}; Path=\/connect; Max-Age=1800; HttpOnly; SameSite=Lax$/);
});

test('the request carries PKCE, and exactly our redirect URI', async () => {
  const { authorizeUrl } = await begin();
  const { searchParams } = new URL(authorizeUrl);
  expect(searchParams.get('code_challenge_method')).toBe('S256');
  expect(searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
  expect(searchParams.get('redirect_uri')).toBe(callback);
  const altered = authorizeUrl.replace('callback', 'callbacK');
  expect((await fetch(altered)).status).toBe(400);
});

test('a state is accepted once', async () => {
  const { id, browse, authorizeUrl } = await begin();
  const back = await decide(authorizeUrl);
  expect((await browse(back)).statusCode).toBe(200);
  const again = await browse(back);
  expect(again.statusCode).toBe(400);
  expect(again.body).toContain('Not connected');
  expect(await statusOf(id)).toBe('active');
});

test('another browser cannot finish what this one began, and does not spoil it', async () => {
  const { id, browse, authorizeUrl } = await begin();
  const back = await decide(authorizeUrl);
  const stranger = openBrowser(app);
  expect((await stranger(back)).statusCode).toBe(400);
  await stranger((await begin()).url);
  expect((await stranger(back)).statusCode).toBe(400);
  expect(await statusOf(id)).toBe('pending');
  expect((await browse(back)).statusCode).toBe(200);
});

test.each(['', '?state=', '?state=x&code=y', `?state=${'s'.repeat(5_000)}`, '?code=abc', '?state=a&state=b'])(
  'an answer that we did not ask for is refused: %s',
  async (query) => {
    const { browse, id } = await begin();
    expect((await browse(callback + query)).statusCode).toBe(400);
    expect(await statusOf(id)).toBe('pending');
  },
);

test('a link that expired leads nowhere, before the vendor and after', async () => {
  const { browse, authorizeUrl, url } = await begin();
  const back = await decide(authorizeUrl);
  await app.db.sql`update connect_attempt set expires_at = now() - interval '1 second'`;
  expect((await browse(back)).statusCode).toBe(400);
  expect((await browse(url)).statusCode).toBe(400);
});

test('a newer link replaces the older one', async () => {
  const { id, browse, url } = await begin();
  const { body } = await call(app, 'POST', `/connections/${id}/reconnect`);
  expect((await browse(url)).statusCode).toBe(400);
  expect((await browse(body['connect_url'])).statusCode).toBe(200);
});

test('a person who says no is told so, and nothing changes', async () => {
  const { id, browse, authorizeUrl } = await begin();
  const end = await browse(await decide(authorizeUrl, 'deny'));
  expect(end.statusCode).toBe(400);
  expect(end.body).toContain('access_denied');
  expect(await statusOf(id)).toBe('pending');
});

test.each(['html', 'unavailable', 'reset', 'truncated'] as const)(
  'a token endpoint with the fault %s is told on the page, and a new link helps',
  async (kind) => {
    const { id, browse, authorizeUrl } = await begin();
    const back = await decide(authorizeUrl);
    hubspot.faults.plan({ kind, at: /POST \/oauth\// });
    const end = await browse(back);
    expect([end.statusCode, end.body.includes('Not connected')]).toEqual([400, true]);
    const { body } = await call(app, 'POST', `/connections/${id}/reconnect`);
    const page = await browse(body['connect_url']);
    expect((await browse(await decide(linkIn(page.body)))).statusCode).toBe(200);
  },
);

test('a reconnection with another account of the vendor is refused', async () => {
  const id = await connect(app, hubspot);
  await app.db.sql`update connection set account_id = '7' where id = ${id}`;
  const { body } = await call(app, 'POST', `/connections/${id}/reconnect`);
  const browse = openBrowser(app);
  const page = await browse(body['connect_url']);
  const end = await browse(await decide(linkIn(page.body)));
  expect(end.statusCode).toBe(400);
  expect(end.body).toContain('belong to the account');
});

test('neither tickets, states, verifiers nor tokens are stored or logged in clear', async () => {
  const { url, authorizeUrl, browse } = await begin();
  await browse(await decide(authorizeUrl));
  const ticket = new URL(url).searchParams.get('ticket') ?? '';
  const state = new URL(authorizeUrl).searchParams.get('state') ?? '';
  const rows = await app.db.sql`select to_jsonb(a) as row from connect_attempt a union all select to_jsonb(c) from connection c
    union all select to_jsonb(e) from audit_entry e`;
  const kept = JSON.stringify([rows, app.logged]);
  for (const secret of [ticket, state, hubspot.app.secret, 'hs_access_', 'hs_refresh_']) expect(kept).not.toContain(secret);
});
