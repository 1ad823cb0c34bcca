import { refusalOf, unexpected } from './answer.ts';
import type { Send } from './exchange.ts';

/** An API key, or an OAuth client whose access tokens are fetched and renewed as needed. */
export type Credentials = { key: string } | { clientId: string; clientSecret: string; scopes?: readonly string[] };

/** A token is renewed this long before it ends, so that none ends on its way. */
const RENEW_BEFORE_MS = 30_000;

/** Answers what goes behind `Authorization: Bearer`: of an OAuth client another token than the one that was refused. */
export type TokenSource = (refused?: string) => Promise<string>;

export function tokenSource(credentials: Credentials, baseUrl: string, send: Send): TokenSource {
  if ('key' in credentials) return async () => credentials.key;
  const { clientId, clientSecret, scopes } = credentials;
  let current: Promise<{ token: string; renewAt: number }> | undefined;

  async function obtain(): Promise<{ token: string; renewAt: number }> {
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scopes && { scope: scopes.join(' ') }) });
    const basic = btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`);
    const response = await send(
      new Request(`${baseUrl}/oauth/token`, { method: 'POST', headers: { authorization: `Basic ${basic}` }, body: form }),
    );
    const refusal = await refusalOf(response);
    if (refusal) throw refusal;
    const answer = (await response.json().catch(() => ({}))) as { access_token?: unknown; expires_in?: unknown } | null;
    const { access_token, expires_in } = answer ?? {};
    if (typeof access_token !== 'string' || typeof expires_in !== 'number') throw unexpected(response, 'answers without an access token');
    return { token: access_token, renewAt: Date.now() + expires_in * 1_000 - RENEW_BEFORE_MS };
  }

  return async (refused) => {
    const seen = current;
    const held = await seen?.catch(() => undefined);
    if (held && held.renewAt > Date.now() && held.token !== refused) return held.token;
    // Whoever waited for the same token shares the renewal that the first of them began.
    if (current === seen) current = undefined;
    return (await (current ??= obtain())).token;
  };
}
