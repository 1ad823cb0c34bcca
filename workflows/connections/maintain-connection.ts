import { condition, continueAsNew, proxyActivities, setCurrentDetails, setHandler, workflowInfo } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { orGiveUp } from '../give-up.ts';
import { connectionChanged } from './messages.ts';
import { vendorActivityOptions } from './vendor-activity-options.ts';

const activities = proxyActivities<ReturnType<typeof createActivities>>(vendorActivityOptions);

/**
 * Keeps a connection alive: renews its tokens ahead of their expiry, and finds lost scopes. Id `maintain-connection/<connectionId>`. Ends
 * when the connection is disconnected. Signal `connectionChanged`. If it is cancelled or terminated, the sweeper starts it again.
 */
export function maintainConnection({ connectionId }: { connectionId: string }): Promise<void> {
  return orGiveUp(
    () => maintain(connectionId),
    (reason) => activities.giveUpConnection(connectionId, reason),
  );
}

async function maintain(connectionId: string): Promise<void> {
  let isChanged = false;
  setHandler(connectionChanged, () => void (isChanged = true));
  for (;;) {
    isChanged = false;
    const { nextInMs } = await activities.maintainConnection(connectionId);
    if (nextInMs === null) return;
    setCurrentDetails(`Waiting until ${new Date(Date.now() + nextInMs).toISOString()} for the next maintenance, or for a change`);
    await condition(() => isChanged, nextInMs, { summary: 'until the next maintenance' });
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof maintainConnection>({ connectionId });
  }
}
