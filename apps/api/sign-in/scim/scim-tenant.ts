import type { FastifyRequest } from 'fastify';
import type { FailedAuthentications } from '#apps/api/access/failed-authentication.ts';
import { NetworkLimits } from '#apps/api/access/network-limits.ts';
import { RateLimited } from '#apps/api/http/rate-limited.ts';
import { findConnectionOfScim, type SsoRow } from '#db/access/sso-connection.ts';
import type { Actor } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { hashApiSecret } from '#domain/access/api-key.ts';
import { DomainError } from '#domain/errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose people the SCIM token of the request is for. */
    scim: SsoRow;
  }
}

/** Requests a minute of one provider. The first synchronisation of a company sends a few for each of its people. */
const REQUESTS_PER_MINUTE = 1_200;

/** Finds the connection of the token. Wrong ones count as those of keys do. */
export function proveScim({ db, failed }: { db: Database; failed: FailedAuthentications }): (request: FastifyRequest) => Promise<void> {
  const limits = new NetworkLimits();
  return async (request) => {
    const startedAtMs = performance.now();
    const [, token] = /^bearer +(scim_[0-9a-zA-Z]{43}) *$/i.exec(request.headers.authorization ?? '') ?? [];
    const connection = token === undefined ? undefined : await findConnectionOfScim(db, hashApiSecret(token));
    if (!connection) throw await failed.refusalOf(wrongToken(), request, startedAtMs);
    const waitS = limits.take(connection.id, REQUESTS_PER_MINUTE);
    if (waitS > 0) throw new RateLimited(`Too many requests with this SCIM token. Retry in ${waitS} s.`, waitS);
    request.scim = connection;
  };
}

/** The identity provider as the actor of its changes. */
export const scimActor = (request: FastifyRequest): Actor => ({
  kind: request.scim.partnerId === null ? 'platform' : 'partner',
  id: request.scim.id,
  requestId: request.id,
});

const wrongToken = () =>
  new DomainError('invalid_token', 'This is no SCIM token, or not any more. POST /sso-connections/{id}/scim-token makes one');
