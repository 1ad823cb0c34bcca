import type { Transaction } from '#db/actor.ts';
import type { Queryable } from '#db/database.ts';
import { partner } from '#db/schema.ts';
import { existing, nextVersion, noPartner } from './partner.ts';

/** From this commit on, the partner's credentials are rejected. A trigger closes its endpoints. */
export async function markPartnerDeleted(tx: Transaction, partnerId: string): Promise<void> {
  const [row] = await tx
    .update(partner)
    .set({ status: 'deleted', statusReason: null, deletedAt: new Date(), ...nextVersion() })
    .where(existing(partnerId))
    .returning({ id: partner.id });
  if (!row) throw noPartner(partnerId);
}

export async function deleteFlagsOf(tx: Queryable, partnerId: string): Promise<{ flags: number }> {
  const { count } = await tx`delete from partner_flag where partner_id = ${partnerId}`;
  return { flags: count };
}

/** Empties the partner's row, which stays for references to its id. */
export async function anonymisePartner(tx: Queryable, partnerId: string): Promise<{ contacts: number }> {
  const [before] = await tx<{ contacts: number }[]>`
    select jsonb_array_length(contacts) as contacts from partner where id = ${partnerId} for no key update`;
  await tx`
    update partner set name = 'Erased partner', contacts = '[]', webhook_settings = '{}', status_reason = null, time_zone = 'UTC',
      rate_per_minute = null, rate_burst = null, updated_at = now(), version = version + 1
    where id = ${partnerId} and name <> 'Erased partner'`;
  return { contacts: before?.contacts ?? 0 };
}

/** Removes the person from every partner's contacts. */
export async function eraseContact(tx: Queryable, address: string): Promise<{ contacts: number }> {
  const rows = await tx<{ removed: number }[]>`
    with theirs as (
      select p.id, jsonb_array_length(p.contacts) as before,
        coalesce((select jsonb_agg(c order by n) from jsonb_array_elements(p.contacts) with ordinality as e (c, n)
          where lower(c->>'email') <> lower(${address})), '[]') as kept
      from partner p
      where exists (select from jsonb_array_elements(p.contacts) c where lower(c->>'email') = lower(${address}))
      for no key update
    )
    update partner p set contacts = t.kept, updated_at = now(), version = version + 1
    from theirs t where p.id = t.id
    returning t.before - jsonb_array_length(t.kept) as removed`;
  return { contacts: rows.reduce((sum, row) => sum + row.removed, 0) };
}
