import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { beginAs } from '#db/actor.ts';
import { approveRun, listRuns } from '#db/sync/sync-run.ts';
import { applyRequest, getSync, type SyncRequest, type SyncRow } from '#db/sync/sync.ts';
import { Instant } from '#domain/instant.ts';
import { SyncParams, SyncRunList, toSyncRun } from './sync-view.ts';

const tags = ['Syncs'];
const accepted = { 202: z.null().describe('Accepted'), ...problems(403, 404) };

const BackfillQuery = z.strictObject({ since: Instant.optional().describe('By default 90 days ago') });

const requests = {
  trigger: {
    request: 'triggerSync',
    summary: 'Run a sync now',
    description: 'Asks for a run. Several requests before it begins are one run. A sync that is paused runs when it is resumed.',
  },
  pause: {
    request: 'pauseSync',
    summary: 'Pause a sync',
    description: 'The present run stops after the page that it is at, and goes on there later.',
  },
  resume: { request: 'resumeSync', summary: 'Resume a sync', description: 'The run that was paused goes on, or a new one begins.' },
  reset: {
    request: 'resetSync',
    summary: 'Reset a sync',
    description:
      'The next run reads every record of both sides. Each is compared and merged again, whether it changed or not. Links and what both sides ' +
      'agreed on stay.',
  },
} as const satisfies Record<string, { request: SyncRequest; summary: string; description: string }>;

/** What a person asks of a sync, and what became of it. Signals of the same meaning work in Temporal. */
export function syncRunRoutes(app: App, deps: ApiDeps): void {
  for (const [verb, { request: wish, summary, description }] of Object.entries(requests)) {
    const schema = { operationId: wish, summary, description, tags, ...needs('syncs:write'), params: SyncParams, response: accepted };
    app.post(`/syncs/:id/${verb}`, { schema }, async (request, reply) => {
      const sync = await getSync(deps.db, request.params.id);
      const { id } = sync;
      await beginAs(deps.db.sql, actorOf(request), (tx) => applyRequest(tx, id, wish));
      await bestEffort(request, 'run a sync', async () => {
        // One that was created paused has no schedules yet.
        if (wish === 'resumeSync') await schedule(deps, sync);
        await deps.workflows.syncs.runSync(id);
      });
      return reply.code(202).send(null);
    });
  }
  backfillRoute(app, deps);
  approveRoute(app, deps);
  listRoute(app, deps);
}

async function schedule({ workflows }: ApiDeps, sync: SyncRow): Promise<void> {
  await workflows.syncs.scheduleSync(sync);
  await workflows.reconciliations.scheduleReconciliation(sync.id);
}

function backfillRoute(app: App, { db, workflows }: ApiDeps): void {
  const schema = {
    operationId: 'backfillSync',
    summary: 'Read what changed for long',
    description:
      'The next run reads again what changed in the last 90 days, or since the time that you give, on both sides, and handles what is not as it ' +
      'was known. It replaces the present run. After a pause or a crash it goes on where it was.',
    tags,
    ...needs('syncs:write'),
    params: SyncParams,
    querystring: BackfillQuery,
    response: { 202: z.null().describe('Accepted'), ...problems(403, 404, 422) },
  };
  app.post('/syncs/:id/backfill', { schema }, async (request, reply) => {
    const { id } = await getSync(db, request.params.id);
    const since = request.query.since === undefined ? undefined : new Date(request.query.since);
    await beginAs(db.sql, actorOf(request), (tx) => applyRequest(tx, id, 'backfillSync', since));
    await bestEffort(request, 'run a sync', () => workflows.syncs.runSync(id));
    return reply.code(202).send(null);
  });
}

function approveRoute(app: App, { db, workflows }: ApiDeps): void {
  const schema = {
    operationId: 'approveSyncRun',
    summary: 'Approve what a sync waits for',
    description: 'A run that would delete or change more records than the sync allows leaves them. This approves them, in a new run.',
    tags,
    ...needs('syncs:write'),
    params: SyncParams,
    response: { ...accepted, ...problems(403, 404, 409) },
  };
  app.post('/syncs/:id/approve', { schema }, async (request, reply) => {
    const { id } = await getSync(db, request.params.id);
    await approveRun(db, id, actorOf(request));
    await bestEffort(request, 'run a sync', () => workflows.syncs.runSync(id));
    return reply.code(202).send(null);
  });
}

function listRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'listSyncRuns',
    summary: 'List the runs of a sync',
    description: 'Returns runs, newest first.',
    tags,
    ...needs('syncs:read'),
    params: SyncParams,
    querystring: ListQuery,
    response: { 200: SyncRunList, ...problems(403, 404) },
  };
  app.get('/syncs/:id/runs', { schema }, async (request, reply) => {
    const page = readPage(request);
    const { id, mapping } = await getSync(db, request.params.id);
    const rows = await listRuns(db, id, { before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, (row) => toSyncRun(row, mapping));
  });
}
