import { identify } from '#apps/api/access/identify.ts';
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
    part.addHook('onRequest', identify(deps));
    part.addHook('onRequest', async ({ principal }) => assertSignedIn(principal));
    ownSessionRoutes(part, deps);
  });
}

function assertSignedIn({ sessionId }: Principal): void {
  if (sessionId !== undefined) return;
  throw new DomainError('session_ended', 'This route is for people who are signed in. It takes the cookie of a session, not a key.');
}
