import type { Queryable } from '#db/database.ts';
import { contactIdOf, customerIdOf, type SyncedDeal } from '#domain/deals/synced-deal.ts';
import { ownDeals } from '#domain/sync/own-deals.ts';
import { findDealsAtDomains } from './synced-deal.ts';

/** More deals of one customer than this: the customer is one of another deal in any case. */
const FEW = 500;

/** Forgets what the sync with the CRM knows of deals that were deleted, and of customers who are no other deal's. The CRM keeps its records. */
export async function forgetSyncedDeals(tx: Queryable, deals: readonly Pick<SyncedDeal, 'id' | 'fields'>[]): Promise<void> {
  if (deals.length === 0) return;
  const customers = new Set(deals.map(customerIdOf));
  const others = await findDealsAtDomains(tx, [...customers], FEW);
  for (const other of others) customers.delete(customerIdOf(other));
  await forget(
    tx,
    'deals',
    deals.map(({ id }) => id),
  );
  await forget(tx, 'customers', [...customers]);
  // Those of another deal too come back with it.
  const people = deals.flatMap(({ fields: { customer } }) => customer.contacts ?? []);
  await forget(
    tx,
    'contacts',
    people.map(({ email }) => contactIdOf(email)),
  );
}

/** Forgets people that the sync with the CRM has as contacts: what stands for them is made of their address. */
export async function forgetSyncedContacts(tx: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await forget(tx, 'contacts', ids);
}

async function forget(tx: Queryable, object: string, ids: readonly string[]): Promise<void> {
  await tx`
    with places as (
      select s.id as sync_id, o ->> 'name' as object from sync s, jsonb_array_elements(s.mapping -> 'objects') o
      where s.b_connection_id = ${ownDeals} and o ->> 'b' = ${object}
    ), links as (
      delete from sync_link l using places p
      where l.sync_id = p.sync_id and l.object = p.object and l.b_id = any(${[...ids]}::text[]) returning l.id, l.sync_id, l.object, l.a_id
    ), writes as (
      delete from sync_write w using places p
      where w.sync_id = p.sync_id and w.object = p.object
        and (w.link_id in (select id from links) or (w.target = any(${[...ids]}::text[]) and (w.side = 'b') = (w.operation <> 'create')))
    ), keys as (
      delete from sync_record_key k using links l
      where k.sync_id = l.sync_id and k.object = l.object and k.side = 'a' and k.record_id = l.a_id
    ), theirs as (
      -- The row stays, so that what the CRM still has is not read again before it changes there.
      update sync_record r set "values" = '{}', keys = '{}', company = null, faults = '[]', is_pending = false from links l
      where r.sync_id = l.sync_id and r.object = l.object and r.side = 'a' and r.record_id = l.a_id
    )
    delete from sync_record r using places p
    where r.sync_id = p.sync_id and r.object = p.object and r.side = 'b' and r.record_id = any(${[...ids]}::text[])`;
}
