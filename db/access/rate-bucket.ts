import type { Sql } from '#db/database.ts';
import { intervalUs } from '#domain/access/rate-limit.ts';
import type { RateLimit } from '#domain/partners/partner-rate-limit.ts';

export interface TakenTokens {
  granted: number;
  /** The time from now until which the partner's requests are paid for. It determines when the bucket has tokens again. */
  aheadUs: number;
}

export interface TakeWish {
  partnerId: string;
  limit: RateLimit;
  wanted: number;
  /** Unused tokens that are returned first. Tokens beyond a full bucket are lost. */
  returned: number;
}

/**
 * Takes up to `wanted` tokens from the bucket that all processes share. This is `takeTokens` of domain/access/rate-limit.ts in SQL, with the
 * database's clock. The table is unlogged, so the commit does not wait for a disk.
 */
export async function takeFromBucket(sql: Sql, { partnerId, limit, wanted, returned }: TakeWish): Promise<TakenTokens> {
  const interval = intervalUs(limit);
  const fullUs = limit.burst * interval;
  const returnedUs = returned * interval;
  const [row] = await sql<[TakenTokens]>`
    with clock as materialized (
      -- Read before the row is locked. After a wait for the lock this time is too early, so it grants too little, never too much.
      select (extract(epoch from clock_timestamp()) * 1000000)::bigint as now_us
    ), taken as (
      insert into rate_bucket as bucket (partner_id, paid_until_us)
      select ${partnerId}, now_us + least(${wanted}::bigint, ${limit.burst}::bigint) * ${interval}::bigint from clock
      on conflict (partner_id) do update set paid_until_us = (
        select paid_us + least(${wanted}::bigint, (now_us + ${fullUs}::bigint - paid_us) / ${interval}::bigint) * ${interval}::bigint
        from clock, greatest(now_us, least(bucket.paid_until_us, now_us + ${fullUs}::bigint) - ${returnedUs}::bigint) as paid_us)
      returning old.paid_until_us as before_us, new.paid_until_us as after_us
    )
    select
      ((after_us - greatest(now_us, least(coalesce(before_us, 0), now_us + ${fullUs}::bigint) - ${returnedUs}::bigint)) / ${interval}::bigint)::int as granted,
      (after_us - now_us)::float8 as "aheadUs"
    from taken, clock`;
  return row;
}
