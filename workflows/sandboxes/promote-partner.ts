import { proxyActivities } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { partnerActivityOptions } from '../batch-activity-options.ts';
import { reportProgress } from '../progress.ts';

const { decidePromotion, eraseSyntheticData, finishPromotion } =
  proxyActivities<ReturnType<typeof createActivities>>(partnerActivityOptions);

/**
 * Promotes a partner from its sandbox to production. Id `promote-partner/<promotionId>`. Returns `promoted` after erasing the synthetic data,
 * or `blocked` if a check failed; a new promotion then tries again. Query `progress`; takes no signals.
 */
export async function promotePartner({
  promotionId,
  partnerId,
}: {
  promotionId: string;
  partnerId: string;
}): Promise<'promoted' | 'blocked'> {
  const step = reportProgress();
  step('checking');
  if ((await decidePromotion(promotionId)) === 'blocked') {
    step('blocked');
    return 'blocked';
  }
  step('erasing synthetic data');
  await eraseSyntheticData(partnerId, null);
  await finishPromotion(promotionId);
  step('promoted');
  return 'promoted';
}
