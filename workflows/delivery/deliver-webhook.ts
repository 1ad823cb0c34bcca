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
 * Runs one delivery to its end. Id `deliver-webhook/<deliveryId>`. Signals `retryNow` and `cancelDelivery`, query `deliveryStatus`. Completes
 * when the delivery is delivered, cancelled or held (its endpoint's drain then sends it). Fails with the reason when the delivery is
 * dead-lettered. A reset replays a dead letter with a new retry budget.
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
  // Shown in Temporal UI. Later attempts show their reason as the pending activity's last failure.
  setCurrentDetails(first.reason);

  try {
    await condition(() => hurry || cancelled, first.afterMs);
    while (!cancelled) {
      const early = hurry;
      hurry = false;
      const attempts = new CancellationScope();
      // If an operator cancels the workflow, its root scope is cancelled too, which is handled below.
      void condition(() => hurry || cancelled).then(
        () => attempts.cancel(),
        () => undefined,
      );
      try {
        const settled = await attempts.run(() => laterAttempts(first.attributes.partnerId)(deliveryId, { early }));
        return finish(become(settled.status), settled.reason);
      } catch (error) {
        // Interrupted by a signal: attempt immediately, or stop.
        if (!isCancellation(error) || !(hurry || cancelled)) throw error;
      }
    }
  } catch (error) {
    // Cancelled from outside, for example with the button in Temporal UI, which cancels the delivery.
    if (!isCancellation(error)) throw error;
  }
  await CancellationScope.nonCancellable(() => stopDelivery(deliveryId));
  return become('cancelled');
}

/** Attempts by the endpoint's retry policy until one settles the delivery. The fairness key gives each partner a fair share of the queue. */
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
