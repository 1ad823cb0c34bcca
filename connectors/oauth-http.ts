import { z } from 'zod';
import { ConnectorError } from './connector-error.ts';
import type { OauthVendor, TokenRequest, VendorClient, VendorTokens } from './oauth-vendor.ts';
import { isSuccess, tidyReason, type VendorHttp } from './vendor-http.ts';
import { parseJson } from './vendor-session.ts';

/** Longer than any healthy token endpoint takes. Only the workflow that renews ahead of expiry waits for it, or a person who connects. */
const TIMEOUT_MS = 15_000;
const MAX_BYTES = 64 * 1024;

/** RFC 6749, and HubSpot's form of it. */
const Refusal = z.object({
  error: z.string().optional(),
  error_description: z.string().optional(),
  status: z.string().optional(),
  message: z.string().optional(),
});
/** Nothing but a new consent or other credentials helps. */
const dead = new Set([
  'invalid_grant',
  'invalid_client',
  'unauthorized_client',
  'access_denied',
  'BAD_REFRESH_TOKEN',
  'BAD_AUTH_CODE',
  'BAD_CLIENT_ID',
  'BAD_CLIENT_SECRET',
]);

/**
 * Asks a token endpoint, once. Throws ConnectorError `unauthorized` if the vendor says that the grant or the client is not valid, `malformed`
 * for what is no answer of a token endpoint, such as HTML.
 */
export async function requestTokens(
  http: VendorHttp,
  oauth: OauthVendor,
  request: TokenRequest,
  client: VendorClient,
): Promise<VendorTokens> {
  return oauth.readTokens(await post(http, request, client), new Date());
}

/** Returns why the vendor did not revoke it, or null. Safe to repeat: a token that the vendor no longer knows is refused, and as good as revoked. */
export async function revokeTokens(http: VendorHttp, request: TokenRequest, client: VendorClient): Promise<string | null> {
  try {
    await post(http, request, client);
    return null;
  } catch (error) {
    const isFinal = error instanceof ConnectorError && error.kind !== 'unavailable' && error.kind !== 'rate_limited';
    if (!isFinal) throw error;
    return error.message;
  }
}

async function post(http: VendorHttp, { url, form, headers }: TokenRequest, client: VendorClient): Promise<unknown> {
  const target = new URL(url);
  const answer = await http.send({
    method: 'POST',
    url: target,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ ...form }).toString(),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  });
  const json = parseJson(answer.text);
  if (isSuccess(answer.status)) return json;
  const told = Refusal.safeParse(json).data ?? {};
  const code = told.error ?? told.status;
  const reason = tidyReason(told.error_description ?? told.message ?? '', secretsOf(client, form));
  const message = `${target.host} refused the token request with HTTP ${answer.status}${code ? ` ${code}` : ''}${reason ? `: ${reason}` : ''}`;
  const isDead = (code !== undefined && dead.has(code)) || (answer.status === 401 && json !== undefined);
  if (isDead) throw new ConnectorError('unauthorized', message, undefined, { code });
  if (answer.status === 429) throw new ConnectorError('rate_limited', message, answer.retryAfterMs ?? TIMEOUT_MS, { code });
  if (answer.status >= 500 || answer.status === 408) throw new ConnectorError('unavailable', message, answer.retryAfterMs, { code });
  throw new ConnectorError(json === undefined ? 'malformed' : 'rejected', message, undefined, { code });
}

function secretsOf(client: VendorClient, form: TokenRequest['form']): string[] {
  const own = client.method === 'token' ? [client.token] : client.method === 'jwt_bearer' ? [client.privateKey] : [client.clientSecret];
  return [...own, ...['code', 'code_verifier', 'refresh_token', 'assertion', 'token'].flatMap((name) => form[name] ?? [])];
}
