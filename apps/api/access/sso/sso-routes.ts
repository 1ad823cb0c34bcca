import { z } from 'zod';
import { ownerOf, ownersListed } from '#apps/api/access/credential-grants.ts';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { problems } from '#apps/api/http/errors.ts';
import { setETag } from '#apps/api/http/if-match.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { createSsoConnection, getSsoConnection, listSsoConnections } from '#db/access/sso-connection.ts';
import { newId } from '#domain/id.ts';
import { assertMaySetUp, assertRolesFit, namedDomains, sealSettings } from './sso-input.ts';
import { CreateSso, Sso, SsoList, SsoParams, ssoViewer } from './sso-view.ts';

const tags = ['Users'];

const SsoQuery = ListQuery.extend({
  partner_id: z
    .string()
    .max(64)
    .optional()
    .describe('Return only connections of this partner. `platform` returns only those of your own company'),
});

export function ssoConnectionRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps;
  const show = ssoViewer(deps);
  const create = {
    ...{ operationId: 'createSsoConnection', summary: 'Create a sign-in connection', tags, ...needs('users:write') },
    description:
      'Lets people sign in through an identity provider: OpenID Connect or SAML 2.0, for the company or for one partner. Whoever sets it up can become anybody there, so ' +
      'your credential needs all scopes that people of that organisation can have.',
    body: CreateSso,
    response: { 201: Sso, ...problems(409) },
  };
  app.post('/sso-connections', { schema: create }, async (request, reply) => {
    const { name, settings, create_users, default_roles, group_roles, enabled, domains } = request.body;
    const partnerId = await ownerOf(request, request.body.partner_id, db);
    assertMaySetUp(request, partnerId);
    assertRolesFit(request.body, partnerId);
    const id = newId('sso');
    const wanted = {
      ...{ id, partnerId: partnerId ?? null, name, kind: settings.kind, ...sealSettings(deps, id, settings) },
      ...{ createUsers: create_users, defaultRoles: default_roles, groupRoles: group_roles, enabled },
    };
    const row = await createSsoConnection(db, wanted, namedDomains(request, domains), actorOf(request));
    setETag(reply, row);
    reply.code(201).header('location', `/api/v1/sso-connections/${id}`);
    return show(row);
  });

  const list = {
    ...{ operationId: 'listSsoConnections', summary: 'List sign-in connections', tags, ...needs('users:read') },
    description: 'Returns the identity providers through which people sign in, newest first, without their secrets.',
    querystring: SsoQuery,
    response: { 200: SsoList, ...problems() },
  };
  app.get('/sso-connections', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const partnerIds = ownersListed(request, request.query.partner_id);
    const rows = await listSsoConnections(db, { partnerIds, before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, show);
  });

  const read = {
    ...{ operationId: 'getSsoConnection', summary: 'Retrieve a sign-in connection', tags, ...needs('users:read') },
    description: 'Returns the connection, with what the identity provider and DNS have to know of it.',
    params: SsoParams,
    headers: IfNoneMatch,
    response: { 200: Sso, ...problems(404) },
  };
  app.get('/sso-connections/:id', { schema: read }, async (request, reply) => {
    const row = await getSsoConnection(db, request.params.id, visiblePartner(request));
    setETag(reply, row);
    return show(row);
  });
}
