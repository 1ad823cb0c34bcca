import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import { sessionStarter } from '#apps/api/sign-in/begin-session.ts';
import type { SignInDeps } from '#apps/api/sign-in/sign-in-deps.ts';
import { insertAttempt, SSO_ATTEMPT_S } from '#db/access/sso-attempt.ts';
import { attemptCookie, newSessionSecret, noAttemptCookie } from '#domain/access/session.ts';
import { askProvider, attemptOf, providerOf } from './oidc-provider.ts';
import { endedSignIn, findUsable, pageOf, signInAs, takeBegun } from './sso-flow.ts';
import { withPage } from './sso-page.ts';

const Start = z.object({ return_to: z.string().max(500).catch('') });
/** Everything else of the answer is the library's to judge. */
const Answer = z.object({ state: z.string().max(100).catch('') });

/** The way of a browser to an identity provider and back. No credential is needed: state and cookie tell that it is the same browser. */
export function oidcRoutes(app: App, deps: SignInDeps, limit: (request: FastifyRequest) => string): void {
  const { db, oidc } = deps;
  const begin = sessionStarter(deps);
  const route = { schema: { hide: true } };

  app.get('/sso/:id/start', route, async (request, reply) =>
    withPage(request, reply, async () => {
      limit(request);
      const connection = await findUsable(db, request, 'oidc');
      const [state, browser] = [newSessionSecret(), newSessionSecret()];
      const attempt = attemptOf(deps, { id: connection.id, state: state.secret, browserSecret: browser.secret });
      const url = await askProvider(request.log, connection, () => oidc.authorizeUrl(providerOf(deps, connection), attempt));
      const returnTo = pageOf(Start.parse(request.query).return_to);
      await insertAttempt(db.sql, { connectionId: connection.id, secretHash: state.hash, browserSecretHash: browser.hash, returnTo });
      reply.header('set-cookie', attemptCookie(browser.secret, { maxAgeS: SSO_ATTEMPT_S, answersByPost: false }));
      return reply.redirect(url.href, 302);
    }),
  );

  app.get('/sso/:id/callback', route, async (request, reply) =>
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
