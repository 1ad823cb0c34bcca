import type { onRequestHookHandler } from 'fastify';
import { DomainError } from '#domain/errors.ts';
import { authenticate } from './authenticate.ts';
import type { ApiDeps } from './deps.ts';
import { errorCodes } from './error-codes.ts';
import { refuse } from './errors.ts';
import { FailedAuthentications } from './failed-authentication.ts';

/** Finds out who sends a request. Wrong credentials are answered 401, and 429 when too many come from one address. */
export function identify(deps: Pick<ApiDeps, 'config' | 'directory' | 'settings'>): onRequestHookHandler {
  const principalOf = authenticate(deps);
  const failed = new FailedAuthentications(() => deps.settings().gateway.failed_auth_per_minute);
  return (request, reply, done) => {
    principalOf(request).then(
      (principal) => {
        request.principal = principal;
        done();
      },
      (error: Error) => {
        const waitS = isWrongCredential(error) ? failed.count(request.ip) : 0;
        if (waitS === 0) return done(error);
        reply.header('retry-after', waitS);
        const message = `Too many requests with wrong credentials came from this address. Send the next one in ${waitS} s, with the right one.`;
        refuse(request, reply, { code: 'rate_limited', message });
      },
    );
  };
}

const isWrongCredential = (error: unknown) => error instanceof DomainError && errorCodes[error.code]?.[0] === 401;
