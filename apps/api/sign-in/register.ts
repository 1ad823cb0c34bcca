import type { App } from '#apps/api/app.ts';
import type { Principal } from '#apps/api/http/principal.ts';
import { DomainError } from '#domain/errors.ts';
import { ownSessionRoutes } from './own-session-routes.ts';
import type { SignInDeps } from './sign-in-deps.ts';
import { signInRoutes } from './sign-in-routes.ts';

/** What people sign in with. Everything else of the console is under /api/v1, with the scopes of their roles. */
export function registerSignIn(app: App, deps: SignInDeps): void {
  app.decorateRequest('principal');
  signInRoutes(app, deps);
  // A part of its own: its routes need a session, and those before do not.
  void app.register(async (part: App) => {
    part.addHook('onRequest', async (request) => {
      const startedAtMs = performance.now();
      try {
        request.principal = signedIn(await deps.principalOf(request));
      } catch (error) {
        throw await deps.failed.refusalOf(error as Error, request, startedAtMs);
      }
    });
    ownSessionRoutes(part, deps);
  });
}

function signedIn(principal: Principal): Principal & { sessionId: string } {
  const { sessionId } = principal;
  if (sessionId !== undefined) return { ...principal, sessionId };
  throw new DomainError('session_ended', 'This route is for people who are signed in. It takes the cookie of a session, not a key.');
}
