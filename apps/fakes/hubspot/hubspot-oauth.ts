import { consentRoutes } from '#apps/fakes/consent-page.ts';
import { type OAuthGrants, OAuthProblem, type TokenPair } from '#apps/fakes/oauth-grants.ts';
import type { Routes, VendorAnswer, VendorRequest } from '#apps/fakes/vendor-server.ts';
import { problemAnswer } from './hubspot-errors.ts';

export interface OAuthQuirks {
  /** The answer to a refresh has no `refresh_token`: the old one stays valid. */
  omitRefreshToken: boolean;
}

interface Options {
  portalId: number;
  appId: number;
  grants: OAuthGrants;
  quirks: OAuthQuirks;
  /** What an app may ask for by its own credentials, such as the journal. */
  appScopes: readonly string[];
}

const TOKEN = '/oauth/(?:v1|v3|2026-0[39])/token';
const NEW_TOKEN = '/oauth/(?:v3|2026-0[39])/token';

/** The authorize page is on app.hubspot.com, the rest on api.hubapi.com. Here one server has both. */
export function oauthRoutes({ portalId, appId, grants, quirks, appScopes }: Options): Routes {
  const about = { hub_id: portalId, user_id: 9001 };
  function tokenOf({ grantType, form }: { grantType: string; form: URLSearchParams }): object {
    const client = grants.authenticate(form.get('client_id') ?? undefined, form.get('client_secret') ?? undefined);
    switch (grantType) {
      case 'authorization_code': {
        const [code, redirectUri] = [form.get('code') ?? '', form.get('redirect_uri') ?? undefined];
        const verifier = form.get('code_verifier') ?? undefined;
        return { ...shown(grants.exchange({ client, code, redirectUri, verifier })), ...about };
      }
      case 'refresh_token': {
        const { refresh_token, ...rest } = shown(grants.refresh(client, form.get('refresh_token') ?? ''));
        return { ...rest, ...(quirks.omitRefreshToken ? {} : { refresh_token }), ...about };
      }
      case 'client_credentials': {
        const asked = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
        const unknown = asked.filter((scope) => !appScopes.includes(scope));
        if (unknown.length > 0) throw new OAuthProblem('invalid_scope', `the app may not have ${unknown.join(' ')}`);
        // A token that an app gets by its own credentials cannot be refreshed.
        return { ...shown(grants.issue({ clientId: client.id, scopes: asked })), refresh_token: undefined, app_id: appId };
      }
      default:
        throw new OAuthProblem('unsupported_grant_type', `grant_type ${grantType} is not supported`);
    }
  }

  const introspect = (form: URLSearchParams): object => {
    grants.authenticate(form.get('client_id') ?? undefined, form.get('client_secret') ?? undefined);
    const asked = form.get('token') ?? '';
    const access = grants.find(asked);
    const grant = access ?? grants.findRefresh(asked);
    if (!grant) return { active: false };
    return {
      ...{ active: true, token_use: access ? 'access_token' : 'refresh_token', client_id: grant.clientId, scopes: grant.scopes },
      ...{ hub_id: portalId, user_id: 9001, app_id: appId, token_type: access ? 'bearer' : 'refresh' },
      ...(access ? { expires_in: Math.floor((access.expiresAt - grants.rules.clock.now()) / 1_000) } : {}),
    };
  };

  return {
    ...consentRoutes({
      ...{ path: '/oauth/authorize', vendor: 'HubSpot', grants, pkce: 'optional' },
      scopesOf: (query) =>
        [...new Set(`${query.get('scope') ?? ''} ${query.get('optional_scope') ?? ''}`.split(' '))].filter((one) => one !== ''),
    }),
    [`POST ${TOKEN}`]: formRoute((form) => ({ status: 200, body: tokenOf({ grantType: form.get('grant_type') ?? '', form }) })),
    [`POST ${NEW_TOKEN}/introspect`]: formRoute((form) => ({ status: 200, body: introspect(form) })),
    [`POST ${NEW_TOKEN}/revoke`]: formRoute((form) => {
      grants.authenticate(form.get('client_id') ?? undefined, form.get('client_secret') ?? undefined);
      grants.revoke(form.get('token') ?? '');
      return { status: 200, body: '' };
    }),
    'GET /oauth/v1/access-tokens/:token': ({ params }) => {
      const grant = grants.find(params['token'] ?? '');
      if (!grant) return problemAnswer({ status: 404, category: 'OBJECT_NOT_FOUND', message: 'the access token is unknown' });
      const expiresIn = Math.floor((grant.expiresAt - grants.rules.clock.now()) / 1_000);
      const who = { ...about, user: 'ada@sandbox.example', hub_domain: 'sandbox.example', app_id: appId };
      return { status: 200, body: { token: params['token'], scopes: grant.scopes, expires_in: expiresIn, token_type: 'access', ...who } };
    },
    'GET /oauth/v1/refresh-tokens/:token': ({ params }) => {
      const grant = grants.findRefresh(params['token'] ?? '');
      if (!grant) return problemAnswer({ status: 404, category: 'OBJECT_NOT_FOUND', message: 'the refresh token is unknown' });
      const who = { ...about, user: 'ada@sandbox.example', hub_domain: 'sandbox.example', client_id: grant.clientId };
      return { status: 200, body: { token: params['token'], scopes: grant.scopes, token_type: 'refresh', ...who } };
    },
    'DELETE /oauth/v1/refresh-tokens/:token': ({ params }) => {
      grants.revoke(params['token'] ?? '');
      return { status: 204 };
    },
  };
}

const shown = ({ accessToken, refreshToken, expiresInS, scopes }: TokenPair) => ({
  ...{ token_type: 'bearer', access_token: accessToken, refresh_token: refreshToken, expires_in: expiresInS, scopes },
});

/** Of a form. Its problems are answered with HubSpot's own status and, on the newer paths, OAuth's standard code. */
function formRoute(handle: (form: URLSearchParams) => VendorAnswer) {
  return (request: VendorRequest): VendorAnswer => {
    if (!/^application\/x-www-form-urlencoded\b/.test(request.headers['content-type'] ?? '')) {
      return problemAnswer({ status: 415, category: 'VALIDATION_ERROR', message: 'Unsupported Media Type: send a form' });
    }
    try {
      return handle(new URLSearchParams(request.body));
    } catch (error) {
      if (!(error instanceof OAuthProblem)) throw error;
      const isRefresh = new URLSearchParams(request.body).get('grant_type') === 'refresh_token';
      const status = error.code !== 'invalid_grant' ? error.code.toUpperCase() : isRefresh ? 'BAD_REFRESH_TOKEN' : 'BAD_AUTH_CODE';
      return {
        status: 400,
        body: { status, message: error.message, error: error.code, error_description: error.message, correlationId: crypto.randomUUID() },
      };
    }
  };
}
