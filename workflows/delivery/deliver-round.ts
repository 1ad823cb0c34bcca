import {
  log,
  ParentClosePolicy,
  proxyLocalActivities,
  startChild,
  upsertSearchAttributes,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { attributesOf, statusAttribute } from '../search-attributes.ts';
import { deliverWebhook } from './deliver-webhook.ts';
import { firstAttemptOptions } from './delivery-activity-options.ts';
import { deliverWebhookId } from './messages.ts';

const { attemptFirst } = proxyLocalActivities<ReturnType<typeof createActivities>>(firstAttemptOptions);

/**
 * Runs the first attempts of up to a hundred deliveries that were pending at the same time: a group commit for workflows. Id
 * `deliver-round/<roundId>`. Ends as soon as each is delivered or has its own `deliver-webhook/<deliveryId>`; takes no messages.
 * If it is cancelled or terminated, the sweeper starts the workflows of its unfinished deliveries.
 */
export async function deliverRound({ deliveryIds }: { deliveryIds: string[] }): Promise<{ delivered: number; continued: string[] }> {
  const outcomes = await attemptFirst(deliveryIds, { reopen: false });
  const unfinished = outcomes.filter((outcome) => outcome.then === 'retry');
  await Promise.all(
    unfinished.map(async ({ deliveryId, attributes }) => {
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
    }),
  );
  const delivered = outcomes.length - unfinished.length;
  upsertSearchAttributes([statusAttribute(unfinished.length === 0 ? 'delivered' : 'several')]);
  return { delivered, continued: unfinished.map((outcome) => outcome.deliveryId) };
}
