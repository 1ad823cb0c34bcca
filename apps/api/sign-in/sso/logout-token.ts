import { createLocalJWKSet, decodeJwt, errors, jwtVerify, type JSONWebKeySet } from 'jose';
import { z } from 'zod';
import type { OidcSettings } from '#domain/access/sso-connection.ts';
import { DomainError } from '#domain/errors.ts';
import { ForeignId } from '#domain/plain-text.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Asymmetric ones: the client secret proves us to the provider, not the provider to us. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** Providers send it at once, and try again for a while. In seconds. */
const MAX_AGE_S = 5 * 60;

/** What a logout token says (https://openid.net/specs/openid-connect-backchannel-1_0.html#LogoutToken). With a nonce it would be an ID token. */
const Claims = z
  .object({
    jti: ForeignId(500),
    sub: ForeignId(500).optional(),
    sid: ForeignId(500).optional(),
    events: z.object({ [EVENT]: z.object({}) }),
    nonce: z.never().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined, 'must have a sub or a sid');

export interface LogoutToken {
  jti: string;
  subject: string | undefined;
  providerSession: string | undefined;
  /** From then on it is refused for its age. */
  endsAt: Date;
}

interface Expected {
  settings: OidcSettings;
  skewS: number;
  readKeys: () => Promise<unknown>;
}

/** Checks a token before anything is asked of the provider, then its signature. Throws `invalid_request` for one that ends nothing. */
export async function readLogoutToken(token: string, { settings, skewS, readKeys }: Expected): Promise<LogoutToken> {
  const checks = { issuer: settings.issuer, audience: settings.client_id, algorithms, clockTolerance: skewS, maxTokenAge: MAX_AGE_S };
  try {
    // Whoever makes one up causes no request: the keys are read only for a token that names this provider and this client.
    const { iss, aud } = decodeJwt(token);
    const isForUs = iss === settings.issuer && [aud].flat().includes(settings.client_id);
    if (!isForUs) throw refused('it is not of this provider, or not for this client');
    const keys = (await readKeys()) as JSONWebKeySet;
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), checks);
    const claims = Claims.safeParse(payload);
    if (!claims.success) throw refused(z.prettifyError(claims.error));
    const { jti, sub, sid } = claims.data;
    return { jti, subject: sub, providerSession: sid, endsAt: new Date(((payload.iat ?? 0) + MAX_AGE_S + skewS) * 1_000) };
  } catch (error) {
    throw error instanceof errors.JOSEError ? refused(error.message) : error;
  }
}

export const refused = (because: string): DomainError => new DomainError('invalid_request', `The logout token is refused: ${because}.`);
