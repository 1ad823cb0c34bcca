import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { listConflicts, resolveConflict } from '#db/sync/sync-conflict.ts';
import { linkByHand } from '#db/sync/sync-link.ts';
import { getSync } from '#db/sync/sync.ts';
import { ForeignId } from '#domain/plain-text.ts';
import { sides } from '#domain/sync/mapping.ts';
import { SyncConflictList, SyncParams, toSyncConflict } from './sync-view.ts';

const tags = ['Syncs'];
const ConflictParams = SyncParams.extend({ conflict: z.string().max(64).describe('ID of the conflict (`cft_…`)') });
const Resolution = z
  .strictObject({ winner: z.enum(sides).describe('The side whose value is right') })
  .meta({ id: 'SyncResolution', example: { winner: 'a' } });
const NewLink = z
  .strictObject({ object: z.string().max(50), a_id: ForeignId(300), b_id: ForeignId(300) })
  .meta({ id: 'CreateSyncLink', example: { object: 'account', a_id: '0015g00000BrTwL', b_id: 'cus_9s6XKzkNRiz8i3' } });
const Linked = z.object({ id: z.string() }).meta({ id: 'SyncLink', examples: [{ id: 'lnk_01k9v5yq3n8t2e6w7x4z0b1c2d' }] });

/** What only a person can decide: which value is right, and which records are the same. */
export function syncConflictRoutes(app: App, { db, workflows }: ApiDeps): void {
  const list = {
    operationId: 'listSyncConflicts',
    summary: 'List conflicts',
    description:
      'Returns fields that both sides changed and for which no rule decides, newest first. They are left as they are on both sides.',
    tags,
    ...needs('syncs:read'),
    params: SyncParams,
    querystring: ListQuery.extend({ state: oneOrMore(['open', 'resolved']).optional() }),
    response: { 200: SyncConflictList, ...problems(403, 404) },
  };
  app.get('/syncs/:id/conflicts', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const { id } = await getSync(db, request.params.id);
    const states = new Set(valuesOf(request.query.state));
    // Both, or none, is every conflict.
    const isOpen = states.size === 1 ? states.has('open') : undefined;
    const rows = await listConflicts(db, id, { isOpen, before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toSyncConflict);
  });

  const resolve = {
    operationId: 'resolveSyncConflict',
    summary: 'Resolve a conflict',
    description: "The next run, which begins now, writes the winner's value to the other side.",
    tags,
    ...needs('syncs:write'),
    params: ConflictParams,
    body: Resolution,
    response: { 204: z.null().describe('Resolved'), ...problems(403, 404) },
  };
  app.post('/syncs/:id/conflicts/:conflict/resolve', { schema: resolve }, async (request, reply) => {
    const { id } = await getSync(db, request.params.id);
    await resolveConflict(db, id, request.params.conflict, request.body.winner, actorOf(request));
    await bestEffort(request, 'run a sync', () => workflows.syncs.runSync(id));
    return reply.code(204).send(null);
  });

  const link = {
    operationId: 'linkSyncRecords',
    summary: 'Link two records by hand',
    description: 'Says that a record of A and one of B are the same. They are compared in the next run, which begins now.',
    tags,
    ...needs('syncs:write'),
    params: SyncParams,
    body: NewLink,
    response: { 201: Linked, ...problems(403, 404, 409) },
  };
  app.post('/syncs/:id/links', { schema: link }, async (request, reply) => {
    const { id } = await getSync(db, request.params.id);
    const { object, a_id: aId, b_id: bId } = request.body;
    const linkId = await linkByHand(db, id, { object, aId, bId }, actorOf(request));
    await bestEffort(request, 'run a sync', () => workflows.syncs.runSync(id));
    return reply.code(201).send({ id: linkId });
  });
}
