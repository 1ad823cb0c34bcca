import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { bookRequestOptions } from './book-activity-options.ts';

const { wakeBooks: wake } = proxyActivities<ReturnType<typeof createActivities>>(bookRequestOptions);

/** Begins the night of the company's books, because its time has come. Id `wake-books-…`, started by the schedule of that name; takes no messages. */
export async function wakeBooks(): Promise<void> {
  // When the schedule meant to start it: after an outage, that night is caught up with.
  const { searchAttributes, startTime } = workflowInfo();
  const [meant = startTime] = (searchAttributes['TemporalScheduledStartTime'] ?? []) as Date[];
  await wake(meant.toISOString());
}
