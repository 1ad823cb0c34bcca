import { consentRoutes } from '#apps/fakes/consent-page.ts';
import { type OAuthGrants, OAuthProblem, type TokenPair } from '#apps/fakes/oauth-grants.ts';
import type { Routes, VendorAnswer, VendorRequest } from '#apps/fakes/vendor-server.ts';

export interface OAuthQuirks {
  omitRefreshToken: boolean;
}

interface Options {
  accountId: string;
  grants: OAuthGrants;
  quirks: OAuthQuirks;
  /** The secret key of the account that owns the app or the platform. */
  secretKey: string;
}

/** Two flows: Connect (connect.stripe.com) and Stripe Apps (marketplace.stripe.com, api.stripe.com). Here one server has all hosts. */
export function oauthRoutes({ accountId, grants, quirks, secretKey }: Options): Routes {
  const scopesOf = (fallback: string) => (query: URLSearchParams) => [query.get('scope') ?? fallback];
  const told = ({ accessToken, refreshToken, scopes }: TokenPair, extra: object) => ({
    ...{ access_token: accessToken, token_type: 'bearer', livemode: false, scope: scopes[0] ?? '', stripe_user_id: accountId },
    ...{ stripe_publishable_key: 'pk_test_sandbox', ...extra },
    ...(quirks.omitRefreshToken ? {} : { refresh_token: refreshToken }),
  });
  const [client] = grants.rules.clients;

  function tokens(form: URLSearchParams, extra: object): object {
    const isKnown = form.get('client_secret') === secretKey || form.get('client_secret') === null;
    if (!client || !isKnown) throw new OAuthProblem('invalid_client', 'No such API key');
    switch (form.get('grant_type') ?? '') {
      case 'authorization_code':
        // Stripe does not ask for the redirect URI again.
        return told(grants.exchange({ client, code: form.get('code') ?? '', redirectUri: null, verifier: undefined }), extra);
      case 'refresh_token':
        return told(grants.refresh(client, form.get('refresh_token') ?? ''), extra);
      default:
        throw new OAuthProblem('unsupported_grant_type', `Unsupported grant type`);
    }
  }

  const authenticated = (request: VendorRequest): boolean => {
    const [scheme, value = ''] = (request.headers.authorization ?? '').split(' ');
    const key = scheme === 'Basic' ? Buffer.from(value, 'base64').toString().split(':')[0] : value;
    return key === secretKey;
  };
  const form =
    (handle: (form: URLSearchParams, request: VendorRequest) => VendorAnswer) =>
    (request: VendorRequest): VendorAnswer => {
      try {
        return handle(new URLSearchParams(request.body), request);
      } catch (error) {
        if (!(error instanceof OAuthProblem)) throw error;
        return { status: error.code === 'invalid_client' ? 401 : 400, body: { error: error.code, error_description: error.message } };
      }
    };

  return {
    ...consentRoutes({ path: '/oauth/v2/authorize', vendor: 'Stripe', grants, pkce: 'optional', scopesOf: scopesOf('stripe_apps') }),
    ...consentRoutes({ path: '/oauth/authorize', vendor: 'Stripe', grants, pkce: 'optional', scopesOf: scopesOf('read_only') }),
    // Apps: the app's own secret key authenticates, and access tokens last an hour.
    'POST /v1/oauth/token': form((fields, request) => {
      if (!authenticated(request)) throw new OAuthProblem('invalid_client', 'No such API key');
      return { status: 200, body: tokens(fields, {}) };
    }),
    'POST /oauth/token': form((fields, request) => {
      if (fields.get('client_secret') === null && !authenticated(request)) throw new OAuthProblem('invalid_client', 'No such API key');
      return { status: 200, body: tokens(fields, {}) };
    }),
    'POST /oauth/deauthorize': form((fields, request) => {
      if (!authenticated(request) && fields.get('client_secret') !== secretKey) throw new OAuthProblem('invalid_client', 'No such API key');
      if (fields.get('client_id') !== client?.id) throw new OAuthProblem('invalid_client', 'No such application');
      if (fields.get('stripe_user_id') !== accountId) {
        throw new OAuthProblem('invalid_client', 'This application is not connected to stripe account');
      }
      grants.revokeAll();
      return { status: 200, body: { stripe_user_id: accountId } };
    }),
  };
}
