import type { Transformer } from '#connectors/evaluator/transformer.ts';
import type { GoalSale } from '#db/attribution/facts/goal-sales.ts';
import type { Sql } from '#db/database.ts';
import { readDealForConditions } from '#db/deals/deal-conditions.ts';
import { conditionInput, type ConditionPartner, metConditions } from '#domain/commissions/conditions.ts';
import type { Plan } from '#domain/commissions/plan.ts';

/** The conditions of a plan's rules that are true for a sale. */
export type MeetConditions = (asked: { plan: Plan; sale: GoalSale; partner: ConditionPartner }) => Promise<string[]>;

/** Evaluates conditions where they can stop nobody: in the evaluator's processes. */
export function createConditions({ sql, transformer }: { sql: Sql; transformer: Transformer }): MeetConditions {
  return async ({ plan, sale, partner }) => {
    if (plan.rules.every(({ when }) => when === null)) return [];
    const deal = await readDealForConditions(sql, sale.dealId);
    return metConditions(transformer, plan, conditionInput(deal, sale, partner), sale);
  };
}
