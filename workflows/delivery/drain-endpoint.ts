import { condition, continueAsNew, proxyActivities, setCurrentDetails, setHandler, workflowInfo } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { housekeepingOptions } from './delivery-activity-options.ts';
import { endpointChanged } from './messages.ts';

const { drainHeld } = proxyActivities<ReturnType<typeof createActivities>>(housekeepingOptions);

/**
 * Handles all held deliveries of one endpoint: waits until the endpoint may receive again, then sends them, oldest first. Id
 * `drain-endpoint/<endpointId>`. Ends when no delivery is held. The signal `endpointChanged` triggers an immediate check.
 */
export async function drainEndpoint({ endpointId }: { endpointId: string }): Promise<void> {
  let changed = false;
  setHandler(endpointChanged, () => void (changed = true));
  for (;;) {
    changed = false;
    const progress = await drainHeld(endpointId);
    if (progress.next === 'finished' && !changed) return;
    if (progress.next === 'wait') {
      setCurrentDetails(`Deliveries are held: ${progress.because}.`);
      if (progress.forMs === null) await condition(() => changed);
      else await condition(() => changed, progress.forMs);
    }
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof drainEndpoint>({ endpointId });
  }
}
