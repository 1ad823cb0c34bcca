import { hashApiSecret, newSecretText } from './api-key.ts';

/** The prefix `__Host-` makes browsers refuse it from other hosts and paths, and without TLS except on this machine (RFC 6265bis). */
const SESSION_COOKIE = '__Host-causeway';
/** A session ends so long after its last request, and so long after it began. In seconds. */
export const SESSION_IDLE_S = 30 * 60;
export const SESSION_MAX_S = 8 * 3600;
/** A one-time link can be used for so long. In seconds. */
export const LINK_LIFETIME_S = 72 * 3600;

/** A new secret of a session or of a one-time link: `secret` is given to the browser, `hash` is stored. */
export function newSessionSecret(): { secret: string; hash: string } {
  const secret = newSecretText();
  return { secret, hash: hashApiSecret(secret) };
}

export const readSessionCookie = (header: string | undefined): string | undefined => readSecretCookie(header, SESSION_COOKIE);

/** The secret in the header `Cookie`. Undefined if there is none, or several that differ: only one of them is ours. */
function readSecretCookie(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  const found = new Set(pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1)));
  const [secret] = found;
  return found.size === 1 && secret !== undefined && SECRET.test(secret) ? secret : undefined;
}
const SECRET = /^[0-9a-zA-Z]{43}$/;

/** `Set-Cookie` for a new session. Lax, so that a link from an e-mail opens a page that is signed in. */
export const sessionCookie = (secret: string): string =>
  `${SESSION_COOKIE}=${secret}; Path=/; Max-Age=${SESSION_MAX_S}; HttpOnly; Secure; SameSite=Lax`;

export const noSessionCookie = `${SESSION_COOKIE}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax`;

/** Of the browser that has begun a sign-in at an identity provider, until it comes back. */
const ATTEMPT_COOKIE = '__Host-causeway-sign-in';

/**
 * `Set-Cookie` for it. `answersByPost`: the provider's page sends its answer by a form, with which browsers send no Lax cookie. It is still ours
 * alone, proves nothing by itself, and is used once.
 */
export const attemptCookie = (secret: string, { maxAgeS, answersByPost }: { maxAgeS: number; answersByPost: boolean }): string =>
  `${ATTEMPT_COOKIE}=${secret}; Path=/; Max-Age=${maxAgeS}; HttpOnly; Secure; SameSite=${answersByPost ? 'None' : 'Lax'}`;

export const noAttemptCookie = `${ATTEMPT_COOKIE}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax`;

export const readAttemptCookie = (header: string | undefined): string | undefined => readSecretCookie(header, ATTEMPT_COOKIE);

/** A token for SCIM, with a prefix by which people and secret scanners recognise it. */
export function newScimToken(): { token: string; hash: string } {
  const token = `scim_${newSecretText()}`;
  return { token, hash: hashApiSecret(token) };
}
