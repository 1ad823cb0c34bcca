import { decodeJwt, decodeProtectedHeader, errors, importJWK, jwtVerify, type JWK, type JWTPayload } from 'jose';
import { issuerOf, tokenEndpointOf } from '#apps/api/access/issuer.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import type { StoredOauthClient } from '#db/access/oauth-client.ts';
import { useAssertion } from '#db/access/oauth-token.ts';
import { assertionAlgorithms, isEd25519, isSameAlgorithm } from '#domain/access/oauth-client.ts';
import { invalidClient } from './client-credentials.ts';
import { findClient } from './find-client.ts';
import { createRemoteKeys } from './remote-keys.ts';

/** An assertion is created for one request; a long-lived one would be a password. Authlib's default is an hour, the longest among libraries. */
const MAX_LIFETIME_S = 3_600;
/** Allowed clock difference of a client. */
const SKEW_S = 30;
const MAX_LENGTH = 8_192;
const MAX_JTI_LENGTH = 255;
/** Of an audience that was sent, so much is shown. */
const MAX_SHOWN = 200;
/** A published set may hold more keys of a kind; an assertion that names none must not cost as many checks. */
const MAX_KEYS_TRIED = 10;

/** private_key_jwt (RFC 7523): returns the client that signed the assertion. It must be addressed to us, recent, and not used before. */
export function createAssertionCheck(deps: Pick<ApiDeps, 'config' | 'db' | 'directory' | 'fetchJwks' | 'log' | 'notify'>) {
  const { config, db, directory } = deps;
  const remoteKeys = createRemoteKeys(deps);
  const audiences = [issuerOf(config), tokenEndpointOf(config)];

  async function keysOf(client: StoredOauthClient, kid: string | undefined): Promise<JWK[]> {
    const matching = (keys: JWK[]) => keys.filter((key) => kid === undefined || key.kid === undefined || key.kid === kid);
    const { jwksUri } = client;
    const own = jwksUri === null ? (client.jwks?.keys ?? []) : await remoteKeys(client, jwksUri, (keys) => matching(keys).length > 0);
    return matching(own as JWK[]);
  }

  async function verify(assertion: string, client: StoredOauthClient, alg: string, kid: string | undefined): Promise<JWTPayload> {
    const options = {
      algorithms: assertionAlgorithms,
      issuer: client.id,
      subject: client.id,
      audience: audiences,
      clockTolerance: SKEW_S,
      requiredClaims: ['exp', 'jti', 'aud'],
    };
    const candidates = (await keysOf(client, kid)).filter((jwk) => isFor(jwk, alg));
    for (const jwk of candidates.slice(0, MAX_KEYS_TRIED)) {
      try {
        return (await jwtVerify(assertion, await importJWK({ ...jwk, alg }, alg), options)).payload;
      } catch (error) {
        // Several keys can share an algorithm, so a wrong signature is only an error if no key verifies it.
        if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw refusalOf(error, audiences);
      }
    }
    throw notSigned();
  }

  return async ({ assertion, clientId }: { assertion: string; clientId: string | undefined }): Promise<StoredOauthClient> => {
    const { alg, kid, claimed } = glance(assertion);
    if (clientId !== undefined && clientId !== claimed) throw invalidClient('client_id and the assertion name different clients');
    const client = await findClient(directory, claimed);
    if (client?.authMethod !== 'private_key_jwt') throw notSigned();
    const payload = await verify(assertion, client, alg, kid);
    const { jti, expiresAtS } = assertShape(payload, audiences);
    // Stored a little longer than the assertion is accepted, up to an hour: until then it could be sent again.
    const expiresAt = new Date((expiresAtS + 2 * SKEW_S) * 1_000);
    if (!(await useAssertion(db.sql, { clientId: client.id, jti, expiresAt }))) {
      throw invalidClient('This assertion (jti) was used before. Make a new one for each request');
    }
    return client;
  };
}

