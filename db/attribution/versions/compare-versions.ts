import type { Queryable, Sql } from '#db/database.ts';
import { readSqlSnapshot } from '#db/snapshot.ts';
import { models } from '#domain/attribution/facts.ts';

/** What is compared: of one scope, credits from a day until before another one. */
export interface Comparison {
  scope: string;
  from: string;
  until: string;
  /** By whose calendar; each version has rolled up by its own. */
  timeZone: string;
  measure: number;
  model: (typeof models)[number];
  /** Partners with the largest changes, and facts of each. */
  limit: number;
}

/** In minor units, or millionths of what is counted. */
interface Sums {
  before: string;
  after: string;
}

export interface ComparedPartner extends Sums {
  /** Empty: the company itself. */
  partnerId: string;
  currency: string;
  /** The facts that change most for this partner, and by what. */
  facts: (Sums & { factId: string })[];
}

/**
 * Who gains and who loses if one version takes the place of another one, the largest changes first. Both are read in one snapshot. Whole days of
 * the versions' calendars come from the rollups, so this costs the same for any history; the facts come from the credits of the partners shown.
 */
export async function compareVersions(sql: Sql, [before, after]: [number, number], comparison: Comparison): Promise<ComparedPartner[]> {
  const place = models.indexOf(comparison.model) + 1;
  const { scope, from, until, timeZone, measure, limit } = comparison;
  const midnight = (tx: Queryable, day: string) => tx`(${day}::date::timestamp at time zone ${timeZone})`;
  return readSqlSnapshot(sql, async (tx) => {
    const partners = await tx<Omit<ComparedPartner, 'facts'>[]>`
      select partner_id as "partnerId", currency, ${sumsOf()} from day_rollup
      where version in (${before}, ${after}) and scope = ${scope} and measure = ${measure} and day >= ${from}::date and day < ${until}::date
      group by partner_id, currency having ${isChanged()} order by ${size()} desc, partner_id, currency limit ${limit}`;
    const compared: ComparedPartner[] = [];
    for (const partner of partners) {
      const facts = await tx<(Sums & { factId: string })[]>`
        select fact_id as "factId", ${sumsOf()} from credit
        where version in (${before}, ${after}) and scope = ${scope} and partner_id = ${partner.partnerId} and measure = ${measure}
          and currency = ${partner.currency} and occurred_at >= ${midnight(tx, from)} and occurred_at < ${midnight(tx, until)}
        group by fact_id having ${isChanged()} order by ${size()} desc, fact_id limit ${limit}`;
      compared.push({ ...partner, facts: [...facts] });
    }
    return compared;

    function total(version: number) {
      return tx`coalesce(sum(by_model[${place}]) filter (where version = ${version}), 0)::bigint`;
    }
    function sumsOf() {
      return tx`${total(before)} as before, ${total(after)} as after`;
    }
    function isChanged() {
      return tx`${total(before)} <> ${total(after)}`;
    }
    function size() {
      return tx`abs(${total(after)} - ${total(before)})`;
    }
  });
}
