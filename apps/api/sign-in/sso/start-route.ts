import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { SignInDeps } from '#apps/api/sign-in/sign-in-deps.ts';
import { insertAttempt, SSO_ATTEMPT_S } from '#db/access/sso-attempt.ts';
import { attemptCookie, newSessionSecret } from '#domain/access/session.ts';
import { askProvider, attemptOf, providerOf } from './oidc-provider.ts';
import { partyOf, requestIdOf, samlOf } from './saml-provider.ts';
import { findUsable, isOf, pageOf, type SsoOf } from './sso-flow.ts';
import { withPage } from './sso-page.ts';

const Start = z.object({ return_to: z.string().max(500).catch('') });

/** Sends a browser to its identity provider, and remembers that it did. */
export function startRoute(app: App, deps: SignInDeps, limit: (request: FastifyRequest) => string): void {
  const { db, oidc, settings } = deps;

  app.get('/sso/:id/start', { schema: { hide: true } }, async (request, reply) =>
    withPage(request, reply, async () => {
      limit(request);
      const connection = await findUsable(db, request, 'oidc', 'saml');
      const [state, browser] = [newSessionSecret(), newSessionSecret()];
      const isOidc = isOf(connection, 'oidc');
      const url = isOidc
        ? await oidcUrl(request, connection, { state: state.secret, browserSecret: browser.secret })
        : await samlUrl(connection as SsoOf<'saml'>, state.secret);
      const returnTo = pageOf(Start.parse(request.query).return_to);
      await insertAttempt(db.sql, { connectionId: connection.id, secretHash: state.hash, browserSecretHash: browser.hash, returnTo });
      reply.header('set-cookie', attemptCookie(browser.secret, { maxAgeS: SSO_ATTEMPT_S, answersByPost: !isOidc }));
      return reply.redirect(url, 302);
    }),
  );

  async function oidcUrl(
    request: FastifyRequest,
    connection: SsoOf<'oidc'>,
    secrets: { state: string; browserSecret: string },
  ): Promise<string> {
    const attempt = attemptOf(deps, { id: connection.id, ...secrets });
    const url = await askProvider(request.log, connection, () => oidc.authorizeUrl(providerOf(deps, connection), attempt));
    return url.href;
  }

  function samlUrl(connection: SsoOf<'saml'>, state: string): Promise<string> {
    const asked = { requestId: requestIdOf(state), skewS: settings().gateway.sso.clock_skew_s };
    return samlOf(connection.settings, partyOf(deps, connection.id), asked).getAuthorizeUrlAsync(state, undefined, {});
  }
}
