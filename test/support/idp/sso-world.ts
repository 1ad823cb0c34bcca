import { findFreePort } from '#apps/free-port.ts';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import { createOidcClient } from '#connectors/oidc/oidc-client.ts';
import { Settings } from '#domain/settings.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { patient } from '#test/support/limits.ts';
import type { TestBrowser } from './redirects.ts';

type Headers = Record<string, string>;

export interface SsoWorld extends Omit<TestApp, 'close'> {
  /** Where browsers find the API: http://127.0.0.1:… */
  base: string;
  /** What DNS says, by name. */
  txtRecords: Map<string, string[]>;
  call(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    path: string,
    sent?: { payload?: object; headers?: Headers },
  ): Promise<{ status: number; body: any }>;
  /** Headers of requests that the console sends from this browser. */
  as(browser: TestBrowser): Headers;
  /** Who is signed in there; undefined if nobody is. */
  signedIn(browser: TestBrowser): Promise<any>;
  close(): Promise<void>;
}

/** The API behind a real port, so that browsers are redirected to it. Identity providers at these origins may be on this machine. */
export async function openSsoWorld(trustedOrigins: string[]): Promise<SsoWorld> {
  const port = await findFreePort();
  const base = `http://127.0.0.1:${port}`;
  const txtRecords = new Map<string, string[]>();
  const oidc = createOidcClient({ guard: createEgressGuard({}), version: 'test', trustedOrigins });
  const gateway = { ...patient, failed_auth_per_minute: 1_000_000, client_address: { trusted_proxies: ['127.0.0.1'] } };
  const settings = Settings.parse({ gateway });
  const api = await buildTestApp({
    settings: () => settings,
    publicUrl: base,
    oidc,
    resolveTxt: async (name) => (txtRecords.get(name) ?? []).map((record) => [record.slice(0, 5), record.slice(5)]),
  });
  await api.app.listen({ host: '127.0.0.1', port });
  const cookieOf = (browser: TestBrowser) => `__Host-causeway=${browser.cookie(base, '__Host-causeway') ?? ''}`;
  let networks = 0;
  const call: SsoWorld['call'] = async (method, path, { payload, headers = api.headers } = {}) => {
    // Each from a network of its own, so that no test uses up the tries of another.
    const remoteAddress = `10.2.${networks >> 8}.${networks++ & 255}`;
    const reply = await api.app.inject({ method, url: path, headers: { ...headers }, remoteAddress, ...(payload && { payload }) });
    return { status: reply.statusCode, body: reply.headers['content-type']?.includes('json') ? reply.json() : reply.body };
  };
  const as = (browser: TestBrowser) => ({ cookie: cookieOf(browser), 'sec-fetch-site': 'same-origin', 'x-causeway-console': '1' });
  return {
    ...api,
    base,
    txtRecords,
    call,
    as,
    async signedIn(browser) {
      const { status, body } = await call('GET', '/auth/session', { headers: as(browser) });
      return status === 200 ? body : undefined;
    },
    async close() {
      await api.close();
      await oidc.close();
    },
  };
}
