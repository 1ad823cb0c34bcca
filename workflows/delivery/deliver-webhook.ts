import {
  ActivityCancellationType,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
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
import { firstAttemptOptions, housekeepingOptions, laterAttemptOptions } from './delivery-activity-options.ts';
import { cancelDelivery, deliveryStatus, retryNow } from './messages.ts';

type Activities = ReturnType<typeof createActivities>;

const { attemptFirst } = proxyLocalActivities<Activities>(firstAttemptOptions);
const { stopDelivery } = proxyActivities<Activities>(housekeepingOptions);

/**
 * Carries one delivery to its end. Id `deliver-webhook/<deliveryId>`. Signals `retryNow` and `cancelDelivery`, query `deliveryStatus`.
 * Completes when the delivery is delivered, cancelled or held (its endpoint then drains it); fails when it is dead-lettered,
 * saying why. A reset replays a dead letter with a new retry budget.
 */
export async function deliverWebhook({ deliveryId }: { deliveryId: string }): Promise<DeliveryStatus> {
  let status: DeliveryStatus | 'delivering' = 'delivering';
  let hurry = false;
  let cancelled = false;
  setHandler(deliveryStatus, () => status);
  setHandler(retryNow, () => void (hurry = true));
  setHandler(cancelDelivery, () => void (cancelled = true));
  const become = (next: DeliveryStatus): DeliveryStatus => {
    if (next !== status) upsertSearchAttributes([statusAttribute(next)]);
    return (status = next);
  };

  const { runId, originalExecutionRunId } = workflowInfo();
  const [first] = await attemptFirst([deliveryId], { reopen: runId !== originalExecutionRunId });
  if (!first) throw ApplicationFailure.nonRetryable(`Delivery ${deliveryId} does not exist`, 'UnknownDelivery');
  if (first.then === 'done') return finish(become(first.status), first.reason);
  become('retrying');
  // Shown in Temporal UI; later attempts show theirs as the pending activity's last failure.
  setCurrentDetails(first.reason);

  try {
    await condition(() => hurry || cancelled, first.afterMs);
    while (!cancelled) {
      const early = hurry;
      hurry = false;
      const attempts = new CancellationScope();
      // The scope of the workflow is cancelled too when an operator cancels it: that is dealt with below.
      void condition(() => hurry || cancelled).then(
        () => attempts.cancel(),
        () => undefined,
      );
      try {
        const settled = await attempts.run(() => laterAttempts(first.attributes.partnerId)(deliveryId, { early }));
        return finish(become(settled.status), settled.reason);
      } catch (error) {
        // Interrupted by a signal: attempt at once, or no more.
        if (!isCancellation(error) || !(hurry || cancelled)) throw error;
      }
    }
  } catch (error) {
    // Cancelled from outside, for example with the button in Temporal UI: that means the delivery.
    if (!isCancellation(error)) throw error;
  }
  await CancellationScope.nonCancellable(() => stopDelivery(deliveryId));
  return become('cancelled');
}

/** Attempts with the endpoint's schedule until one settles the delivery; the partner's share of the queue is fair. */
function laterAttempts(partnerId: string) {
  const { attemptLater } = proxyActivities<Activities>({
    ...laterAttemptOptions,
    cancellationType: ActivityCancellationType.TRY_CANCEL,
    priority: { fairnessKey: partnerId },
  });
  return attemptLater;
}

function finish(status: DeliveryStatus, reason: string | undefined): DeliveryStatus {
  if (status === 'dead_lettered') throw ApplicationFailure.nonRetryable(`Dead-lettered: ${reason ?? 'see the delivery'}`, 'DeadLettered');
  return status;
}
