import { z } from 'zod';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { OauthVendor } from '#connectors/oauth-vendor.ts';
import { momentAt } from '#domain/instant.ts';
import { tokenVersion } from './hubspot-manifest.ts';

const Answer = z.object({
  access_token: z.string().min(1).max(4_000),
  refresh_token: z.string().min(1).max(4_000).optional(),
  expires_in: z.number().positive().optional(),
  scopes: z.array(z.string()).optional(),
  hub_id: z.number().optional(),
});

/** `app` is the host of the consent page, `api` that of the token endpoint. */
export function hubspotOauth({ app, api }: { app: string; api: string }): OauthVendor {
  const tokenUrl = `${api}/oauth/${tokenVersion}/token`;
  return {
    authorizeUrl(client, { redirectUri, state, codeChallenge, scopes }) {
      const url = new URL(`${app}/oauth/authorize`);
      url.search = new URLSearchParams({
        client_id: client.method === 'oauth' ? client.clientId : '',
        redirect_uri: redirectUri,
        scope: scopes.join(' '),
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      }).toString();
      return url;
    },
    exchange(client, { code, codeVerifier, redirectUri }) {
      return {
        url: tokenUrl,
        form: { grant_type: 'authorization_code', code, code_verifier: codeVerifier, redirect_uri: redirectUri, ...proofOf(client) },
      };
    },
    renew(client, tokens) {
      if (client.method === 'token' || tokens?.refreshToken === undefined) return null;
      return { url: tokenUrl, form: { grant_type: 'refresh_token', refresh_token: tokens.refreshToken, ...proofOf(client) } };
    },
    revoke(client, { refreshToken }) {
      if (client.method === 'token' || refreshToken === undefined) return null;
      return { url: `${tokenUrl}/revoke`, form: { token: refreshToken, token_type_hint: 'refresh_token', ...proofOf(client) } };
    },
    readTokens(answer, now) {
      const parsed = Answer.safeParse(answer);
      if (!parsed.success) throw new ConnectorError('malformed', 'HubSpot answered the token request with something else than tokens');
      const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresInS, scopes, hub_id: hubId } = parsed.data;
      return {
        accessToken,
        refreshToken,
        expiresAt: momentAt(now.getTime() + (expiresInS ?? Number.NaN) * 1_000)?.toISOString(),
        scopes,
        accountId: hubId === undefined ? undefined : String(hubId),
      };
    },
  };
}

function proofOf(client: Parameters<NonNullable<OauthVendor['exchange']>>[0]): Record<string, string> {
  return client.method === 'oauth' ? { client_id: client.clientId, client_secret: client.clientSecret } : {};
}
