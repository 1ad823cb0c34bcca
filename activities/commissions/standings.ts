import type { GoalSale } from '#db/attribution/facts/goal-sales.ts';
import type { Holder, NewTransaction } from '#db/commissions/post-transaction.ts';
import { type Had, type HadSum, readHad } from '#db/commissions/standing.ts';
import type { PinnedTerms } from '#db/commissions/terms.ts';
import type { Queryable } from '#db/database.ts';
import { periodSpan } from '#domain/commissions/month.ts';
import type { Plan } from '#domain/commissions/plan.ts';
import type { Standing } from '#domain/commissions/pool.ts';

/** A sale for a partner, and what its plan counts of what was before. */
interface Counted {
  terms: PinnedTerms;
  sale: GoalSale;
  holder: Holder;
}

interface Sum extends HadSum {
  had: Had;
}

/**
 * What partners had before each of some sales, as caps and tiers count it. It is read once, and what is booked since is added, so that the sales of a
 * page count one after the other. Only after `lockLedger`, until the end of the transaction.
 */
export class Standings {
  readonly #sums = new Map<string, Sum>();
  /** Of days, which a line can be in several of. */
  readonly #spans: ReadonlyMap<string, Sum[]>;

  private constructor(sums: Sum[]) {
    for (const sum of sums) this.#sums.set(keyOf(sum.had), sum);
    this.#spans = Map.groupBy(
      sums.filter(({ had }) => 'from' in had.of),
      ({ had }) => holderKey(had),
    );
  }

  static async read(tx: Queryable, counted: readonly Counted[]): Promise<Standings> {
    const asked = [...new Map(counted.flatMap(askedOf).map((had) => [keyOf(had), had])).values()];
    const sums = await readHad(tx, asked);
    return new Standings(asked.map((had, index) => ({ had, ...(sums[index] ?? { poolMinor: 0n, amountMinor: 0n, baseMinor: 0n }) })));
  }

  of(counted: Counted): Standing {
    const sum = (had: Had | undefined) => (had === undefined ? undefined : this.#sums.get(keyOf(had)));
    const { deal, customer, period } = wantedOf(counted);
    const inPeriod = sum(period);
    return {
      ...{ dealMinor: sum(deal)?.poolMinor ?? 0n, customerMinor: sum(customer)?.poolMinor ?? 0n },
      ...{ periodMinor: inPeriod?.amountMinor ?? 0n, periodRevenueMinor: inPeriod?.baseMinor ?? 0n },
    };
  }

  /** Lines that were just booked. */
  add(lines: readonly NewTransaction[]): void {
    for (const line of lines) {
      const { dealId, customer, day, partnerId, currency, poolMinor = 0n, baseMinor = 0n, amountMinor } = line;
      const holder = { partnerId, currency };
      const sums = [
        ...(dealId ? [this.#sums.get(keyOf({ ...holder, of: { dealId } }))] : []),
        ...(customer ? [this.#sums.get(keyOf({ ...holder, of: { customer } }))] : []),
        ...(this.#spans.get(holderKey(holder)) ?? []).filter(({ had: { of } }) => 'from' in of && day >= of.from && day < of.until),
      ];
      for (const sum of sums) {
        if (sum === undefined) continue;
        sum.poolMinor += poolMinor;
        sum.amountMinor += amountMinor;
        sum.baseMinor += baseMinor;
      }
    }
  }
}

const holderKey = ({ partnerId, currency }: Holder): string => `${partnerId} ${currency}`;

function keyOf({ of, ...holder }: Had): string {
  if ('dealId' in of) return `${holderKey(holder)} deal ${of.dealId}`;
  return 'customer' in of ? `${holderKey(holder)} customer ${of.customer}` : `${holderKey(holder)} ${of.from} ${of.until}`;
}

/** Mostly a commission does not depend on earlier ones, and then they need not be added up. */
function wantedOf({ terms: { plan, sale: pinned }, sale, holder }: Counted): { deal?: Had; customer?: Had; period?: Had } {
  const { dealId, customer } = sale;
  return {
    ...(plan.caps.per_deal !== null && dealId !== null && { deal: { ...holder, of: { dealId } } }),
    ...(plan.caps.per_customer !== null && customer !== null && { customer: { ...holder, of: { customer } } }),
    ...(countsPeriod(plan) && { period: { ...holder, of: periodSpan(pinned.day, plan.period) } }),
  };
}

const askedOf = (counted: Counted): Had[] => Object.values(wantedOf(counted));

const countsPeriod = ({ caps, rules }: Plan): boolean =>
  caps.per_period !== null || rules.some(({ reward }) => reward.kind === 'tiered' && reward.over === 'period_revenue');
