import {
  isCancellation,
  log,
  ParentClosePolicy,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  startChild,
  upsertSearchAttributes,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import type { UnfinishedAttempt } from '#domain/delivery/delivery.ts';
import { attributesOf, statusAttribute } from '../search-attributes.ts';
import { deliverWebhook } from './deliver-webhook.ts';
import { awaitedAttemptOptions, firstAttemptOptions, inRegion } from './delivery-activity-options.ts';
import { deliverWebhookId } from './messages.ts';

type Activities = ReturnType<typeof createActivities>;

const { attemptFirst } = proxyLocalActivities<Activities>(firstAttemptOptions);

/** Each start costs Temporal and its worker some milliseconds of a processor, which other deliveries share. */
const startsAtOnce = 8;

/**
 * Runs the first attempts of up to a hundred deliveries that were pending at the same time: a group commit for workflows. Id
 * `deliver-round/<roundId>`. Ends as soon as each is delivered or has its own `deliver-webhook/<deliveryId>`; takes no messages.
 * If it is cancelled or terminated, the sweeper starts the workflows of its unfinished deliveries.
 */
export async function deliverRound({ deliveryIds }: { deliveryIds: string[] }): Promise<{ delivered: number; continued: string[] }> {
  const first = unfinishedOf(await attemptFirst(deliveryIds, { reopen: false }));
  const continued: UnfinishedAttempt[] = [];
  /** Those that have failed go on by themselves. Returns the others. */
  const continueFailed = async (unfinished: readonly UnfinishedAttempt[]) => {
    const failed = unfinished.filter(({ isInFlight }) => !isInFlight);
    await continueEach(failed);
    continued.push(...failed);
    return unfinished.filter(({ isInFlight }) => isInFlight);
  };
  let inFlight = await continueFailed(first);
  while (inFlight.length > 0) {
    setCurrentDetails(`Waits for the receivers of ${inFlight.length} of ${deliveryIds.length} deliveries.`);
    inFlight = await continueFailed(await waitFor(inFlight));
  }
  upsertSearchAttributes([statusAttribute(continued.length === 0 ? 'delivered' : 'several')]);
  return { delivered: deliveryIds.length - continued.length, continued: continued.map(({ deliveryId }) => deliveryId) };
}

/** A delivery whose receiver merely takes long needs no workflow of its own. */
async function waitFor(inFlight: readonly UnfinishedAttempt[]): Promise<UnfinishedAttempt[]> {
  const { awaitFirst } = proxyActivities<Activities>(inRegion(awaitedAttemptOptions));
  try {
    return unfinishedOf(await awaitFirst(inFlight.map(({ deliveryId }) => deliveryId)));
  } catch (error) {
    if (isCancellation(error)) throw error;
    return inFlight.map(({ isInFlight: _, ...failed }) => failed);
  }
}

const unfinishedOf = (outcomes: Awaited<ReturnType<Activities['attemptFirst']>>): UnfinishedAttempt[] =>
  outcomes.filter((outcome) => outcome.then === 'retry');

async function continueEach(unfinished: readonly UnfinishedAttempt[]): Promise<void> {
  const atOnce = unfinished.length > startsAtOnce && patched('a-few-starts-at-once') ? startsAtOnce : unfinished.length;
  for (let from = 0; from < unfinished.length; from += atOnce) {
    await Promise.all(unfinished.slice(from, from + atOnce).map(startOwn));
  }
}

async function startOwn({ deliveryId, attributes }: UnfinishedAttempt): Promise<void> {
  try {
    await startChild(deliverWebhook, {
      workflowId: deliverWebhookId(deliveryId),
      args: [{ deliveryId }],
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      parentClosePolicy: ParentClosePolicy.ABANDON,
      typedSearchAttributes: attributesOf([{ id: deliveryId, ...attributes }]),
      priority: { fairnessKey: attributes.partnerId },
      staticSummary: `Delivers ${attributes.eventType}`,
    });
  } catch (error) {
    // The delivery already has a running workflow, so none needs to be started.
    log.info('the delivery continues in a workflow that is already running', { deliveryId, error: String(error) });
  }
}
