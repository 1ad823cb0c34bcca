import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import { parseForms } from '#apps/api/oauth/form-body.ts';
import { sessionStarter } from '#apps/api/sign-in/begin-session.ts';
import type { SignInDeps } from '#apps/api/sign-in/sign-in-deps.ts';
import { useAssertion } from '#db/access/sso-attempt.ts';
import { noAttemptCookie } from '#domain/access/session.ts';
import { readSamlDocument, refused } from './saml-document.ts';
import { identityOf } from './saml-identity.ts';
import { partyOf, readAssertion, requestIdOf, samlOf } from './saml-provider.ts';
import { endedSignIn, findUsable, pageOf, signInAs, takeBegun } from './sso-flow.ts';
import { withPage } from './sso-page.ts';

/** A response with a certificate chain and a thousand groups stays below. */
const BODY_LIMIT_BYTES = 384 * 1024;

const Answer = z.object({ SAMLResponse: z.string().min(1).max(BODY_LIMIT_BYTES), RelayState: z.string().max(500).catch('') });

/** Where SAML providers answer, by a form of their page, and what they have to know of us. */
export function samlRoutes(app: App, deps: SignInDeps, limit: (request: FastifyRequest) => string): void {
  const { db, settings } = deps;
  const begin = sessionStarter(deps);
  const route = { schema: { hide: true } };

  app.get('/sso/:id/metadata', route, async (request, reply) => {
    limit(request);
    const connection = await findUsable(db, request, 'saml');
    const saml = samlOf(connection.settings, partyOf(deps, connection.id), { requestId: undefined, skewS: 0 });
    return reply.type('application/samlmetadata+xml').send(saml.generateServiceProviderMetadata(null, null));
  });

  // A part of its own: only this route takes forms.
  void app.register(async (part: App) => {
    parseForms(part, BODY_LIMIT_BYTES);
    part.post('/sso/:id/acs', { ...route, bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) =>
      withPage(request, reply, async () => {
        const network = limit(request);
        const connection = await findUsable(db, request, 'saml');
        const answer = Answer.safeParse(request.body);
        if (!answer.success) throw refused('is no SAML response');
        const { SAMLResponse, RelayState } = answer.data;
        const begun = await takeBegun(db, request, connection.id, RelayState);
        if (!begun && !connection.settings.allow_idp_initiated) throw endedSignIn();
        reply.header('set-cookie', noAttemptCookie);
        readSamlDocument(SAMLResponse);
        const asked = { requestId: begun && requestIdOf(begun.state), skewS: settings().gateway.sso.clock_skew_s };
        const assertion = await readAssertion(SAMLResponse, connection.settings, partyOf(deps, connection.id), asked);
        // Also one that answers an attempt: an assertion says once who somebody is.
        if (!(await useAssertion(db.sql, connection.id, assertion))) throw refused('was used already');
        const identity = identityOf(assertion, connection.settings);
        await signInAs({ db, begin }, { connection, identity, network }, request, reply);
        return reply.redirect(begun?.returnTo ?? pageOf(RelayState), 303);
      }),
    );
  });
}
