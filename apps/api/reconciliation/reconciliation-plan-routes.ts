import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { problems } from '#apps/api/http/errors.ts';
import { checkIfMatch, IfMatch, setETag } from '#apps/api/http/if-match.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { beginAs } from '#db/actor.ts';
import { clockOf, getPlan, putPlan } from '#db/reconciliation/reconciliation-plan.ts';
import { queueRun } from '#db/reconciliation/reconciliation-run.ts';
import { DomainError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { nightOf } from '#domain/reconciliation/night.ts';
import { Plan, PlanParams, PutPlan, Reconcile, Reconciling, toPlan } from './reconciliation-plan-view.ts';

const tags = ['Reconciliation'];

/** When and how the nights of a sync are, and runs that somebody asks for. */
export function reconciliationPlanRoutes(app: App, deps: ApiDeps): void {
  readRoute(app, deps);
  putRoute(app, deps);
  reconcileRoute(app, deps);
}

function readRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'getReconciliationPlan',
    summary: "Retrieve a sync's reconciliation plan",
    description: 'Returns when and how both sides of the sync are compared each night.',
    tags,
    ...needs('syncs:read'),
    params: PlanParams,
    headers: IfNoneMatch,
    response: { 200: Plan, ...problems(403, 404) },
  };
  app.get('/syncs/:id/reconciliation-plan', { schema }, async (request, reply) => {
    const plan = await getPlan(db.sql, request.params.id);
    setETag(reply, plan);
    return toPlan(plan);
  });
}

function putRoute(app: App, { db, workflows }: ApiDeps): void {
  const schema = {
    operationId: 'putReconciliationPlan',
    summary: "Replace a sync's reconciliation plan",
    description: 'Fields that you omit get their defaults. Without `If-Match`, the last change wins. A run that is under way goes on.',
    tags,
    ...needs('syncs:write'),
    params: PlanParams,
    headers: IfMatch,
    body: PutPlan,
    response: { 200: Plan, ...problems(403, 404, 412, 422) },
  };
  app.put('/syncs/:id/reconciliation-plan', { schema }, async (request, reply) => {
    const { params, body } = request;
    const change = {
      timeOfDay: body.time_of_day,
      timeZone: body.time_zone,
      isPaused: body.paused,
      isDryRun: body.dry_run,
      maxRepairPercent: body.max_repair_percent,
      maxDeletePercent: body.max_delete_percent,
    };
    const plan = await putPlan(db, params.id, change, {
      actor: actorOf(request),
      check: (present) => checkIfMatch(request, present, 'reconciliation plan'),
    });
    await bestEffort(request, 'schedule a reconciliation', () => workflows.reconciliations.scheduleReconciliation(params.id));
    setETag(reply, plan);
    return toPlan(plan);
  });
}

function reconcileRoute(app: App, { db, workflows }: ApiDeps): void {
  const schema = {
    operationId: 'reconcileSync',
    summary: 'Reconcile a sync now',
    description:
      'Compares both sides now, or once for each night that you name. Runs of one sync follow each other; who asks twice before a run has begun ' +
      'gets one.',
    tags,
    ...needs('syncs:write'),
    params: PlanParams,
    body: Reconcile,
    response: { 202: Reconciling, ...problems(403, 404, 422) },
  };
  app.post('/syncs/:id/reconcile', { schema }, async (request, reply) => {
    const { id: syncId } = request.params;
    const plan = await getPlan(db.sql, syncId);
    const today = nightOf(new Date(), clockOf(plan));
    const { nights = [today], dry_run: isDryRun = plan.isDryRun } = request.body;
    const late = nights.findIndex((night) => night > today);
    if (late >= 0) {
      const message = `must not be after ${today}, today in ${clockOf(plan).timeZone}`;
      throw new DomainError('validation_failed', 'A night is in the future', [fieldError(['nights', late], 'out_of_range', message)]);
    }
    const trigger = request.body.nights === undefined ? 'request' : 'backfill';
    const runs = await beginAs(db.sql, actorOf(request), async (tx) => {
      const queued: { id: string; night: string }[] = [];
      for (const night of [...new Set(nights)].toSorted()) {
        const id = await queueRun(tx, { syncId, night, trigger, isDryRun });
        if (id !== undefined) queued.push({ id, night });
      }
      return queued;
    });
    await bestEffort(request, 'reconcile a sync', async () => {
      for (const { night } of runs.slice(0, 1)) await workflows.reconciliations.runReconciliation({ syncId, night });
    });
    return reply.code(202).send({ runs });
  });
}
