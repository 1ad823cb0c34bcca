import type { onRequestHookHandler } from 'fastify';
import { DomainError } from '#domain/errors.ts';
import type { authenticate } from './authenticate.ts';
import type { ApiDeps } from './deps.ts';
import { errorCodes } from './error-codes.ts';
import { refuse } from './errors.ts';
import { FailedAuthentications } from './failed-authentication.ts';

/** Longer than any look-up takes: whether a key exists, and is remembered here, must not show in the time of a refusal. */
const refusedAfterMs = 25;

/** Finds out who sends a request. Wrong credentials are answered 401, and 429 when too many come from one address. */
export function identify({ principalOf, settings }: {
  principalOf: ReturnType<typeof authenticate>;
  settings: ApiDeps['settings'];
}): onRequestHookHandler {
  const failed = new FailedAuthentications(() => settings().gateway.failed_auth_per_minute);
  return (request, reply, done) => {
    const startedAt = performance.now();
    principalOf(request).then(
      (principal) => {
        request.principal = principal;
        done();
      },
      (error: Error) => {
        if (!isWrongCredential(error)) return done(error);
        const waitS = failed.count(request.ip);
        if (waitS === 0) return void setTimeout(() => done(error), refusedAfterMs - (performance.now() - startedAt));
        reply.header('retry-after', waitS);
        const message = `Too many requests with wrong credentials came from this address. Send the next one in ${waitS} s, with the right one.`;
        refuse(request, reply, { code: 'rate_limited', message });
      },
    );
  };
}

const isWrongCredential = (error: unknown) => error instanceof DomainError && errorCodes[error.code]?.[0] === 401;
