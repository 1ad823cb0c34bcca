import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { consentRoutes } from '#apps/fakes/consent-page.ts';
import { type OAuthGrants, OAuthProblem, type TokenPair } from '#apps/fakes/oauth-grants.ts';
import type { Routes, VendorAnswer, VendorRequest } from '#apps/fakes/vendor-server.ts';
import type { SalesforceOrg } from './salesforce-org.ts';

export interface OAuthQuirks {
  /** The answer to a refresh has no `refresh_token`, as without rotation. */
  omitRefreshToken: boolean;
  /** Where the token's answer says that the org is served. */
  instanceUrl: string | undefined;
}

interface Options {
  org: SalesforceOrg;
  url: string;
  grants: OAuthGrants;
  quirks: OAuthQuirks;
  /** The user that the app acts as with its own credentials or a JWT. */
  username: string;
  /** The certificate that was uploaded for JWTs. */
  certificate: KeyObject;
}

const OAUTH = '/services/oauth2';
const appScopes = ['api'];

export function oauthRoutes({ org, url, grants, quirks, username, certificate }: Options): Routes {
  const instanceUrl = () => quirks.instanceUrl ?? url;
  const shown = ({ accessToken, refreshToken, scopes }: TokenPair, { renewable }: { renewable: boolean }) => ({
    ...{ access_token: accessToken, signature: 'c2FuZGJveA==', scope: scopes.join(' '), instance_url: instanceUrl() },
    ...{ id: `${url}/id/${org.orgId}/${org.userId}`, token_type: 'Bearer', issued_at: String(org.clock.now()) },
    ...(renewable && scopes.includes('refresh_token') ? { refresh_token: refreshToken } : {}),
  });

  function tokens(form: URLSearchParams): object {
    const grantType = form.get('grant_type') ?? '';
    if (grantType === 'urn:ietf:params:oauth:grant-type:jwt-bearer') {
      const clientId = readAssertion(form.get('assertion') ?? '');
      return shown(grants.issue({ clientId, scopes: appScopes }), { renewable: false });
    }
    const client = grants.authenticate(form.get('client_id') ?? undefined, form.get('client_secret') ?? undefined);
    switch (grantType) {
      case 'authorization_code': {
        const [code, redirectUri] = [form.get('code') ?? '', form.get('redirect_uri') ?? undefined];
        return shown(grants.exchange({ client, code, redirectUri, verifier: form.get('code_verifier') ?? undefined }), { renewable: true });
      }
      case 'refresh_token': {
        const pair = grants.refresh(client, form.get('refresh_token') ?? '');
        // Without rotation the refresh token stays, and the answer does not repeat it.
        return shown(pair, { renewable: grants.rules.rotates && !quirks.omitRefreshToken });
      }
      case 'client_credentials':
        return shown(grants.issue({ clientId: client.id, scopes: appScopes }), { renewable: false });
      default:
        throw new OAuthProblem('unsupported_grant_type', 'grant type not supported');
    }
  }

  /** Returns the client that the assertion proves. */
  function readAssertion(assertion: string): string {
    const [head = '', claims = '', signature = ''] = assertion.split('.');
    const isSigned = verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), certificate, Buffer.from(signature, 'base64url'));
    if (!isSigned) throw new OAuthProblem('invalid_grant', 'invalid assertion');
    const { iss, sub, aud, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
    if (!grants.rules.clients.some(({ id }) => id === iss)) throw new OAuthProblem('invalid_client', 'client identifier invalid');
    if (aud !== url) throw new OAuthProblem('invalid_grant', 'audience is invalid');
    if (sub !== username) throw new OAuthProblem('invalid_grant', "user hasn't approved this consumer");
    const leftS = Number(exp) - org.clock.now() / 1_000;
    // Salesforce takes assertions of at most five minutes.
    if (!(leftS > 0 && leftS <= 300)) throw new OAuthProblem('invalid_grant', 'invalid assertion: it is expired or valid for too long');
    return String(iss);
  }

  return {
    ...consentRoutes({
      ...{ path: `${OAUTH}/authorize`, vendor: 'Salesforce', grants, pkce: 'required' },
      scopesOf: (query) => (query.get('scope') ?? 'api').split(' ').filter((one) => one !== ''),
    }),
    [`POST ${OAUTH}/token`]: formRoute((form) => ({ status: 200, body: tokens(form) })),
    [`POST ${OAUTH}/introspect`]: formRoute((form) => {
      grants.authenticate(form.get('client_id') ?? undefined, form.get('client_secret') ?? undefined);
      const asked = form.get('token') ?? '';
      const access = grants.find(asked);
      const grant = access ?? grants.findRefresh(asked);
      if (!grant) return { status: 200, body: { active: false } };
      const told = {
        active: true,
        scope: grant.scopes.join(' '),
        client_id: grant.clientId,
        username,
        sub: `${url}/id/${org.orgId}/${org.userId}`,
      };
      const exp = access ? { exp: Math.floor(access.expiresAt / 1_000) } : {};
      return { status: 200, body: { ...told, token_type: access ? 'access_token' : 'refresh_token', ...exp } };
    }),
    [`(?:GET|POST) ${OAUTH}/revoke`]: (request) => {
      const token = request.url.searchParams.get('token') ?? new URLSearchParams(request.body).get('token') ?? '';
      return grants.revoke(token) ? { status: 200, body: '' } : failed(new OAuthProblem('invalid_request', 'invalid token'));
    },
    [`GET ${OAUTH}/userinfo`]: () => ({
      status: 200,
      body: { user_id: org.userId, organization_id: org.orgId, preferred_username: username, name: 'Ada Marks', email: username, urls: {} },
    }),
    'GET /id/:org/:user': () => ({
      status: 200,
      body: { user_id: org.userId, organization_id: org.orgId, username, display_name: 'Ada Marks' },
    }),
  };
}

function formRoute(handle: (form: URLSearchParams) => VendorAnswer) {
  return (request: VendorRequest): VendorAnswer => {
    if (!/^application\/x-www-form-urlencoded\b/.test(request.headers['content-type'] ?? '')) {
      return failed(new OAuthProblem('invalid_request', 'send a form'));
    }
    try {
      return handle(new URLSearchParams(request.body));
    } catch (error) {
      if (error instanceof OAuthProblem) return failed(error);
      throw error;
    }
  };
}

const failed = ({ code, message }: OAuthProblem): VendorAnswer => ({
  status: code === 'invalid_client' ? 401 : 400,
  body: { error: code, error_description: message },
});

export const publicPart = (privateKey: string): KeyObject => createPublicKey(privateKey);
