import type { PendingQuery, Row } from 'postgres';
import type { Queryable } from '#db/database.ts';
import type { DailySum } from '#domain/attribution/converted-sums.ts';
import { measures, models } from '#domain/attribution/facts.ts';
import type { ReportWindow } from '#domain/attribution/report-window.ts';
import type { Books } from './sums-wanted.ts';

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
 * same is as it was known at `asOf`.
 */
export async function readCohorts(
  sql: Queryable,
  { version, scope, model, asOf, timeZone, partnerId, window }: Books & { partnerId: string; window: ReportWindow },
): Promise<{ customers: CohortCustomers[]; sums: CohortSum[] }> {
  const place = models.indexOf(model) + 1;
  const books = sql`version = ${version} and scope = ${scope} and partner_id = ${partnerId} and recorded_at <= ${asOf}`;
  const won = sql`
    select c.subject_id, c.occurred_at at time zone ${timeZone} as became, share from (
      select fact_id, sum(by_model[${place}::int]) as share from credit
      where ${books} and measure = ${measures.customers} and occurred_at >= ${window.from} and occurred_at < ${window.to}
      group by fact_id having sum(by_model[${place}::int]) <> 0
    ) as credited join conversion c on c.id = credited.fact_id`;
  const customer = sql`select root_id, min(became) as became, sum(share) as share from won join rooted using (subject_id) group by root_id`;
  const [customers, sums] = await Promise.all([
    sql<{ cohort: string; share: string }[]>`
      with recursive won as (${won}), ${rootedAt(sql, sql`select subject_id from won`, asOf)}, customer as (${customer})
      select date_trunc('month', became)::date::text as cohort, sum(share)::text as share from customer group by 1 order by 1`,
    sql<(Omit<CohortSum, 'measure' | 'amount' | 'partnerId'> & { measure: number; amount: string })[]>`
      with recursive won as (${won}), paid as (
        select r.subject_id, c.measure, c.currency, c.occurred_at at time zone ${timeZone} as paid_at, c.by_model[${place}::int] as amount
        from (select * from credit where ${books} and occurred_at >= ${window.from}
          and measure in (${measures.revenue}, ${measures.refund}, ${measures.tax})) c join revenue r on r.id = c.fact_id
      ), ${rootedAt(sql, sql`select subject_id from won union select subject_id from paid`, asOf)}, customer as (${customer})
      select date_trunc('month', became)::date::text as cohort,
        ((extract(year from paid_at) - extract(year from became)) * 12 + extract(month from paid_at) - extract(month from became))::int as month,
        paid.measure, paid.currency, paid_at::date::text as day, sum(amount)::text as amount
      from paid join rooted using (subject_id) join customer using (root_id)
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

/** The part `rooted` of a statement: who stood for each of these subjects, by what was said until `asOf`. */
function rootedAt(sql: Queryable, subjects: PendingQuery<Row[]>, asOf: Date): PendingQuery<Row[]> {
  return sql`
    above as (
      select distinct subject_id, subject_id as root_id, 0 as steps from (${subjects}) as someone where subject_id is not null
      union all
      select above.subject_id, said.parent_id, steps + 1 from above cross join lateral (
        select parent_id from identity where subject_id = above.root_id and recorded_at <= ${asOf} order by recorded_at desc, id desc limit 1
      ) as said where said.parent_id is not null
    ), rooted as (select distinct on (subject_id) subject_id, root_id from above order by subject_id, steps desc)`;
}
