import type { GoalSale } from '#db/attribution/facts/goal-sales.ts';
import { readSaleCredits } from '#db/attribution/reports/sale-credits.ts';
import { findActiveVersion } from '#db/attribution/versions/version.ts';
import { type LevelAt, readLevels } from '#db/commissions/level-change.ts';
import { type PlanAt, readPartnerPlans } from '#db/commissions/partner-plans.ts';
import { readSplits } from '#db/commissions/split.ts';
import type { PinnedTerms } from '#db/commissions/terms.ts';
import type { Sql } from '#db/database.ts';
import { readDealTimeZone } from '#db/deals/deal-conditions.ts';
import { type EarningPartner, readEarningPartners } from '#db/partners/earning-partners.ts';
import { measures, type Model, models } from '#domain/attribution/facts.ts';
import { localDate } from '#domain/business-days.ts';
import { monthOf } from '#domain/commissions/month.ts';
import { partsOf, type Split, splitByCredit, splitOn } from '#domain/commissions/split.ts';

interface ShareDeps {
  sql: Sql;
  store: Sql;
  model: () => Model;
}

/** Which part each partner gets, and whose decision that is. */
export interface Shared extends Pick<PinnedTerms, 'split' | 'splitRevision' | 'attributionVersion' | 'model'> {}

/** By sale: the split of its deal, or what the model of the attribution says. Missing if neither says anything. */
export async function sharesOf(deps: ShareDeps, sales: readonly GoalSale[]): Promise<ReadonlyMap<string, Shared>> {
  const bySplit = await sharesBySplit(deps.sql, sales);
  const byCredit = await sharesByCredit(
    deps,
    sales.filter(({ id }) => !bySplit.has(id)),
  );
  return new Map([...bySplit, ...byCredit]);
}

async function sharesBySplit(sql: Sql, sales: readonly GoalSale[]): Promise<Map<string, Shared>> {
  const shares = new Map<string, Shared>();
  const ofDeals = await readSplits(sql, [...new Set(sales.flatMap(({ dealId }) => dealId ?? []))]);
  if (ofDeals.size === 0) return shares;
  const { planAt } = await plansOf(
    sql,
    [...ofDeals.values()].flat().map(({ split }) => split),
    sales,
  );
  for (const sale of sales) {
    const revisions = ofDeals.get(sale.dealId ?? '') ?? [];
    const splits = revisions.map(({ split }) => split);
    const split = splits.length === 0 ? null : splitOn(await dayOf(sql, { splits, planAt }, sale), splits);
    if (split === null) continue;
    const splitRevision = revisions.findLast((one) => one.split === split)?.revision ?? null;
    shares.set(sale.id, { split, splitRevision, attributionVersion: null, model: null });
  }
  return shares;
}

async function sharesByCredit({ store, model }: ShareDeps, sales: readonly GoalSale[]): Promise<Map<string, Shared>> {
  const version = sales.length === 0 ? null : await findActiveVersion(store);
  if (version === null) return new Map();
  const ids = sales.map(({ id }) => id);
  const credits = await readSaleCredits(store, version, ids);
  const place = models.indexOf(model());
  return new Map(
    sales.map((sale) => {
      const ofSale = (credits.get(sale.id) ?? [])
        .filter(({ measure }) => measure === measures.revenue)
        .map(({ partnerId, byModel }) => ({ partnerId, credit: byModel[place] ?? 0n }));
      const split = splitByCredit(monthOf(localDate(sale.occurredAt, 'UTC')), ofSale);
      return [sale.id, { split, splitRevision: null, attributionVersion: version.number, model: model() }];
    }),
  );
}

/** Without the company itself. */
export const partnersOf = (splits: readonly Split[]): string[] => [
  ...new Set(splits.flatMap((split) => partsOf(split).flatMap(({ partnerId }) => (partnerId === '' ? [] : [partnerId])))),
];

interface Plans {
  partners: ReadonlyMap<string, EarningPartner>;
  planAt: PlanAt;
  levelAt: LevelAt;
}

/** The partners of splits that can earn, and their plans and levels at the times of sales. */
export async function plansOf(sql: Sql, splits: readonly Split[], sales: readonly GoalSale[]): Promise<Plans> {
  const partners = await readEarningPartners(sql, partnersOf(splits));
  const times = sales.map(({ occurredAt }) => occurredAt.getTime());
  if (partners.size === 0 || times.length === 0) return { partners, planAt: () => undefined, levelAt: () => null };
  const ends = times.reduce(({ first, last }, at) => ({ first: Math.min(first, at), last: Math.max(last, at) }), {
    ...{ first: Infinity, last: -Infinity },
  });
  const span = { first: new Date(ends.first), last: new Date(ends.last) };
  const levelAt = await readLevels(sql, [...partners.keys()], span.last);
  const assigned = [...partners.values()].map(({ id, programmeId }) => {
    const levels = new Set(sales.flatMap(({ occurredAt }) => levelAt(id, occurredAt) ?? []));
    return { id, programmeId, levels: [...levels] };
  });
  return { partners, planAt: await readPartnerPlans(sql, assigned, { ...span, levelAt }), levelAt };
}

/**
 * The day of a sale by which its split is chosen: one for all partners, or their parts would not add up. That of the plans of the partners; if their
 * time zones differ, or nobody has a plan, that of the deal's programme.
 */
async function dayOf(sql: Sql, { splits, planAt }: { splits: readonly Split[]; planAt: PlanAt }, sale: GoalSale): Promise<string> {
  const plans = partnersOf(splits).flatMap((partnerId) => planAt(partnerId, sale.occurredAt) ?? []);
  const [zone, ...others] = new Set(plans.map(({ plan }) => plan.time_zone));
  if (zone !== undefined && others.length === 0) return localDate(sale.occurredAt, zone);
  return localDate(sale.occurredAt, sale.dealId === null ? 'UTC' : await readDealTimeZone(sql, sale.dealId));
}
