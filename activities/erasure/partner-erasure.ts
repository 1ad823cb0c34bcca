import { ApplicationFailure, heartbeat, sleep } from '@temporalio/activity';
import { type RunningDeliveries, tellCancelled } from '#activities/delivery/running-deliveries.ts';
import { reportGivenUp } from '#activities/give-up.ts';
import { inPages, untilEmpty } from '#activities/pages.ts';
import { progressed } from '#activities/unfinished-work.ts';
import { eraseAlertsOf } from '#db/alerts/alert-erasure.ts';
import { eraseDetailsOf } from '#db/audit/audit-erasure.ts';
import { eraseCommissionTexts } from '#db/commissions/commission-erasure.ts';
import type { Database, Sql } from '#db/database.ts';
import { deleteDealsOf } from '#db/deals/deal-erasure.ts';
import { deleteEndpointsOf } from '#db/delivery/delivery-erasure.ts';
import { deleteDeliveryHoursOf } from '#db/delivery/delivery-hours.ts';
import { deleteDeliveries, listOwnedDeliveries, listOwnedEndpoints } from '#db/delivery/owned-deliveries.ts';
import { eraseRows, finishErasure, getErasure, giveUpErasure, haveEndedBefore, nextTransaction } from '#db/erasure/erasure.ts';
import { closePartner, emptyPartner, erasePartnerEvents, type PartnerErasure } from '#db/erasure/partner-erasure.ts';
import { firstEventIdFor } from '#db/events/event-erasure.ts';
import { deletePeriodsOf } from '#db/health/period.ts';
import { forgetAnswersOf } from '#db/idempotency.ts';
import type { AlertKey } from '#domain/alerts/alert-news.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { erasePartnerFacts } from './fact-erasure.ts';

export interface PartnerErasureActivityDeps {
  notify: Notify;
  db: Database;
  /** The pool of the attribution store. */
  attribution: Sql;
  deliveries: RunningDeliveries;
  /** Tells `alert/…` that the alert has changed. */
  wakeAlert: (key: AlertKey & { partnerId: string }) => Promise<void>;
}

/** Small enough that a page holds its row locks only for milliseconds. */
const page = 500;
/** Larger, because events are scanned and few of them belong to the partner. */
const eventPage = 2_000;
const lookEveryMs = 250;

export function createPartnerErasureActivities({ db, attribution, deliveries, notify, wakeAlert }: PartnerErasureActivityDeps) {
  const { sql } = db;

  async function open(erasureId: string): Promise<PartnerErasure> {
    const { partnerId } = await getErasure(db, erasureId);
    if (partnerId === null) throw ApplicationFailure.nonRetryable(`Erasure ${erasureId} is not the erasure of a partner`, 'WrongErasure');
    return { erasureId, partnerId };
  }

  /** Those that were told of end at once. */
  async function eraseAlerts(erasureId: string, partnerId: string): Promise<void> {
    let ending: (AlertKey & { partnerId: string })[] = [];
    await eraseRows(sql, erasureId, async (tx) => {
      const erased = await eraseAlertsOf(tx, partnerId);
      ending = erased.ending;
      return erased.counts;
    });
    for (const key of ending) {
      heartbeat();
      await wakeAlert(key);
    }
  }

  return {
    /** Closes endpoints, revokes credentials and wakes drains so that they end. Safe to repeat: what has ended stays ended. */
    async closeErasedPartner(erasureId: string): Promise<void> {
      const erasure = await open(erasureId);
      await closePartner(sql, erasure);
      for (const { id } of await listOwnedEndpoints(sql, erasure.partnerId)) {
        heartbeat();
        await deliveries.release(id);
      }
    },

    /**
     * Waits until every transaction that is running now has ended; later transactions see what was committed before. Statements time out after
     * 30 s, the longest transaction after 10 min. Safe to repeat: it then waits for the transactions of that moment.
     */
    async awaitEarlierWrites(): Promise<void> {
      const next = await nextTransaction(db);
      while (!(await haveEndedBefore(db, next))) {
        heartbeat();
        progressed();
        await sleep(lookEveryMs);
      }
    },

    /** Ends and deletes the partner's deliveries with their attempts. Safe to repeat: it only finds remaining data. */
    async erasePartnerDeliveries(erasureId: string): Promise<void> {
      const { partnerId } = await open(erasureId);
      await untilEmpty(async () => {
        const owned = await listOwnedDeliveries(sql, partnerId, page);
        await tellCancelled(deliveries, owned);
        const ids = owned.map((delivery) => delivery.id);
        await eraseRows(sql, erasureId, (tx) => deleteDeliveries(tx, ids));
        return owned.length;
      });
    },

    /** Deletes events that only this partner receives, and removes its id from others. Safe to repeat: it only finds remaining data. */
    async eraseEventsOfPartner(erasureId: string): Promise<void> {
      const erasure = await open(erasureId);
      await inPages(await firstEventIdFor(sql, erasure.partnerId), (after) => erasePartnerEvents(sql, erasure, after, eventPage));
    },

    /** Deletes everything else that belongs to the partner, and empties its row. Safe to repeat: it only finds remaining data. */
    async erasePartnerBelongings(erasureId: string): Promise<void> {
      const { partnerId } = await open(erasureId);
      await untilEmpty(() => eraseRows(sql, erasureId, (tx) => deleteDealsOf(tx, partnerId, page)));
      await untilEmpty(() => eraseRows(sql, erasureId, (tx) => deleteEndpointsOf(tx, partnerId, page)));
      await untilEmpty(() => eraseRows(sql, erasureId, (tx) => forgetAnswersOf(tx, partnerId, page)));
      await eraseRows(sql, erasureId, (tx) => deletePeriodsOf(tx, partnerId));
      await eraseRows(sql, erasureId, (tx) => deleteDeliveryHoursOf(tx, partnerId));
      await eraseAlerts(erasureId, partnerId);
      // The ledger stays: it names the partner by its id only.
      await eraseRows(sql, erasureId, (tx) => eraseCommissionTexts(tx, partnerId));
      await erasePartnerFacts(attribution, partnerId, (rows) => eraseRows(sql, erasureId, async () => ({ attribution_facts: rows })));
      await emptyPartner(sql, { erasureId, partnerId });
    },

    /** Erases the details of the partner's audit entries. Runs last, because the steps before write entries. Safe to repeat: it only finds remaining data. */
    async erasePartnerAudit(erasureId: string): Promise<void> {
      const { partnerId } = await open(erasureId);
      await untilEmpty(() => eraseRows(sql, erasureId, (tx) => eraseDetailsOf(tx, partnerId, page)));
    },

    /** Records the end and deletes the identity of the data's owner. Returns what was erased. Safe to repeat: the first end stays. */
    async finishErasing(erasureId: string): Promise<Record<string, number>> {
      return (await finishErasure(db, erasureId)).counts;
    },

    /** Stores why data is left, and reports it. Safe to repeat: an erasure that has finished does not change. */
    async giveUpErasure(erasureId: string, reason: string): Promise<void> {
      await giveUpErasure(db, erasureId, reason);
      await reportGivenUp(notify, erasureId, reason);
    },
  };
}
