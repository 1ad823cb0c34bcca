import { explainFact } from '#db/attribution/explain-fact.ts';
import type { GoalSale } from '#db/attribution/goal-sales.ts';
import { readRates } from '#db/attribution/read-rates.ts';
import { findActiveVersion } from '#db/attribution/version.ts';
import { readPartnerPlans } from '#db/commissions/partner-plans.ts';
import type { PlanVersion } from '#db/commissions/plan.ts';
import { listSplits } from '#db/commissions/split.ts';
import type { PinnedTerms } from '#db/commissions/terms.ts';
import type { Sql } from '#db/database.ts';
import { readDealTimeZone } from '#db/deals/deal-conditions.ts';
import { type EarningPartner, readEarningPartners } from '#db/partners/earning-partners.ts';
import { measures, type Model, models } from '#domain/attribution/facts.ts';
import { exactRate } from '#domain/attribution/fx.ts';
import { localDate } from '#domain/business-days.ts';
import { monthOf } from '#domain/commissions/month.ts';
import type { Plan } from '#domain/commissions/plan.ts';
import { nothingYet } from '#domain/commissions/pool.ts';
import { currencyFor, type Sale } from '#domain/commissions/sale.ts';
import { partsOf, type Split, splitByCredit, splitOn } from '#domain/commissions/split.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import type { MeetConditions } from './conditions.ts';

export interface SaleTermsDeps {
  sql: Sql;
  store: Sql;
  model: () => Model;
  meetConditions: MeetConditions;
}

/** Which part each partner gets, and whose decision that is. */
interface Shared extends Pick<PinnedTerms, 'split' | 'splitRevision' | 'attributionVersion' | 'model'> {}

/** The terms for each partner that has a plan on the day of the sale, but for what it had before; empty if nobody has one. */
export async function proposeTerms(deps: SaleTermsDeps, sale: GoalSale): Promise<PinnedTerms[]> {
  const shared = await sharesOf(deps, sale);
  const { partners, plans } = await plansOf(deps.sql, [shared.split], sale);
  const terms: PinnedTerms[] = [];
  for (const [partnerId, version] of [...plans].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const partner = partners.get(partnerId);
    if (partner) terms.push(await proposeFor(deps, { sale, shared, version, partner }));
  }
  return terms;
}

/** The partners of splits that can earn, and their plans at the time of a sale. */
async function plansOf(sql: Sql, splits: readonly Split[], { occurredAt }: GoalSale) {
  const ids = splits.flatMap((split) => partsOf(split).flatMap(({ partnerId }) => (partnerId === '' ? [] : [partnerId])));
  const partners = await readEarningPartners(sql, [...new Set(ids)]);
  return { partners, plans: await readPartnerPlans(sql, [...partners.values()], occurredAt) };
}

/** The split of the deal, or what the model of the attribution says. */
async function sharesOf(deps: SaleTermsDeps, sale: GoalSale): Promise<Shared> {
  const revisions = sale.dealId === null ? [] : await listSplits(deps.sql, sale.dealId);
  const splits = revisions.map(({ split }) => split);
  const split = splits.length === 0 ? null : splitOn(await dayOf(deps.sql, splits, sale), splits);
  if (split === null) return sharesByCredit(deps, sale);
  const revision = revisions.findLast((one) => one.split === split)?.revision ?? null;
  return { split, splitRevision: revision, attributionVersion: null, model: null };
}

async function sharesByCredit({ store, model }: SaleTermsDeps, sale: GoalSale): Promise<Shared> {
  const version = await findActiveVersion(store);
  if (version === null) throw new DomainError('no_attribution', 'The attribution has no active version yet, so nobody has credit.');
  const explained = await explainFact(store, version, sale.id);
  const place = models.indexOf(model());
  const credits = (explained?.credits ?? [])
    .filter(({ measure }) => measure === measures.revenue)
    .map(({ partnerId, byModel }) => ({ partnerId, credit: byModel[place] ?? 0n }));
  const split = splitByCredit(monthOf(localDate(sale.occurredAt, 'UTC')), credits);
  return { split, splitRevision: null, attributionVersion: version.number, model: model() };
}

/**
 * The day of a sale by which its split is chosen: one for all partners, or their parts would not add up. That of the plans of the partners; if their
 * time zones differ, or nobody has a plan, that of the deal's programme.
 */
async function dayOf(sql: Sql, splits: readonly Split[], sale: GoalSale): Promise<string> {
  const { plans } = await plansOf(sql, splits, sale);
  const [zone, ...others] = new Set([...plans.values()].map(({ plan }) => plan.time_zone));
  if (zone !== undefined && others.length === 0) return localDate(sale.occurredAt, zone);
  return localDate(sale.occurredAt, sale.dealId === null ? 'UTC' : await readDealTimeZone(sql, sale.dealId));
}

async function proposeFor(
  deps: SaleTermsDeps,
  { sale, shared, version, partner }: { sale: GoalSale; shared: Shared; version: PlanVersion; partner: EarningPartner },
): Promise<PinnedTerms> {
  const { plan } = version;
  const day = localDate(sale.occurredAt, plan.time_zone);
  const base: Sale = {
    ...{ id: sale.id, netMinor: sale.netMinor, currency: sale.currency, day, product: sale.product, customerPlan: null },
    subscriptionMonth: sale.isSubscription ? wholeMonths(localDate(sale.subscribedAt ?? sale.occurredAt, plan.time_zone), day) : null,
    ...{ meets: await deps.meetConditions({ plan, sale, partner }), rate: null },
  };
  const { rate, fxImport } = await findRate(deps.store, plan, base);
  return {
    ...{ id: newId('trm'), factId: sale.id, partnerId: partner.id, planId: version.planId, planVersion: version.number, plan },
    ...{ sale: { ...base, rate }, soFar: nothingYet, fxImport, ...shared },
    // Credits share it whatever the month, so its name is that of the plan's calendar.
    split: shared.splitRevision === null ? { ...shared.split, month: monthOf(day) } : shared.split,
  };
}

/** The rate of the sale's day, if the plan pays in another currency. Whether it may be missing is for the rules to say. */
async function findRate(store: Sql, plan: Plan, sale: Sale): Promise<{ rate: Sale['rate']; fxImport: number | null }> {
  const to = currencyFor(plan, sale);
  if (to === null || to === sale.currency) return { rate: null, fxImport: null };
  const asked = { currencies: [sale.currency, to], from: sale.day, to: sale.day, asOf: new Date() };
  const { rates, importId } = await readRates(store, asked);
  const [source, target] = [rates.find(sale.currency, sale.day), rates.find(to, sale.day)];
  if (!source || !target) return { rate: null, fxImport: importId };
  const exact = exactRate({ from: sale.currency, to, source: source.perEuro, target: target.perEuro });
  const shown = (Number(target.perEuro) / Number(source.perEuro)).toFixed(6).replace(/\.?0+$/, '');
  return { rate: { ...exact, shown, day: source.day < target.day ? source.day : target.day }, fxImport: importId };
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
