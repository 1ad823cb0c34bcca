import { proxyActivities } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { partnerActivityOptions } from '../batch-activity-options.ts';
import { orGiveUp } from '../give-up.ts';
import { reportProgress } from '../progress.ts';

const { decidePromotion, eraseSyntheticData, finishPromotion, giveUpPromotion } =
  proxyActivities<ReturnType<typeof createActivities>>(partnerActivityOptions);

/**
 * Promotes a partner from its sandbox to production. Id `promote-partner/<promotionId>`. Returns `promoted` after erasing the synthetic data,
 * or `blocked` if a check failed; a new promotion then tries again. Query `progress`; takes no signals. If it is cancelled or terminated, the
 * sweeper starts it again.
 */
export function promotePartner(promotion: { promotionId: string; partnerId: string }): Promise<'promoted' | 'blocked'> {
  return orGiveUp(
    () => promote(promotion),
    (reason) => giveUpPromotion(promotion.promotionId, reason),
  );
}

async function promote({ promotionId, partnerId }: { promotionId: string; partnerId: string }): Promise<'promoted' | 'blocked'> {
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
