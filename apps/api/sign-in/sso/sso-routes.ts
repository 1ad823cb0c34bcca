import { z } from 'zod';
import { assertSameSite } from '#apps/api/access/same-site.ts';
import type { App } from '#apps/api/app.ts';
import { problems } from '#apps/api/http/errors.ts';
import { limitSso } from '#apps/api/sign-in/limit-tries.ts';
import type { SignInDeps } from '#apps/api/sign-in/sign-in-deps.ts';
import { findConnectionOfDomain } from '#db/access/sso-connection.ts';
import { domainOf } from '#domain/access/sso-connection.ts';
import { EmailAddress } from '#domain/email-address.ts';
import { logoutRoute } from './logout-route.ts';
import { oidcRoutes } from './oidc-routes.ts';
import { samlRoutes } from './saml-routes.ts';
import { startRoute } from './start-route.ts';

const FindSignIn = z.strictObject({ email: EmailAddress }).meta({ id: 'FindSignIn', examples: [{ email: 'ada@acme.example' }] });
const SignInWay = z
  .object({
    connection: z
      .object({
        id: z.string(),
        name: z.string(),
        url: z.string().describe('Open it in the browser, with `return_to` if another page of the console is meant'),
      })
      .nullable()
      .describe('The identity provider. Null: with a password'),
  })
  .meta({
    id: 'SignInWay',
    examples: [
      {
        connection: { id: 'sso_01k9v5w0c4r8m1s6q2t7y3z9ab', name: 'Okta', url: '/auth/sso/sso_01k9v5w0c4r8m1s6q2t7y3z9ab/start' },
      },
    ],
  });

/** How people sign in through identity providers. The browser's way there and back: start-route.ts, oidc-routes.ts, saml-routes.ts. */
export function ssoRoutes(app: App, deps: SignInDeps): void {
  const limit = limitSso(deps);
  const find = {
    operationId: 'findSignInWay',
    summary: 'Find how somebody signs in',
    description:
      'Says by the domain of an address whether people sign in through an identity provider. It is the same for every address of a domain.',
    tags: ['Sign-in'],
    security: [],
    body: FindSignIn,
    response: { 200: SignInWay, ...problems(403, 429) },
  };
  app.post('/sso', { schema: find }, async (request) => {
    assertSameSite(request);
    limit(request);
    const found = await findConnectionOfDomain(deps.db.sql, domainOf(request.body.email));
    return { connection: found ? { ...found, url: `/auth/sso/${found.id}/start` } : null };
  });
  startRoute(app, deps, limit);
  oidcRoutes(app, deps, limit);
  logoutRoute(app, deps, limit);
  samlRoutes(app, deps, limit);
}
