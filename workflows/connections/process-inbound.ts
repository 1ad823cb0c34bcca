import { isCancellation, patched, proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { orGiveUp, wasTriedInVain } from '../give-up.ts';
import { vendorActivityOptions } from './vendor-activity-options.ts';

type Activities = ReturnType<typeof createActivities>;
// Two statements. It is retried soon, and the sweeper is the fallback.
const options = {
  startToCloseTimeout: '20 s',
  retry: { initialInterval: '500 ms', backoffCoefficient: 2, maximumInterval: '10 s' },
} as const;
const { processInboundEvents } = proxyLocalActivities<Activities>(options);
/** Then PostgreSQL is unavailable, or one of the events cannot be processed. */
const triesTogether = 3;
const together = proxyLocalActivities<Activities>({ ...options, retry: { ...options.retry, maximumAttempts: triesTogether } });
const { giveUpInboundEvent } = proxyActivities<Activities>(vendorActivityOptions);

/**
 * Processes events that vendors sent. Id `process-inbound/<vendor>/<eventId>`, of the first if several waited at the same time; each event
 * stores the id. Ends when the events are processed; takes no messages. If it is cancelled or terminated, the sweeper starts it again.
 */
export async function processInbound({ eventIds }: { eventIds: string[] }): Promise<void> {
  const { workflowId } = workflowInfo();
  const failures: Error[] = [];
  const processAlone = (id: string) =>
    orGiveUp(
      () => processInboundEvents([id], workflowId),
      (reason) => giveUpInboundEvent(id, reason),
    ).catch((error: Error) => {
      if (!wasTriedInVain(error)) throw error;
      failures.push(error);
    });
  let isDeadly = true;
  try {
    if (eventIds.length > 1) return await together.processInboundEvents(eventIds, workflowId);
  } catch (error) {
    if (isCancellation(error)) throw error;
    // One of several cannot be processed, perhaps only for now: the others do not wait for it.
    if (!wasTriedInVain(error)) {
      if (!patched('events-fail-alone')) throw error;
      isDeadly = false;
    }
  }
  // One of several can be what ends its process; the others have nothing to do with it.
  if (isDeadly) for (const id of eventIds) await processAlone(id);
  else await Promise.all(eventIds.map(processAlone));
  if (failures[0]) throw failures[0];
}
