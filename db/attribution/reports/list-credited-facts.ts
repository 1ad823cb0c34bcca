import type { Queryable } from '#db/database.ts';
import { type Measure, measures, models } from '#domain/attribution/facts.ts';
import type { ReportWindow } from '#domain/attribution/report-window.ts';
import type { Books } from './sums-wanted.ts';

/** A line of a figure: what one fact brings the partner. */
export interface CreditedFact {
  factId: string;
  measure: Measure;
  /** Empty for counts, in millionths. */
  currency: string;
  occurredAt: Date;
  amount: bigint;
}

/** The facts behind some measures of a partner, newest first, after the place of the previous page. They add up to the figure of the window. */
export async function listCreditedFacts(
  sql: Queryable,
  wanted: Books & {
    partnerId: string;
    window: ReportWindow;
    measures: readonly Measure[];
    after: { at: Date; factId: string; measure: number } | null;
    limit: number;
  },
): Promise<CreditedFact[]> {
  const { version, scope, model, asOf, partnerId, window, after, limit } = wanted;
  const place = models.indexOf(model) + 1;
  const numbers = wanted.measures.map((name) => measures[name]);
  const rows = await sql<(Omit<CreditedFact, 'measure' | 'amount'> & { measure: number; amount: string })[]>`
    select fact_id as "factId", measure, currency, occurred_at as "occurredAt", sum(by_model[${place}::int])::text as amount from credit
    where version = ${version} and scope = ${scope} and partner_id = ${partnerId} and measure = any(${numbers}::int[])
      and occurred_at >= ${window.from} and occurred_at < ${window.to} and recorded_at <= ${asOf}
      ${after ? sql`and (occurred_at, fact_id, measure) < (${after.at}, ${after.factId}, ${after.measure}::int)` : sql``}
    group by fact_id, measure, currency, occurred_at having sum(by_model[${place}::int]) <> 0
    order by occurred_at desc, fact_id desc, measure desc limit ${limit}`;
  const nameOf = new Map(wanted.measures.map((name) => [measures[name] as number, name]));
  return rows.map((row) => ({ ...row, measure: nameOf.get(row.measure) ?? 'revenue', amount: BigInt(row.amount) }));
}
