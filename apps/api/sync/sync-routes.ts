import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { problems } from '#apps/api/http/errors.ts';
import { checkIfMatch, IfMatch, setETag } from '#apps/api/http/if-match.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { changeSync, createSync, deleteSync, getSync, listSyncs, type SyncRow } from '#db/sync/sync.ts';
import { assertUsable } from './live-objects.ts';
import { CreateSync, Sync, SyncList, SyncParams, toSync, UpdateSync } from './sync-view.ts';

const tags = ['Syncs'];

export function syncRoutes(app: App, deps: ApiDeps): void {
  writeRoutes(app, deps);
  readRoutes(app, deps);
  deleteRoute(app, deps);
}

function writeRoutes(app: App, deps: ApiDeps): void {
  const { db, workflows } = deps;
  const create = {
    operationId: 'createSync',
    summary: 'Create a sync',
    description:
      'Keeps the records of two connections the same. The mapping is compared with the live metadata of both systems first: a field that is ' +
      'missing or read-only, or a choice that does not exist, is an error here. The first run reads everything. One that is created paused runs ' +
      'when it is resumed.',
    tags,
    ...needs('syncs:write'),
    body: CreateSync,
    response: { 201: Sync, ...problems(403, 404, 409, 422, 502) },
  };
  app.post('/syncs', { schema: create }, async (request, reply) => {
    const { body } = request;
    await assertUsable(deps, { aConnectionId: body.a_connection_id, bConnectionId: body.b_connection_id, mapping: body.mapping });
    const wanted = {
      name: body.name,
      aConnectionId: body.a_connection_id,
      bConnectionId: body.b_connection_id,
      mapping: body.mapping,
      intervalSeconds: body.interval_seconds,
      maxDeletePercent: body.max_delete_percent,
      maxChangePercent: body.max_change_percent,
      pausedAt: body.state === 'paused' ? new Date() : null,
    };
    const row = await createSync(db, wanted, actorOf(request));
    // What is paused gets its schedules when it is resumed.
    await bestEffort(request, 'schedule and run a sync', async () => {
      if (row.pausedAt !== null) return;
      await workflows.syncs.scheduleSync(row);
      await workflows.reconciliations.scheduleReconciliation(row.id);
      await workflows.syncs.runSync(row.id);
    });
    reply.code(201).header('location', `/api/v1/syncs/${row.id}`);
    setETag(reply, row);
    return toSync(row);
  });

  const update = {
    operationId: 'updateSync',
    summary: 'Update a sync',
    description:
      'Fields that you omit keep their values. Without `If-Match`, the last change wins. A new mapping is checked like that of a new sync, ends ' +
      'the present run, and every record is compared anew: POST /syncs/{id}/preview shows before what it would rewrite.',
    tags,
    ...needs('syncs:write'),
    params: SyncParams,
    headers: IfMatch,
    body: UpdateSync,
    response: { 200: Sync, ...problems(403, 404, 409, 412, 422, 502) },
  };
  app.patch('/syncs/:id', { schema: update }, async (request, reply) => {
    const { name, mapping, interval_seconds, max_delete_percent, max_change_percent } = request.body;
    if (mapping) await assertUsable(deps, { ...(await getSync(db, request.params.id)), mapping });
    const change = (present: SyncRow) => {
      checkIfMatch(request, present, 'sync');
      return {
        // Also tells the sweeper, if Temporal is not told now.
        requestedAt: new Date(),
        ...(name !== undefined && { name }),
        ...(mapping !== undefined && { mapping }),
        ...(interval_seconds !== undefined && { intervalSeconds: interval_seconds }),
        ...(max_delete_percent !== undefined && { maxDeletePercent: max_delete_percent }),
        ...(max_change_percent !== undefined && { maxChangePercent: max_change_percent }),
      };
    };
    const row = await changeSync(db, request.params.id, change, actorOf(request));
    await bestEffort(request, 'schedule and run a sync', async () => {
      if (row.pausedAt !== null) return;
      await workflows.syncs.scheduleSync(row);
      await workflows.reconciliations.scheduleReconciliation(row.id);
      await workflows.syncs.runSync(row.id);
    });
    setETag(reply, row);
    return toSync(row);
  });
}

function readRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    operationId: 'listSyncs',
    summary: 'List syncs',
    description: 'Returns syncs, newest first.',
    tags,
    ...needs('syncs:read'),
    querystring: ListQuery.extend({
      connection_id: z.string().max(64).optional().describe('Only syncs of this connection, on either side'),
    }),
    response: { 200: SyncList, ...problems(403) },
  };
  app.get('/syncs', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const filter = { connectionId: request.query.connection_id, before: page.after };
    return listReply(request, reply, page, await listSyncs(db, { ...filter, limit: page.limit + 1 }), toSync);
  });

  const read = {
    operationId: 'getSync',
    summary: 'Retrieve a sync',
    description: 'Returns the current version of the sync, with its mapping.',
    tags,
    ...needs('syncs:read'),
    params: SyncParams,
    headers: IfNoneMatch,
    response: { 200: Sync, ...problems(403, 404) },
  };
  app.get('/syncs/:id', { schema: read }, async (request, reply) => {
    const row = await getSync(db, request.params.id);
    setETag(reply, row);
    return toSync(row);
  });
}

function deleteRoute(app: App, { db, workflows }: ApiDeps): void {
  const schema = {
    operationId: 'deleteSync',
    summary: 'Delete a sync',
    description: 'Deletes the sync, and what Causeway knows of its records. The records themselves stay as they are in both systems.',
    tags,
    ...needs('syncs:write'),
    params: SyncParams,
    response: { 204: z.null().describe('Deleted'), ...problems(403, 404) },
  };
  app.delete('/syncs/:id', { schema }, async (request, reply) => {
    await deleteSync(db, request.params.id, actorOf(request));
    await bestEffort(request, 'end the schedule of a sync', async () => {
      await workflows.syncs.unscheduleSync(request.params.id);
      await workflows.reconciliations.unscheduleReconciliation(request.params.id);
      await workflows.syncs.runSync(request.params.id);
    });
    return reply.code(204).send(null);
  });
}
