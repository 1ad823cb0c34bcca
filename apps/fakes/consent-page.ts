import { html, page, seeOther } from './html.ts';
import { type AuthorizeRequest, type OAuthGrants, OAuthProblem } from './oauth-grants.ts';
import type { Routes, VendorRequest } from './vendor-server.ts';

interface Options {
  /** The path of the authorization endpoint. */
  path: string;
  vendor: string;
  grants: OAuthGrants;
  /** How the vendor separates scopes. */
  scopesOf: (query: URLSearchParams) => string[];
  pkce: 'required' | 'optional';
  /** Added to the redirect besides code and state. */
  extra?: Record<string, string>;
}

/** The page on which a person allows an app to use the account. */
export function consentRoutes({ path, vendor, grants, scopesOf, pkce, extra = {} }: Options): Routes {
  function read(query: URLSearchParams): AuthorizeRequest {
    const asked = {
      clientId: query.get('client_id') ?? '',
      redirectUri: query.get('redirect_uri') ?? '',
      scopes: scopesOf(query),
      challenge: query.get('code_challenge') ?? undefined,
    };
    grants.check(asked);
    // Salesforce knows no other method, and does not ask for it.
    const method = query.get('code_challenge_method') ?? (pkce === 'required' ? 'S256' : 'plain');
    const isPlain = asked.challenge !== undefined && method !== 'S256';
    if (isPlain) throw new OAuthProblem('invalid_request', 'code_challenge_method must be S256');
    if (pkce === 'required' && asked.challenge === undefined) throw new OAuthProblem('invalid_request', 'code_challenge is missing');
    return asked;
  }

  /** Errors are shown, not sent to the redirect URI, which may be the error. */
  const orProblem = (answer: (request: VendorRequest) => ReturnType<typeof page>) => (request: VendorRequest) => {
    try {
      return answer(request);
    } catch (error) {
      if (!(error instanceof OAuthProblem)) throw error;
      return page(`${vendor}: this app cannot be connected`, html`<p class="note">${error.code}: ${error.message}</p>`, { status: 400 });
    }
  };

  return {
    [`GET ${path}`]: orProblem(({ url: { searchParams, search } }) => {
      const asked = read(searchParams);
      const body = html`<p>The app <strong>${asked.clientId}</strong> wants to use this ${vendor} account. It asks for:</p>
        <ul>
          ${asked.scopes.map((scope) => html`<li>${scope}</li>`)}
        </ul>
        <form method="post" action="${path}${search}">
          <button name="decision" value="allow">Allow</button>
          <button name="decision" value="deny">Deny</button>
        </form>`;
      return page(`Connect to ${vendor} (sandbox)`, body, { redirectsTo: new URL(asked.redirectUri).origin });
    }),
    [`POST ${path}`]: orProblem(({ url: { searchParams }, body }) => {
      const asked = read(searchParams);
      const target = new URL(asked.redirectUri);
      const state = searchParams.get('state');
      const isAllowed = new URLSearchParams(body).get('decision') === 'allow';
      const told = isAllowed
        ? { code: grants.allow(asked), ...extra }
        : { error: 'access_denied', error_description: 'the user denied access' };
      for (const [name, value] of Object.entries(told)) target.searchParams.set(name, value);
      if (state !== null) target.searchParams.set('state', state);
      return seeOther(target.href);
    }),
  };
}
