import { hash, randomBytes } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Config } from '#apps/config.ts';
import { clientAuthMethods } from '#domain/access/oauth-client.ts';
import { scopes, type Scope } from '#domain/access/scope.ts';
import { DomainError } from '#domain/errors.ts';
import { audienceOf, issuerOf } from './issuer.ts';
import type { TokenKeys } from './token-keys.ts';

/** The content of an access token whose signature was verified. */
export interface AccessToken {
  kid: string;
  jti: string;
  clientId: string;
  scopes: Scope[];
  /** How the client authenticated when it obtained the token. */
  authMethod: (typeof clientAuthMethods)[number];
  /** SHA-256 of the certificate that the token is bound to (RFC 8705). */
  certificateThumbprint: string | undefined;
  issuedAtS: number;
  expiresAtS: number;
}

export interface AccessTokens {
  issue(wanted: Omit<AccessToken, 'kid' | 'jti' | 'issuedAtS' | 'expiresAtS'>, lifetimeS: number): Promise<string>;
  /** Throws `invalid_token` or `expired_token`. Does not check revocation or the scopes that the client still has. */
  read(token: string): Promise<AccessToken>;
}

/** RFC 9068, with the private claim `client_auth_method`. */
const Claims = z.object({
  jti: z.string().min(1),
  client_id: z.string().min(1),
  scope: z.string(),
  client_auth_method: z.enum(clientAuthMethods),
  cnf: z.object({ 'x5t#S256': z.string() }).optional(),
  iat: z.number(),
  exp: z.number(),
});

/** No token of ours is longer, so a longer one is not parsed. */
const MAX_TOKEN_LENGTH = 4_096;
/** Maximum number of verified tokens in the cache. At 0.5 KB each they take 5 MB. */
const MAX_REMEMBERED = 10_000;

export function createAccessTokens(deps: { config: Pick<Config, 'PUBLIC_URL'>; keys: TokenKeys }): AccessTokens {
  const { config, keys } = deps;
  const issuer = issuerOf(config);
  const audience = audienceOf(config);
  // Keyed by hash, so that a memory dump does not contain a list of usable tokens.
  const remembered = new Map<string, AccessToken>();

  async function verify(text: string): Promise<AccessToken> {
    const { alg, kid } = headerOf(text);
    const key = kid === undefined ? undefined : await keys.verifier(kid);
    // The algorithm is that of the key. The one in the token's header is only compared with it, never trusted.
    if (!key || key.algorithm !== alg) throw invalidToken('it is not signed with a key of this installation');
    const options = { issuer, audience, typ: 'at+jwt', algorithms: [key.algorithm], requiredClaims: ['sub', 'exp', 'iat'] };
    const { payload } = await jwtVerify(text, key.key, options).catch((error: unknown) => {
      throw refusalOf(error);
    });
    const claims = Claims.safeParse(payload).data;
    if (!claims || payload.sub !== claims.client_id) throw invalidToken('it does not have the claims of an access token');
    return {
      kid: key.kid,
      jti: claims.jti,
      clientId: claims.client_id,
      scopes: scopes.filter((scope) => claims.scope.split(' ').includes(scope)),
      authMethod: claims.client_auth_method,
      certificateThumbprint: claims.cnf?.['x5t#S256'],
      issuedAtS: claims.iat,
      expiresAtS: claims.exp,
    };
  }

  return {
    async issue({ clientId, scopes, authMethod, certificateThumbprint }, lifetimeS) {
      const { kid, algorithm, key } = await keys.signer();
      const nowS = Math.floor(Date.now() / 1_000);
      const bound = certificateThumbprint === undefined ? {} : { cnf: { 'x5t#S256': certificateThumbprint } };
      return new SignJWT({ client_id: clientId, scope: scopes.join(' '), client_auth_method: authMethod, ...bound })
        .setProtectedHeader({ alg: algorithm, typ: 'at+jwt', kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(clientId)
        .setJti(randomBytes(16).toString('base64url'))
        .setIssuedAt(nowS)
        .setExpirationTime(nowS + lifetimeS)
        .sign(key);
    },

    async read(text) {
      if (text.length > MAX_TOKEN_LENGTH) throw invalidToken('it is too long');
      const name = hash('sha256', text, 'base64url');
      const known = remembered.get(name);
      if (!known) {
        const token = await verify(text);
        remembered.set(name, token);
        const [oldest] = remembered.keys();
        if (remembered.size > MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
        return token;
      }
      if (known.expiresAtS * 1_000 <= Date.now()) {
        remembered.delete(name);
        throw expiredToken(known.expiresAtS);
      }
      // The key may have been withdrawn since the token was cached.
      if (!(await keys.verifier(known.kid))) throw invalidToken('its signing key is no longer in use');
      return known;
    },
  };
}

function headerOf(text: string): { alg?: string | undefined; kid?: string | undefined } {
  try {
    return decodeProtectedHeader(text);
  } catch {
    throw invalidToken('it is not a JWT');
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return expiredToken(Number(error.payload.exp));
  if (error instanceof errors.JWTClaimValidationFailed) return invalidToken(`its ${error.claim} is not accepted`);
  return error instanceof errors.JOSEError ? invalidToken('its signature or format is wrong') : error;
}

function invalidToken(why: string): DomainError {
  return new DomainError('invalid_token', `This access token is not valid: ${why}. Request a new one from /oauth/token.`);
}

function expiredToken(atS: number): DomainError {
  const at = new Date(atS * 1_000).toISOString();
  return new DomainError('expired_token', `This access token expired at ${at}. Request a new one from /oauth/token.`);
}
