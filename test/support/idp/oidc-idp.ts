import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

/** What the provider says of whoever signs in next. */
interface IdpPerson {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  groups?: string[];
}

const scopes = 'openid email profile groups';

/** A certified OpenID provider on another loopback host (`localhost`), where whoever comes is signed in as `person`, without a page. */
export async function startOidcIdp(client: { id: string; secret: string }) {
  let handler: RequestListener = (_request, response) => response.writeHead(404).end();
  const server = createServer((request, response) => handler(request, response)).listen(0, 'localhost');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const keys = [{ ...(await exportJWK(privateKey)), kid: 'one', alg: 'RS256', use: 'sig' }];
  const idp = {
    issuer,
    person: { sub: 'nobody' } as IdpPerson,
    /** Permits the address to which answers are sent. */
    permit(redirectUri: string): void {
      const provider = new Provider(issuer, {
        clients: [
          {
            ...{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUri] },
            ...{
              backchannel_logout_uri: redirectUri.replace(/callback$/, 'backchannel-logout'),
              backchannel_logout_session_required: true,
            },
          },
        ],
        jwks: { keys },
        cookies: { keys: ['test'] },
        pkce: { required: () => true },
        // Its own calls no address of this machine.
        fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined } as RequestInit),
        claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
        conformIdTokenClaims: false,
        features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
        interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
        findAccount: (_ctx, accountId) => ({ accountId, claims: async () => ({ ...idp.person, sub: accountId }) }),
        async loadExistingGrant({ oidc }) {
          const grant = new oidc.provider.Grant({ clientId: client.id, accountId: oidc.session?.accountId ?? '' });
          grant.addOIDCScope(scopes);
          await grant.save();
          return grant;
        },
      });
      const callback = provider.callback();
      handler = (request, response) => {
        if (!request.url?.startsWith('/interaction/')) return void callback(request, response);
        void provider.interactionFinished(request, response, { login: { accountId: idp.person.sub } });
      };
    },
    /** From now on it answers nobody. */
    goAway(): void {
      handler = (_request, response) => response.destroy();
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return idp;
}
