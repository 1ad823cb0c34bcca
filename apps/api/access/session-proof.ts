import type { FastifyRequest } from 'fastify';
import type { StoredSession } from '#db/access/user-session.ts';
import { hashApiSecret } from '#domain/access/api-key.ts';
import { readSessionCookie, SESSION_IDLE_S } from '#domain/access/session.ts';
import { DomainError } from '#domain/errors.ts';
import type { Directory } from './directory.ts';
import type { Proven } from './proven.ts';
import { assertSameSite } from './same-site.ts';

/**
 * Proves a person by the cookie of a session: the third way to prove who asks, with the same scopes and the same tenant as a key. A request
 * that also names a credential is that credential's. Undefined without a cookie of ours.
 */
export function createSessionProof(directory: Directory): (request: FastifyRequest) => Promise<Proven | undefined> {
  return async (request) => {
    if (request.headers.authorization !== undefined) return undefined;
    const secret = readSessionCookie(request.headers.cookie);
    if (secret === undefined) return undefined;
    const session = await findUsable(directory, hashApiSecret(secret));
    assertSameSite(request);
    directory.noteSessionUse(session.id);
    const { userId: credentialId, userName, partnerId, scopes, id: sessionId } = session;
    return { credentialId, name: `the session of "${userName}"`, scopes, partnerId, kind: 'session', sessionId };
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
