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
export async function startUnfinishedPartnerWork(sql: Sql, workflows: Workflows): Promise<void> {
  for (const erasure of await listUnfinishedErasures(sql, atOnce)) await workflows.erasures.eraseData(erasure);
  for (const partnerId of await listUnfinishedSandboxes(sql, atOnce)) await workflows.sandboxes.provisionSandbox(partnerId);
  for (const promotion of await listUnfinishedPromotions(sql, atOnce)) await workflows.sandboxes.promote(promotion);
  for (const deal of await listOverdueDeals(sql, { graceS: dealGraceS, limit: atOnce })) await workflows.deals.registerDeal(deal);
  for (const job of await listUnfinishedImports(sql, atOnce)) await workflows.deals.importDeals(job);
}
