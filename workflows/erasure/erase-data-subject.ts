import { proxyActivities } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { partnerActivityOptions } from '../batch-activity-options.ts';
import { reportProgress } from '../progress.ts';

const {
  awaitEarlierWrites,
  eraseSubjectEvents,
  eraseSubjectAnswers,
  eraseSubjectContacts,
  eraseSubjectIdempotencyKeys,
  eraseSubjectAudit,
  finishErasing,
} = proxyActivities<ReturnType<typeof createActivities>>(partnerActivityOptions);

/**
 * Erases one person from everything that was accepted before. Id `erase-data-subject/<erasureId>`; whose data it is stands sealed
 * in the erasure's row, never here. Ends with what was erased, by kind. Query `progress`; takes no signals.
 */
export async function eraseDataSubject({ erasureId }: { erasureId: string }): Promise<Record<string, number>> {
  const step = reportProgress();
  step('waiting for what was being written meanwhile');
  await awaitEarlierWrites();
  step('events');
  await eraseSubjectEvents(erasureId);
  step('answers of receivers');
  await eraseSubjectAnswers(erasureId);
  step('contacts of partners');
  await eraseSubjectContacts(erasureId);
  step('remembered answers');
  await eraseSubjectIdempotencyKeys(erasureId);
  step('audit details');
  await eraseSubjectAudit(erasureId);
  const erased = await finishErasing(erasureId);
  step('finished');
  return erased;
}
