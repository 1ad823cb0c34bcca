import {
  ActivityCancellationType,
  CancellationScope,
  condition,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  upsertMemo,
} from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import type { DeliveryWait, LaterOutcome, SettledDelivery } from '#domain/delivery/delivery.ts';
import { inRegion, laterAttemptOptions } from './delivery-activity-options.ts';

/** What signals asked of the workflow. */
export interface Wishes {
  hurry: boolean;
  /** An attempt is to be made now whatever is stored with the delivery. */
  manual: boolean;
  cancelled: boolean;
}

type Attempt<Outcome> = (attempt: { early: boolean; manual?: boolean; wait?: DeliveryWait }) => Promise<Outcome>;

/**
 * Attempts by the endpoint's retry policy until one settles the delivery, each one an activity that Temporal UI shows as pending until it is
 * due. Returns null when the delivery is to be cancelled.
 */
export async function attemptUntilSettled(
  attempt: Attempt<LaterOutcome>,
  first: DeliveryWait,
  wishes: Wishes,
): Promise<SettledDelivery | null> {
  let wait = first;
  while (!wishes.cancelled) {
    show(wait);
    const outcome = await attemptOnce((wish) => attempt({ ...wish, wait }), wishes);
    if (outcome === 'interrupted') continue;
    if (outcome.status !== 'retrying') {
      showEnd(outcome, wait);
      return outcome;
    }
    wait = outcome.wait;
  }
  return null;
}

/** The same for workflows that began before each attempt was an activity: one activity that makes all attempts. */
export async function attemptUntilSettledByOne(
  attempt: Attempt<LaterOutcome>,
  afterMs: number,
  wishes: Wishes,
): Promise<SettledDelivery | null> {
  await condition(() => wishes.hurry || wishes.cancelled, afterMs);
  while (!wishes.cancelled) {
    const outcome = await attemptOnce(({ early }) => attempt({ early }), wishes);
    if (outcome !== 'interrupted' && outcome.status !== 'retrying') return outcome;
  }
  return null;
}

/** A signal interrupts the attempt that is awaited: to make it immediately, or none. */
async function attemptOnce<Outcome>(
  attempt: (wish: { early: boolean; manual: boolean }) => Promise<Outcome>,
  wishes: Wishes,
): Promise<Outcome | 'interrupted'> {
  const { hurry: early, manual } = wishes;
  wishes.hurry = wishes.manual = false;
  const scope = new CancellationScope();
  // If an operator cancels the workflow, its root scope is cancelled too, which the caller handles.
  void condition(() => wishes.hurry || wishes.cancelled).then(
    () => scope.cancel(),
    () => undefined,
  );
  try {
    return await scope.run(() => attempt({ early, manual }));
  } catch (error) {
    if (!isCancellation(error) || !(wishes.hurry || wishes.cancelled)) throw error;
    return 'interrupted';
  }
}

/** For Temporal UI: *Current Details*, and a memo, which lists of workflows can show. */
function show({ reason, attempts = 0, nextAttemptAt = null }: DeliveryWait): void {
  setCurrentDetails(nextAttemptAt === null ? reason : `${reason}. Due at ${nextAttemptAt}`);
  upsertMemo({ lastError: reason, attempts, nextAttemptAt });
}

/** A held delivery still has the error for which it waits. */
function showEnd({ status, reason, attempts }: SettledDelivery, last: DeliveryWait): void {
  const lastError = status === 'delivered' ? null : (reason ?? last.reason);
  upsertMemo({ lastError, attempts: attempts ?? last.attempts, nextAttemptAt: null });
}

/** The fairness key gives each partner a fair share of the queue. */
export function laterAttempts(partnerId: string) {
  return proxyActivities<ReturnType<typeof createActivities>>({
    ...inRegion(laterAttemptOptions),
    cancellationType: ActivityCancellationType.TRY_CANCEL,
    priority: { fairnessKey: partnerId },
  }).attemptLater;
}
