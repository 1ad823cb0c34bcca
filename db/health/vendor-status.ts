import type { Queryable, Sql } from '#db/database.ts';
import type { VendorStatus } from '#domain/health/banner.ts';
import type { VendorReading } from '#domain/health/vendor-status.ts';

/** In seconds: how often one of all processes reads a feed, and the longest pause while that fails. */
const [EVERY_S, LONGEST_S] = [300, 3_600];
/** In seconds: what was read longer ago is not shown. */
const SHOWN_FOR_S = 3_600;

interface Validators {
  etag: string | null;
  lastModified: string | null;
}

/** Vendors with a connection that is in use. */
export async function listUsedVendors(sql: Queryable): Promise<string[]> {
  const rows = await sql<{ vendor: string }[]>`select distinct vendor from connection where status = 'active' order by 1`;
  return rows.map(({ vendor }) => vendor);
}

/** Takes the feed of a vendor if it is due: only one of several callers gets it. Null if it is not, or somebody has it. */
export async function claimFeed(sql: Sql, vendor: string): Promise<Validators | null> {
  const [claimed] = await sql<Validators[]>`
    insert into vendor_status (vendor, level, text, since, next_at, failures)
    values (${vendor}, 'unknown', '', now(), now() + ${EVERY_S} * interval '1 s', 0)
    on conflict (vendor) do update set next_at = excluded.next_at where vendor_status.next_at <= now()
    returning etag, last_modified as "lastModified"`;
  return claimed ?? null;
}

/** What was read, or that it has not changed. */
export async function storeReading(
  sql: Sql,
  vendor: string,
  { reading, etag, lastModified }: Validators & { reading: VendorReading | null },
): Promise<void> {
  const changes = reading
    ? sql`since = case when level = ${reading.level} then since else now() end, level = ${reading.level}, text = ${reading.text},`
    : sql``;
  await sql`
    update vendor_status set ${changes} etag = ${etag}, last_modified = ${lastModified}, checked_at = now(), failures = 0 where vendor = ${vendor}`;
}

/** It could not be read: the pause doubles, or is as long as its server wants. */
export async function noteFeedFailure(sql: Sql, vendor: string, retryAfterS: number | undefined): Promise<void> {
  await sql`
    update vendor_status set failures = failures + 1,
      next_at = now() + least(${LONGEST_S}, greatest(${EVERY_S} * power(2, least(failures, 10)), ${retryAfterS ?? 0})) * interval '1 s'
    where vendor = ${vendor}`;
}

/** Vendors in use that say themselves that something is wrong, as was read within the last hour. */
export function listUnwellVendors(sql: Queryable): Promise<VendorStatus[]> {
  const found = sql<VendorStatus[]>`
    select vendor, text, since, checked_at as "checkedAt" from vendor_status v
    where level in ('degraded', 'down') and checked_at > now() - ${SHOWN_FOR_S} * interval '1 s'
      and exists (select from connection c where c.vendor = v.vendor and c.status = 'active') order by vendor limit 50`;
  return found.then((rows) => [...rows]);
}
