import {
  condition,
  continueAsNew,
  patched,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertMemo,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { DrainWait } from '#activities/delivery/drain.ts';
import type { createActivities } from '#activities/index.ts';
import { orGiveUp } from '../give-up.ts';
import { drainAttributes } from '../search-attributes.ts';
import { housekeepingOptions, inRegion } from './delivery-activity-options.ts';
import { endpointChanged } from './messages.ts';

const activities = () => proxyActivities<ReturnType<typeof createActivities>>(inRegion(housekeepingOptions));

/**
 * Handles all held deliveries of one endpoint: waits until the endpoint may receive again, then sends them, oldest first. Id
 * `drain-endpoint/<endpointId>`. Ends when no delivery is held. The signal `endpointChanged` triggers an immediate check.
 * If it is cancelled or terminated, the sweeper starts it again as long as the endpoint may receive: pause the endpoint instead.
 */
export function drainEndpoint({ endpointId }: { endpointId: string }): Promise<void> {
  return orGiveUp(
    () => drain(endpointId),
    (reason) => activities().giveUpDrain(endpointId, reason),
  );
}

async function drain(endpointId: string): Promise<void> {
  let changed = false;
  let waited = false;
  setHandler(endpointChanged, () => void (changed = true));
  const { drainHeld } = activities();
  for (;;) {
    changed = false;
    const progress = await drainHeld(endpointId);
    if (progress.next === 'finished' && !changed) return;
    if (waited && progress.next !== 'wait') {
      setCurrentDetails('Held deliveries are being sent.');
      upsertMemo({ lastError: null, nextAttemptAt: null });
      waited = false;
    }
    if (progress.next === 'wait') {
      waited = show(endpointId, progress);
      if (progress.forMs === null) await condition(() => changed);
      else await condition(() => changed, progress.forMs, { summary: 'until the endpoint may receive' });
    }
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof drainEndpoint>({ endpointId });
  }
}

/** Shows why the drain waits, and until when. A drain that an earlier version started gets its partner here. */
function show(endpointId: string, { because, forMs, partnerId }: DrainWait): boolean {
  setCurrentDetails(`Deliveries are held: ${because}.`);
  if (!patched('drain-shows-why')) return false;
  upsertSearchAttributes(drainAttributes(endpointId, partnerId ?? null));
  upsertMemo({ lastError: because, nextAttemptAt: forMs === null ? null : new Date(Date.now() + forMs).toISOString() });
  return true;
}
