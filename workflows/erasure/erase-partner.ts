import { proxyActivities } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { partnerActivityOptions } from '../batch-activity-options.ts';
import { orGiveUp } from '../give-up.ts';
import { reportProgress } from '../progress.ts';

const {
  closeErasedPartner,
  awaitEarlierWrites,
  erasePartnerDeliveries,
  eraseEventsOfPartner,
  erasePartnerBelongings,
  erasePartnerAudit,
  finishErasing,
  giveUpErasure,
} = proxyActivities<ReturnType<typeof createActivities>>(partnerActivityOptions);

/**
 * Erases a deleted partner's data. Id `erase-partner/<erasureId>`. Ends when only the emptied row of the partner is left, and returns the
 * number of erased rows by kind. Query `progress`; takes no signals. If it is started again, it only finds remaining data.
 * If it is cancelled or terminated, the sweeper starts it again, because an accepted erasure must not be left half done.
 */
export function erasePartner({ erasureId }: { erasureId: string }): Promise<Record<string, number>> {
  return orGiveUp(
    () => eraseAll(erasureId),
    (reason) => giveUpErasure(erasureId, reason),
  );
}

async function eraseAll(erasureId: string): Promise<Record<string, number>> {
  const step = reportProgress();
  step('revoking credentials and closing endpoints');
  await closeErasedPartner(erasureId);
  step('waiting for open transactions');
  await awaitEarlierWrites();
  step('deliveries');
  await erasePartnerDeliveries(erasureId);
  step('events');
  await eraseEventsOfPartner(erasureId);
  step('endpoints, flags and contacts');
  await erasePartnerBelongings(erasureId);
  step('audit details');
  await erasePartnerAudit(erasureId);
  const erased = await finishErasing(erasureId);
  step('finished');
  return erased;
}
