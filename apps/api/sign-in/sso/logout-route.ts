import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import { parseForms } from '#apps/api/oauth/form-body.ts';
import { personActing } from '#apps/api/sign-in/begin-session.ts';
import type { SignInDeps } from '#apps/api/sign-in/sign-in-deps.ts';
import { useAssertion } from '#db/access/sso-attempt.ts';
import { endProviderSessions } from '#db/access/user-session.ts';
import { readLogoutToken, refused } from './logout-token.ts';
import { askProvider, providerOf } from './oidc-provider.ts';
import { findUsable } from './sso-flow.ts';

const BODY_LIMIT_BYTES = 32 * 1024;
const Sent = z.object({ logout_token: z.string().min(1) });

/** Where OpenID providers tell, without a browser, that somebody has signed out there. The token is the proof. */
export function logoutRoute(app: App, deps: SignInDeps, limit: (request: FastifyRequest) => string): void {
  const { db, oidc, settings } = deps;

  // A part of its own: only this route takes forms.
  void app.register(async (part: App) => {
    parseForms(part, BODY_LIMIT_BYTES);
    part.post('/sso/:id/backchannel-logout', { schema: { hide: true }, bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
      limit(request);
      reply.header('cache-control', 'no-store');
      const connection = await findUsable(db, request, 'oidc');
      const sent = Sent.safeParse(request.body);
      if (!sent.success) throw refused('there is none');
      const token = await readLogoutToken(sent.data.logout_token, {
        settings: connection.settings,
        skewS: settings().gateway.sso.clock_skew_s,
        readKeys: () => askProvider(request.log, connection, () => oidc.readKeys(providerOf(deps, connection))),
      });
      if (!(await useAssertion(db.sql, connection.id, { id: token.jti, endsAt: token.endsAt }))) throw refused('it was used already');
      const { subject, providerSession } = token;
      const logout = { connectionId: connection.id, issuer: connection.settings.issuer, subject, providerSession };
      const ended = await endProviderSessions(db.sql, logout, personActing(connection, request));
      request.log.info({ sso_connection_id: connection.id, ended }, 'an identity provider has ended sessions');
      return reply.code(200).send();
    });
  });
}
