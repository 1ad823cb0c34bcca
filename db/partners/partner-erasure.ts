import type { Transaction } from '#db/actor.ts';
import type { Queryable } from '#db/database.ts';
import { mayHold } from '#db/may-hold.ts';
import { partner } from '#db/schema.ts';
import type { DataSubject } from '#domain/data-subject.ts';
import type { Contact } from '#domain/partners/partner.ts';
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
    update partner set name = 'Erased partner', contacts = '[]', fields = '{}', webhook_settings = '{}', status_reason = null, time_zone = 'UTC',
      rate_per_minute = null, rate_burst = null, updated_at = now(), version = version + 1
    where id = ${partnerId} and name <> 'Erased partner'`;
  return { contacts: before?.contacts ?? 0 };
}

/** Removes the person from every partner's contacts. */
export async function eraseContact(tx: Queryable, subject: DataSubject): Promise<{ contacts: number }> {
  const rows = await tx<{ id: string; contacts: Contact[] }[]>`
    select id, contacts from partner where ${mayHold(tx, tx`contacts::text`, subject)} order by id for no key update`;
  let removed = 0;
  for (const { id, contacts } of rows) {
    const kept = contacts.filter((contact) => !subject.isIn(contact.email));
    if (kept.length === contacts.length) continue;
    removed += contacts.length - kept.length;
    await tx`
      update partner set contacts = ${JSON.stringify(kept)}::text::jsonb, updated_at = now(), version = version + 1 where id = ${id}`;
  }
  return { contacts: removed };
}
