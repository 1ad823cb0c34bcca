import { heartbeat, sleep } from '@temporalio/activity';
import type { Database } from '#db/database.ts';
import type { CustomFieldsEvaluator } from '#db/deals/custom-fields.ts';
import { importNextRows } from '#db/deals/deal-import-turn.ts';

export interface DealImportActivityDeps {
  db: Database;
  /** Validates submissions against the JSON Schema of the programme's custom fields. */
  customFields: CustomFieldsEvaluator;
  /** Signals the workflow of a submitted deal. If the signal fails, the sweeper sends it later. */
  registerDeal: (deal: { id: string; partnerId: string }) => Promise<void>;
}

/** How often the activity returns its progress to the workflow. */
const turnMs = 10_000;

export function createDealImportActivities({ db, customFields, registerDeal }: DealImportActivityDeps) {
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
        const place = await importNextRows(db, customFields, importId, after);
        after = place.after;
        await Promise.allSettled(place.toRegister.map((deal) => registerDeal(deal)));
        const { done, total, ended } = place;
        if (ended || Date.now() > until) return { done, total, ended };
      }
    },
  };
}
