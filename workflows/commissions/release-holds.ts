import { patched, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { partnerActivityOptions } from '../batch-activity-options.ts';
import { orGiveUp } from '../give-up.ts';
import { reportProgress } from '../progress.ts';

const { releaseDue, issueDueStatements, askFinishedPayouts, decideLevels, giveUpRelease } =
  proxyActivities<ReturnType<typeof createActivities>>(partnerActivityOptions);

/**
 * Makes commissions payable whose hold period has ended, issues the statements of the last month, asks what became of transfers that were confirmed, and
 * decides the levels of partners. Id `release-holds-…`, started by the schedule `release-holds`. Ends when all of it is done. Query `progress`; takes no signals. If it is cancelled or fails, the next night does the rest.
 */
export function releaseHolds(): Promise<void> {
  return orGiveUp(async () => {
    const show = reportProgress();
    const now = workflowInfo().startTime.toISOString();
    const day = now.slice(0, 10);
    show('releasing');
    const released = await releaseDue(now);
    show(`released: ${released}, issuing statements`);
    const issued = await issueDueStatements(day);
    show(`released: ${released}, statements issued: ${issued}`);
    if (patched('late-results')) {
      const failed = await askFinishedPayouts(now);
      show(`released: ${released}, statements issued: ${issued}, transfers failed late: ${failed}`);
    }
    // The last step: whatever keeps levels from being decided keeps no money back.
    if (!patched('levels')) return;
    const changed = await decideLevels(now);
    show(`${released} released, ${issued} statements issued, ${changed} levels changed`);
  }, giveUpRelease);
}
