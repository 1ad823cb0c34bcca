import { heartbeat, sleep } from '@temporalio/activity';
import { type RunningDeliveries, tellCancelled } from '#activities/delivery/running-deliveries.ts';
import { inPages } from '#activities/pages.ts';
import { eraseFromAccount, eraseFromVerdicts, scanAccounts } from '#db/accounts/account-erasure.ts';
import { createPseudonyms } from '#db/attribution/facts/pseudonyms.ts';
import { eraseDetails, scanDetails } from '#db/audit/audit-erasure.ts';
import { eraseHints, eraseInboundEvents, eraseWebhooks, scanInboundEvents, scanWebhooks } from '#db/connections/inbound-erasure.ts';
import type { Database, Sql } from '#db/database.ts';
import { eraseFromDeal, eraseFromImport, nextImport, scanDeals } from '#db/deals/deal-erasure.ts';
import { forgetSyncedContacts } from '#db/deals/synced-deal-erasure.ts';
import { type AttemptPlace, eraseAnswers, scanAttempts } from '#db/delivery/delivery-erasure.ts';
import { listDeliveriesOf } from '#db/delivery/owned-deliveries.ts';
import { eraseEvents } from '#db/erasure/data-subject-erasure.ts';
import { eraseRows, getErasure, subjectContext } from '#db/erasure/erasure.ts';
import { scanEvents } from '#db/events/event-erasure.ts';
import { forgetAnswers, type RememberedAnswer, scanAnswers } from '#db/idempotency.ts';
import { eraseContact } from '#db/partners/partner-erasure.ts';
import { eraseFindings, eraseFromRuns, scanFindings } from '#db/reconciliation/reconciliation-erasure.ts';
import {
  eraseSyncHints,
  eraseSyncRecords,
  eraseSyncWrites,
  firstRecord,
  type RecordPlace,
  scanSyncRecords,
  scanSyncWrites,
} from '#db/sync/sync-erasure.ts';
import { type DataSubject, dataSubject } from '#domain/data-subject.ts';
import type { SecretBox } from '#domain/secret-box.ts';
import { erasePersonFacts } from './fact-erasure.ts';

export interface DataSubjectActivityDeps {
  db: Database;
  /** The pool of the attribution store. */
  attribution: Sql;
  secretBox: SecretBox;
  deliveries: RunningDeliveries;
  /** Deliveries became pending because the previous delivery with the same ordering key ended. */
  onReleased: (deliveryIds: string[]) => void;
}

/** A payload can have 1 MiB, so the page sizes bound what a process has in memory at the same time. */
const eventPage = 100;
const attemptPage = 2_000;
const keyPage = 200;
const dealPage = 200;
const accountPage = 2_000;
const auditPage = 500;
const webhookPage = 100;
const inboundEventPage = 2_000;
const recordPage = 500;
/** Ids with these prefixes sort after the prefixes themselves. */
const [firstImport, firstDeal, firstAccount] = ['imp_', 'deal_', 'acc_'];
const [firstWebhook, firstInboundEvent] = ['inw_', 'inb_'];

/**
 * One activity for each place that can contain a person's data. Each is safe to repeat, because it only finds remaining data, and does nothing
 * once the erasure has finished and the address is deleted. The queries of a place define how it is searched and erased; this file defines
 * the order. A new table needs a new activity here and a line in the workflow.
 */
