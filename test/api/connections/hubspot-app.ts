import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

export const callback = 'http://127.0.0.1:3000/connect/hubspot/callback';

/** The API beside a HubSpot whose app has our redirect URI. */
export async function appWithHubspot(): Promise<{ app: TestApp; hubspot: HubSpotFake; close(): Promise<void> }> {
  const hubspot = await startHubSpot({ port: 0, redirectUris: [callback] });
  const app = await buildTestApp({ vendorUrls: { hubspot: hubspot.url } });
  return {
    app,
    hubspot,
    async close() {
      await app.close();
      await hubspot.close();
    },
  };
}

/** A browser with its cookies, for our pages only. */
export function openBrowser({ app }: TestApp) {
  let cookie = '';
  return async (url: string) => {
    const { pathname, search } = new URL(url);
    const reply = await app.inject({ method: 'GET', url: pathname + search, headers: cookie === '' ? {} : { cookie } });
    const set = reply.headers['set-cookie'];
    if (typeof set === 'string') cookie = set.split(';')[0] ?? '';
    return reply;
  };
}

/** The link to the vendor on our page. */
export const linkIn = (html: string): string => (/<a href="([^"]+)">Continue/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&');

/** What the administrator does at the vendor. Returns where the vendor sends the browser. */
export async function decide(authorizeUrl: string, decision: 'allow' | 'deny' = 'allow'): Promise<string> {
  const reply = await fetch(authorizeUrl, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `decision=${decision}`,
  });
  return reply.headers.get('location') ?? '';
}

export const oauthCredentials = ({ app }: HubSpotFake) => ({ method: 'oauth', client_id: app.id, client_secret: app.secret });

export async function createConnection({ app, headers }: TestApp, credentials: object, fields: object = {}) {
  const payload = { vendor: 'hubspot', name: 'Our HubSpot', credentials, ...fields };
  const reply = await app.inject({ method: 'POST', url: '/api/v1/connections', headers, payload });
  return { status: reply.statusCode, body: reply.json<Record<string, any>>() };
}

/** A connection through the whole consent. */
export async function connect(app: TestApp, hubspot: HubSpotFake): Promise<string> {
  const { body } = await createConnection(app, oauthCredentials(hubspot));
  const browse = openBrowser(app);
  const page = await browse(body['connect_url'] as string);
  const end = await browse(await decide(linkIn(page.body)));
  if (end.statusCode !== 200) throw new Error(end.body);
  return body['id'] as string;
}

export async function call({ app, headers }: TestApp, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) {
  const reply = await app.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.body === '' ? {} : reply.json<Record<string, any>>() };
}
