import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import { sessionStarter } from '#apps/api/sign-in/begin-session.ts';
import type { SignInDeps } from '#apps/api/sign-in/sign-in-deps.ts';
import { noAttemptCookie } from '#domain/access/session.ts';
import { askProvider, attemptOf, providerOf } from './oidc-provider.ts';
import { endedSignIn, findUsable, signInAs, takeBegun } from './sso-flow.ts';
import { withPage } from './sso-page.ts';

/** Everything else of the answer is the library's to judge. */
const Answer = z.object({ state: z.string().max(100).catch('') });

/** Where OpenID providers send browsers back. No credential is needed: state and cookie tell that it is the same browser. */
export function oidcRoutes(app: App, deps: SignInDeps, limit: (request: FastifyRequest) => string): void {
  const { db, oidc } = deps;
  const begin = sessionStarter(deps);

  app.get('/sso/:id/callback', { schema: { hide: true } }, async (request, reply) =>
    withPage(request, reply, async () => {
      const network = limit(request);
      const connection = await findUsable(db, request, 'oidc');
      const begun = await takeBegun(db, request, connection.id, Answer.parse(request.query).state);
      if (!begun) throw endedSignIn();
      reply.header('set-cookie', noAttemptCookie);
      const attempt = attemptOf(deps, { id: connection.id, ...begun });
      const answer = new URL(attempt.redirectUri);
      answer.search = new URL(request.url, answer).search;
      const identity = await askProvider(request.log, connection, () => oidc.identify(providerOf(deps, connection), attempt, answer));
      await signInAs({ db, begin }, { connection, identity, network }, request, reply);
      return reply.redirect(begun.returnTo, 303);
    }),
  );
}
