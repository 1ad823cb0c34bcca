import formbody from '@fastify/formbody';
import type { FastifyRequest } from 'fastify';
import type { StoredOauthClient } from '#db/oauth-client.ts';
import { proofKindOf } from '#domain/oauth-client.ts';
import { admit } from '../admission.ts';
import type { App } from '../app.ts';
import type { ApiDeps } from '../deps.ts';
import type { FailedAuthentications } from '../failed-authentication.ts';
import type { identify } from '../identify.ts';
import type { Principal } from '../principal.ts';
import { holdClientToLimit } from '../rate-limit.ts';
import { oauthIntrospectionRoutes } from '../routes/oauth-introspection.ts';
import { oauthMetadataRoutes } from '../routes/oauth-metadata.ts';
import { oauthTokenRoute } from '../routes/oauth-token.ts';
import { type AccessTokens, createAccessTokens } from './access-token.ts';
import { authenticateClient } from './client-authentication.ts';
import { handleOauthError } from './oauth-errors.ts';
import { createTokenCheck } from './token-check.ts';
import { createTokenKeys, type TokenKeys } from './token-keys.ts';

/** What issues access tokens and what checks them, on the same keys. */
export interface Oauth {
  keys: TokenKeys;
  tokens: AccessTokens;
  checkToken: ReturnType<typeof createTokenCheck>;
}

export type OauthDeps = ApiDeps &
  Oauth & {
    authenticate: ReturnType<typeof authenticateClient>;
    /** Throws when the client's partner is not served, not with this kind of proof, or sends more than its rate limit. */
    admitClient: (client: StoredOauthClient) => Promise<void>;
    /** Who sends a request to the API itself. */
    identify: (request: FastifyRequest) => Promise<Principal>;
  };

type SharedDeps = ApiDeps & Oauth & Parameters<typeof identify>[0];

/** An assertion and a few short fields. */
const BODY_LIMIT_BYTES = 32 * 1024;

export function createOauth(deps: ApiDeps): Oauth {
  const keys = createTokenKeys({ ...deps, sql: deps.db.sql });
  const tokens = createAccessTokens({ config: deps.config, keys });
  return { keys, tokens, checkToken: createTokenCheck({ directory: deps.directory, tokens }) };
}

/** The authorization server. Its bodies are forms and its errors are OAuth's, so it is a part of its own. */
export async function registerOauth(app: App, deps: SharedDeps): Promise<void> {
  app.removeAllContentTypeParsers();
  // A field that comes twice becomes a list, and no schema takes one: RFC 6749 §3.2 forbids it.
  await app.register(formbody, { bodyLimit: BODY_LIMIT_BYTES });
  app.setErrorHandler(handleOauthError);
  // RFC 6749 §3.2: a parameter without a value is treated as if it were left out.
  app.addHook('preValidation', (request, _reply, done) => {
    const form = request.body;
    if (form !== null && typeof form === 'object') request.body = Object.fromEntries(Object.entries(form).filter(([, value]) => value !== ''));
    done();
  });
  const counted = countFailures(deps.failed);
  const all = {
    ...deps,
    authenticate: counted(authenticateClient(deps)),
    admitClient: admitClients(deps),
    identify: counted(async (request) => deps.principalOf(request)),
  };
  oauthTokenRoute(app, all);
  oauthIntrospectionRoutes(app, all);
  oauthMetadataRoutes(app, all);
}

function admitClients(deps: ApiDeps): OauthDeps['admitClient'] {
  const holdToLimit = holdClientToLimit(deps);
  return async ({ partnerId, authMethod }) => holdToLimit(await admit(deps.directory, partnerId, proofKindOf(authMethod)));
}

/** Wrong proofs count here as wrong credentials do everywhere else, and to the same limit. */
function countFailures(failed: FailedAuthentications) {
  return <Rest extends unknown[], Proven>(prove: (request: FastifyRequest, ...rest: Rest) => Promise<Proven>): typeof prove =>
    async (request, ...rest) => {
      const startedAtMs = performance.now();
      try {
        return await prove(request, ...rest);
      } catch (error) {
        throw await failed.refusalOf(error as Error, { address: request.ip, startedAtMs });
      }
    };
}
