import type { Logger } from 'pino';
import { isRefusedStart, problemOfStart } from '#apps/dispatch/start-failure.ts';
import type { Workflows } from '#apps/dispatch/workflows.ts';
import type { Sql } from '#db/database.ts';
import { listUnfinishedImports } from '#db/deals/deal-import.ts';
import { listOverdueDeals } from '#db/deals/deal-process.ts';
import { listUnfinishedErasures } from '#db/erasure/erasure.ts';
import { listUnfinishedPromotions } from '#db/sandboxes/promotion.ts';
import { listUnfinishedSandboxes } from '#db/sandboxes/sandbox.ts';

/** Each start costs a call to Temporal in every sweep; more follow as these end. */
const atOnce = 100;
/** By then the process that changed a deal has signalled its workflow, and the workflow has done what was due. */
const dealGraceS = 5;

/** Starts the work that the rows show as unfinished: Temporal was unavailable at the time, or lost the workflow. Running workflows continue. */
export async function startUnfinishedPartnerWork(sql: Sql, workflows: Workflows, log: Logger): Promise<void> {
  const each = async <Job>(jobs: Job[], start: (job: Job) => Promise<void>) => {
    for (const job of jobs) {
      await start(job).catch((error: unknown) => {
        if (!isRefusedStart(error)) throw error;
        // The others do not wait for one that is rejected every time.
        log.error({ problem: problemOfStart(error), job }, 'Temporal rejects a workflow that would continue work on a partner');
      });
    }
  };
  await each(await listUnfinishedErasures(sql, atOnce), (erasure) => workflows.erasures.eraseData(erasure));
  await each(await listUnfinishedSandboxes(sql, atOnce), (partnerId) => workflows.sandboxes.provisionSandbox(partnerId));
  await each(await listUnfinishedPromotions(sql, atOnce), (promotion) => workflows.sandboxes.promote(promotion));
  const overdue = await listOverdueDeals(sql, { graceS: dealGraceS, limit: atOnce });
  await each(overdue, (deal) => workflows.deals.registerDeal(deal));
  await each(await listUnfinishedImports(sql, atOnce), (job) => workflows.deals.importDeals(job));
}
