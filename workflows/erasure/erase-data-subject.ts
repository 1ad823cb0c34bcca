import { patched, proxyActivities } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { partnerActivityOptions } from '../batch-activity-options.ts';
import { orGiveUp } from '../give-up.ts';
import { reportProgress } from '../progress.ts';

const {
  awaitEarlierWrites,
  eraseSubjectEvents,
  eraseSubjectAnswers,
  eraseSubjectContacts,
  eraseSubjectInbound,
  eraseSubjectSyncs,
  eraseSubjectFacts,
  eraseSubjectIdempotencyKeys,
  eraseSubjectAudit,
  finishErasing,
  giveUpErasure,
} = proxyActivities<ReturnType<typeof createActivities>>(partnerActivityOptions);

/**
 * Erases one person from all data that was accepted before. Id `erase-data-subject/<erasureId>`. The person's address is stored encrypted in
 * the erasure's row, never in the workflow. Returns the number of erased rows by kind. Query `progress`; takes no signals.
 * If it is cancelled or terminated, the sweeper starts it again, because an accepted erasure must not be left half done.
 */
export function eraseDataSubject({ erasureId }: { erasureId: string }): Promise<Record<string, number>> {
  return orGiveUp(
    () => eraseSubject(erasureId),
    (reason) => giveUpErasure(erasureId, reason),
  );
}

async function eraseSubject(erasureId: string): Promise<Record<string, number>> {
  const step = reportProgress();
  step('waiting for open transactions');
  await awaitEarlierWrites();
  step('events');
  await eraseSubjectEvents(erasureId);
  step('responses of receivers');
  await eraseSubjectAnswers(erasureId);
  step('contacts of partners');
  await eraseSubjectContacts(erasureId);
  if (patched('inbound-webhooks')) {
    step('webhooks of vendors');
    await eraseSubjectInbound(erasureId);
  }
  // Erasures that began before there were syncs.
  if (patched('sync-records')) {
    step('records of connected systems');
    await eraseSubjectSyncs(erasureId);
  }
  // Erasures that began before there was attribution.
  if (patched('attribution-facts')) {
    step('touches, conversions, revenue and costs');
    await eraseSubjectFacts(erasureId);
  }
  step('idempotency keys');
  await eraseSubjectIdempotencyKeys(erasureId);
  step('audit details');
  await eraseSubjectAudit(erasureId);
  const erased = await finishErasing(erasureId);
  step('finished');
  return erased;
}
