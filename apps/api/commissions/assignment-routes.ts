import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { ListQuery, listReply, readPage, readPlace } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import { type Assignment, insertAssignment, listAssignments } from '#db/commissions/assignment.ts';
import { listLevelRules } from '#db/commissions/level-rules.ts';
import { findLatestVersion } from '#db/commissions/plan.ts';
import type { Database } from '#db/database.ts';
import { programmeExists } from '#db/deals/programme.ts';
import { readEarningPartners } from '#db/partners/earning-partners.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { noLevel } from './no-level.ts';
import { CreatePlanAssignment, PlanAssignment, PlanAssignmentList, toAssignment } from './plan-view.ts';

const common = { tags: ['Commissions'], ...needs('commissions:manage') };

/** Who has which plan. */
export function assignmentRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    ...common,
    operationId: 'listCommissionPlanAssignments',
    summary: 'List assignments of commission plans',
    description:
      'Returns who was given which plan from which day on, newest first. Of two for the same target and day, the newer one counts.',
    querystring: ListQuery,
    response: { 200: PlanAssignmentList, ...problems(403) },
  };
  app.get('/commission-plan-assignments', { onRequest: platformOnly, schema: list }, async (request, reply) => {
    const page = readPage(request);
    const below = page.after === undefined ? undefined : readPlace(page.after);
    const rows = await listAssignments(db.sql, { below, limit: page.limit + 1 });
    return listReply(
      request,
      reply,
      page,
      rows.map((row) => ({ ...row, id: String(row.id) })),
      (row) => toAssignment({ ...row, id: Number(row.id) }),
    );
  });

  const create = {
    ...common,
    operationId: 'assignCommissionPlan',
    summary: 'Assign a commission plan',
    description:
      'Gives a partner, all partners of a level, or all of a programme a plan from a day on. It applies to sales whose commission is not accrued yet; what is accrued stays.',
    body: CreatePlanAssignment,
    response: { 201: PlanAssignment, ...problems(403) },
  };
  app.post('/commission-plan-assignments', { onRequest: platformOnly, schema: create }, async (request, reply) => {
    const { target, target_id: targetId, plan_id: planId, from: fromDay } = request.body;
    const faults = await findFaults(db, { target, targetId, planId });
    if (faults.length > 0) throw invalidRequest(faults);
    const actor = actorOf(request);
    const row = await beginAs(db.sql, actor, async (tx) => {
      const made = await insertAssignment(tx, { target, targetId, planId, fromDay, createdBy: actor.id });
      await insertAuditEntry(tx, actor, {
        ...{ action: 'commission_plan.assigned', objectKind: 'commission_plan', objectId: planId ?? 'none', detail: request.body },
      });
      return made;
    });
    return reply.code(201).send(toAssignment(row));
  });
}

async function findFaults(
  db: Database,
  { target, targetId, planId }: { target: Assignment['target']; targetId: string; planId: string | null },
): Promise<FieldError[]> {
  const faults: FieldError[] = [];
  if (planId !== null && !(await findLatestVersion(db.sql, planId))) {
    faults.push(fieldError(['plan_id'], 'invalid_value', `is not a known plan: ${planId}`));
  }
  if (target === 'partner' && !(await readEarningPartners(db.sql, [targetId])).has(targetId)) {
    faults.push(fieldError(['target_id'], 'unknown_partner', `is not a partner that can earn: ${targetId}. Sandboxes cannot`));
  }
  if (target === 'programme' && !(await programmeExists(db.sql, targetId))) {
    faults.push(fieldError(['target_id'], 'invalid_value', `is not a known programme: ${targetId}`));
  }
  if (target === 'level') {
    const names = new Set((await listLevelRules(db.sql)).flatMap(({ rules }) => rules.levels.map(({ name }) => name)));
    if (!names.has(targetId)) faults.push(noLevel(['target_id'], targetId, [...names]));
  }
  return faults;
}
