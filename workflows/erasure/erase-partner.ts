import { proxyActivities } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { partnerActivityOptions } from '../batch-activity-options.ts';
import { reportProgress } from '../progress.ts';

const {
  closeErasedPartner,
  awaitEarlierWrites,
  erasePartnerDeliveries,
  eraseEventsOfPartner,
  erasePartnerBelongings,
  erasePartnerAudit,
  finishErasing,
} = proxyActivities<ReturnType<typeof createActivities>>(partnerActivityOptions);

/**
 * Erases a deleted partner's data. Id `erase-partner/<erasureId>`. Ends when only the emptied row of the partner is left, and returns the
 * number of erased rows by kind. Query `progress`; takes no signals. If it is started again, it only finds remaining data.
 */
export async function erasePartner({ erasureId }: { erasureId: string }): Promise<Record<string, number>> {
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
