import type { Queryable } from '#db/database.ts';
import type { VendorOutage } from '#domain/health/banner.ts';

/** A shorter outage is not told to everybody. In seconds. */
const TOLD_AFTER_S = 60;

/** Vendors that have not answered a connection for a minute, or for as long as is said, by what we see ourselves. */
export function listVendorOutages(sql: Queryable, forS = TOLD_AFTER_S): Promise<VendorOutage[]> {
  const found = sql<VendorOutage[]>`
    with used as (
      select vendor, away_reason as reason, case when away_since < now() - ${forS} * interval '1 s' then away_since end as since
      from connection where status = 'active'
    )
    select vendor, count(*)::int as connections, count(since)::int as away, min(since) as since,
      (array_agg(reason order by since nulls last))[1] as reason
    from used group by vendor having count(since) > 0 order by vendor limit 50`;
  return found.then((rows) => [...rows]);
}
