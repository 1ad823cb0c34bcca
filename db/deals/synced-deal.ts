import type { Queryable } from '#db/database.ts';
import type { SyncedDeal } from '#domain/deals/synced-deal.ts';
import { ownDeals } from '#domain/sync/own-deals.ts';

/** Deals that were ever approved. A sandbox's customers are synthetic, so they are no opportunities. */
const isSynced = (sql: Queryable) => sql`d.protected_from is not null and p.tier <> 'sandbox' and p.status <> 'deleted'`;

const syncedDeals = (sql: Queryable) => sql`
  select d.id, d.partner_id as "partnerId", p.name as "partnerName", d.fields, d.review_status as "reviewStatus", d.stage, d.reason,
    d.value_minor::text as "valueMinor", d.currency, d.close_date::text as "closeDate", d.submitted_at as "submittedAt",
    d.protected_until as "protectedUntil", d.updated_at as "updatedAt", d.updated_at::text as "changedAt", d.version
  from deal d join partner p on p.id = d.partner_id`;

/** PostgreSQL's bigint arrives as text in a plain query. */
type Row = Omit<SyncedDeal, 'valueMinor'> & { valueMinor: string | null };
const read = (rows: readonly Row[]): SyncedDeal[] =>
  rows.map((row) => ({ ...row, valueMinor: row.valueMinor === null ? null : BigInt(row.valueMinor) }));

/** A page of those that changed since, in the order of their last change. `after` is the last one of the page before. */
export async function listSyncedDeals(
  sql: Queryable,
  { since, after, limit }: { since: Date; after: { at: string; id: string } | null; limit: number },
): Promise<SyncedDeal[]> {
  return read(
    await sql<Row[]>`
      ${syncedDeals(sql)} where ${isSynced(sql)} and d.updated_at >= ${since}
        and (d.updated_at, d.id) > (${after?.at ?? '-infinity'}::text::timestamptz, ${after?.id ?? ''})
      order by d.updated_at, d.id limit ${limit}`,
  );
}

export async function findSyncedDeals(sql: Queryable, ids: readonly string[]): Promise<SyncedDeal[]> {
  return read(await sql<Row[]>`${syncedDeals(sql)} where ${isSynced(sql)} and d.id = any(${[...ids]}::text[]) order by d.id`);
}

/** Deals whose customer's website may be at one of these domains: the caller looks closer. */
export async function findDealsAtDomains(sql: Queryable, domains: readonly string[], limit: number): Promise<SyncedDeal[]> {
  const patterns = domains.map((domain) => `%${domain.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
  return read(
    await sql<Row[]>`
      ${syncedDeals(sql)} where ${isSynced(sql)} and d.fields -> 'customer' ->> 'website' ilike any(${patterns}::text[])
      order by d.updated_at desc limit ${limit}`,
  );
}

/** Whether no sync writes deals to a CRM, so that their workflows do. */
export const isUnsynced = (sql: Queryable) => sql`not exists (select from sync where b_connection_id = ${ownDeals})`;

/** The sync that keeps deals in step with a CRM, and the connection to that CRM. */
export async function findDealSync(sql: Queryable): Promise<{ id: string; crmConnectionId: string } | undefined> {
  const [found] = await sql<{ id: string; crmConnectionId: string }[]>`
    select id, a_connection_id as "crmConnectionId" from sync where b_connection_id = ${ownDeals}`;
  return found;
}

/** Has the sync read a deal whose opportunity it knows. Returns whether it does. */
export async function hintDeal(sql: Queryable, dealId: string): Promise<boolean> {
  const { count } = await sql`
    insert into change_hint as h (connection_id, object, record_id, events)
    select ${ownDeals}, 'deals', ${dealId}, 1 from sync s join sync_link l on l.sync_id = s.id and l.b_id = ${dealId}
    where s.b_connection_id = ${ownDeals}
      and l.object in (select o ->> 'name' from jsonb_array_elements(s.mapping -> 'objects') o where o ->> 'b' = 'deals') limit 1
    on conflict (connection_id, object, record_id) do update set events = h.events + 1, hinted_at = now()`;
  return count > 0;
}
