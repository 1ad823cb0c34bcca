import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { listFindings } from '#db/reconciliation/finding.ts';
import { approveReconciliation, cancelReconciliation, getReconciliation, listReconciliations } from '#db/reconciliation/run-list.ts';
import { Day } from '#domain/instant.ts';
import { bookNames, findingClasses, findingStates, runStates } from '#domain/reconciliation/reconciliation.ts';
import { FindingList, ReconciliationList, ReconciliationParams, toFinding, toReconciliation } from './reconciliation-view.ts';

const tags = ['Reconciliation'];

/** What nights found, the yes that one may wait for, and its end. */
export function reconciliationRoutes(app: App, deps: ApiDeps): void {
  listRoute(app, deps);
  findingsRoute(app, deps);
  approveRoute(app, deps);
  cancelRoute(app, deps);
}

function listRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'listReconciliations',
    summary: 'List reconciliations',
    description: 'Returns the nights of all pairs of systems and of all books, newest first.',
    tags,
    ...needs('syncs:read'),
    querystring: ListQuery.extend({
      sync_id: z.string().max(64).optional(),
      book: oneOrMore(bookNames).optional(),
      state: oneOrMore(runStates).optional(),
      night: Day.optional(),
    }),
    response: { 200: ReconciliationList, ...problems(403) },
  };
  app.get('/reconciliations', { schema }, async (request, reply) => {
    const page = readPage(request);
    const { sync_id: syncId, book, state, night } = request.query;
    const filter = { syncId, books: valuesOf(book), states: valuesOf(state), night };
    const rows = await listReconciliations(db, { ...filter, before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toReconciliation);
  });
}

function findingsRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'listReconciliationFindings',
    summary: 'List what a reconciliation found',
    description: 'Returns differences, newest first. Each was looked at twice before it was called one.',
    tags,
    ...needs('syncs:read'),
    params: ReconciliationParams,
    querystring: ListQuery.extend({
      class: oneOrMore(findingClasses).optional(),
      field: z.string().max(500).optional().describe('The names of the field in A and B, such as `name=name`'),
      object: z.string().max(500).optional(),
      state: oneOrMore(findingStates).optional(),
    }),
    response: { 200: FindingList, ...problems(403, 404) },
  };
  app.get('/reconciliations/:id/findings', { schema }, async (request, reply) => {
    const page = readPage(request);
    const { id } = await getReconciliation(db, request.params.id);
    const { class: name, field, object, state } = request.query;
    const filter = { classes: valuesOf(name), field, object, states: valuesOf(state) };
    const rows = await listFindings(db.sql, id, { ...filter, before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toFinding);
  });
}

function approveRoute(app: App, { db, workflows }: ApiDeps): void {
  const schema = {
    operationId: 'approveReconciliation',
    summary: 'Approve what a reconciliation waits for',
    description: 'A night that would repair or delete more records than the plan allows waits. This lets it go on.',
    tags,
    ...needs('syncs:write'),
    params: ReconciliationParams,
    response: { 202: z.null().describe('Accepted'), ...problems(403, 404, 409) },
  };
  app.post('/reconciliations/:id/approve', { schema }, async (request, reply) => {
    const { id, syncId, night } = await getReconciliation(db, request.params.id);
    await approveReconciliation(db, id, actorOf(request));
    if (syncId) {
      await bestEffort(request, 'go on with a reconciliation', () => workflows.reconciliations.runReconciliation({ syncId, night }));
    }
    return reply.code(202).send(null);
  });
}

function cancelRoute(app: App, { db, workflows }: ApiDeps): void {
  const schema = {
    operationId: 'cancelReconciliation',
    summary: 'Cancel a reconciliation',
    description:
      'Ends a run that waits, or is under way, without a report. What it has asked the sync to repair is still written. ' +
      'The next night, or run that somebody asked for, begins as usual.',
    tags,
    ...needs('syncs:write'),
    params: ReconciliationParams,
    response: { 202: z.null().describe('Cancelled, also if it was before'), ...problems(403, 404, 409) },
  };
  app.post('/reconciliations/:id/cancel', { schema }, async (request, reply) => {
    const { id, syncId, night } = await getReconciliation(db, request.params.id);
    await cancelReconciliation(db, id, actorOf(request));
    // The workflow of a book finds it ended at its next page.
    if (syncId) {
      await bestEffort(request, 'end a reconciliation', () => workflows.reconciliations.runReconciliation({ syncId, night }));
    }
    return reply.code(202).send(null);
  });
}
