import * as oidc from 'openid-client';
import { ConnectorError } from '#connectors/connector-error.ts';
import { createVendorHttp, type VendorHttpOptions } from '#connectors/vendor-http.ts';
import type { OidcSettings, ProvenIdentity } from '#domain/access/sso-connection.ts';
import { createOidcFetch } from './oidc-fetch.ts';
import { identityOf } from './oidc-identity.ts';

/** One sign-in of one browser. Only whoever has the browser's cookie knows the verifier and the nonce. */
export interface OidcAttempt {
  redirectUri: string;
  state: string;
  verifier: string;
  nonce: string;
}

export interface OidcProvider {
  settings: OidcSettings;
  /** Undefined for a client without one. */
  clientSecret: string | undefined;
  /** Between the clocks of both sides. */
  skewS: number;
}

export interface OidcClient {
  /** Why sign-ins through this issuer would fail before anything is sent. Undefined if nothing speaks against it. */
  checkIssuer(issuer: string): string | undefined;
  /** Where the browser goes. Throws ConnectorError `unavailable` or `malformed` if the provider does not tell. */
  authorizeUrl(provider: OidcProvider, attempt: OidcAttempt): Promise<URL>;
  /**
   * Exchanges the code of the answer, checks the ID token, and forgets all tokens. Throws ConnectorError: `rejected` for an answer that proves
   * nobody, `unauthorized` if the provider does not accept our credentials, else as `authorizeUrl`.
   */
  identify(provider: OidcProvider, attempt: OidcAttempt, answer: URL): Promise<ProvenIdentity>;
  /** The provider's JSON Web Key Set. Throws ConnectorError as `authorizeUrl`. */
  readKeys(provider: OidcProvider): Promise<unknown>;
  close(): Promise<void>;
}

/** People wait for each request. */
const TIMEOUT_MS = 8_000;

/** OpenID Connect with code, PKCE (S256), state and nonce. Every request goes through the egress guard, as those to vendors do. */
export function createOidcClient(options: VendorHttpOptions): OidcClient {
  const { guard, trustedOrigins = [] } = options;
  const http = createVendorHttp(options);
  const fetchOf = createOidcFetch(http, TIMEOUT_MS);
  const isTrusted = (url: string) => trustedOrigins.includes(URL.parse(url)?.origin ?? '');

  // Nothing of it is kept: sign-ins are rare, and a provider that has new keys is believed at once.
  function discover({ settings, clientSecret, skewS }: OidcProvider): Promise<oidc.Configuration> {
    const authentication = clientSecret === undefined ? oidc.None() : undefined;
    const metadata = { ...(clientSecret !== undefined && { client_secret: clientSecret }), [oidc.clockTolerance]: skewS };
    return oidc.discovery(new URL(settings.issuer), settings.client_id, metadata, authentication ?? byMetadata(clientSecret ?? ''), {
      // The signature of the ID token is checked with the provider's keys, not only the host that it came from.
      execute: [oidc.enableNonRepudiationChecks, ...(isTrusted(settings.issuer) ? [oidc.allowInsecureRequests] : [])],
      timeout: TIMEOUT_MS / 1_000,
      [oidc.customFetch]: fetchOf,
    });
  }

  return {
    checkIssuer(issuer) {
      if (isTrusted(issuer)) return undefined;
      return issuer.startsWith('https://') ? guard.checkUrl(issuer)?.message : 'must be an https URL';
    },

    async authorizeUrl(provider, { redirectUri, state, verifier, nonce }) {
      try {
        return oidc.buildAuthorizationUrl(await discover(provider), {
          redirect_uri: redirectUri,
          scope: [...new Set(['openid', ...provider.settings.scopes])].join(' '),
          code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          ...{ state, nonce },
        });
      } catch (error) {
        throw asConnectorError(error, provider);
      }
    },

    async identify(provider, { state, verifier, nonce }, answer) {
      try {
        const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
        const tokens = await oidc.authorizationCodeGrant(await discover(provider), answer, checks);
        const claims = tokens.claims();
        if (!claims) throw new ConnectorError('malformed', 'the identity provider sent no ID token');
        return identityOf(claims, provider.settings);
      } catch (error) {
        throw asConnectorError(error, provider);
      }
    },

    async readKeys(provider) {
      try {
        const { jwks_uri: uri } = (await discover(provider)).serverMetadata();
        if (uri === undefined) throw new ConnectorError('malformed', 'the identity provider publishes no keys');
        return await (
          await fetchOf(uri, { body: undefined, headers: { accept: 'application/json' }, method: 'GET', redirect: 'manual' })
        ).json();
      } catch (error) {
        throw asConnectorError(error, provider);
      }
    },

    close: () => http.close(),
  };
}

/** As the provider's metadata says. Whoever says nothing takes the header (RFC 8414 §2). */
function byMetadata(secret: string): oidc.ClientAuth {
  const [inHeader, inBody] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? inHeader : inBody)(server, ...rest);
  };
}

/** Its own errors name neither the code nor a token; messages of the provider are cut. */
function asConnectorError(error: unknown, { settings }: OidcProvider): Error {
  if (error instanceof ConnectorError) return error;
  // The library wraps what our own requests throw.
  if (error instanceof Error && error.cause instanceof ConnectorError) return error.cause;
  const host = new URL(settings.issuer).host;
  if (error instanceof oidc.AuthorizationResponseError) {
    return new ConnectorError('rejected', `${host} answered ${describe(error)}`, undefined, { code: error.error });
  }
  if (error instanceof oidc.ResponseBodyError) {
    const kind = error.error === 'invalid_client' || error.error === 'unauthorized_client' ? 'unauthorized' : 'rejected';
    return new ConnectorError(kind, `${host} refused to exchange the code: ${describe(error)}`, undefined, { code: error.error });
  }
  if (error instanceof oidc.WWWAuthenticateChallengeError) {
    return new ConnectorError('unauthorized', `${host} does not accept our credentials`);
  }
  if (error instanceof oidc.ClientError) {
    const kind = answerCodes.has(error.code ?? '') ? 'malformed' : 'rejected';
    return new ConnectorError(kind, `the answer of ${host} is not valid: ${error.message}${reasonOf(error.cause)}`, undefined, {
      code: error.code,
    });
  }
  return error instanceof Error ? error : new Error('sign-in failed', { cause: error });
}

/** Answers that are no answers of OpenID Connect. All others concern what is proved. */
const answerCodes = new Set(['OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_PARSE_ERROR']);

const describe = ({ error, error_description: text }: { error: string; error_description?: string | undefined }) =>
  `${error}${text ? `: ${text}` : ''}`.slice(0, 300);

function reasonOf(cause: unknown): string {
  return cause instanceof Error && cause.message !== '' ? ` (${cause.message.slice(0, 200)})` : '';
}