export function createDataSubjectActivities({ db, attribution, secretBox, deliveries, onReleased }: DataSubjectActivityDeps) {
  const { sql } = db;

  /** Decrypts the address, in memory only. */
  async function openSubject(erasureId: string): Promise<DataSubject | null> {
    const { subjectSealed } = await getErasure(db, erasureId);
    if (subjectSealed === null) return null;
    return dataSubject(secretBox.open(subjectSealed, subjectContext(erasureId)));
  }

  function open({ response, scope, key }: RememberedAnswer): string | null {
    try {
      return response && secretBox.open(response, `idempotency_key.response ${scope} ${key}`);
    } catch {
      // Encrypted with a key that has been removed: the response can no longer be read, so there is nothing to erase.
      return null;
    }
  }

  return {
    /** Replaces payloads that name the person, and cancels their unfinished deliveries. Safe to repeat: see above. */
    async eraseSubjectEvents(erasureId: string): Promise<void> {
      const subject = await openSubject(erasureId);
      if (!subject) return;
      await inPages('', async (after) => {
        const { last, found } = await scanEvents(sql, subject, after, eventPage);
        if (found.length > 0) {
          const ids = found.map((event) => event.id);
          const owed = await listDeliveriesOf(sql, ids);
          onReleased(await eraseEvents(sql, erasureId, found));
          // After the erasure, so that it counts the cancelled deliveries. A workflow that a crash leaves unsignaled ends at its next attempt.
          await tellCancelled(deliveries, owed);
        }
        return last;
      });
    },

    /** Erases responses of receivers that name the person. Safe to repeat: see above. */
    async eraseSubjectAnswers(erasureId: string): Promise<void> {
      const subject = await openSubject(erasureId);
      if (!subject) return;
      await inPages<AttemptPlace>({ deliveryId: '', number: 0 }, async (after) => {
        const { last, found } = await scanAttempts(sql, subject, after, attemptPage);
        if (found.length > 0) await eraseRows(sql, erasureId, (tx) => eraseAnswers(tx, found));
        return last;
      });
    },

    /** Removes the person from every partner's contacts, from deals, accounts and verdicts about accounts. Safe to repeat: see above. */
    async eraseSubjectContacts(erasureId: string): Promise<void> {
      const subject = await openSubject(erasureId);
      if (!subject) return;
      await eraseRows(sql, erasureId, (tx) => eraseContact(tx, subject));
      await eraseRows(sql, erasureId, (tx) => eraseFromVerdicts(tx, subject));
      // Imports come first: the deals that they write until then are found afterwards.
      await inPages(firstImport, async (after) => {
        if (after.startsWith(firstImport)) {
          const importId = await nextImport(sql, after);
          if (importId !== null) await eraseRows(sql, erasureId, (tx) => eraseFromImport(tx, importId, subject));
          return importId ?? firstDeal;
        }
        if (after.startsWith(firstAccount)) {
          const { last, found } = await scanAccounts(sql, subject, after, accountPage);
          for (const account of found) await eraseRows(sql, erasureId, (tx) => eraseFromAccount(tx, account, subject));
          return last;
        }
        const { last, found } = await scanDeals(sql, subject, after, dealPage);
        for (const deal of found) await eraseRows(sql, erasureId, (tx) => eraseFromDeal(tx, deal));
        return last ?? firstAccount;
      });
    },

    /** Erases webhooks of vendors that name the person, and their events. Safe to repeat: see above. */
    async eraseSubjectInbound(erasureId: string): Promise<void> {
      const subject = await openSubject(erasureId);
      if (!subject) return;
      await eraseRows(sql, erasureId, (tx) => eraseHints(tx, subject));
      await inPages(firstWebhook, async (after) => {
        if (after.startsWith(firstWebhook)) {
          const { last, found } = await scanWebhooks(sql, subject, after, webhookPage);
          if (found.length > 0) await eraseRows(sql, erasureId, (tx) => eraseWebhooks(tx, found, erasureId));
          return last ?? firstInboundEvent;
        }
        const { last, found } = await scanInboundEvents(sql, subject, after, inboundEventPage);
        if (found.length > 0) await eraseRows(sql, erasureId, (tx) => eraseInboundEvents(tx, found));
        return last;
      });
    },

    /** Forgets records of connected systems, writes to them, and what reconciliation found of them, that name the person. Safe to repeat: see above. */
    async eraseSubjectSyncs(erasureId: string): Promise<void> {
      const subject = await openSubject(erasureId);
      // The id of a record can be an address, so the position is not heartbeated.
      for (let after: RecordPlace | null = firstRecord; subject && after;) {
        heartbeat();
        await sleep(0);
        const page: Awaited<ReturnType<typeof scanSyncRecords>> = await scanSyncRecords(sql, subject, after, recordPage);
        if (page.found.length > 0) {
          await eraseRows(sql, erasureId, async (tx) => {
            const erased = await eraseSyncRecords(tx, page.found);
            await forgetSyncedContacts(
              tx,
              page.found.flatMap(({ side, recordId }) => (side === 'b' ? recordId : [])),
            );
            return erased;
          });
        }
        after = page.last;
      }
      if (!subject) return;
      await eraseRows(sql, erasureId, (tx) => eraseSyncHints(tx, subject));
      await inPages('', async (after) => {
        const { last, found } = await scanSyncWrites(sql, subject, after, recordPage);
        if (found.length > 0) await eraseRows(sql, erasureId, (tx) => eraseSyncWrites(tx, found));
        return last;
      });
      await eraseRows(sql, erasureId, (tx) => eraseFromRuns(tx, subject));
      await inPages('', async (after) => {
        const { last, found } = await scanFindings(sql, subject, after, recordPage);
        if (found.length > 0) await eraseRows(sql, erasureId, (tx) => eraseFindings(tx, found));
        return last;
      });
    },

    /** Makes the person's subjects in the attribution store nobody's, and erases texts that name the person. Safe to repeat: see above. */
    async eraseSubjectFacts(erasureId: string): Promise<void> {
      const subject = await openSubject(erasureId);
      if (!subject) return;
      const pseudonym = await createPseudonyms(attribution, secretBox)();
      const count = (rows: number) => eraseRows(sql, erasureId, async () => ({ attribution_facts: rows }));
      await erasePersonFacts(attribution, { subject, pseudonym, count });
    },

    /** Deletes stored responses that name the person, or whose idempotency key does. Safe to repeat: see above. */
    async eraseSubjectIdempotencyKeys(erasureId: string): Promise<void> {
      const subject = await openSubject(erasureId);
      // A key can be an address, so the position is not heartbeated. Scanning the keys of one day again takes little time.
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

    /** Erases the details of audit entries that name the person. Runs last, because removing contacts writes entries. Safe to repeat: see above. */
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
