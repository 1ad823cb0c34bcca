import type { onRequestHookHandler } from 'fastify';
import type { Principal } from '#apps/api/http/principal.ts';
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
    const accept = (principal: Principal) => {
      request.principal = principal;
      if (principal.kind === 'partner') request.log = request.log.child({ partner_id: principal.partnerId });
      done();
    };
    if (!(found instanceof Promise)) return accept(found);
    found.then(accept, (error: Error) => void failed.refusalOf(error, request, startedAtMs).then(done));
  };
}
