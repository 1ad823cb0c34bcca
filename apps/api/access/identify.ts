import type { onRequestHookHandler } from 'fastify';
import type { authenticate } from './authenticate.ts';
import type { FailedAuthentications } from './failed-authentication.ts';

/** Identifies the caller. Invalid credentials return 401, or 429 if too many come from one address. */
export function identify({
  principalOf,
  failed,
}: {
  principalOf: ReturnType<typeof authenticate>;
  failed: FailedAuthentications;
}): onRequestHookHandler {
  return (request, _reply, done) => {
    const startedAtMs = performance.now();
    const found = principalOf(request);
    if (!(found instanceof Promise)) {
      request.principal = found;
      return done();
    }
    found.then(
      (principal) => {
        request.principal = principal;
        done();
      },
      (error: Error) => void failed.refusalOf(error, request, startedAtMs).then(done),
    );
  };
}
