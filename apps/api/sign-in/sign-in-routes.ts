import { z } from 'zod';
import { assertSameSite } from '#apps/api/access/same-site.ts';
import type { App } from '#apps/api/app.ts';
import { problems } from '#apps/api/http/errors.ts';
import { findLinkHolder, spendLink } from '#db/access/user-link.ts';
import { emailKeyOf, findUserByEmail } from '#db/access/user.ts';
import { hashApiSecret } from '#domain/access/api-key.ts';
import { hashPassword, isPassword, Password } from '#domain/access/password.ts';
import { EmailAddress } from '#domain/email-address.ts';
import { DomainError } from '#domain/errors.ts';
import { personActing, sessionStarter, wrongPassword } from './begin-session.ts';
import { limitTries } from './limit-tries.ts';
import type { SignInDeps } from './sign-in-deps.ts';
import { SignedIn } from './signed-in.ts';

const BODY_LIMIT_BYTES = 4 * 1024;

const tags = ['Sign-in'];

const Credentials = z
  .strictObject({ email: EmailAddress, password: z.string().max(200).meta({ format: 'password' }) })
  .meta({ id: 'SignIn', examples: [{ email: 'ada@acme.example', password: 'correct horse battery staple' }] });
const UseLink = z
  .strictObject({
    link: z
      .string()
      .regex(/^[0-9a-zA-Z]{43}$/, { error: 'must be what follows #link= in the link' })
      .describe('What follows `#link=` in the one-time link'),
    password: Password.describe('The new password'),
  })
  .meta({ id: 'UseSignInLink', examples: [{ link: '4yT'.padEnd(43, 'x'), password: 'correct horse battery staple' }] });

/** These begin a session. They take no credential, but only from the console itself. */
export function signInRoutes(app: App, deps: SignInDeps): void {
  const limit = limitTries(deps);
  const begin = sessionStarter(deps);

  const signIn = {
    operationId: 'signIn',
    summary: 'Sign in',
    description:
      'Begins a session: the answer sets its cookie, which only browsers need. Programs authenticate with an API key or an access token. ' +
      'The request must come from the console: `Sec-Fetch-Site: same-origin` and the header `x-causeway-console`.',
    tags,
    security: [],
    body: Credentials,
    response: { 200: SignedIn, ...problems(401, 403, 429) },
  };
  app.post('/sign-in', { schema: signIn, bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
    assertSameSite(request);
    const { email, password } = request.body;
    const network = limit(request, emailKeyOf(email));
    const user = await findUserByEmail(deps.db, email);
    const isRight = await isPassword(password, user?.secretHash ?? null, network);
    if (!user || !isRight || user.status !== 'active') throw wrongPassword();
    return begin({ userId: user.id, partnerId: user.partnerId, network }, request, reply);
  });

  const link = {
    operationId: 'useSignInLink',
    summary: 'Choose a password with a one-time link',
    description: 'Sets the password, ends all other sessions of the person, and begins a session. The link works once.',
    tags,
    security: [],
    body: UseLink,
    response: { 200: SignedIn, ...problems(403, 409, 429) },
  };
  app.post('/link', { schema: link, bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
    assertSameSite(request);
    const network = limit(request);
    const linkHash = hashApiSecret(request.body.link);
    // Before the password is hashed, which is dear: most wrong links are guesses.
    const holder = await findLinkHolder(deps.db.sql, linkHash);
    if (!holder) throw linkEnded();
    const spent = { linkHash, passwordHash: await hashPassword(request.body.password) };
    const actor = personActing({ id: holder.userId, partnerId: holder.partnerId }, request);
    if (!(await spendLink(deps.db.sql, spent, actor))) throw linkEnded();
    return begin({ ...holder, network }, request, reply);
  });
}

const linkEnded = () =>
  new DomainError('link_ended', 'This link was used already, has ended, or never was one. Ask an administrator for a new one.');
