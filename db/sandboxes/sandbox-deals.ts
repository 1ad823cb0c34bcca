import type { Actor } from '#db/actor.ts';
import type { Database, Queryable, Sql } from '#db/database.ts';
import { deleteDeals } from '#db/deals/deal-match.ts';
import { submitDeal } from '#db/deals/deal-submit.ts';
import { changeDeal, insertDeal, listDeals } from '#db/deals/deal.ts';
import { defaultProgrammeId, settingsOf } from '#db/deals/programme.ts';
import { newId } from '#domain/id.ts';
import type { SyntheticDeal } from '#domain/sandboxes/synthetic-deals.ts';

/** The creator of a sandbox's synthetic deals, which distinguishes them from deals that the partner submits itself. */
const sandboxActor = (partnerId: string): Actor => ({ kind: 'system', id: `provision-sandbox/${partnerId}` });

/**
 * Registers the deals as a partner would, and decides them. Publishes no events, because the events are synthetic too. Safe to repeat: existing
 * deals with the same external id do not change.
 */
export async function registerSyntheticDeals(db: Database, partnerId: string, run: number, deals: SyntheticDeal[]): Promise<void> {
  const actor = sandboxActor(partnerId);
  const stored = await settingsOf(db, { programmeId: defaultProgrammeId });
  // The company's own rules must not prevent filling its partners' sandboxes.
  const settings = { ...stored, required: [], conditional: [], currency: null };
  for (const { dealId, fields, decision } of deals) {
    const externalId = `sandbox/${run}/${dealId}`;
    const [present] = await listDeals(db, { partnerIds: [partnerId], externalId, limit: 1 });
    const row =
      present ?? (await insertDeal(db, { id: newId('deal'), partnerId, programmeId: defaultProgrammeId, externalId, fields }, actor));
    if (row.reviewStatus === 'draft') {
      await submitDeal(db, row.id, { settings, checkCustomFields: null, assertVersion: () => {}, quiet: true }, actor);
    }
    if (decision && (row.reviewStatus === 'draft' || row.reviewStatus === 'submitted')) {
      const closed = decision === 'rejected' ? { closedAt: new Date(), reason: 'Another partner registered this company first' } : {};
      await changeDeal(
        db,
        row.id,
        () => ({ action: decision, quiet: true, set: { reviewStatus: decision, decidedAt: new Date(), ...closed } }),
        actor,
      );
    }
  }
}

/** Deletes the deals of earlier runs. Deals that the partner submitted itself stay. Safe to repeat. */
export async function deleteSyntheticDeals(sql: Sql, partnerId: string): Promise<void> {
  await sql.begin(async (tx) => {
    const rows = await tx<{ id: string }[]>`
      select id from deal where partner_id = ${partnerId} and created_by = ${sandboxActor(partnerId).id} for update`;
    await deleteDeals(
      tx,
      rows.map((row) => row.id),
    );
  });
}

/** Deletes every deal and import of a sandbox partner, in the transaction that promotes it. Later deals are real. */
export async function deleteSandboxDeals(tx: Queryable, partnerId: string): Promise<void> {
  await tx`delete from deal_import where partner_id = ${partnerId}`;
  const rows = await tx<{ id: string }[]>`select id from deal where partner_id = ${partnerId} order by id for update`;
  await deleteDeals(
    tx,
    rows.map((row) => row.id),
  );
}
