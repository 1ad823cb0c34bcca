import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { personActing, type sessionStarter } from '#apps/api/sign-in/begin-session.ts';
import { takeAttempt } from '#db/access/sso-attempt.ts';
import { getSsoConnection, type SsoConnection } from '#db/access/sso-connection.ts';
import { identifyPerson } from '#db/access/sso-identity.ts';
import type { Database } from '#db/database.ts';
import { hashApiSecret } from '#domain/access/api-key.ts';
import { readAttemptCookie } from '#domain/access/session.ts';
import type { ProvenIdentity, SsoKind, SsoSettings } from '#domain/access/sso-connection.ts';
import { DomainError } from '#domain/errors.ts';

const Params = z.object({ id: z.string().max(64) });
const STATE = /^[0-9a-zA-Z]{43}$/;

export type SsoOf<Kind extends SsoKind> = SsoConnection & { settings: Extract<SsoSettings, { kind: Kind }> };

export const isOf = <Kind extends SsoKind>(connection: SsoConnection, kind: Kind): connection is SsoOf<Kind> =>
  connection.settings.kind === kind;

/** The connection that the path names. Throws `not_found` for one that is disabled, or of another kind. */
export async function findUsable<Kind extends SsoKind>(db: Database, request: FastifyRequest, ...kinds: Kind[]): Promise<SsoOf<Kind>> {
  const { id } = Params.parse(request.params);
  const connection = await getSsoConnection(db, id, undefined);
  if (connection.enabled && kinds.some((kind) => kind === connection.settings.kind)) return connection as SsoOf<Kind>;
  throw new DomainError('not_found', `Nobody signs in through ${connection.name} in this way at present. Ask an administrator`);
}

/** The attempt with this state, if this browser has begun it. Whatever follows, it is used. */
export async function takeBegun(db: Database, request: FastifyRequest, connectionId: string, state: string) {
  const browserSecret = readAttemptCookie(request.headers.cookie);
  if (!STATE.test(state) || browserSecret === undefined) return undefined;
  const sent = { connectionId, secretHash: hashApiSecret(state), browserSecretHash: hashApiSecret(browserSecret) };
  const taken = await takeAttempt(db.sql, sent);
  return taken && { ...taken, state, browserSecret };
}

export const endedSignIn = () =>
  new DomainError(
    'sign_in_ended',
    'This sign-in was finished already, took longer than 15 minutes, or was begun in another browser. Sign in again',
  );

/** Begins the session of whoever was proved. */
export async function signInAs(
  { db, begin }: { db: Database; begin: ReturnType<typeof sessionStarter> },
  { connection, identity, network }: { connection: SsoConnection; identity: ProvenIdentity; network: string },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const person = await identifyPerson(db, connection, identity, (who) => personActing(who, request));
  const sso = { connectionId: connection.id, providerSession: identity.providerSession };
  await begin({ userId: person.id, partnerId: person.partnerId, network, sso }, request, reply);
}

/** A page of the console, and of nobody else. */
export function pageOf(text: string): string {
  const base = 'https://console.invalid';
  const url = URL.parse(text, base);
  const isOurs = url?.origin === base && (url.pathname === '/console' || url.pathname.startsWith('/console/'));
  return isOurs ? url.pathname + url.search : '/console';
}
