import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { beginSession, type NewSession } from '#db/access/user-session.ts';
import type { Actor } from '#db/actor.ts';
import { hashApiSecret } from '#domain/access/api-key.ts';
import { newSessionSecret, readSessionCookie, sessionCookie } from '#domain/access/session.ts';
import { DomainError } from '#domain/errors.ts';
import { inOneLine } from '#domain/plain-text.ts';
import type { SignInDeps } from './sign-in-deps.ts';
import { type SignedIn, toSignedIn } from './signed-in.ts';

const MAX_USER_AGENT = 300;

/** A person who is proved, and where they are. */
export interface Proved {
  userId: string;
  /** Null for a person of the company. */
  partnerId: string | null;
  network: string;
  sso?: NewSession['sso'];
}

/** Begins the session of somebody who is proved, whatever proved them: the answer sets its cookie, with a new secret. */
export function sessionStarter({ db }: Pick<SignInDeps, 'db'>) {
  return async (
    { userId, partnerId, network, sso }: Proved,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<z.infer<typeof SignedIn>> => {
    const { secret, hash } = newSessionSecret();
    const before = readSessionCookie(request.headers.cookie);
    const session = await beginSession(
      db,
      {
        ...{ userId, secretHash: hash, network, sso },
        userAgent: inOneLine(request.headers['user-agent'] ?? '').slice(0, MAX_USER_AGENT),
        replaces: before && hashApiSecret(before),
      },
      personActing({ id: userId, partnerId }, request),
    );
    if (!session) throw wrongPassword();
    // Beside the cookies that the answer sets already.
    reply.header('set-cookie', sessionCookie(secret));
    return toSignedIn(session.user, session);
  };
}

/** The person as the actor of what they do before they have a session. */
export const personActing = ({ id, partnerId }: { id: string; partnerId: string | null }, request: FastifyRequest): Actor => ({
  kind: partnerId === null ? 'platform' : 'partner',
  id,
  requestId: request.id,
});

/** The same for an unknown address, a wrong password, and a disabled user: whoever guesses learns nothing. */
export const wrongPassword = () => new DomainError('wrong_password', 'The e-mail address or the password is wrong.');
