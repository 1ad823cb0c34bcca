import { toMinor } from '#domain/money.ts';
import type { Plan, Rule } from './plan.ts';
import { reckon } from './reward.ts';
import { converted, currencyFor, type Sale } from './sale.ts';
import { showAmount, showMoney } from './show-money.ts';

/** What a partner had before a sale, in minor units of the currency in which the plan pays it. */
export interface Standing {
  /** Commissions of the same deal, and of the same customer, before they were split. */
  dealMinor: bigint;
  customerMinor: bigint;
  /** What the partner itself got in the period. */
  periodMinor: bigint;
  /** The partner's revenue in the period. */
  periodRevenueMinor: bigint;
}
export const nothingYet: Standing = { dealMinor: 0n, customerMinor: 0n, periodMinor: 0n, periodRevenueMinor: 0n };

/** The commission of a sale before it is split. */
export interface Pool {
  /** An index of `plan.rules`; null if no rule takes the sale. */
  rule: number | null;
  /** Empty if the plan does not pay in any. */
  currency: string;
  baseMinor: bigint;
  poolMinor: bigint;
  /** How it came about, or why there is none: `12.5 % of 4,000.00 EUR`, `capped at 400.00`. */
  words: readonly string[];
}

/** Of what is left of the sale, `netMinor`. Pure: the same plan, sale and standing give the same commission, whatever the time. */
export function poolOf(plan: Plan, sale: Sale, netMinor: bigint, standing: Standing): Pool {
  const currency = currencyFor(plan, sale);
  if (currency === null) {
    return {
      rule: null,
      currency: '',
      baseMinor: 0n,
      poolMinor: 0n,
      words: [`the plan pays sales in ${plan.currency} only, and this one is in ${sale.currency}`],
    };
  }
  const baseMinor = converted(netMinor, sale, currency);
  const index = plan.rules.findIndex((one) => takes(one, sale));
  const rule = plan.rules[index];
  const refused = refusal(plan, sale, baseMinor, currency, rule);
  if (refused !== null || rule === undefined) {
    return { rule: rule ? index : null, currency, baseMinor, poolMinor: 0n, words: [refused ?? ''] };
  }
  const isRenewal = (sale.subscriptionMonth ?? 0) >= 12;
  const reckoned = reckon(rule.reward, { baseMinor, currency, isRenewal, periodRevenueMinor: standing.periodRevenueMinor });
  const { minor, words } = limited(plan, currency, baseMinor, standing, reckoned.minor);
  const isConverted = sale.currency !== currency && sale.rate !== null;
  const rate = isConverted ? ` (${showMoney(netMinor, sale.currency)} at ${sale.rate?.shown} of ${sale.rate?.day})` : '';
  return { rule: index, currency, baseMinor, poolMinor: minor, words: [`${reckoned.words}${rate}`, ...words] };
}

function takes({ products, customer_plans: customerPlans, when }: Rule, { product, customerPlan, meets }: Sale): boolean {
  const isNamed = (names: readonly string[], name: string | null) => names.length === 0 || (name !== null && names.includes(name));
  return isNamed(products, product) && isNamed(customerPlans, customerPlan) && (when === null || meets.includes(when));
}

/** Why a sale brings no commission; null if it brings one. */
function refusal(plan: Plan, sale: Sale, baseMinor: bigint, currency: string, rule: Rule | undefined): string | null {
  const month = sale.subscriptionMonth ?? 0;
  if (!rule) return 'no rule of the plan takes this sale';
  if (baseMinor <= 0n) return 'nothing of the sale is left';
  if (month > 0 && plan.recurring === null) return 'the plan pays the first payment of a subscription only';
  if (plan.recurring !== null && month >= plan.recurring.max_months) {
    return `the plan pays the first ${plan.recurring.max_months} months of a subscription`;
  }
  const least = amount(plan.minimum.sale, currency);
  if (least !== null && baseMinor < least) {
    return `${showMoney(baseMinor, currency)} is less than the smallest sale that counts, ${showMoney(least, currency)}`;
  }
  return null;
}

const amount = (text: string | null, currency: string): bigint | null => (text === null ? null : toMinor({ amount: text, currency }));

/** First the minimum, then what the sale brought, then the caps: nothing is paid beyond a cap to reach a minimum. */
function limited(
  plan: Plan,
  currency: string,
  baseMinor: bigint,
  standing: Standing,
  reckoned: bigint,
): { minor: bigint; words: string[] } {
  let minor = reckoned;
  const words: string[] = [];
  const least = amount(plan.minimum.commission, currency);
  if (least !== null && minor < least) {
    minor = least;
    words.push(`raised to the minimum of ${showAmount(least, currency)}`);
  }
  if (minor > baseMinor) {
    minor = baseMinor;
    words.push('limited to what the sale brought');
  }
  for (const [cap, had, of] of [
    [amount(plan.caps.per_deal, currency), standing.dealMinor, 'deal'],
    [amount(plan.caps.per_customer, currency), standing.customerMinor, 'customer'],
  ] as const) {
    const over = overCap(minor, cap, had, `for the ${of}`, currency);
    if (over) [minor] = [over.minor, words.push(over.words)];
  }
  return { minor, words };
}

/** Null if the amount stays below the cap. */
export function overCap(
  minor: bigint,
  cap: bigint | null,
  had: bigint,
  of: string,
  currency: string,
): { minor: bigint; words: string } | null {
  if (cap === null || minor + had <= cap) return null;
  if (had <= 0n) return { minor: cap, words: `capped at ${showAmount(cap, currency)}` };
  const left = cap > had ? cap - had : 0n;
  return { minor: left, words: `capped at ${showAmount(left, currency)}, which is left of ${showAmount(cap, currency)} ${of}` };
}
