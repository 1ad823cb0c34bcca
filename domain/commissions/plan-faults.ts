import { z } from 'zod';
import type { IssueCode } from '#domain/issue-errors.ts';
import { Currency, Money } from '#domain/money.ts';
import { fractionOf, isLess } from '#domain/sync/fraction.ts';
import { Amount } from './tiers.ts';

/** As much of a plan as these checks need; the rest may be invalid. */
const list = <Item extends z.ZodType>(item: Item) => z.array(item.nullable().catch(null)).catch([]);
const text = z.string().nullable().catch(null);
const texts = z.array(z.unknown()).catch([null]);
const Draft = z.object({
  currency: Currency.nullable().catch(null),
  currency_rule: text,
  rules: list(z.object({ name: text, products: texts, customer_plans: texts, when: z.unknown(), reward: z.unknown() })),
  caps: z.object({ per_deal: text, per_customer: text, per_period: text }).catch({ per_deal: null, per_customer: null, per_period: null }),
  minimum: z.object({ sale: text, commission: text }).catch({ sale: null, commission: null }),
  bonuses: list(z.object({ measure: text, per: text, at_least: z.unknown(), amount: text })),
});
type Draft = z.infer<typeof Draft>;

type Say = (path: PropertyKey[], message: string, code?: IssueCode['code']) => void;

/** The faults of a plan that no field has alone. The plan itself may be invalid. */
export function planFaults(plan: unknown, context: { addIssue(issue: z.core.$ZodSuperRefineIssue): void }): void {
  const say: Say = (path, message, code = 'invalid_value') =>
    context.addIssue({ code: 'custom', path, message, params: { code } satisfies IssueCode, input: plan });
  const { data: draft } = Draft.safeParse(plan);
  if (!draft) return;
  findAmountFaults(plan, draft, say);
  findUnreachable(draft, say);
  findCapFaults(draft, say);
  findRepeated(draft, say);
}

/** Every amount fits the currency, or there is none if the sale decides about the currency. */
function findAmountFaults(plan: unknown, { currency, currency_rule: rule }: Draft, say: Say): void {
  for (const { path, amount } of amountsIn(plan, [])) {
    if (rule === 'sale') {
      say(
        path,
        'is in no currency, because commissions are in that of the sale. Omit it, or choose currency_rule: convert',
        'not_applicable',
      );
    } else if (currency !== null) {
      const { error } = Money.safeParse({ amount, currency });
      for (const { message } of error?.issues ?? []) say(path, message);
    }
  }
}

/**
 * The names that amounts have in a plan. `at_least` of a bonus for deals is a number, and a lower end of 0 is the same in all currencies.
 */
const amountNames = new Set([
  'amount',
  'renewal_amount',
  'from',
  'to',
  'per_deal',
  'per_customer',
  'per_period',
  'sale',
  'commission',
  'at_least',
]);

function amountsIn(value: unknown, path: PropertyKey[]): { path: PropertyKey[]; amount: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const at = [...path, Array.isArray(value) ? Number(name) : name];
    if (typeof inner !== 'string') return amountsIn(inner, at);
    return amountNames.has(name) && inner !== '0' && Amount.safeParse(inner).success ? [{ path: at, amount: inner }] : [];
  });
}

/** A rule after one that takes every sale would never decide. */
function findUnreachable({ rules }: Draft, say: Say): void {
  const all = rules.findIndex((rule) => rule?.products.length === 0 && rule.customer_plans.length === 0 && rule.when === null);
  if (all === -1) return;
  for (let index = all + 1; index < rules.length; index++) {
    say(['rules', index], `is never reached: rules[${all}] takes every sale. Move it before that one`);
  }
}

function findCapFaults({ caps, minimum, rules }: Draft, say: Say): void {
  const isMore = (one: string | null, other: string | null): boolean =>
    [one, other].every((amount) => Amount.safeParse(amount).success) && isLess(fractionOf(other ?? ''), fractionOf(one ?? ''));
  if (isMore(minimum.commission, caps.per_deal)) {
    say(['minimum', 'commission'], `must not be more than caps.per_deal, ${caps.per_deal}`, 'too_large');
  }
  for (const [index, rule] of rules.entries()) {
    const amount = Flat.safeParse(rule?.reward).data?.amount ?? null;
    if (isMore(amount, caps.per_deal)) {
      say(['rules', index, 'reward', 'amount'], `must not be more than caps.per_deal, ${caps.per_deal}`, 'too_large');
    }
  }
}
const Flat = z.object({ kind: z.literal('flat'), amount: z.string() });

function findRepeated({ rules, bonuses }: Draft, say: Say): void {
  const names = rules.map((rule) => rule?.name ?? null);
  for (const [index, name] of names.entries()) {
    const first = names.indexOf(name);
    if (name !== null && first < index) say(['rules', index, 'name'], `is the name of rules[${first}] too`, 'duplicate');
  }
  const keys = bonuses.map((bonus) => bonus && JSON.stringify([bonus.measure, bonus.per, bonus.at_least]));
  for (const [index, key] of keys.entries()) {
    const first = keys.indexOf(key);
    if (key && first < index) say(['bonuses', index, 'at_least'], `is the milestone of bonuses[${first}] too`, 'duplicate');
  }
}
