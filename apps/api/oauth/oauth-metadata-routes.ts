import { z } from 'zod';
import { issuerOf, tokenEndpointOf } from '#apps/api/access/issuer.ts';
import { JWKS_MAX_AGE_S } from '#apps/api/access/token-keys.ts';
import type { App } from '#apps/api/app.ts';
import { assertionAlgorithms, clientAuthMethods } from '#domain/access/oauth-client.ts';
import { partnerScopes } from '#domain/access/scope.ts';
import type { OauthDeps } from './oauth-deps.ts';
import { oauthErrors } from './oauth-errors.ts';

const methods = z.array(z.enum(clientAuthMethods));
const algorithms = z.array(z.string());

const ServerMetadata = z
  .object({
    issuer: z.string(),
    token_endpoint: z.string(),
    jwks_uri: z.string(),
    introspection_endpoint: z.string(),
    revocation_endpoint: z.string(),
    scopes_supported: z.array(z.string()),
    response_types_supported: z.array(z.string()).describe('Empty, because users do not sign in'),
    grant_types_supported: z.array(z.string()),
    token_endpoint_auth_methods_supported: methods,
    token_endpoint_auth_signing_alg_values_supported: algorithms,
    introspection_endpoint_auth_methods_supported: methods,
    introspection_endpoint_auth_signing_alg_values_supported: algorithms,
    revocation_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_signing_alg_values_supported: algorithms,
    tls_client_certificate_bound_access_tokens: z.boolean(),
    service_documentation: z.string(),
  })
  .meta({
    id: 'AuthorizationServerMetadata',
    description: 'RFC 8414',
    examples: [
      {
        issuer: 'https://causeway.example.com',
        token_endpoint: 'https://causeway.example.com/oauth/token',
        jwks_uri: 'https://causeway.example.com/oauth/jwks',
        introspection_endpoint: 'https://causeway.example.com/oauth/introspect',
        revocation_endpoint: 'https://causeway.example.com/oauth/revoke',
        scopes_supported: ['deals:read', 'webhooks:read'],
        response_types_supported: [],
        grant_types_supported: ['client_credentials'],
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
        token_endpoint_auth_signing_alg_values_supported: ['ES256', 'RS256'],
        introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
        introspection_endpoint_auth_signing_alg_values_supported: ['ES256', 'RS256'],
        revocation_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
        revocation_endpoint_auth_signing_alg_values_supported: ['ES256', 'RS256'],
        tls_client_certificate_bound_access_tokens: false,
        service_documentation: 'https://causeway.example.com/docs',
      },
    ],
  });

const Jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) }).meta({
  id: 'Jwks',
  examples: [
    {
      keys: [
        {
          kty: 'EC',
          crv: 'P-256',
          alg: 'ES256',
          use: 'sig',
          kid: 'osk_01k9v5yq3n8t2e6w7x4z0b1c2d',
          x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
          y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
        },
      ],
    },
  ],
  description: 'RFC 7517. Contains the keys that sign now, those that will sign next, and those whose tokens have not expired',
});

const published = { cacheControl: `public, max-age=${JWKS_MAX_AGE_S}` };
const open = { tags: ['OAuth'], security: [] };

export function oauthMetadataRoutes(app: App, { config, settings, keys, tls }: OauthDeps): void {
  const metadata = {
    ...open,
    operationId: 'getAuthorizationServerMetadata',
    summary: 'Retrieve the authorization server metadata',
    description: 'Returns the metadata that OAuth libraries discover first (RFC 8414).',
    response: { 200: ServerMetadata, ...oauthErrors() },
  };
  app.get('/.well-known/oauth-authorization-server', { schema: metadata, config: published }, async () => {
    const issuer = issuerOf(config);
    const { source } = settings().gateway.oauth.mtls;
    // Without TLS in this process, no certificate arrives on a connection.
    const hasMtls = source === 'header' || (source === 'tls' && tls !== undefined);
    const supported = clientAuthMethods.filter((method) => hasMtls || !method.includes('tls_client_auth'));
    return {
      issuer,
      token_endpoint: tokenEndpointOf(config),
      jwks_uri: `${issuer}/oauth/jwks`,
      introspection_endpoint: `${issuer}/oauth/introspect`,
      revocation_endpoint: `${issuer}/oauth/revoke`,
      scopes_supported: partnerScopes,
      response_types_supported: [],
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: supported,
      token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
      introspection_endpoint_auth_methods_supported: supported,
      introspection_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
      revocation_endpoint_auth_methods_supported: supported,
      revocation_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
      tls_client_certificate_bound_access_tokens: hasMtls,
      service_documentation: `${issuer}/docs`,
    };
  });

  const jwks = {
    ...open,
    operationId: 'getJwks',
    summary: 'Retrieve the keys of the access tokens',
    description:
      'Returns the public keys to verify access tokens. A new key is published for longer than this response may be cached before it signs tokens.',
    response: { 200: Jwks, ...oauthErrors() },
  };
  app.get('/oauth/jwks', { schema: jwks, config: published }, async () => {
    return { keys: (await keys.published()).map((key) => ({ ...key, kty: key.kty ?? '', kid: key.kid ?? '' })) };
  });
}
