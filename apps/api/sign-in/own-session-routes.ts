import { z } from 'zod';
import { Ended, SessionList, toSession } from '#apps/api/access/users/user-view.ts';
import type { App } from '#apps/api/app.ts';
import { problems } from '#apps/api/http/errors.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { endSessions, listSessions } from '#db/access/user-session.ts';
import { noSessionCookie } from '#domain/access/session.ts';
import type { SignInDeps } from './sign-in-deps.ts';
import { SignedIn } from './signed-in.ts';
import { signedInAs } from './view-routes.ts';

const tags = ['Sign-in'];
const security = [{ sessionCookie: [] }];

/** What everybody who is signed in may do with their own sessions, whatever their roles. */
export function ownSessionRoutes(app: App, { db }: SignInDeps): void {
  const read = {
    ...{ operationId: 'getOwnSession', summary: 'Who is signed in', tags, security },
    description: 'Returns the person of the session and the scopes that their roles give now.',
    response: { 200: SignedIn, ...problems(401, 403) },
  };
  app.get('/session', { schema: read }, async ({ principal }) => signedInAs(db, principal));

  const list = {
    ...{ operationId: 'listOwnSessions', summary: 'List your own sessions', tags, security },
    description: 'Returns the browsers in which you are signed in, newest first.',
    querystring: ListQuery,
    response: { 200: SessionList, ...problems(401, 403) },
  };
  app.get('/sessions', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const rows = await listSessions(db.sql, request.principal.credentialId, { before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toSession);
  });

  const end = {
    ...{ operationId: 'endOwnSession', summary: 'End one of your sessions', tags, security },
    description:
      'Signs that browser out, in every process within a second. A session of somebody else, or one that has ended, changes nothing.',
    params: z.object({ id: z.string().max(64).describe('ID of the session (`ses_…`)') }),
    response: { 200: Ended, ...problems(401, 403) },
  };
  app.post('/sessions/:id/end', { schema: end }, async (request) => {
    const { principal, params } = request;
    return { ended: await endSessions(db.sql, { userId: principal.credentialId, id: params.id }, actorOf(request)) };
  });

  signOut(app, db);
}

function signOut(app: App, db: SignInDeps['db']): void {
  const schema = {
    ...{ operationId: 'signOut', summary: 'Sign out', tags, security },
    description: 'Ends this session, or with `everywhere` all of your sessions. The cookie is deleted.',
    body: z
      .strictObject({ everywhere: z.boolean().default(false) })
      .nullish()
      .meta({ id: 'SignOut', examples: [{ everywhere: true }] }),
    response: { 200: Ended, ...problems(401, 403) },
  };
  app.post('/sign-out', { schema }, async (request, reply) => {
    const { principal, body } = request;
    const id = body?.everywhere === true ? undefined : principal.sessionId;
    const ended = await endSessions(db.sql, { userId: principal.credentialId, id }, actorOf(request));
    reply.header('set-cookie', noSessionCookie);
    return { ended };
  });
}