/** Reads the unverified claims, to find the key. */
function glance(assertion: string): { alg: string; kid: string | undefined; claimed: string } {
  try {
    if (assertion.length > MAX_LENGTH) throw new Error('too long');
    const { alg, kid } = decodeProtectedHeader(assertion);
    const { iss } = decodeJwt(assertion);
    if (alg !== undefined && assertionAlgorithms.includes(alg) && iss !== undefined) return { alg, kid, claimed: iss };
  } catch {
    // The same error as for an assertion that decodes but names no client.
  }
  throw invalidClient(`client_assertion must be a JWT signed with ${assertionAlgorithms.join(', ')} whose iss is the client_id`);
}

function isFor({ kty, alg }: JWK, wanted: string): boolean {
  if (alg !== undefined && !isSameAlgorithm(alg, wanted)) return false;
  return kty === (wanted === 'ES256' ? 'EC' : isEd25519(wanted) ? 'OKP' : 'RSA');
}

function assertShape({ jti, exp = 0, iat, aud }: JWTPayload, audiences: string[]): { jti: string; expiresAtS: number } {
  const nowS = Date.now() / 1_000;
  if (typeof jti !== 'string' || jti.length === 0 || jti.length > MAX_JTI_LENGTH) {
    throw invalidClient(`The assertion's jti must be a string of 1 to ${MAX_JTI_LENGTH} characters`);
  }
  // Before exp, because a clock that is ahead shows in both.
  if (iat !== undefined && iat > nowS + SKEW_S) throw fromFuture('iat', iat);
  if (exp > nowS + MAX_LIFETIME_S + SKEW_S) {
    throw invalidClient(`The assertion's exp is ${exp}, ${ahead(exp)}. It must be at most ${MAX_LIFETIME_S} s ahead`);
  }
  // An assertion that has other audiences could be passed on by one of them.
  if (![aud].flat().every((one) => one !== undefined && audiences.includes(one))) throw wrongAudience(aud, audiences);
  return { jti, expiresAtS: exp };
}

/** Why a signed assertion is refused. Its numbers are shown: the client made them, and a wrong clock is seen in nothing else. */
function refusalOf(error: unknown, audiences: string[]): unknown {
  if (error instanceof errors.JWTExpired) return expired(error.payload);
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason, payload } = error;
    if (claim === 'aud') return wrongAudience(payload.aud, audiences);
    if (claim === 'nbf' && reason === 'check_failed' && payload.nbf !== undefined) return fromFuture('nbf', payload.nbf);
    return invalidClient(`The assertion's ${claim} is missing or not acceptable`);
  }
  return error instanceof errors.JOSEError ? notSigned() : error;
}

function expired({ exp = 0, iat }: JWTPayload) {
  const clock = iat === undefined ? '' : `. It was made at ${iat} (iat): if that was just now, the clock of the client is wrong`;
  return invalidClient(`The assertion has expired: its exp is ${exp}, ${behind(exp)}${clock}`);
}

function fromFuture(claim: 'iat' | 'nbf', timeS: number) {
  return invalidClient(
    `The assertion's ${claim} is ${timeS}, ${ahead(timeS)}. ${SKEW_S} s are allowed. Correct the clock of the client, for example with NTP`,
  );
}

function wrongAudience(sent: JWTPayload['aud'], audiences: string[]) {
  const shown = sent === undefined ? 'missing' : JSON.stringify(sent).slice(0, MAX_SHOWN);
  return invalidClient(`The assertion's aud is ${shown}. It must be only the issuer or the token endpoint: ${audiences.join(' or ')}`);
}

const ahead = (timeS: number) => `${Math.round(timeS - Date.now() / 1_000)} s ahead of the clock of this server (${serverTime()})`;
const behind = (timeS: number) => `${Math.round(Date.now() / 1_000 - timeS)} s before the time of this server (${serverTime()})`;
const serverTime = () => Math.floor(Date.now() / 1_000);
const notSigned = () => invalidClient('The assertion is not signed with a key of an existing client');
