import type { Queryable } from '#db/database.ts';
import type { DailySum } from '#domain/attribution/converted-sums.ts';
import { measures, models } from '#domain/attribution/facts.ts';
import type { ReportWindow } from '#domain/attribution/report-window.ts';
import type { Books } from './read-sums.ts';

/** What the customers of a month (its first day) brought in a month after it: 0 is the month in which they became customers. */
export interface CohortSum extends DailySum {
  cohort: string;
  month: number;
}

export interface CohortCustomers {
  cohort: string;
  /** In millionths: shared like any credit. */
  share: bigint;
}

/**
 * The customers that the partner brought in the window, by month, and the partner's part of all that they have paid since. Which subjects are the
 * same is as it is known now.
 */
export async function readCohorts(
  sql: Queryable,
  { version, scope, model, asOf, timeZone, partnerId, window }: Books & { partnerId: string; window: ReportWindow },
): Promise<{ customers: CohortCustomers[]; sums: CohortSum[] }> {
  const place = models.indexOf(model) + 1;
  const books = sql`version = ${version} and scope = ${scope} and partner_id = ${partnerId} and recorded_at <= ${asOf}`;
  const customer = sql`
    select s.root_id, min(c.occurred_at at time zone ${timeZone}) as became, sum(share) as share
    from (
      select fact_id, sum(by_model[${place}::int]) as share from credit
      where ${books} and measure = ${measures.customers} and occurred_at >= ${window.from} and occurred_at < ${window.to}
      group by fact_id having sum(by_model[${place}::int]) <> 0
    ) as won join conversion c on c.id = won.fact_id join subject s on s.id = c.subject_id
    group by s.root_id`;
  const [customers, sums] = await Promise.all([
    sql<{ cohort: string; share: string }[]>`
      with customer as (${customer})
      select date_trunc('month', became)::date::text as cohort, sum(share)::text as share from customer group by 1 order by 1`,
    sql<(Omit<CohortSum, 'measure' | 'amount' | 'partnerId'> & { measure: number; amount: string })[]>`
      with customer as (${customer}), paid as (
        select c.fact_id, c.measure, c.currency, c.occurred_at at time zone ${timeZone} as paid_at, c.by_model[${place}::int] as amount
        from credit c where ${books} and occurred_at >= ${window.from}
          and measure in (${measures.revenue}, ${measures.refund}, ${measures.tax})
      )
      select date_trunc('month', became)::date::text as cohort,
        ((extract(year from paid_at) - extract(year from became)) * 12 + extract(month from paid_at) - extract(month from became))::int as month,
        paid.measure, paid.currency, paid_at::date::text as day, sum(amount)::text as amount
      from paid join revenue r on r.id = paid.fact_id join subject s on s.id = r.subject_id join customer on customer.root_id = s.root_id
      group by 1, 2, 3, 4, 5 having sum(amount) <> 0`,
  ]);
  const nameOf = new Map<number, 'revenue' | 'refund' | 'tax'>(
    ([`revenue`, `refund`, `tax`] as const).map((name) => [measures[name], name]),
  );
  return {
    customers: customers.map(({ cohort, share }) => ({ cohort, share: BigInt(share) })),
    sums: sums.map((row) => ({ ...row, partnerId, measure: nameOf.get(row.measure) ?? 'revenue', amount: BigInt(row.amount) })),
  };
}
