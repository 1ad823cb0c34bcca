import { z } from 'zod';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { OauthVendor, TokenRequest, VendorClient } from '#connectors/oauth-vendor.ts';
import { momentAt } from '#domain/instant.ts';

const Answer = z.object({
  access_token: z.string().min(1).max(4_000),
  refresh_token: z.string().min(1).max(4_000).optional(),
  expires_in: z.number().positive().optional(),
  scope: z.string().optional(),
  stripe_user_id: z.string().optional(),
});

const CONNECT = 'https://connect.stripe.com';
/** Stripe documents an hour for the tokens of apps, and does not tell it in the answer. */
const APP_TOKEN_MS = 60 * 60_000;

export interface StripeHosts {
  api: string;
  /** Where the owner of an account installs an app. */
  marketplace: string;
  connect: string;
}

/**
 * Stripe has two kinds of OAuth: for apps, and for platforms (Connect). A client whose `loginUrl` is that of Connect is a platform. The
 * client's secret is the secret key of the account that owns the app or the platform.
 */
export function stripeOauth({ api, marketplace, connect }: StripeHosts): OauthVendor {
  const isPlatform = (client: VendorClient) =>
    client.method === 'oauth' && client.loginUrl !== undefined && new URL(client.loginUrl).origin === CONNECT;
  const ask = (client: VendorClient, form: Record<string, string>): TokenRequest => ({
    url: isPlatform(client) ? `${connect}/oauth/token` : `${api}/v1/oauth/token`,
    form,
    headers: proofOf(client),
  });
  return {
    authorizeUrl(client, { redirectUri, state }) {
      const url = new URL(isPlatform(client) ? `${connect}/oauth/authorize` : `${marketplace}/oauth/v2/authorize`);
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id: client.method === 'oauth' ? client.clientId : '',
        redirect_uri: redirectUri,
        state,
        // An app's permissions are part of the app.
        ...(isPlatform(client) ? { scope: 'read_write' } : {}),
      }).toString();
      return url;
    },
    exchange: (client, { code }) => ask(client, { grant_type: 'authorization_code', code }),
    renew(client, tokens) {
      if (client.method !== 'oauth' || tokens?.refreshToken === undefined) return null;
      return ask(client, { grant_type: 'refresh_token', refresh_token: tokens.refreshToken });
    },
    revoke(client, { accountId }) {
      // Only platforms can disconnect an account. An app is uninstalled by the account's owner, in the dashboard.
      if (client.method !== 'oauth' || !isPlatform(client) || accountId === undefined) return null;
      return {
        url: `${connect}/oauth/deauthorize`,
        form: { client_id: client.clientId, stripe_user_id: accountId },
        headers: proofOf(client),
      };
    },
    readTokens(answer, now) {
      const parsed = Answer.safeParse(answer);
      if (!parsed.success) throw new ConnectorError('malformed', 'Stripe answered the token request with something else than tokens');
      const {
        access_token: accessToken,
        refresh_token: refreshToken,
        expires_in: expiresInS,
        scope,
        stripe_user_id: accountId,
      } = parsed.data;
      const lifeMs = expiresInS === undefined ? (scope === 'stripe_apps' ? APP_TOKEN_MS : undefined) : expiresInS * 1_000;
      const expiresAt = momentAt(now.getTime() + (lifeMs ?? Number.NaN))?.toISOString();
      // `scope` names the kind of access, not permissions: a call that lacks one tells it.
      return { accessToken, refreshToken, expiresAt, accountId };
    },
  };
}

const proofOf = (client: VendorClient): Record<string, string> =>
  client.method === 'oauth' ? { authorization: `Basic ${Buffer.from(`${client.clientSecret}:`).toString('base64')}` } : {};
