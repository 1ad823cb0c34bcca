import { toMoney } from '#domain/money.ts';
import { monthlyRevenue } from './mrr.ts';
import { type Subscription, subscriptionStates } from './subscription.ts';
import type { RawFields } from './sync-value.ts';

/** The fields that are computed from the subscriptions of one customer. */
export const computedFields = ['billing:mrr', 'billing:currency', 'billing:mrr_all', 'billing:status', 'billing:renews_on'] as const;

/**
 * What a CRM shows of a customer's subscriptions. The revenue is in the currency with the largest amount; `billing:mrr_all` names all of
 * them. The status is that of the best subscription. The renewal is the next one of a subscription that is not ending.
 */
export function summariseBilling(subscriptions: readonly Subscription[], at: Date): RawFields {
  const revenue = monthlyRevenue(subscriptions, at);
  const main = revenue.toSorted((x, y) => (x.totalMinor > y.totalMinor ? -1 : x.totalMinor < y.totalMinor ? 1 : 0))[0];
  const renewals = subscriptions.flatMap((one) =>
    one.current_period_end !== null && !one.cancel_at_period_end && isRenewing(one) ? [one.current_period_end] : [],
  );
  return {
    'billing:mrr': main ? toMoney(main.totalMinor, main.currency).amount : '0',
    'billing:currency': main?.currency ?? null,
    'billing:mrr_all': revenue.map(({ totalMinor, currency }) => `${currency} ${toMoney(totalMinor, currency).amount}`).join('; '),
    'billing:status': subscriptionStates.find((state) => subscriptions.some(({ status }) => status === state)) ?? null,
    'billing:renews_on': renewals.toSorted()[0] ?? null,
  };
}

const isRenewing = ({ status }: Subscription): boolean => status === 'active' || status === 'past_due' || status === 'trialing';
