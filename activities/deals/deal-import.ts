import { heartbeat, sleep } from '@temporalio/activity';
import { reportGivenUp } from '#activities/give-up.ts';
import { progressed } from '#activities/unfinished-work.ts';
import type { Database } from '#db/database.ts';
import type { CustomFieldsEvaluator } from '#db/deals/custom-fields.ts';
import { failImport, importNextRows } from '#db/deals/deal-import-turn.ts';
import { limitAtOnce } from '#domain/at-once.ts';
import type { Notify } from '#domain/platform-event-types.ts';

export interface DealImportActivityDeps {
  notify: Notify;
  db: Database;
  /** Validates submissions against the JSON Schema of the programme's custom fields. */
  customFields: CustomFieldsEvaluator;
  /** Signals the workflow of a submitted deal. If the signal fails, the sweeper sends it later. */
  registerDeal: (deal: { id: string; partnerId: string }) => Promise<void>;
}

/** How often the activity returns its progress to the workflow. */
const turnMs = 10_000;
/** In one process. A page keeps this thread and a process of PostgreSQL busy in turn, and requests need processors too. */
const pagesAtOnce = 1;
/** While it waits for its turn, an import must not look as if it hung. */
const beatMs = 10_000;

export function createDealImportActivities({ db, customFields, registerDeal, notify }: DealImportActivityDeps) {
  const atOnce = limitAtOnce(pagesAtOnce);

  /** Partners take turns, page by page. */
  async function inTurn<T>(partnerId: string, page: () => Promise<T>): Promise<T> {
    const waiting = setInterval(heartbeat, beatMs);
    return atOnce(partnerId, () => {
      clearInterval(waiting);
      return page();
    });
  }

  return {
    /**
     * Processes rows of an import until the import has ended or ten seconds have passed. Safe to repeat: the transaction that processes a row
     * also records its status, and only waiting rows are processed.
     */
    async importDealRows(importId: string): Promise<{ done: number; total: number; ended: boolean }> {
      const until = Date.now() + turnMs;
      for (let after = 0; ;) {
        heartbeat();
        await sleep(0);
        const place = await importNextRows(db, customFields, importId, after, inTurn);
        after = place.after;
        progressed();
        await Promise.allSettled(place.toRegister.map((deal) => registerDeal(deal)));
        const { done, total, ended } = place;
        if (ended || Date.now() > until) return { done, total, ended };
      }
    },

    /** Fails the rows that are left. Safe to repeat: an import that has ended does not change. */
    failDealImport: (importId: string, reason: string): Promise<void> => failImport(db, importId, reason),

    /** Fails an import that cannot be continued, and reports it. Safe to repeat as above. */
    async giveUpDealImport(importId: string, reason: string): Promise<void> {
      await failImport(db, importId, reason);
      await reportGivenUp(notify, importId, reason);
    },
  };
}
