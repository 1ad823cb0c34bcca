import { z } from 'zod';
import { assertGrantable, assertMayEnd, grantableBy, ownerOf, ownersListed } from '#apps/api/access/credential-grants.ts';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { problems } from '#apps/api/http/errors.ts';
import { checkIfMatch, IfMatch, setETag } from '#apps/api/http/if-match.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { endSessions, listSessions } from '#db/access/user-session.ts';
import { changeUser, getUser, insertUser, listUsers, type UserRow } from '#db/access/user.ts';
import { scopesOf } from '#domain/access/role.ts';
import { assertFitting } from './fitting-roles.ts';
import { createSignInLink } from './sign-in-link.ts';
import { CreateUser, Ended, SessionList, SignInLink, toSession, toUser, UpdateUser, User, UserList, UserParams } from './user-view.ts';

const tags = ['Users'];

const UsersQuery = ListQuery.extend({
  partner_id: z
    .string()
    .max(64)
    .optional()
    .describe('Return only users of this partner. `platform` returns only those of your own company'),
});

export function userRoutes(app: App, deps: ApiDeps): void {
  createRoute(app, deps);
  readRoutes(app, deps);
  changeRoute(app, deps);
  linkRoute(app, deps);
  sessionRoutes(app, deps);
}

function createRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'createUser',
    summary: 'Create a user',
    description: 'Creates a person who can sign in to the console. Send them a one-time link, with which they choose a password.',
    tags,
    ...needs('users:write'),
    body: CreateUser,
    response: { 201: User, ...problems(409) },
  };
  app.post('/users', { schema }, async (request, reply) => {
    const { email, name, roles } = request.body;
    const partnerId = await ownerOf(request, request.body.partner_id, db);
    assertFitting([['roles', roles]], partnerId);
    assertGrantable(scopesOf(roles), grantableBy(request, partnerId));
    const row = await insertUser(db, { email, name, roles, partnerId: partnerId ?? null }, actorOf(request));
    setETag(reply, row);
    reply.code(201).header('location', `/api/v1/users/${row.id}`);
    return toUser(row);
  });
}

function readRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    operationId: 'listUsers',
    summary: 'List users',
    description: 'Returns the people who can sign in, newest first.',
    tags,
    ...needs('users:read'),
    querystring: UsersQuery,
    response: { 200: UserList, ...problems() },
  };
  app.get('/users', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const partnerIds = ownersListed(request, request.query.partner_id);
    const rows = await listUsers(db, { partnerIds, before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toUser);
  });

  const read = {
    operationId: 'getUser',
    summary: 'Retrieve a user',
    description: 'Returns the person with the roles they have now. Send the ETag of the response as If-Match to change the user.',
    tags,
    ...needs('users:read'),
    params: UserParams,
    headers: IfNoneMatch,
    response: { 200: User, ...problems(404) },
  };
  app.get('/users/:id', { schema: read }, async (request, reply) => {
    const row = await getUser(db, request.params.id, visiblePartner(request));
    setETag(reply, row);
    return toUser(row);
  });
}

function changeRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'updateUser',
    summary: 'Update a user',
    description:
      'Changes only the given fields. New roles take effect with the next request of each session. A disabled user is signed out everywhere within a second. ' +
      'Your credential needs all scopes of the roles that the user has and gets. Send the ETag of the user as If-Match, or the last change wins.',
    tags,
    ...needs('users:write'),
    headers: IfMatch,
    params: UserParams,
    body: UpdateUser,
    response: { 200: User, ...problems(404, 409, 412) },
  };
  app.patch('/users/:id', { schema }, async (request, reply) => {
    const { id, partnerId } = await getUser(db, request.params.id, visiblePartner(request));
    const { roles = [] } = request.body;
    assertFitting([['roles', roles]], partnerId ?? undefined);
    assertGrantable(scopesOf(roles), grantableBy(request, partnerId ?? undefined));
    const accept = (present: UserRow) => {
      checkIfMatch(request, present, 'user');
      assertMayEnd(request, { scopes: scopesOf(present.roles) });
    };
    const row = await changeUser(db, id, { change: request.body, accept }, actorOf(request));
    setETag(reply, row);
    return toUser(row);
  });
}

function linkRoute(app: App, { db, config }: ApiDeps): void {
  const schema = {
    operationId: 'createSignInLink',
    summary: 'Create a one-time link',
    description:
      'Returns a link with which the person chooses a password: the first one, or another one. Earlier links no longer work. Whoever uses it is signed out everywhere else. ' +
      'It works once, within 72 hours. Your credential needs all scopes of the roles of the user.',
    tags,
    ...needs('users:write'),
    params: UserParams,
    response: { 201: SignInLink, ...problems(404, 409) },
  };
  app.post('/users/:id/link', { schema, config: { showsCredential: true } }, async (request, reply) => {
    const user = await getUser(db, request.params.id, visiblePartner(request));
    assertMayEnd(request, { scopes: scopesOf(user.roles) });
    const { url, expiresAt } = await createSignInLink({ sql: db.sql, config }, user.id, actorOf(request));
    reply.code(201);
    return { url, expires_at: expiresAt.toISOString() };
  });
}

function sessionRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    operationId: 'listUserSessions',
    summary: 'List the sessions of a user',
    description: 'Returns the browsers in which the person is signed in, newest first.',
    tags,
    ...needs('users:read'),
    params: UserParams,
    querystring: ListQuery,
    response: { 200: SessionList, ...problems(404) },
  };
  app.get('/users/:id/sessions', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const { id } = await getUser(db, request.params.id, visiblePartner(request));
    const rows = await listSessions(db.sql, id, { before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toSession);
  });

  const end = {
    operationId: 'endUserSessions',
    summary: 'Sign a user out everywhere',
    description:
      'Ends all sessions of the person, in every process within a second. Your credential needs all scopes of the roles of the user.',
    tags,
    ...needs('users:write'),
    params: UserParams,
    response: { 200: Ended, ...problems(404) },
  };
  app.post('/users/:id/sign-out', { schema: end }, async (request) => {
    const user = await getUser(db, request.params.id, visiblePartner(request));
    assertMayEnd(request, { scopes: scopesOf(user.roles) });
    return { ended: await endSessions(db.sql, { userId: user.id }, actorOf(request)) };
  });
}
