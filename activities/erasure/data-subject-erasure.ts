import { heartbeat, sleep } from '@temporalio/activity';
import { type RunningDeliveries, tellCancelled } from '#activities/delivery/running-deliveries.ts';
import { inPages } from '#activities/pages.ts';
import type { Database } from '#db/database.ts';
import { eraseFromDeal, eraseFromImport, nextImport, scanDeals } from '#db/erasure/data-subject-deals.ts';
import {
  eraseAnswers,
  eraseEventPayloads,
  listDeliveriesOf,
  scanAttempts,
  scanEvents,
  type AttemptPlace,
} from '#db/erasure/data-subject-erasure.ts';
import {
  eraseContacts,
  eraseDetails,
  forgetAnswers,
  scanAuditDetails,
  scanIdempotencyKeys,
  type RememberedAnswer,
} from '#db/erasure/data-subject-records.ts';
import { getErasure, subjectContext } from '#db/erasure/erasure.ts';
import { addressFinder, erasedPayload, withoutPerson } from '#domain/erasure/erasure.ts';
import type { SecretBox } from '#domain/secret-box.ts';
import { eraser } from './partner-erasure.ts';

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
 * once the erasure has finished and the address is forgotten. A new table is a new activity here and a line in the workflow.
 */
export function createDataSubjectActivities({ db, secretBox, deliveries, onReleased }: DataSubjectActivityDeps) {
  const { sql } = db;

  /** The address leaves the database's seal here, in memory only. */
  async function openSubject(erasureId: string) {
    const { subjectSealed } = await getErasure(db, erasureId);
    if (subjectSealed === null) return null;
    const address = secretBox.open(subjectSealed, subjectContext(erasureId));
    return { address, isIn: addressFinder(address) };
  }

  function answers({ response, scope, key }: RememberedAnswer): string | null {
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
        const { last, found } = await scanEvents(sql, subject.address, after, eventPage);
        const theirs = found
          .map(({ id, data, externalId, orderingKey }) => ({
            id,
            inData: subject.isIn(data),
            inExternalId: subject.isIn(externalId),
            inOrderingKey: subject.isIn(orderingKey),
          }))
          .filter((event) => event.inData || event.inExternalId || event.inOrderingKey);
        if (theirs.length > 0) {
          const owed = await listDeliveriesOf(
            sql,
            theirs.map((event) => event.id),
          );
          onReleased(await eraseEventPayloads(sql, erasureId, theirs, erasedPayload(erasureId)));
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
        const { last, found } = await scanAttempts(sql, subject.address, after, attemptPage);
        const theirs = found.filter(({ responseSnippet, errorDetail }) => subject.isIn(responseSnippet) || subject.isIn(errorDetail));
        if (theirs.length > 0) await eraseAnswers(sql, erasureId, theirs);
        return last;
      });
    },

    /** Removes the person from every partner's contacts and from deals. Safe to repeat: see above. */
    async eraseSubjectContacts(erasureId: string): Promise<void> {
      const subject = await openSubject(erasureId);
      if (!subject) return;
      await eraseContacts(sql, erasureId, subject.address, eraser(erasureId));
      // Imports first: what they write until then is found among the deals.
      await inPages(firstImport, async (after) => {
        if (after.startsWith(firstImport)) {
          const importId = await nextImport(sql, after);
          if (importId !== null) await eraseFromImport(sql, erasureId, importId, subject);
          return importId ?? firstDeal;
        }
        const { last, found } = await scanDeals(sql, subject.address, after, dealPage);
        for (const { id, fields, rest } of found) {
          const [inFields, restToo] = [subject.isIn(JSON.stringify(fields)), subject.isIn(rest)];
          if (inFields || restToo) await eraseFromDeal(sql, erasureId, { id, fields: withoutPerson(fields, subject.isIn), restToo });
        }
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
        const page = await scanIdempotencyKeys(sql, after, keyPage);
        const theirs = page.filter((answer) => subject.isIn(answer.key) || subject.isIn(answers(answer)));
        if (theirs.length > 0) await forgetAnswers(sql, erasureId, theirs);
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
        const { last, found } = await scanAuditDetails(sql, subject.address, after, auditPage);
        const theirs = found.filter(({ detail }) => subject.isIn(detail));
        if (theirs.length > 0) {
          await eraseDetails(
            sql,
            erasureId,
            theirs.map((entry) => entry.seq),
          );
        }
        return last;
      });
    },
  };
}
