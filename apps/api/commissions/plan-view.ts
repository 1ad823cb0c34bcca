import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { Assignment } from '#db/commissions/assignment.ts';
import type { PlanVersion } from '#db/commissions/plan.ts';
import { assignmentTargets } from '#domain/commissions/commission.ts';
import { Plan } from '#domain/commissions/plan.ts';
import { Day, Timestamp } from '#domain/instant.ts';
import { FilledString } from '#domain/plain-text.ts';

export const PlanParams = z.object({ id: z.string().max(40).describe('ID of the plan (`pln_…`)') });

export const CommissionPlanVersion = z
  .object({
    id: z.string().meta({ example: 'pln_01k9v5w0c4r8m1s6q2t7y3z9ab' }),
    version: z.int(),
    plan: Plan,
    created_at: Timestamp,
    created_by: z.string().meta({ example: 'key_01k9v5yq3n8t2e6w7x4z0b1c2d' }),
  })
  .meta({ id: 'CommissionPlanVersion' });
export const CommissionPlanList = listOf(CommissionPlanVersion).meta({ id: 'CommissionPlanList' });

export const toPlanVersion = ({ planId, number, plan, createdAt, createdBy }: PlanVersion): z.infer<typeof CommissionPlanVersion> => ({
  ...{ id: planId, version: number, plan: Plan.parse(plan), created_at: createdAt.toISOString(), created_by: createdBy },
});

export const CreatePlanAssignment = z
  .strictObject({
    target: z
      .enum(assignmentTargets)
      .describe('What is assigned to a partner itself wins over its level, and that over its programme. A level is named by `target_id`'),
    target_id: FilledString(64),
    plan_id: z.string().max(40).nullable().describe('null: no plan from that day on'),
    from: Day.describe('Sales from this day on'),
  })
  .meta({
    id: 'CreatePlanAssignment',
    examples: [{ target: 'programme', target_id: 'prg_default', plan_id: 'pln_01k9v5w0c4r8m1s6q2t7y3z9ab', from: '2026-01-01' }],
  });

export const PlanAssignment = z
  .object({
    id: z.int(),
    ...CreatePlanAssignment.shape,
    created_at: Timestamp,
    created_by: z.string().meta({ example: 'key_01k9v5yq3n8t2e6w7x4z0b1c2d' }),
  })
  .meta({ id: 'PlanAssignment' });
export const PlanAssignmentList = listOf(PlanAssignment).meta({ id: 'PlanAssignmentList' });

export const toAssignment = (one: Assignment): z.infer<typeof PlanAssignment> => ({
  ...{ id: one.id, target: one.target, target_id: one.targetId, plan_id: one.planId, from: one.fromDay },
  ...{ created_at: one.createdAt.toISOString(), created_by: one.createdBy },
});
