import type { FastifyRequest } from 'fastify';
import type { StoredSession } from '#db/access/user-session.ts';
import { hashApiSecret } from '#domain/access/api-key.ts';
import { viewScopes } from '#domain/access/role.ts';
import type { Scope } from '#domain/access/scope.ts';
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
    const name = `the session of "${userName}"`;
    const proven = { credentialId, name, scopes, partnerId, kind: 'session', sessionId } as const;
    return session.viewedPartnerId !== null && isOfApi(request) ? asPartner(proven, session.viewedPartnerId, request) : proven;
  };
}

/** What is about the session itself stays with the person: they must be able to end the view. */
const isOfApi = ({ routeOptions }: FastifyRequest): boolean => routeOptions.url?.startsWith('/auth/') !== true;

/** Somebody of the company who looks as a partner sees what it sees, and changes nothing, whatever the route. */
function asPartner(proven: Proven, viewedPartnerId: string, { method }: FastifyRequest): Proven {
  if (proven.partnerId !== null) throw new Error(`Session ${proven.sessionId} of a partner's person looks as partner ${viewedPartnerId}`);
  if (method !== 'GET' && method !== 'HEAD') {
    throw new DomainError('missing_scope', 'You look as a partner, which only reads. End the view to change something.');
  }
  return {
    ...proven,
    name: `${proven.name}, who looks as a partner`,
    scopes: viewScopesOf(proven.scopes),
    partnerId: viewedPartnerId,
    isView: true,
  };
}

/** Once for each cached session, as the sets that are made of them. */
function viewScopesOf(own: readonly Scope[]): readonly Scope[] {
  let scopes = viewed.get(own);
  if (!scopes) viewed.set(own, (scopes = viewScopes(own)));
  return scopes;
}
const viewed = new WeakMap<readonly Scope[], readonly Scope[]>();

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
