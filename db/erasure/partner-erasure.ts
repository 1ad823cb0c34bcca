import { type Actor, beginAs } from '#db/actor.ts';
import type { Sql } from '#db/database.ts';
import { deleteDeals } from '#db/deals/deal-match.ts';
import { deleteDeliveries } from '#db/delivery/owned-deliveries.ts';
import { idAbove } from '#domain/id-range.ts';
import { countErased } from './erasure.ts';

/** An erasure of one partner, and in whose name the audit log shows what it does. */
export interface PartnerErasure {
  erasureId: string;
  partnerId: string;
  actor: Actor;
}

/** Ends what could still bring something new: the endpoints, and every credential. Their names may be people's. */
export async function closePartner(sql: Sql, { erasureId, partnerId, actor }: PartnerErasure): Promise<void> {
  await beginAs(sql, actor, async (tx) => {
    await tx`
      update endpoint set deleted_at = now(), state = 'disabled', state_reason = 'deleted', version = version + 1, updated_at = now()
      where partner_id = ${partnerId} and deleted_at is null`;
    const keys = await tx`
      update api_key set revoked_at = coalesce(revoked_at, now()), name = 'erased'
      where partner_id = ${partnerId} and (revoked_at is null or name <> 'erased')`;
    await tx`delete from oauth_client_secret where client_id in (select id from oauth_client where partner_id = ${partnerId})`;
    const clients = await tx`
      update oauth_client set revoked_at = coalesce(revoked_at, now()), name = 'erased', jwks = null, jwks_uri = null,
        certificate_thumbprint = null, certificate_subject = null, updated_at = now(), version = version + 1
      where partner_id = ${partnerId} and (revoked_at is null or name <> 'erased')`;
    await countErased(tx, erasureId, { api_keys: keys.count, oauth_clients: clients.count });
  });
}

export async function eraseDeliveries(sql: Sql, erasureId: string, ids: string[]): Promise<void> {
  await sql.begin(async (tx) => countErased(tx, erasureId, { ...(await deleteDeliveries(tx, ids)) }));
}

/** Events for the partner are not older than it. */
export async function firstEventIdFor(sql: Sql, partnerId: string): Promise<string> {
  const [row] = await sql<{ createdAt: Date }[]>`select created_at as "createdAt" from partner where id = ${partnerId}`;
  return idAbove('evt', row?.createdAt ?? new Date(0));
}

/**
 * One page of all events above `after`: those for this partner alone are deleted, those for others too forget it, those for
 * everybody stay. Answers where the next page begins, null at the end.
 */
export async function erasePartnerEvents(
  sql: Sql,
  { erasureId, partnerId }: PartnerErasure,
  after: string,
  limit: number,
): Promise<string | null> {
  return sql.begin(async (tx) => {
    const [page] = await tx<{ last: string | null; deleted: number; detached: number }[]>`
      with page as materialized (
        select id, partner_ids from event where id > ${after} order by id limit ${limit}
      ), theirs as (
        select id, array_remove(partner_ids, ${partnerId}) as others from page where ${partnerId} = any(partner_ids)
      ), deleted as (
        delete from event e using theirs t where e.id = t.id and t.others = '{}' returning 1
      ), detached as (
        update event e set partner_ids = t.others from theirs t where e.id = t.id and t.others <> '{}' returning 1
      )
      select (select max(id) from page) as last, (select count(*)::int from deleted) as deleted,
        (select count(*)::int from detached) as detached`;
    await countErased(tx, erasureId, { events: page?.deleted ?? 0, shared_events: page?.detached ?? 0 });
    return page?.last ?? null;
  });
}

/** Deletes a page of endpoints with their secrets; answers how many. */
export async function eraseEndpoints(sql: Sql, { erasureId, partnerId, actor }: PartnerErasure, limit: number): Promise<number> {
  return beginAs(sql, actor, async (tx) => {
    const page = await tx<{ id: string }[]>`
      select id from endpoint where partner_id = ${partnerId} order by id limit ${limit} for update`;
    const ids = page.map((row) => row.id);
    await tx`delete from endpoint_secret where endpoint_id = any(${ids}::text[])`;
    await tx`delete from endpoint where id = any(${ids}::text[])`;
    await countErased(tx, erasureId, { endpoints: ids.length });
    return ids.length;
  });
}

/** Deletes a page of deals, with their histories, notes and what they were found by; answers how many. */
export async function eraseDeals(sql: Sql, { erasureId, partnerId }: PartnerErasure, limit: number): Promise<number> {
  return sql.begin(async (tx) => {
    // What an import writes at this moment is seen below; later it sees that the partner is deleted.
    await tx`select from deal_import where partner_id = ${partnerId} order by id for update`;
    const page = await tx<{ id: string }[]>`select id from deal where partner_id = ${partnerId} order by id limit ${limit} for update`;
    const ids = page.map((row) => row.id);
    await tx`update deal set merged_into = null where merged_into = any(${ids}::text[])`;
    await deleteDeals(tx, ids);
    if (ids.length === 0) await tx`delete from deal_import where partner_id = ${partnerId}`;
    await countErased(tx, erasureId, { deals: ids.length });
    return ids.length;
  });
}

/** Forgets a page of the partner's remembered answers; answers how many. */
export async function eraseIdempotencyKeys(sql: Sql, { erasureId, partnerId }: PartnerErasure, limit: number): Promise<number> {
  return sql.begin(async (tx) => {
    const { count } = await tx`
      delete from idempotency_key where (scope, key) in (
        select scope, key from idempotency_key where scope = ${partnerId} limit ${limit})`;
    await countErased(tx, erasureId, { idempotency_keys: count });
    return count;
  });
}

/** Empties the partner's row, which stays for what names its id, and removes what else hangs on it. */
export async function anonymisePartner(sql: Sql, { erasureId, partnerId, actor }: PartnerErasure): Promise<void> {
  await beginAs(sql, actor, async (tx) => {
    const flags = await tx`delete from partner_flag where partner_id = ${partnerId}`;
    await tx`delete from rate_bucket where partner_id = ${partnerId}`;
    const sandboxes = await tx`delete from sandbox where partner_id = ${partnerId}`;
    const [before] = await tx<{ contacts: number }[]>`
      select jsonb_array_length(contacts) as contacts from partner where id = ${partnerId} for no key update`;
    await tx`
      update partner set name = 'Erased partner', contacts = '[]', webhook_settings = '{}', status_reason = null, time_zone = 'UTC',
        rate_per_minute = null, rate_burst = null, updated_at = now(), version = version + 1
      where id = ${partnerId} and name <> 'Erased partner'`;
    await countErased(tx, erasureId, { flags: flags.count, sandboxes: sandboxes.count, contacts: before?.contacts ?? 0 });
  });
}

/**
 * Takes the details from a page of the partner's audit entries; the entries and their hashes stay. The erasure's own has no
 * personal data in it, and says why the others are empty.
 */
export async function eraseAuditDetails(sql: Sql, { erasureId, partnerId }: PartnerErasure, limit: number): Promise<number> {
  return sql.begin(async (tx) => {
    const { count } = await tx`
      update audit_entry set detail = null where seq in (
        select seq from audit_entry
        where partner_id = ${partnerId} and object_kind <> 'erasure' and detail is not null order by seq limit ${limit})`;
    await countErased(tx, erasureId, { audit_details: count });
    return count;
  });
}
