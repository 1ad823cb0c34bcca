import type { StoredOauthClient } from '#db/access/oauth-client.ts';
import type { Scope } from '#domain/access/scope.ts';
import { DomainError } from '#domain/errors.ts';
import type { AccessToken, AccessTokens } from './access-token.ts';
import type { Directory } from './directory.ts';

/** A token that is valid now: not expired, not revoked, and its client still exists. */
export interface UsableToken {
  token: AccessToken;
  client: StoredOauthClient;
  /** The token's scopes that its client still has. */
  scopes: Scope[];
}

/** Throws `invalid_token`, `expired_token` or `revoked_token`. Usually needs no query, because everything is cached. */
export function createTokenCheck({
  directory,
  tokens,
}: {
  directory: Directory;
  tokens: AccessTokens;
}): (text: string) => Promise<UsableToken> {
  return async (text) => {
    const token = await tokens.read(text);
    if (await directory.revocations.isRevoked(token.jti)) {
      throw new DomainError('revoked_token', 'This access token was revoked. Request a new one from /oauth/token.');
    }
    const client = directory.oauthClients.cached(token.clientId) ?? (await directory.oauthClients.get(token.clientId));
    if (!client || client.revokedAt) {
      throw new DomainError('revoked_token', 'The OAuth client of this access token was revoked.');
    }
    return { token, client, scopes: token.scopes.filter((scope) => client.scopes.includes(scope)) };
  };
}
