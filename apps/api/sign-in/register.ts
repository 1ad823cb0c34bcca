import { identify } from '#apps/api/access/identify.ts';
import { NetworkLimits } from '#apps/api/access/network-limits.ts';
import type { App } from '#apps/api/app.ts';
import type { Principal } from '#apps/api/http/principal.ts';
import { RateLimited } from '#apps/api/http/rate-limited.ts';
import { DomainError } from '#domain/errors.ts';
import { ownSessionRoutes } from './own-session-routes.ts';
import type { SignInDeps } from './sign-in-deps.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { ssoRoutes } from './sso/sso-routes.ts';
import { viewRoutes } from './view-routes.ts';

/** What people sign in with. Everything else of the console is under /api/v1, with the scopes of their roles. */
export function registerSignIn(app: App, deps: SignInDeps): void {
  app.decorateRequest('principal');
  signInRoutes(app, deps);
  ssoRoutes(app, deps);
  const limit = limitSessions();
  // A part of its own: its routes need a session, and those before do not.
  void app.register(async (part: App) => {
    part.addHook('onRequest', identify(deps));
    part.addHook('onRequest', async ({ principal }) => limit(assertSignedIn(principal)));
    ownSessionRoutes(part, deps);
    viewRoutes(part, deps);
  });
}

/** Requests a minute of one session about itself. Those under /api/v1 have the limits of the partner or the person. */
const REQUESTS_PER_MINUTE = 120;

/** Each session for itself. */
function limitSessions(): (sessionId: string) => void {
  const limits = new NetworkLimits();
  return (sessionId) => {
    const waitS = limits.take(sessionId, REQUESTS_PER_MINUTE);
    if (waitS > 0) throw new RateLimited(`Too many requests of this session. Retry in ${waitS} s.`, waitS);
  };
}

function assertSignedIn({ sessionId }: Principal): string {
  if (sessionId !== undefined) return sessionId;
  throw new DomainError('session_ended', 'This route is for people who are signed in. It takes the cookie of a session, not a key.');
}
