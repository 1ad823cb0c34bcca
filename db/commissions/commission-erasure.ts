import type { Queryable } from '#db/database.ts';
import { eraseDisputeTexts } from './dispute.ts';

/** Deletes where the partner was paid, and what people wrote. The ledger, its statements and its transfers stay: they contain its id, and no names. */
export async function eraseCommissionTexts(tx: Queryable, partnerId: string): Promise<Record<string, number>> {
  const rows = await tx`delete from commissions.payee where partner_id = ${partnerId} returning partner_id`;
  const names = await tx`delete from commissions.paper_name where partner_id = ${partnerId} returning paper_id`;
  const reasons =
    await tx`update commissions.invoice set reason = null where partner_id = ${partnerId} and reason is not null returning id`;
  const notes = await tx`
    update commissions.level_change set note = null where partner_id = ${partnerId} and note is not null returning id`;
  const erased = { payees: rows.length, paper_names: names.length, invoice_reasons: reasons.length, level_notes: notes.length };
  return { ...erased, ...(await eraseDisputeTexts(tx, partnerId)) };
}
