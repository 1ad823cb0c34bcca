import { changeAs } from '#db/actor.ts';
import { auditEntryInsert } from '#db/audit/audit.ts';
import type { Database } from '#db/database.ts';
import { eq } from '#db/drizzle.ts';
import { deal } from '#db/schema.ts';
import { invalidState, type Review } from './deal-review.ts';
import { noDeal } from './deal.ts';

/**
 * Deletes a deal that was never submitted, with its history and its notes: it concerns only its partner, and nothing refers to it. The audit
 * log keeps that it was deleted, and by whom.
 */
export function deleteDraft(db: Database, id: string, { actor, assertVersion }: Review): Promise<void> {
  return changeAs(db, actor, async (tx) => {
    const [present] = await tx.select().from(deal).where(eq(deal.id, id)).for('update');
    if (!present) throw noDeal(id);
    assertVersion?.(present);
    if (present.reviewStatus !== 'draft' || present.submittedAt !== null) {
      throw invalidState(present, 'be deleted, only withdrawn (POST /deals/{id}/withdraw)');
    }
    await tx.delete(deal).where(eq(deal.id, id));
    const { partnerId, version } = present;
    await tx.execute(auditEntryInsert(actor, { action: 'deal.deleted', objectKind: 'deal', objectId: id, partnerId, detail: { version } }));
  });
}
