import { z } from 'zod';
import { assertGrantable, assertMayEnd, grantableBy, ownerOf } from '#apps/api/access/credential-grants.ts';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { checkIfMatch, IfMatch, setETag } from '#apps/api/http/if-match.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { getOauthClient, insertOauthClient, listOauthClients, revokeOauthClient, updateOauthClient } from '#db/access/oauth-client.ts';
import { hashApiSecret } from '#domain/access/api-key.ts';
import { hasSecret, newClientSecret } from '#domain/access/oauth-client.ts';
import type { Scope } from '#domain/access/scope.ts';
import { fieldError } from '#domain/field-error.ts';
import { changesProof, readProof } from './oauth-client-proof.ts';
import { oauthClientSecretRoute } from './oauth-client-secret-routes.ts';
import {
  CreatedOauthClient,
  CreateOauthClient,
  OauthClient,
  OauthClientList,
  OauthClientParams,
  toOauthClient,
  UpdateOauthClient,
} from './oauth-client-view.ts';

const tags = ['OAuth clients'];

const OauthClientsQuery = ListQuery.extend({
  partner_id: z.string().max(64).optional(),
  active: z.stringbool().default(false).describe('Return only clients that are not revoked'),
});

export function oauthClientRoutes(app: App, deps: ApiDeps): void {
  createRoute(app, deps);
  readRoutes(app, deps);
  changeRoutes(app, deps);
  oauthClientSecretRoute(app, deps);
}

function createRoute(app: App, { db, config, guard }: ApiDeps): void {
  const schema = {
    operationId: 'createOauthClient',
    summary: 'Create an OAuth client',
    description:
      'Creates an OAuth client. Its `id` is the client_id. The secret is returned only in this response, because only its hash is stored.',
    tags,
    ...needs('credentials:write'),
    body: CreateOauthClient,
    response: { 201: CreatedOauthClient, ...problems() },
  };
  app.post('/oauth-clients', { schema, config: { showsCredential: true } }, async (request, reply) => {
    const { body } = request;
    const partnerId = await ownerOf(request, body.partner_id, db);
    if (partnerId === undefined) {
      throw invalidRequest([fieldError(['partner_id'], 'required', 'is required with a platform key')]);
    }
    const grantable = grantableBy(request, partnerId);
    const scopes: Scope[] = body.scopes ?? grantable;
    assertGrantable(scopes, grantable);
    const proof = readProof(body.auth_method, body, guard);
    const secret = hasSecret(body.auth_method) ? newClientSecret(config.CAUSEWAY_ENVIRONMENT) : undefined;
    const client = { partnerId, name: body.name, scopes: [...new Set(scopes)], authMethod: body.auth_method, ...proof };
    const row = await insertOauthClient(db, client, secret && hashApiSecret(secret), actorOf(request));
    setETag(reply, row);
    reply.code(201).header('location', `/api/v1/oauth-clients/${row.id}`);
    return { ...toOauthClient(row), client_secret: secret ?? null };
  });
}

function readRoutes(app: App, { db }: ApiDeps): void {
  const common = { tags, ...needs('credentials:read') };
  const list = {
    ...common,
    operationId: 'listOauthClients',
    summary: 'List OAuth clients',
    description: 'Returns OAuth clients, newest first, without their secrets.',
    querystring: OauthClientsQuery,
    response: { 200: OauthClientList, ...problems() },
  };
  app.get('/oauth-clients', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const { partner_id, active } = request.query;
    const partnerIds = [visiblePartner(request), partner_id].filter((id) => id !== undefined);
    const rows = await listOauthClients(db, { partnerIds, active, before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toOauthClient);
  });

  const read = {
    ...common,
    operationId: 'getOauthClient',
    summary: 'Retrieve an OAuth client',
    description: 'Returns the OAuth client without its secrets.',
    params: OauthClientParams,
    headers: IfNoneMatch,
    response: { 200: OauthClient, ...problems(404) },
  };
  app.get('/oauth-clients/:id', { schema: read }, async (request, reply) => {
    const row = await getOauthClient(db, request.params.id, visiblePartner(request));
    setETag(reply, row);
    return toOauthClient(row);
  });
}

function changeRoutes(app: App, { db, guard }: ApiDeps): void {
  const common = { tags, ...needs('credentials:write'), params: OauthClientParams };
  const update = {
    ...common,
    operationId: 'updateOauthClient',
    summary: 'Update an OAuth client',
    description:
      'Updates the name, scopes, keys or certificate. Existing tokens immediately lose the scopes that the client loses. Without If-Match the last change wins.',
    headers: IfMatch,
    body: UpdateOauthClient,
    response: { 200: OauthClient, ...problems(404, 409, 412) },
  };
  app.patch('/oauth-clients/:id', { schema: update }, async (request, reply) => {
    const { id } = await getOauthClient(db, request.params.id, visiblePartner(request));
    const { name, scopes, ...proof } = request.body;
    const row = await updateOauthClient(
      db,
      id,
      (present) => {
        checkIfMatch(request, present, 'OAuth client');
        // A caller that sets the client's credentials can act as the client, so even a new key needs all of the client's scopes.
        assertGrantable(scopes ?? (present.scopes as Scope[]), grantableBy(request, present.partnerId));
        // Taking a scope away ends access too.
        assertMayEnd(request, present);
        return {
          ...(name !== undefined && { name }),
          ...(scopes !== undefined && { scopes: [...new Set(scopes)] }),
          ...(changesProof(proof) && readProof(present.authMethod, proof, guard)),
        };
      },
      actorOf(request),
    );
    setETag(reply, row);
    return toOauthClient(row);
  });

  const revoke = {
    ...common,
    operationId: 'revokeOauthClient',
    summary: 'Revoke an OAuth client',
    description:
      'Revokes the client. It gets no new tokens, and its existing tokens are rejected by every process within one second. This cannot be undone. Your credential needs all scopes of the client.',
    response: { 200: OauthClient, ...problems(404) },
  };
  app.post('/oauth-clients/:id/revoke', { schema: revoke }, async (request) => {
    const present = await getOauthClient(db, request.params.id, visiblePartner(request));
    assertMayEnd(request, present);
    return toOauthClient(await revokeOauthClient(db, present.id, actorOf(request)));
  });
}
