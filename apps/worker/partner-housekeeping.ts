import type { PartnerWorkflows } from '#apps/api/deps.ts';
import type { Sql } from '#db/database.ts';
import { listUnfinishedPartnerWork } from '#db/unfinished-partner-work.ts';

/** Each costs Temporal a call every time; the next ones follow as these end. */
const atOnce = 100;

/** Starts what rows say is to be done: Temporal was away when it was asked for, or has lost it. What runs already goes on. */
export async function startUnfinishedPartnerWork(sql: Sql, workflows: PartnerWorkflows): Promise<void> {
  const { erasures, sandboxes, promotions } = await listUnfinishedPartnerWork(sql, atOnce);
  for (const erasure of erasures) await workflows.eraseData(erasure);
  for (const partnerId of sandboxes) await workflows.provisionSandbox(partnerId);
  for (const promotion of promotions) await workflows.promote(promotion);
}
