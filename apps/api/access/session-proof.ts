import type { FastifyRequest } from 'fastify';
import type { Principal } from '#apps/api/http/principal.ts';
import type { StoredSession } from '#db/access/user-session.ts';
import { hashApiSecret } from '#domain/access/api-key.ts';
import { scopesOf } from '#domain/access/role.ts';
import type { Scope } from '#domain/access/scope.ts';
import { readSessionCookie, SESSION_IDLE_S } from '#domain/access/session.ts';
import { DomainError } from '#domain/errors.ts';
import { assertServed, tenantOf } from './admission.ts';
import type { Directory } from './directory.ts';
import { assertSameSite } from './same-site.ts';

/**
 * Proves a person by the cookie of a session: the third way to prove who asks, with the same scopes and the same tenant as a key. A request
 * that also names a credential is that credential's. Undefined without a cookie of ours.
 */
export function createSessionProof(directory: Directory): (request: FastifyRequest) => Promise<Principal | undefined> {
  return async (request) => {
    if (request.headers.authorization !== undefined) return undefined;
    const secret = readSessionCookie(request.headers.cookie);
    if (secret === undefined) return undefined;
    const session = await findUsable(directory, hashApiSecret(secret));
    assertSameSite(request);
    directory.noteSessionUse(session.id);
    return principalOf(session, directory, request);
  };
}

/** Throws `session_ended`. What other processes saw of the session is looked up before it counts as idle. */
async function findUsable({ sessions }: Directory, secretHash: string): Promise<StoredSession> {
  let session = sessions.cached(secretHash) ?? (await sessions.get(secretHash));
  if (session && isIdle(session)) {
    sessions.forget(secretHash);
    session = await sessions.get(secretHash);
  }
  const now = Date.now();
  if (session && session.endedAt === null && session.expiresAt.getTime() > now && !session.isDisabled && !isIdle(session)) return session;
  throw new DomainError('session_ended', 'This session has ended. Sign in again.');
}

const isIdle = ({ lastSeenAt }: StoredSession): boolean => lastSeenAt.getTime() + SESSION_IDLE_S * 1_000 <= Date.now();

async function principalOf(session: StoredSession, directory: Directory, request: FastifyRequest): Promise<Principal> {
  const { userId: credentialId, partnerId } = session;
  const person = { credentialId, name: `the session of "${session.userName}"`, scopes: scopeSetOf(session), sessionId: session.id };
  if (partnerId === null) return { kind: 'platform', ...person };
  const tenant = await tenantOf(directory, partnerId);
  request.caller = { credentialId, partnerId, tenant };
  assertServed(tenant);
  return { kind: 'partner', ...person, partnerId, tenant };
}

/** Built once per cached session, not per request. */
function scopeSetOf(session: StoredSession): ReadonlySet<Scope> {
  let set = scopeSets.get(session);
  if (!set) scopeSets.set(session, (set = new Set(scopesOf(session.roles))));
  return set;
}
const scopeSets = new WeakMap<StoredSession, ReadonlySet<Scope>>();
