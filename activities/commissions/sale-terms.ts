import { explainFact } from '#db/attribution/explain-fact.ts';
import type { GoalSale } from '#db/attribution/goal-sales.ts';
import { readRates } from '#db/attribution/read-rates.ts';
import { findActiveVersion } from '#db/attribution/version.ts';
import { readAssigned } from '#db/commissions/assignment.ts';
import { type PlanVersion, readPlansOn } from '#db/commissions/plan.ts';
import { listSplits } from '#db/commissions/split.ts';
import type { PinnedTerms } from '#db/commissions/terms.ts';
import type { Sql } from '#db/database.ts';
import { type EarningPartner, readEarningPartners } from '#db/partners/earning-partners.ts';
import { measures, type Model, models } from '#domain/attribution/facts.ts';
import { exactRate } from '#domain/attribution/fx.ts';
import { localDate } from '#domain/business-days.ts';
import { monthOf } from '#domain/commissions/month.ts';
import type { Plan } from '#domain/commissions/plan.ts';
import { nothingYet } from '#domain/commissions/pool.ts';
import { currencyFor, type Sale } from '#domain/commissions/sale.ts';
import { partsOf, splitByCredit, splitOn } from '#domain/commissions/split.ts';
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
  const { sql } = deps;
  const shared = await sharesOf(deps, sale);
  const ids = partsOf(shared.split).flatMap(({ partnerId }) => (partnerId === '' ? [] : [partnerId]));
  const partners = await readEarningPartners(sql, ids);
  const day = localDate(sale.occurredAt, 'UTC');
  const assigned = await readAssigned(sql, [...partners.values()], day);
  const plans = await readPlansOn(sql, [...assigned.values()], day);
  const terms: PinnedTerms[] = [];
  for (const [partnerId, planId] of [...assigned].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [version, partner] = [plans.get(planId), partners.get(partnerId)];
    if (version && partner) terms.push(await proposeFor(deps, { sale, shared, version, partner }));
  }
  return terms;
}

/** The split of the deal, or what the model of the attribution says. */
async function sharesOf({ sql, store, model }: SaleTermsDeps, sale: GoalSale): Promise<Shared> {
  const day = localDate(sale.occurredAt, 'UTC');
  const revisions = sale.dealId === null ? [] : await listSplits(sql, sale.dealId);
  const split = splitOn(
    day,
    revisions.map((one) => one.split),
  );
  if (split !== null) {
    const revision = revisions.findLast((one) => one.split === split)?.revision ?? null;
    return { split, splitRevision: revision, attributionVersion: null, model: null };
  }
  const version = await findActiveVersion(store);
  if (version === null) throw new DomainError('no_attribution', 'The attribution has no active version yet, so nobody has credit.');
  const explained = await explainFact(store, version, sale.id);
  const place = models.indexOf(model());
  const credits = (explained?.credits ?? [])
    .filter(({ measure }) => measure === measures.revenue)
    .map(({ partnerId, byModel }) => ({ partnerId, credit: byModel[place] ?? 0n }));
  return { split: splitByCredit(monthOf(day), credits), splitRevision: null, attributionVersion: version.number, model: model() };
}

async function proposeFor(
  deps: SaleTermsDeps,
  { sale, shared, version, partner }: { sale: GoalSale; shared: Shared; version: PlanVersion; partner: EarningPartner },
): Promise<PinnedTerms> {
  const { plan } = version;
  const day = localDate(sale.occurredAt, plan.time_zone);
  const base: Sale = {
    ...{ id: sale.id, netMinor: sale.netMinor, currency: sale.currency, day, product: sale.product, customerPlan: null },
    subscriptionMonth: sale.isSubscription ? wholeMonths(sale.subscribedAt ?? sale.occurredAt, sale.occurredAt) : null,
    ...{ meets: await deps.meetConditions({ plan, sale, partner }), rate: null },
  };
  const { rate, fxImport } = await findRate(deps.store, plan, base);
  return {
    ...{ id: newId('trm'), factId: sale.id, partnerId: partner.id, planId: version.planId, planVersion: version.number, plan },
    ...{ sale: { ...base, rate }, soFar: nothingYet, fxImport, ...shared },
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

/** Between two moments: 0 for the first month of a subscription. */
function wholeMonths(from: Date, to: Date): number {
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return Math.max(0, to.getUTCDate() < from.getUTCDate() ? months - 1 : months);
}
