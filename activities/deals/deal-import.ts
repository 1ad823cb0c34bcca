import { heartbeat, sleep } from '@temporalio/activity';
import type { Database } from '#db/database.ts';
import type { CustomFieldsEvaluator } from '#db/deals/custom-fields.ts';
import { importNextRows } from '#db/deals/deal-import-turn.ts';

export interface DealImportActivityDeps {
  db: Database;
  /** Holds submissions to the JSON Schema of the programme's own fields. */
  customFields: CustomFieldsEvaluator;
  /** Tells the workflow of a submitted deal about it. What is not told now, the sweeper tells. */
  registerDeal: (deal: { id: string; partnerId: string }) => Promise<void>;
}

/** The workflow hears of its progress so often. */
const turnMs = 10_000;

export function createDealImportActivities({ db, customFields, registerDeal }: DealImportActivityDeps) {
  return {
    /**
     * Does rows of an import until it has ended or some seconds have passed. Safe to repeat: a row is done in the transaction
     * that says so, and only rows that wait are done.
     */
    async importDealRows(importId: string): Promise<{ done: number; total: number; ended: boolean }> {
      const until = Date.now() + turnMs;
      for (let after = 0; ;) {
        heartbeat();
        await sleep(0);
        const place = await importNextRows(db, customFields, importId, after);
        after = place.after;
        await Promise.allSettled(place.toRegister.map((deal) => registerDeal(deal)));
        const { done, total, ended } = place;
        if (ended || Date.now() > until) return { done, total, ended };
      }
    },
  };
}
