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
 * Erases a deleted partner's data. Id `erase-partner/<erasureId>`. Ends when nothing is left but the emptied row of the partner,
 * with what was erased, by kind. Query `progress`; takes no signals. Starting it again only finds what is left.
 */
export async function erasePartner({ erasureId }: { erasureId: string }): Promise<Record<string, number>> {
  const step = reportProgress();
  step('revoking credentials and closing endpoints');
  await closeErasedPartner(erasureId);
  step('waiting for what was being written meanwhile');
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
