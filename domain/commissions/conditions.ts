import { DomainError } from '#domain/errors.ts';
import { TransformationFailed, type TransformationStep, type TransformedEvent } from '#domain/events/transformation.ts';
import type { Plan } from './plan.ts';

/** What evaluates JSONata, with its limits. */
export interface Evaluator {
  transform(asker: string, payload: { dataJson: string; event: TransformedEvent; steps: TransformationStep[] }): Promise<string>;
}

/** A partner as conditions see it. `level`: the one that it has at the time of the sale; null while there are no levels. */
export interface ConditionPartner {
  id: string;
  tier: string;
  level: string | null;
  programmeId: string;
}

/** What conditions read. */
export interface ConditionInput {
  deal: Record<string, unknown> | null;
  customer: unknown;
  product: { name: string; plan: string | null } | null;
  partner: { id: string; tier: string; level: string | null; programme_id: string };
}

/** The different conditions of a plan's rules. */
export const conditionsOf = ({ rules }: Pick<Plan, 'rules'>): string[] => [...new Set(rules.flatMap(({ when }) => when ?? []))];

/** The conditions of a plan's rules that are true for a sale. Throws `condition_failed` for one that cannot be evaluated. */
export async function metConditions(
  evaluator: Evaluator,
  plan: Pick<Plan, 'rules'>,
  input: ConditionInput,
  sale: { id: string; occurredAt: Date },
): Promise<string[]> {
  const met: string[] = [];
  for (const condition of conditionsOf(plan)) {
    if (await isMet(evaluator, condition, input, sale)) met.push(condition);
  }
  return met;
}

/** Whether a condition is true for a sale. Throws `condition_failed` if it cannot be evaluated. */
export async function isMet(
  evaluator: Evaluator,
  condition: string,
  input: ConditionInput,
  { id, occurredAt }: { id: string; occurredAt: Date },
): Promise<boolean> {
  // The line break ends a comment at the end of the condition.
  const steps = [{ name: 'the condition of a commission plan', expression: `{"met": (${condition}\n) = true}`, version: 1 }];
  const event = { id, type: 'commission.condition', occurredAt };
  try {
    const json = await evaluator.transform('commissions', { dataJson: JSON.stringify(input), event, steps });
    return (JSON.parse(json) as { met?: unknown }).met === true;
  } catch (error) {
    if (!(error instanceof TransformationFailed)) throw error;
    throw new DomainError('condition_failed', `The condition ${condition} cannot be evaluated for the sale ${id}: ${error.message}`);
  }
}

export const conditionInput = (
  deal: Record<string, unknown> | null,
  { product, customerPlan }: { product: string | null; customerPlan: string | null },
  partner: ConditionPartner,
): ConditionInput => ({
  ...{ deal, customer: deal?.['customer'] ?? null, product: product === null ? null : { name: product, plan: customerPlan } },
  partner: { id: partner.id, tier: partner.tier, level: partner.level, programme_id: partner.programmeId },
});
