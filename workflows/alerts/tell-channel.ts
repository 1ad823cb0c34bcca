import { condition, continueAsNew, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { keepTrying } from '../keep-trying.ts';
import { reportProgress } from '../progress.ts';
import { sendOptions } from './alert-activity-options.ts';
import { somethingToSend } from './messages.ts';

const { sendAlertMessage } = proxyActivities<ReturnType<typeof createActivities>>(sendOptions);

/** A signal can be lost, and clocks can jump. */
const lookAgainMs = 600_000;

/**
 * Sends alerts to one channel: groups what is due at the same time, one message after the other, and those that failed again. Id `alert-channel/<id>`. Ends when
 * nothing is left to send. Signal `somethingToSend`. Query `progress`. If it is cancelled or terminated, the sweeper starts it again.
 */
export async function tellChannel({ channelId }: { channelId: string }): Promise<void> {
  const show = reportProgress();
  let isNews = true;
  setHandler(somethingToSend, () => {
    isNews = true;
  });
  for (;;) {
    isNews = false;
    show('sending');
    const waitMs = await keepTrying(() => sendAlertMessage(channelId), show);
    if (isNews) continue;
    if (waitMs === null) return show('nothing to send');
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof tellChannel>({ channelId });
    show(`next message ${new Date(Date.now() + waitMs).toISOString()}`);
    if (waitMs > 0) await condition(() => isNews, Math.min(waitMs, lookAgainMs), { summary: 'until the next message is due' });
  }
}
