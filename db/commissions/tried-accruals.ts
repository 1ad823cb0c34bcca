import type { Queryable } from '#db/database.ts';
import { readDealsForConditions } from '#db/deals/deal-conditions.ts';
import { readEarningPartners } from '#db/partners/earning-partners.ts';
import { startOfDay } from '#domain/attribution/report-window.ts';
import { conditionInput } from '#domain/commissions/conditions.ts';
import type { ManyConditions } from '#domain/commissions/many-conditions.ts';
import type { Plan } from '#domain/commissions/plan.ts';
import type { PastAccrual } from '#domain/commissions/simulate.ts';
import { readLevels } from './level-change.ts';

/** The same accruals as a plan with conditions takes them: with those that are true for each. Throws `condition_failed`. */
export async function withConditions(
  sql: Queryable,
  { plan, conditions }: { plan: Plan; conditions: ManyConditions },
  accruals: readonly PastAccrual[],
): Promise<PastAccrual[]> {
  const partners = await readEarningPartners(sql, [...new Set(accruals.map(({ partnerId }) => partnerId))]);
  const levelAt = await readLevels(sql, [...partners.keys()], new Date());
  const deals = await readDealsForConditions(sql, [...new Set(accruals.flatMap(({ dealId }) => dealId ?? []))]);
  const begins = new Map([...new Set(accruals.map(({ sale }) => sale.day))].map((day) => [day, startOfDay(day, plan.time_zone)]));
  const asked = accruals.map(({ sale, dealId, partnerId }) => {
    const occurredAt = begins.get(sale.day) ?? new Date(0);
    const partner = partners.get(partnerId) ?? { id: partnerId, tier: 'standard', programmeId: '' };
    const input = conditionInput(deals.get(dealId ?? '') ?? null, sale, { ...partner, level: levelAt(partnerId, occurredAt) });
    return { input, sale: { id: sale.id, occurredAt } };
  });
  const met = await conditions.metBy(asked);
  return accruals.map((accrual, place) => ({ ...accrual, sale: { ...accrual.sale, meets: met[place] ?? [] } }));
}
