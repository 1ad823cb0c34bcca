import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { createClientNetwork } from '#apps/api/access/client-address.ts';
import { NetworkLimits } from '#apps/api/access/network-limits.ts';
import { assertSameSite } from '#apps/api/access/same-site.ts';
import type { App } from '#apps/api/app.ts';
import { problems } from '#apps/api/http/errors.ts';
import { RateLimited } from '#apps/api/http/rate-limited.ts';
import { findLinkHolder, type LinkHolder, spendLink } from '#db/access/user-link.ts';
import { beginSession } from '#db/access/user-session.ts';
import { emailKeyOf, findPasswordHolder, getUser } from '#db/access/user.ts';
import type { Actor } from '#db/actor.ts';
import { hashApiSecret } from '#domain/access/api-key.ts';
import { hashPassword, isPassword, Password } from '#domain/access/password.ts';
import { newSessionSecret, readSessionCookie, sessionCookie } from '#domain/access/session.ts';
import { EmailAddress } from '#domain/email-address.ts';
import { DomainError } from '#domain/errors.ts';
import { inOneLine } from '#domain/plain-text.ts';
import type { SignInDeps } from './sign-in-deps.ts';
import { SignedIn, toSignedIn } from './signed-in.ts';

const BODY_LIMIT_BYTES = 4 * 1024;
const MAX_USER_AGENT = 300;
/** Tries a minute. Unlike a key, a password can be guessed, so that too many tries are refused unread, right ones too. */
const triesPerMinute = { ofNetwork: 30, ofAddress: 20, ofBoth: 10 };

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
    const holder = await findPasswordHolder(deps.db.sql, email);
    const isRight = await isPassword(password, holder?.secretHash ?? null, network);
    if (!holder || !isRight || holder.status !== 'active') throw wrongPassword();
    return begin(holder.userId, network, request, reply);
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
    if (!(await spendLink(deps.db.sql, spent, actorFor(holder, request)))) throw linkEnded();
    return begin(holder.userId, network, request, reply);
  });
}

function sessionStarter({ db }: SignInDeps) {
  return async (userId: string, network: string, request: FastifyRequest, reply: FastifyReply): Promise<z.infer<typeof SignedIn>> => {
    const user = await getUser(db, userId, undefined);
    const { secret, hash } = newSessionSecret();
    const before = readSessionCookie(request.headers.cookie);
    const session = await beginSession(
      db.sql,
      {
        ...{ userId, secretHash: hash, network },
        userAgent: inOneLine(request.headers['user-agent'] ?? '').slice(0, MAX_USER_AGENT),
        replaces: before && hashApiSecret(before),
      },
      actorFor({ userId, partnerId: user.partnerId }, request),
    );
    if (!session) throw wrongPassword();
    reply.header('set-cookie', sessionCookie(secret));
    return toSignedIn(user, session);
  };
}

const actorFor = ({ userId, partnerId }: LinkHolder, request: FastifyRequest): Actor => ({
  kind: partnerId === null ? 'platform' : 'partner',
  id: userId,
  requestId: request.id,
});

/** Throws if the network, the address, or the network for this address has tried too often. Returns the network. */
function limitTries({ settings }: SignInDeps): (request: FastifyRequest, email?: string) => string {
  const networkOf = createClientNetwork(settings);
  const limits = { ofNetwork: new NetworkLimits(), ofAddress: new NetworkLimits(), ofBoth: new NetworkLimits() };
  return (request, email) => {
    const network = networkOf(request);
    const names = { ofBoth: `${network} ${email}`, ofNetwork: network, ofAddress: email ?? '' };
    // A link cannot be guessed, and is nobody's before it is found.
    for (const kind of email === undefined ? (['ofNetwork'] as const) : (['ofBoth', 'ofNetwork', 'ofAddress'] as const)) {
      const waitS = limits[kind].take(names[kind], triesPerMinute[kind]);
      if (waitS > 0) throw new RateLimited(`Too many attempts to sign in. Retry in ${waitS} s.`, waitS);
    }
    return network;
  };
}

/** The same for an unknown address, a wrong password, and a disabled user: whoever guesses learns nothing. */
const wrongPassword = () => new DomainError('wrong_password', 'The e-mail address or the password is wrong.');

const linkEnded = () =>
  new DomainError('link_ended', 'This link was used already, has ended, or never was one. Ask an administrator for a new one.');
