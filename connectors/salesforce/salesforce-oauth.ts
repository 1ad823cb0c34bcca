import { createSign } from 'node:crypto';
import { z } from 'zod';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { OauthVendor, TokenRequest, VendorClient } from '#connectors/oauth-vendor.ts';

const Answer = z.object({
  access_token: z.string().min(1).max(4_000),
  refresh_token: z.string().min(1).max(4_000).optional(),
  instance_url: z.url({ protocol: /^https?$/ }).max(500),
  scope: z.string().max(1_000).optional(),
  /** `…/id/<org>/<user>` */
  id: z.string().max(500).optional(),
});

/** Salesforce takes assertions of at most five minutes; this leaves room for clocks that differ. */
const ASSERTION_S = 180;

/** `login` is the login host of production orgs. A client can name its own: a sandbox's, or the org's My Domain. */
export function salesforceOauth(login: string): OauthVendor {
  const at = (client: VendorClient, name: string) => {
    const host = client.method !== 'token' && client.loginUrl !== undefined ? client.loginUrl : login;
    return `${host.replace(/\/$/, '')}/services/oauth2/${name}`;
  };
  const ask = (client: VendorClient, form: Record<string, string>): TokenRequest => ({ url: at(client, 'token'), form });
  return {
    authorizeUrl(client, { redirectUri, state, codeChallenge, scopes }) {
      const url = new URL(at(client, 'authorize'));
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id: client.method === 'token' ? '' : client.clientId,
        redirect_uri: redirectUri,
        scope: scopes.join(' '),
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      }).toString();
      return url;
    },
    exchange: (client, { code, codeVerifier, redirectUri }) =>
      ask(client, { grant_type: 'authorization_code', code, code_verifier: codeVerifier, redirect_uri: redirectUri, ...proofOf(client) }),
    renew(client, tokens, now) {
      switch (client.method) {
        case 'token':
          return null;
        case 'client_credentials':
          return ask(client, { grant_type: 'client_credentials', ...proofOf(client) });
        case 'jwt_bearer':
          return ask(client, {
            grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
            assertion: assertionOf(client, client.loginUrl ?? login, now),
          });
        case 'oauth':
          if (tokens?.refreshToken === undefined) return null;
          return ask(client, { grant_type: 'refresh_token', refresh_token: tokens.refreshToken, ...proofOf(client) });
      }
    },
    revoke(client, { refreshToken, accessToken }) {
      // Revoking the refresh token ends its access tokens too.
      return client.method === 'token' ? null : { url: at(client, 'revoke'), form: { token: refreshToken ?? accessToken } };
    },
    readTokens(answer) {
      const parsed = Answer.safeParse(answer);
      if (!parsed.success) throw new ConnectorError('malformed', 'Salesforce answered the token request with something else than tokens');
      const { access_token: accessToken, refresh_token: refreshToken, instance_url: instanceUrl, scope, id } = parsed.data;
      return {
        accessToken,
        refreshToken,
        instanceUrl: new URL(instanceUrl).origin,
        // Tokens that the client gets by itself have no scope for refreshing, and need none.
        scopes: refreshToken === undefined ? undefined : scopesOf(scope),
        accountId: /\/id\/(00D\w{12,15})\//.exec(id ?? '')?.[1],
      };
    },
  };
}

/** `full` includes everything. */
function scopesOf(scope: string | undefined): string[] | undefined {
  const granted = scope?.split(' ').filter((one) => one !== '');
  return granted?.includes('full') ? [...granted, 'api'] : granted;
}

function proofOf(client: VendorClient): Record<string, string> {
  const isSecret = client.method === 'oauth' || client.method === 'client_credentials';
  return isSecret ? { client_id: client.clientId, client_secret: client.clientSecret } : {};
}

/** RFC 7523, signed with RS256, which is all that Salesforce takes. */
function assertionOf({ clientId, privateKey, username }: VendorClient & { method: 'jwt_bearer' }, audience: string, now: Date): string {
  const claims = { iss: clientId, sub: username, aud: audience.replace(/\/$/, ''), exp: Math.floor(now.getTime() / 1_000) + ASSERTION_S };
  const text = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  try {
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`;
  } catch {
    // The error of node:crypto can contain parts of the key.
    throw new ConnectorError('unauthorized', 'the private key of the connection is not an RSA key in PEM format');
  }
}
