import type { FastifyRequest } from 'fastify';
import type { AccessTokens } from '#apps/api/access/access-token.ts';
import type { createTokenCheck } from '#apps/api/access/token-check.ts';
import type { TokenKeys } from '#apps/api/access/token-keys.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import type { Principal } from '#apps/api/http/principal.ts';
import type { StoredOauthClient } from '#db/access/oauth-client.ts';
import type { authenticateClient } from './client-authentication.ts';

/** Issues and verifies access tokens with the same keys. */
export interface Oauth {
  keys: TokenKeys;
  tokens: AccessTokens;
  checkToken: ReturnType<typeof createTokenCheck>;
}

export type OauthDeps = ApiDeps &
  Oauth & {
    authenticate: ReturnType<typeof authenticateClient>;
    /** Throws if the client's partner may not use the API, does not allow this kind of authentication, or exceeds its rate limit. */
    admitClient: (client: StoredOauthClient) => Promise<void>;
    /** Identifies the caller of the API itself. */
    identify: (request: FastifyRequest) => Promise<Principal>;
  };
