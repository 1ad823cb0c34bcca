import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { assertStatus, changeConnection, getConnection } from '#db/connections/connection.ts';
import { beginDisconnect } from '#db/connections/disconnect.ts';
import { FilledText } from '#domain/plain-text.ts';
import { assertOffered, lookAtIt, tagged, toClient } from './connection-routes.ts';
import { Connection, ConnectionCredentials, ConnectionParams, ConnectionWithLink } from './connection-view.ts';

const common = { tags: ['Connections'], ...needs('connections:write'), params: ConnectionParams };

const Pause = z
  .strictObject({ reason: FilledText(500).optional() })
  .nullish()
  .meta({ id: 'PauseConnection', examples: [{ reason: 'Migration of the CRM on Saturday' }] });
const Disconnect = z
  .strictObject({ reason: FilledText(500).optional() })
  .nullish()
  .meta({ id: 'DisconnectConnection', examples: [{ reason: 'We moved to another CRM' }] });
const Rotate = z.strictObject({ credentials: ConnectionCredentials }).meta({
  id: 'RotateConnection',
  examples: [
    {
      credentials: {
        method: 'oauth',
        client_id: '7f3c1a52-9d0e-4b7e-8a61-2c4f5e6d7b80',
        client_secret: 'b5f1d3e2-6c70-4f8b-ad9e-203f4e5d6c7b',
      },
    },
  ],
});

export function connectionStateRoutes(app: App, deps: ApiDeps): void {
  pauseRoutes(app, deps);
  testRoute(app, deps);
  reconnectRoute(app, deps);
  rotateRoute(app, deps);
  disconnectRoute(app, deps);
}

function pauseRoutes(app: App, deps: ApiDeps): void {
  const pause = {
    ...common,
    operationId: 'pauseConnection',
    summary: 'Pause a connection',
    description: 'Stops reading and writing until you resume. Tokens are still renewed, so that the connection stays alive.',
    body: Pause,
    response: { 200: Connection, ...problems(403, 404, 409) },
  };
  app.post('/connections/:id/pause', { schema: pause }, async (request, reply) => {
    const statusReason = request.body?.reason ?? null;
    const row = await changeConnection(
      deps.db,
      request.params.id,
      (present) => {
        assertStatus(present, ['active', 'paused'], 'paused');
        return { status: 'paused', statusReason };
      },
      actorOf(request),
    );
    await lookAtIt(request, deps, row.id);
    return tagged(reply, deps, row);
  });

  const resume = {
    ...common,
    operationId: 'resumeConnection',
    summary: 'Resume a connection',
    description: 'Continues a paused connection where it stopped.',
    response: { 200: Connection, ...problems(403, 404, 409) },
  };
  app.post('/connections/:id/resume', { schema: resume }, async (request, reply) => {
    const row = await changeConnection(
      deps.db,
      request.params.id,
      (present) => {
        assertStatus(present, ['paused', 'active'], 'resumed');
        return { status: 'active', statusReason: null };
      },
      actorOf(request),
    );
    await lookAtIt(request, deps, row.id);
    return tagged(reply, deps, row);
  });
}

function testRoute(app: App, deps: ApiDeps): void {
  const schema = {
    ...common,
    operationId: 'testConnection',
    summary: 'Test a connection',
    description:
      'Asks the vendor which account and scopes the credentials have, and records the answer. If they work again, an `action_required` ' +
      'connection becomes active.',
    response: { 200: Connection, ...problems(403, 404, 409, 422, 502) },
  };
  app.post('/connections/:id/test', { schema }, async (request, reply) => {
    const present = await getConnection(deps.db, request.params.id);
    const isAuthorised = present.authMethod !== 'oauth' || present.tokensSealed !== null;
    assertStatus(present, isAuthorised ? ['pending', 'active', 'paused', 'action_required'] : ['active'], 'tested');
    const row = await deps.vendors.check(present.id, actorOf(request));
    await lookAtIt(request, deps, row.id);
    return tagged(reply, deps, row);
  });
}

function reconnectRoute(app: App, deps: ApiDeps): void {
  const schema = {
    ...common,
    operationId: 'reconnectConnection',
    summary: 'Get a new link to consent with',
    description:
      'Returns a new `connect_url`; earlier links stop working. What was granted before keeps working until a person consents. ' +
      'Connections without `oauth` get no link: rotate their credentials.',
    response: { 200: ConnectionWithLink, ...problems(403, 404, 409) },
  };
  app.post('/connections/:id/reconnect', { schema, config: { showsCredential: true } }, async (request, reply) => {
    const row = await getConnection(deps.db, request.params.id);
    assertStatus(row, ['pending', 'active', 'paused', 'action_required'], 'reconnected');
    return { ...tagged(reply, deps, row), connect_url: row.authMethod === 'oauth' ? await deps.vendors.newConnectUrl(row) : null };
  });
}

function rotateRoute(app: App, deps: ApiDeps): void {
  const schema = {
    ...common,
    operationId: 'rotateConnectionCredentials',
    summary: 'Replace the credentials of a connection',
    description:
      'Tries the new credentials out, then replaces the old ones. They must reach the same account of the vendor, by the same method. If ' +
      'they do not work, nothing changes.',
    body: Rotate,
    response: { 200: Connection, ...problems(403, 404, 409, 422, 502) },
  };
  app.post('/connections/:id/rotate', { schema }, async (request, reply) => {
    const row = await getConnection(deps.db, request.params.id);
    assertStatus(row, ['pending', 'active', 'paused', 'action_required'], 'changed');
    assertOffered(deps, row.vendor, request.body.credentials);
    const changed = await deps.vendors.rotate(row, toClient(request.body.credentials), actorOf(request));
    await lookAtIt(request, deps, row.id);
    return tagged(reply, deps, changed);
  });
}

function disconnectRoute(app: App, deps: ApiDeps): void {
  const schema = {
    ...common,
    operationId: 'disconnectConnection',
    summary: 'Disconnect a connection',
    description:
      'Stops everything at once, then asynchronously revokes the permission at the vendor and erases the credentials. Cached data is erased ' +
      'after `connections.erase_after_days` of the settings. `disconnect_report` says what was erased, and what the vendor still holds.',
    body: Disconnect,
    response: { 202: Connection, ...problems(403, 404) },
  };
  app.post('/connections/:id/disconnect', { schema }, async (request, reply) => {
    const row = await beginDisconnect(deps.db, request.params.id, request.body?.reason ?? null, actorOf(request));
    await bestEffort(request, 'disconnect', () => deps.workflows.connections.disconnect(row.id));
    return reply.code(202).send(tagged(reply, deps, row));
  });
}
