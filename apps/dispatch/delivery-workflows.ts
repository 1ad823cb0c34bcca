import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Sql } from '#db/database.ts';
import { listSearchable } from '#db/delivery/claim.ts';
import { findEndpointOwner } from '#db/delivery/hold.ts';
import { homeRegion } from '#domain/delivery/region.ts';
import { loadTraceContext } from '#domain/trace-context.ts';
import type { Tracer } from '#domain/tracer.ts';
import { cancelDelivery, deliverWebhookId, drainEndpointId, endpointChanged, retryNow } from '#workflows/delivery/messages.ts';
import type { deliverRound, deliverWebhook, drainEndpoint } from '#workflows/index.ts';
import { taskQueueOf } from '#workflows/messages.ts';
import { attributesOf, drainAttributes, type SearchableDelivery } from '#workflows/search-attributes.ts';
import { isRefusedStart } from './start-failure.ts';
import { type CallTemporal, idempotentStart } from './start-workflow.ts';

/** Starts and signals the workflows of deliveries. All methods are idempotent. All throw when Temporal is unavailable. */
export interface DeliveryWorkflows {
  /** Starts `deliver-webhook/<id>` for deliveries that are pending in PostgreSQL and have no workflow. */
  start(deliveryIds: string[]): Promise<void>;
  /** Makes the next attempt of a delivery immediately. */
  retryNow(deliveryId: string): Promise<void>;
  /** Ends the workflow of a delivery that PostgreSQL already shows as cancelled. */
  cancel(deliveryId: string): Promise<void>;
  /** Starts or signals `drain-endpoint/<id>`, which sends the held deliveries once the endpoint may receive. */
  release(endpointId: string): Promise<void>;
}

/**
 * Starts the workflow of these deliveries, which are of one region. `eager` needs a worker on the same connection in this process; the result tells
 * whether that worker runs it.
 */
export async function startDelivery(
  client: Client,
  workflowId: string,
  deliveries: SearchableDelivery[],
  eager: boolean,
): Promise<boolean> {
  const [only] = deliveries;
  const options = {
    ...idempotentStart,
    workflowId,
    taskQueue: taskQueueOf(only?.region ?? homeRegion),
    requestEagerStart: eager,
    typedSearchAttributes: attributesOf(deliveries),
  };
  if (only && workflowId === deliverWebhookId(only.id)) {
    const priority = { fairnessKey: only.partnerId };
    const args: [{ deliveryId: string }] = [{ deliveryId: only.id }];
    return (await client.workflow.start<typeof deliverWebhook>('deliverWebhook', { ...options, priority, args })).eagerlyStarted;
  }
  const deliveryIds = deliveries.map((delivery) => delivery.id);
  return (await client.workflow.start<typeof deliverRound>('deliverRound', { ...options, args: [{ deliveryIds }] })).eagerlyStarted;
}

/** A workflow of one delivery is started in the trace of its event; a round belongs to many. */
export function withinTrace<T>(tracer: Tracer | undefined, [only, ...others]: SearchableDelivery[], start: () => Promise<T>): Promise<T> {
  if (!tracer) return start();
  return tracer.within((others.length === 0 && loadTraceContext(only?.trace)) || null, start);
}

export function createDeliveryWorkflows(temporal: CallTemporal, sql: Sql, tracer: Tracer | undefined): DeliveryWorkflows {
  async function start(deliveryIds: string[]): Promise<void> {
    const refusals: unknown[] = [];
    for (const delivery of await listSearchable(sql, deliveryIds)) {
      const start = () => temporal((client) => startDelivery(client, deliverWebhookId(delivery.id), [delivery], false));
      await withinTrace(tracer, [delivery], start).catch((error: unknown) => {
        if (!isRefusedStart(error)) throw error;
        refusals.push(error);
      });
    }
    // Told once the others are started: they do not wait for one that will be refused every time.
    if (refusals.length > 0) throw refusals[0];
  }

  return {
    start,
    async retryNow(deliveryId) {
      try {
        await temporal((client) => client.workflow.getHandle(deliverWebhookId(deliveryId)).signal(retryNow, { stored: true }));
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        await start([deliveryId]);
      }
    },
    async cancel(deliveryId) {
      try {
        await temporal((client) => client.workflow.getHandle(deliverWebhookId(deliveryId)).signal(cancelDelivery));
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    },
    async release(endpointId) {
      const owner = await findEndpointOwner(sql, endpointId);
      await temporal((client) =>
        client.workflow.signalWithStart<typeof drainEndpoint, []>('drainEndpoint', {
          ...idempotentStart,
          workflowId: drainEndpointId(endpointId),
          taskQueue: taskQueueOf(owner?.region ?? homeRegion),
          args: [{ endpointId }],
          signal: endpointChanged,
          typedSearchAttributes: drainAttributes(endpointId, owner?.partnerId ?? null),
        }),
      );
    },
  };
}
