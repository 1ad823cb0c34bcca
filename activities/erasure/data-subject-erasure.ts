import { heartbeat, sleep } from '@temporalio/activity';
import { type RunningDeliveries, tellCancelled } from '#activities/delivery/running-deliveries.ts';
import { inPages } from '#activities/pages.ts';
import { eraseDetails, scanDetails } from '#db/audit/audit-erasure.ts';
import type { Database } from '#db/database.ts';
import { eraseFromDeal, eraseFromImport, nextImport, scanDeals } from '#db/deals/deal-erasure.ts';
import { type AttemptPlace, eraseAnswers, scanAttempts } from '#db/delivery/delivery-erasure.ts';
import { listDeliveriesOf } from '#db/delivery/owned-deliveries.ts';
import { eraseEvents } from '#db/erasure/data-subject-erasure.ts';
import { eraseRows, getErasure, subjectContext } from '#db/erasure/erasure.ts';
import { scanEvents } from '#db/events/event-erasure.ts';
import { forgetAnswers, type RememberedAnswer, scanAnswers } from '#db/idempotency.ts';
import { eraseContact } from '#db/partners/partner-erasure.ts';
import { addressFinder, type DataSubject } from '#domain/data-subject.ts';
import type { SecretBox } from '#domain/secret-box.ts';

export interface DataSubjectActivityDeps {
  db: Database;
  secretBox: SecretBox;
  deliveries: RunningDeliveries;
  /** Deliveries became pending because the one before them of the same ordering key ended. */
  onReleased: (deliveryIds: string[]) => void;
}

/** A payload may have 1 MiB, so these are what a process can have in memory at once. */
const eventPage = 100;
const attemptPage = 2_000;
const keyPage = 200;
const dealPage = 200;
const auditPage = 500;
/** Ids that begin so come after these. */
const [firstImport, firstDeal] = ['imp_', 'deal_'];

/**
 * One activity a place where a person's data may be; each is safe to repeat, since it only finds what is left, and does nothing
 * once the erasure has finished and the address is forgotten. How a place is searched and erased is its subject's to say; here stands in
 * which order. A new table is a new activity here and a line in the workflow.
 */
export function createDataSubjectActivities({ db, secretBox, deliveries, onReleased }: DataSubjectActivityDeps) {
  const { sql } = db;

  /** The address leaves the database's seal here, in memory only. */
  async function openSubject(erasureId: string): Promise<DataSubject | null> {
    const { subjectSealed } = await getErasure(db, erasureId);
    if (subjectSealed === null) return null;
    const address = secretBox.open(subjectSealed, subjectContext(erasureId));
    return { address, isIn: addressFinder(address) };
  }

  function open({ response, scope, key }: RememberedAnswer): string | null {
    try {
      return response && secretBox.open(response, `idempotency_key.response ${scope} ${key}`);
    } catch {
      // Sealed with a key that is gone: nobody can read it any more, so there is nothing to erase.
      return null;
    }
  }

  return {
    /** Replaces payloads that name the person, and cancels what is still to be delivered of them. Safe to repeat: see above. */
    async eraseSubjectEvents(erasureId: string): Promise<void> {
      const subject = await openSubject(erasureId);
      if (!subject) return;
      await inPages('', async (after) => {
        const { last, found } = await scanEvents(sql, subject, after, eventPage);
        if (found.length > 0) {
          const ids = found.map((event) => event.id);
          const owed = await listDeliveriesOf(sql, ids);
          onReleased(await eraseEvents(sql, erasureId, found));
          // Afterwards, so that they are counted here; a workflow that is not told, after a crash, ends at its next attempt.
          await tellCancelled(deliveries, owed);
        }
        return last;
      });
    },

    /** Takes away what receivers answered where it names the person. Safe to repeat: see above. */
    async eraseSubjectAnswers(erasureId: string): Promise<void> {
      const subject = await openSubject(erasureId);
      if (!subject) return;
      await inPages<AttemptPlace>({ deliveryId: '', number: 0 }, async (after) => {
        const { last, found } = await scanAttempts(sql, subject, after, attemptPage);
        if (found.length > 0) await eraseRows(sql, erasureId, (tx) => eraseAnswers(tx, found));
        return last;
      });
    },

    /** Removes the person from every partner's contacts and from deals. Safe to repeat: see above. */
    async eraseSubjectContacts(erasureId: string): Promise<void> {
      const subject = await openSubject(erasureId);
      if (!subject) return;
      await eraseRows(sql, erasureId, (tx) => eraseContact(tx, subject.address));
      // Imports first: what they write until then is found among the deals.
      await inPages(firstImport, async (after) => {
        if (after.startsWith(firstImport)) {
          const importId = await nextImport(sql, after);
          if (importId !== null) await eraseRows(sql, erasureId, (tx) => eraseFromImport(tx, importId, subject));
          return importId ?? firstDeal;
        }
        const { last, found } = await scanDeals(sql, subject, after, dealPage);
        for (const deal of found) await eraseRows(sql, erasureId, (tx) => eraseFromDeal(tx, deal));
        return last;
      });
    },

    /** Forgets remembered answers that name the person, or whose key does. Safe to repeat: see above. */
    async eraseSubjectIdempotencyKeys(erasureId: string): Promise<void> {
      const subject = await openSubject(erasureId);
      // A key may be an address, so the place is not heartbeated; the keys of one day are soon looked through again.
      for (let after = { scope: '', key: '' }; subject;) {
        heartbeat();
        await sleep(0);
        const page = await scanAnswers(sql, after, keyPage);
        const theirs = page.filter((answer) => subject.isIn(answer.key) || subject.isIn(open(answer)));
        if (theirs.length > 0) await eraseRows(sql, erasureId, (tx) => forgetAnswers(tx, theirs));
        const last = page.at(-1);
        if (!last) return;
        after = last;
      }
    },

    /** Empties audit entries that name the person; last, since removing contacts wrote some. Safe to repeat: see above. */
    async eraseSubjectAudit(erasureId: string): Promise<void> {
      const subject = await openSubject(erasureId);
      if (!subject) return;
      await inPages('0', async (after) => {
        const { last, found } = await scanDetails(sql, subject, after, auditPage);
        if (found.length > 0) await eraseRows(sql, erasureId, (tx) => eraseDetails(tx, found));
        return last;
      });
    },
  };
}
