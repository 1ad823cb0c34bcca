import type { Queryable, Sql } from '#db/database.ts';
import { readSettledUntil } from '#db/settled-until.ts';
import { type DeliveryHour, latencyBoundsMs } from '#domain/delivery/delivery-series.ts';
import { platformPartnerId } from '#domain/partners/partner.ts';

/** What is counted by one statement: whoever has not counted for long goes on from there. */
const SLICE_S = 300;

/** Rows that are deleted at once. */
const PAGE = 1_000;

/** The subject of the hours of all partners together. */
export const allPartners = 'all';

/**
 * Counts the deliveries that have ended since the last call, by hour: of each endpoint, of each partner, and of all partners, without the
 * company's own endpoints. Each is counted once, because the place up to which they are counted moves in the same transaction. Returns whether more has ended.
 */
export async function countEndedDeliveries(sql: Sql): Promise<boolean> {
  const settled = await readSettledUntil(sql);
  return sql.begin(async (tx) => {
    await tx`insert into delivery_counted (until) values (${settled}) on conflict do nothing`;
    const [counted] = await tx<{ from: Date }[]>`select until as "from" from delivery_counted for update`;
    const from = counted?.from ?? settled;
    const until = new Date(Math.min(settled.getTime(), from.getTime() + SLICE_S * 1_000));
    if (until <= from) return false;
    await addHours(tx, from, until);
    await tx`update delivery_counted set until = ${until}`;
    return until < settled;
  });
}

async function addHours(tx: Queryable, from: Date, until: Date): Promise<void> {
  const ranges = [...latencyBoundsMs.keys(), latencyBoundsMs.length];
  const counts = ranges.map((range) => tx`count(*) filter (where range = ${range})`).reduce((list, each) => tx`${list}, ${each}`);
  await tx`
    insert into delivery_hour as h (subject_id, partner_id, hour, delivered, dead_lettered, latency)
    select coalesce(endpoint_id, partner_id, ${allPartners}), partner_id, hour, count(range), count(*) - count(range), array[${counts}]::int[]
    from (
      select endpoint_id, partner_id, date_trunc('hour', ended_at, 'UTC') as hour,
        case when status = 'delivered'
          then width_bucket(extract(epoch from ended_at - created_at) * 1000, ${[...latencyBoundsMs]}::int[]::numeric[]) end as range
      -- A change of what is shown of a delivery sets both times, so that updated_at, which is indexed, is never before ended_at.
      from delivery
      where updated_at >= ${from} and ended_at >= ${from} and ended_at < ${until} and status in ('delivered', 'dead_lettered')
        and partner_id <> ${platformPartnerId}
    ) ended
    group by grouping sets ((endpoint_id, partner_id, hour), (partner_id, hour), (hour))
    on conflict (subject_id, hour) do update set delivered = h.delivered + excluded.delivered,
      dead_lettered = h.dead_lettered + excluded.dead_lettered,
      latency = array(select a + b from unnest(h.latency, excluded.latency) with ordinality as sum (a, b, place) order by place)`;
}

interface Selection {
  /** An endpoint, a partner, or all partners. */
  subjectId: string;
  /** It must belong to all of them. */
  partnerIds: string[];
  from: Date;
}

/** One range of the primary key. Hours in which nothing ended are left out. */
export function readDeliveryHours(sql: Queryable, { subjectId, partnerIds, from }: Selection): PromiseLike<DeliveryHour[]> {
  return sql<DeliveryHour[]>`
    select hour, delivered, dead_lettered as "deadLettered", to_jsonb(latency) as latency from delivery_hour
    where subject_id = ${subjectId} and hour >= ${from} and (${partnerIds.length === 0} or partner_id = all(${partnerIds}::text[]))`;
}

/** Null before the first count. */
export async function readCountedUntil(sql: Queryable): Promise<Date | null> {
  const [row] = await sql<{ until: Date }[]>`select until from delivery_counted`;
  return row?.until ?? null;
}

/** Returns how many rows were deleted. */
export async function deleteDeliveryHoursOf(tx: Queryable, partnerId: string): Promise<Record<string, number>> {
  const { count } = await tx`delete from delivery_hour where partner_id = ${partnerId}`;
  return { delivery_hours: count };
}

/** Deletes hours before a time, page by page, and yields how many there were. Safe to repeat and to interrupt. */
export async function* purgeDeliveryHours(sql: Sql, before: Date): AsyncGenerator<number> {
  for (let deleted = PAGE; deleted === PAGE;) {
    const { count } = await sql`
      delete from delivery_hour where ctid = any(array(select ctid from delivery_hour where hour < ${before} order by hour limit ${PAGE}))`;
    deleted = count;
    yield deleted;
  }
}

export async function findOldHour(sql: Sql, before: Date): Promise<Date | null> {
  const [row] = await sql<{ hour: Date }[]>`select hour from delivery_hour where hour < ${before} order by hour limit 1`;
  return row?.hour ?? null;
}
