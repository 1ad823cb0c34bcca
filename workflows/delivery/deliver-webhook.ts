import {
  ApplicationFailure,
  CancellationScope,
  isCancellation,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import type { DeliveryStatus } from '#domain/delivery/delivery.ts';
import { statusAttribute } from '../search-attributes.ts';
import { firstAttemptOptions, housekeepingOptions, inRegion } from './delivery-activity-options.ts';
import { attemptUntilSettled, attemptUntilSettledByOne, laterAttempts, type Wishes } from './later-attempts.ts';
import { cancelDelivery, deliveryStatus, retryNow } from './messages.ts';

type Activities = ReturnType<typeof createActivities>;

const { attemptFirst } = proxyLocalActivities<Activities>(firstAttemptOptions);

/**
 * Runs one delivery to its end. Id `deliver-webhook/<deliveryId>`. Signals `retryNow` and `cancelDelivery`, query `deliveryStatus`. Completes
 * when the delivery is delivered, cancelled or held (its endpoint's drain then sends it). Fails with the reason when the delivery is
 * dead-lettered. A reset replays a dead letter with a new retry budget. Cancelling it cancels the delivery. If it is terminated, the sweeper
 * starts it again.
 */
export async function deliverWebhook({ deliveryId }: { deliveryId: string }): Promise<DeliveryStatus> {
  let status: DeliveryStatus | 'delivering' = 'delivering';
  const wishes: Wishes = { hurry: false, manual: false, cancelled: false };
  setHandler(deliveryStatus, () => status);
  setHandler(retryNow, (by) => {
    wishes.hurry = true;
    if (!by?.stored) wishes.manual = true;
  });
  setHandler(cancelDelivery, () => void (wishes.cancelled = true));
  const become = (next: DeliveryStatus): DeliveryStatus => {
    if (next !== status) upsertSearchAttributes([statusAttribute(next)]);
    return (status = next);
  };

  const { runId, originalExecutionRunId } = workflowInfo();
  try {
    const [first] = await attemptFirst([deliveryId], { reopen: runId !== originalExecutionRunId });
    if (!first) throw ApplicationFailure.nonRetryable(`Delivery ${deliveryId} does not exist`, 'UnknownDelivery');
    if (first.then === 'done') return finish(become(first.status), first.reason);
    become('retrying');
    setCurrentDetails(first.reason);

    const attemptLater = laterAttempts(first.attributes.partnerId);
    const attempt = (options: Parameters<typeof attemptLater>[1]) => attemptLater(deliveryId, options);
    const settled = patched('an-activity-per-attempt')
      ? await attemptUntilSettled(attempt, first, wishes)
      : await attemptUntilSettledByOne(attempt, first.afterMs, wishes);
    if (settled) return finish(become(settled.status), settled.reason);
  } catch (error) {
    // Cancelled from outside, for example with the button in Temporal UI, which cancels the delivery.
    if (!isCancellation(error)) throw error;
  }
  const { stopDelivery } = proxyActivities<Activities>(inRegion(housekeepingOptions));
  await CancellationScope.nonCancellable(() => stopDelivery(deliveryId));
  return become('cancelled');
}

function finish(status: DeliveryStatus, reason: string | undefined): DeliveryStatus {
  if (status === 'dead_lettered') throw ApplicationFailure.nonRetryable(`Dead-lettered: ${reason ?? 'see the delivery'}`, 'DeadLettered');
  return status;
}
