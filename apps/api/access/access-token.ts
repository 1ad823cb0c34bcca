import { hash, randomBytes } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Config } from '#apps/config.ts';
import { clientAuthMethods } from '#domain/access/oauth-client.ts';
import { scopes, type Scope } from '#domain/access/scope.ts';
import { DomainError } from '#domain/errors.ts';
import { audienceOf, issuerOf } from './issuer.ts';
import type { TokenKeys } from './token-keys.ts';

/** What an access token says, once its signature is known to be ours. */
export interface AccessToken {
  kid: string;
  jti: string;
  clientId: string;
  scopes: Scope[];
  /** How the client proved itself when it got the token. */
  authMethod: (typeof clientAuthMethods)[number];
  /** Of the certificate that the token is bound to (RFC 8705). */
  certificateThumbprint: string | undefined;
  issuedAtS: number;
  expiresAtS: number;
}

export interface AccessTokens {
  issue(wanted: Omit<AccessToken, 'kid' | 'jti' | 'issuedAtS' | 'expiresAtS'>, lifetimeS: number): Promise<string>;
  /** Throws `invalid_token` or `expired_token`. Whether it was revoked and what its client may do is not asked here. */
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

/** Longer ones are not ours, and are not worth parsing. */
const MAX_TOKEN_LENGTH = 4_096;
/** Tokens whose signature was checked. At 0.5 KB each, 5 MB at most. */
const MAX_REMEMBERED = 10_000;

export function createAccessTokens(deps: { config: Pick<Config, 'PUBLIC_URL'>; keys: TokenKeys }): AccessTokens {
  const { config, keys } = deps;
  const issuer = issuerOf(config);
  const audience = audienceOf(config);
  // By hash: a memory dump should not be a list of usable tokens.
  const remembered = new Map<string, AccessToken>();

  async function verify(text: string): Promise<AccessToken> {
    const { alg, kid } = headerOf(text);
    const key = kid === undefined ? undefined : await keys.verifier(kid);
    // The key says which algorithm it is for; what the token says of itself is only compared with that.
    if (!key || key.algorithm !== alg) throw invalidToken('it is not signed with a key of this installation');
    const options = { issuer, audience, typ: 'at+jwt', algorithms: [key.algorithm], requiredClaims: ['sub', 'exp', 'iat'] };
    const { payload } = await jwtVerify(text, key.key, options).catch((error: unknown) => {
      throw refusalOf(error);
    });
    const claims = Claims.safeParse(payload).data;
    if (!claims || payload.sub !== claims.client_id) throw invalidToken('its claims are not those of an access token');
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
      if (text.length > MAX_TOKEN_LENGTH) throw invalidToken('it is longer than any token of this installation');
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
      // A key may have been withdrawn since.
      if (!(await keys.verifier(known.kid))) throw invalidToken('the key that it is signed with is no longer used');
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
  if (error instanceof errors.JWTClaimValidationFailed) return invalidToken(`its ${error.claim} is not acceptable here`);
  return error instanceof errors.JOSEError ? invalidToken('its signature or form is wrong') : error;
}

function invalidToken(why: string): DomainError {
  return new DomainError('invalid_token', `This access token is refused: ${why}. Get a new one at /oauth/token.`);
}

function expiredToken(atS: number): DomainError {
  const at = new Date(atS * 1_000).toISOString();
  return new DomainError('expired_token', `This access token expired at ${at}. Get a new one at /oauth/token.`);
}
