import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { checkIfMatch, IfMatch, setETag } from '#apps/api/http/if-match.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { changeConnection, type ConnectionRow, createConnection, getConnection, listConnections } from '#db/connections/connection.ts';
import { connectionStatuses } from '#domain/connections/connection.ts';
import { DomainError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { newId } from '#domain/id.ts';
import {
  Connection,
  type ConnectionCredentials,
  ConnectionList,
  ConnectionParams,
  ConnectionWithLink,
  CreateConnection,
  toConnection,
  UpdateConnection,
} from './connection-view.ts';

const tags = ['Connections'];

export function connectionRoutes(app: App, deps: ApiDeps): void {
  createRoute(app, deps);
  readRoutes(app, deps);
  updateRoute(app, deps);
}

function createRoute(app: App, deps: ApiDeps): void {
  const { db, vendors } = deps;
  const schema = {
    operationId: 'createConnection',
    summary: 'Create a connection',
    description:
      'Stores the credentials encrypted and connects to the vendor. With `oauth`, nothing happens until an administrator of the account ' +
      'opens `connect_url` and consents. The other methods are tried out at once: if that fails, the connection is `action_required`, and ' +
      '`status_reason` says why.',
    tags,
    ...needs('connections:write'),
    body: CreateConnection,
    response: { 201: ConnectionWithLink, ...problems(403, 422) },
  };
  app.post('/connections', { schema, config: { showsCredential: true } }, async (request, reply) => {
    const { vendor, name, credentials, budget_percent: budgetPercent, pull_changes: pullsChanges } = request.body;
    assertOffered(deps, vendor, credentials);
    if (pullsChanges) assertPullable(deps, vendor, credentials.method);
    const id = newId('con');
    const clientSealed = vendors.keeper.sealClient(id, toClient(credentials));
    const wanted = {
      id,
      vendor,
      name,
      authMethod: credentials.method,
      status: 'pending',
      clientSealed,
      budgetPercent,
      pullsChanges,
      maintainAt: new Date(),
    } as const;
    const actor = actorOf(request);
    const created = await createConnection(db, wanted, actor);
    const isByConsent = credentials.method === 'oauth';
    const row = isByConsent ? created : await vendors.checkNew(created, { kind: actor.kind, id: actor.id, requestId: request.id });
    await lookAtIt(request, deps, id);
    reply.code(201).header('location', `/api/v1/connections/${id}`);
    return { ...tagged(reply, deps, row), connect_url: isByConsent ? await vendors.newConnectUrl(row) : null };
  });
}

function readRoutes(app: App, deps: ApiDeps): void {
  const list = {
    operationId: 'listConnections',
    summary: 'List connections',
    description: 'Returns connections, newest first. Disconnected ones stay in the list, with their report.',
    tags,
    ...needs('connections:read'),
    querystring: ListQuery.extend({ vendor: z.string().max(50).optional(), status: oneOrMore(connectionStatuses).optional() }),
    response: { 200: ConnectionList, ...problems(403) },
  };
  app.get('/connections', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const { vendor, status } = request.query;
    const rows = await listConnections(deps.db, { vendor, statuses: valuesOf(status), before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, (row) => shown(deps, row));
  });

  const read = {
    operationId: 'getConnection',
    summary: 'Retrieve a connection',
    description: 'Returns the connection, its status and what it lacks, never its credentials.',
    tags,
    ...needs('connections:read'),
    params: ConnectionParams,
    headers: IfNoneMatch,
    response: { 200: Connection, ...problems(403, 404) },
  };
  app.get('/connections/:id', { schema: read }, async (request, reply) =>
    tagged(reply, deps, await getConnection(deps.db, request.params.id)),
  );
}

function updateRoute(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'updateConnection',
    summary: 'Update a connection',
    description:
      'Changes the name, the part of the limits that Causeway may use, or whether the log of changes is read. Fields that you omit keep their values. Without `If-Match`, ' +
      'the last change wins. `POST /connections/{id}/rotate` replaces credentials.',
    tags,
    ...needs('connections:write'),
    params: ConnectionParams,
    headers: IfMatch,
    body: UpdateConnection,
    response: { 200: Connection, ...problems(403, 404, 412) },
  };
  app.patch('/connections/:id', { schema }, async (request, reply) => {
    const { name, budget_percent: budgetPercent, pull_changes: pullsChanges } = request.body;
    const change = (present: ConnectionRow) => {
      checkIfMatch(request, present, 'connection');
      if (pullsChanges) assertPullable(deps, present.vendor, present.authMethod);
      return {
        ...(name !== undefined && { name }),
        ...(budgetPercent !== undefined && { budgetPercent }),
        ...(pullsChanges !== undefined && { pullsChanges }),
      };
    };
    const row = await changeConnection(deps.db, request.params.id, change, actorOf(request));
    await lookAtIt(request, deps, row.id);
    return tagged(reply, deps, row);
  });
}

const shown = ({ vendors }: Pick<ApiDeps, 'vendors'>, row: ConnectionRow) =>
  toConnection(row, vendors.connectors.get(row.vendor)?.manifest);

export function tagged(reply: FastifyReply, deps: Pick<ApiDeps, 'vendors'>, row: ConnectionRow): z.infer<typeof Connection> {
  setETag(reply, row);
  return shown(deps, row);
}

/** Its workflow publishes what changed, and renews its tokens from now on. */
export async function lookAtIt(request: FastifyRequest, { workflows }: Pick<ApiDeps, 'workflows'>, id: string): Promise<void> {
  await bestEffort(request, 'maintain a connection', () => workflows.connections.maintain(id));
}

/** Throws unless the vendor issues such credentials. */
export function assertOffered({ vendors }: Pick<ApiDeps, 'vendors'>, vendor: string, { method }: ConnectionCredentials): void {
  const { auth, label } = vendors.connectorOf(vendor).manifest;
  if (auth.includes(method)) return;
  throw new DomainError('auth_method_not_offered', `${label} is connected by ${auth.join(' or ')}, not by ${method}`);
}

function assertPullable({ vendors }: Pick<ApiDeps, 'vendors'>, vendor: string, method: ConnectionRow['authMethod']): void {
  const { feed, manifest } = vendors.connectorOf(vendor);
  if (feed && method === 'oauth') return;
  const why = feed ? `is read with the application's own credentials: connect it with oauth` : 'keeps no log of changes that can be pulled';
  throw invalidRequest([fieldError(['pull_changes'], 'invalid_value', `${manifest.label} ${why}`)]);
}

export function toClient(sent: ConnectionCredentials): Parameters<ApiDeps['vendors']['keeper']['sealClient']>[1] {
  switch (sent.method) {
    case 'token':
      return { method: sent.method, token: sent.token, accountId: sent.account_id };
    case 'jwt_bearer': {
      const { client_id: clientId, private_key: privateKey, username, login_url: loginUrl } = sent;
      return { method: sent.method, clientId, privateKey, username, loginUrl };
    }
    case 'oauth':
    case 'client_credentials':
      return { method: sent.method, clientId: sent.client_id, clientSecret: sent.client_secret, loginUrl: sent.login_url };
  }
}
