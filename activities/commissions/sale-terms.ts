import type { GoalSale } from '#db/attribution/facts/goal-sales.ts';
import type { PlanVersion } from '#db/commissions/plan.ts';
import type { PinnedTerms } from '#db/commissions/terms.ts';
import type { Sql } from '#db/database.ts';
import type { Model } from '#domain/attribution/facts.ts';
import { localDate } from '#domain/business-days.ts';
import type { ConditionPartner } from '#domain/commissions/conditions.ts';
import { monthOf } from '#domain/commissions/month.ts';
import { nothingYet } from '#domain/commissions/pool.ts';
import type { Sale } from '#domain/commissions/sale.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import type { MeetConditions } from './conditions.ts';
import { type FindRate, rememberRates } from './sale-rate.ts';
import { partnersOf, plansOf, type Shared, sharesOf } from './sale-shares.ts';

export interface SaleTermsDeps {
  sql: Sql;
  store: Sql;
  model: () => Model;
  meetConditions: MeetConditions;
}

/** Of one sale; or why it has none, such as `condition_failed`. */
type Proposed = PinnedTerms[] | { error: unknown };

/**
 * The terms of sales, by sale: one for each partner that has a plan on the day of the sale, but for what it had before; empty if nobody has one. What is
 * wrong with one sale is said of it, and the others have their terms.
 */
export async function proposeTerms(deps: SaleTermsDeps, sales: readonly GoalSale[]): Promise<ReadonlyMap<string, Proposed>> {
  const shares = await sharesOf(deps, sales);
  const { partners, planAt, levelAt } = await plansOf(
    deps.sql,
    [...shares.values()].map(({ split }) => split),
    sales,
  );
  const own = { meetConditions: deps.meetConditions, findRate: rememberRates(deps.store) };
  const proposeOne = async (sale: GoalSale, shared: Shared): Promise<PinnedTerms[]> => {
    const terms: PinnedTerms[] = [];
    for (const partnerId of partnersOf([shared.split]).toSorted()) {
      const [version, partner] = [planAt(partnerId, sale.occurredAt), partners.get(partnerId)];
      if (!version || !partner) continue;
      const level = levelAt(partnerId, sale.occurredAt);
      terms.push(await proposeFor(own, { sale, shared, version, partner: { ...partner, level } }));
    }
    return terms;
  };
  const proposed = new Map<string, Proposed>();
  for (const sale of sales) {
    const shared = shares.get(sale.id);
    const terms = shared === undefined ? { error: noAttribution() } : await proposeOne(sale, shared).catch((error: unknown) => ({ error }));
    proposed.set(sale.id, terms);
  }
  return proposed;
}

const noAttribution = () => new DomainError('no_attribution', 'The attribution has no active version yet, so nobody has credit.');

async function proposeFor(
  { meetConditions, findRate }: Pick<SaleTermsDeps, 'meetConditions'> & { findRate: FindRate },
  { sale, shared, version, partner }: { sale: GoalSale; shared: Shared; version: PlanVersion; partner: ConditionPartner },
): Promise<PinnedTerms> {
  const { plan } = version;
  const day = localDate(sale.occurredAt, plan.time_zone);
  const base: Sale = {
    ...{ id: sale.id, netMinor: sale.netMinor, currency: sale.currency, day, product: sale.product },
    customerPlan: sale.customerPlan,
    subscriptionMonth: sale.isSubscription ? wholeMonths(localDate(sale.subscribedAt ?? sale.occurredAt, plan.time_zone), day) : null,
    ...{ meets: await meetConditions({ plan, sale, partner }), rate: null },
  };
  const { rate, fxImport } = await findRate(plan, base);
  return {
    ...{ id: newId('trm'), factId: sale.id, partnerId: partner.id, planId: version.planId, planVersion: version.number, plan },
    ...{ sale: { ...base, rate }, soFar: nothingYet, fxImport, ...shared },
    // Credits share it whatever the month, so its name is that of the plan's calendar.
    split: shared.splitRevision === null ? { ...shared.split, month: monthOf(day) } : shared.split,
  };
}

/** Between two days: 0 for the first month of a subscription. One that began on the 31st goes on on the last day of a shorter month. */
function wholeMonths(from: string, to: string): number {
  const [[fromYear = 0, fromMonth = 0, fromDate = 0], [year = 0, month = 0, date = 0]] = [
    from.split('-').map(Number),
    to.split('-').map(Number),
  ];
  const months = (year - fromYear) * 12 + month - fromMonth;
  const lastDate = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Math.max(0, date < Math.min(fromDate, lastDate) ? months - 1 : months);
}
