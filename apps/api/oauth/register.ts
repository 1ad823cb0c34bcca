import type { FastifyRequest } from 'fastify';
import { createAccessTokens } from '#apps/api/access/access-token.ts';
import { assertAdmitted, tenantOf } from '#apps/api/access/admission.ts';
import type { FailedAuthentications } from '#apps/api/access/failed-authentication.ts';
import type { identify } from '#apps/api/access/identify.ts';
import { holdClientToLimit } from '#apps/api/access/rate-limit.ts';
import { createTokenCheck } from '#apps/api/access/token-check.ts';
import { createTokenKeys } from '#apps/api/access/token-keys.ts';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { proofKindOf } from '#domain/access/oauth-client.ts';
import { authenticateClient } from './client-authentication.ts';
import { parseForms } from './form-body.ts';
import type { Oauth, OauthDeps } from './oauth-deps.ts';
import { handleOauthError } from './oauth-errors.ts';
import { oauthIntrospectionRoutes } from './oauth-introspection-routes.ts';
import { oauthMetadataRoutes } from './oauth-metadata-routes.ts';
import { oauthTokenRoute } from './oauth-token-routes.ts';

type SharedDeps = ApiDeps & Oauth & Parameters<typeof identify>[0];

/** Enough for an assertion and a few short fields. */
const BODY_LIMIT_BYTES = 32 * 1024;

export function createOauth(deps: ApiDeps): Oauth {
  const keys = createTokenKeys({ ...deps, sql: deps.db.sql });
  const tokens = createAccessTokens({ config: deps.config, keys });
  return { keys, tokens, checkToken: createTokenCheck({ directory: deps.directory, tokens }) };
}

/** The authorization server. It is a separate plugin, because its bodies are forms and its errors are OAuth's. */
export function registerOauth(app: App, deps: SharedDeps): void {
  parseForms(app, BODY_LIMIT_BYTES);
  app.setErrorHandler(handleOauthError);
  // RFC 6749 §3.2: a parameter without a value is treated as omitted.
  app.addHook('preValidation', (request, _reply, done) => {
    const form = request.body;
    // Nor has an empty body any parameter: the error then names the first one that is missing.
    if (request.method === 'POST') request.body = Object.fromEntries(Object.entries(form ?? {}).filter(([, value]) => value !== ''));
    done();
  });
  const counted = countFailures(deps.failed);
  const all = {
    ...deps,
    authenticate: counted(notingClient(deps)),
    admitClient: admitClients(deps),
    identify: counted(notingPrincipal(deps)),
  };
  oauthTokenRoute(app, all);
  oauthIntrospectionRoutes(app, all);
  oauthMetadataRoutes(app, all);
}

function admitClients(deps: ApiDeps): OauthDeps['admitClient'] {
  const holdToLimit = holdClientToLimit(deps);
  return async ({ partnerId, authMethod }) => {
    const tenant = await tenantOf(deps.directory, partnerId);
    assertAdmitted(tenant, proofKindOf(authMethod));
    await holdToLimit(tenant);
  };
}

/** Once a client has authenticated, it is the caller, whatever the result of the request. */
function notingClient(deps: ApiDeps): OauthDeps['authenticate'] {
  const authenticate = authenticateClient(deps);
  return async (request, body) => {
    const proven = await authenticate(request, body);
    const { id: credentialId, partnerId } = proven.client;
    request.caller = { credentialId, partnerId, tenant: await tenantOf(deps.directory, partnerId) };
    return proven;
  };
}

function notingPrincipal({ principalOf }: SharedDeps): OauthDeps['identify'] {
  return async (request) => {
    const principal = await principalOf(request);
    if (principal.kind === 'partner') request.caller = principal;
    return principal;
  };
}

/** Failed client authentications count like invalid credentials everywhere else, towards the same limit. */
function countFailures(failed: FailedAuthentications) {
  return <Rest extends unknown[], Proven>(prove: (request: FastifyRequest, ...rest: Rest) => Promise<Proven>): typeof prove =>
    async (request, ...rest) => {
      const startedAtMs = performance.now();
      try {
        return await prove(request, ...rest);
      } catch (error) {
        throw await failed.refusalOf(error as Error, request, startedAtMs);
      }
    };
}
