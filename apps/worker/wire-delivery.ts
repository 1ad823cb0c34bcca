import type { Logger } from 'pino';
import { Deliverer, type DelivererDeps } from '#activities/delivery/deliverer.ts';
import type { DeliveryActivityDeps } from '#activities/delivery/delivery.ts';
import type { DrainActivityDeps } from '#activities/delivery/drain.ts';
import { EndpointCache } from '#activities/delivery/endpoint-cache.ts';
import { EndpointHealth } from '#activities/delivery/endpoint-health.ts';
import { PayloadTransformer } from '#activities/delivery/payload-transformer.ts';
import { releaseReadableEndpoints } from '#activities/delivery/unreadable-endpoints.ts';
import type { UnfinishedWork } from '#activities/unfinished-work.ts';
import { type DeliveryWorkflows, startDelivery, withinTrace } from '#apps/dispatch/delivery-workflows.ts';
import { createNotify } from '#apps/dispatch/notify.ts';
import { createPublisher } from '#apps/dispatch/publisher.ts';
import { RoundStarters } from '#apps/dispatch/round-starters.ts';
import type { TemporalLink } from '#apps/dispatch/temporal-link.ts';
import type { EgressGuard } from '#connectors/egress/egress-guard.ts';
import type { Transformer } from '#connectors/evaluator/transformer.ts';
import { createWebhookSender } from '#connectors/webhook/post.ts';
import type { Sql } from '#db/database.ts';
import { listSearchable } from '#db/delivery/claim.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import type { SecretBox } from '#domain/secret-box.ts';
import type { Settings } from '#domain/settings.ts';
import type { Tracer } from '#domain/tracer.ts';

export interface DeliveryWiring {
  sql: Sql;
  log: Logger;
  settings: () => Settings;
  secretBox: SecretBox;
  guard: EgressGuard;
  transformer: Transformer;
  version: string;
  instanceId: string;
  link: TemporalLink;
  workflows: DeliveryWorkflows;
  unfinished: UnfinishedWork;
  /** How many processes share the endpoints' limits now. */
  liveInstances: () => number;
  /** Regions whose deliveries others make. */
  elsewhere: () => readonly string[];
  onAttempt: DelivererDeps['onAttempt'];
  tracer: Tracer | undefined;
}

/** Under load, deliveries are held for an endpoint all the time; its drain needs a signal this often at most. */
const releaseEveryMs = 10_000;

/** Everything that delivers: publisher, claims, endpoint queues, POSTs, endpoint health. */
export function wireDelivery({ sql, log, settings, instanceId, link, workflows, tracer, ...deps }: DeliveryWiring) {
  const starter: RoundStarters = new RoundStarters({
    log,
    notify: (...told) => notify(...told),
    limits: () => settings().webhooks.dispatch,
    start: async (workflowId, deliveries) => {
      const eagerly = await withinTrace(tracer, deliveries, () =>
        link.withDeadline((client) => startDelivery(client, workflowId, deliveries, true)),
      );
      if (!eagerly) starter.startedElsewhere(workflowId);
    },
  });
  const releaseNow = (endpointId: string) =>
    void workflows
      .release(endpointId)
      .catch((error: unknown) =>
        log.debug({ err: error, endpoint_id: endpointId }, 'the drain could not be started; the sweeper will start it'),
      );
  const release = throttled(releaseEveryMs, releaseNow);
  const startReleased = (ids: string[]) => {
    if (ids.length === 0) return;
    // If this fails, the sweeper starts them.
    listSearchable(sql, ids).then(
      (released) => released.forEach((delivery) => starter.enqueue(delivery)),
      () => undefined,
    );
  };
  const health = new EndpointHealth({
    sql,
    log,
    settings,
    onClosed: (endpointId, reason) => {
      deliverer.holdWaiting(endpointId, reason);
      release(endpointId);
    },
    notify: (...told) => notify(...told),
  });
  const endpoints = new EndpointCache(sql, deps.secretBox);
  const deliverer: Deliverer = new Deliverer({
    sql,
    log,
    instanceId,
    settings,
    health,
    endpoints,
    payloadTransformer: new PayloadTransformer(sql, deps.transformer),
    sender: createWebhookSender({ guard: deps.guard, version: deps.version }),
    liveInstances: deps.liveInstances,
    unfinished: deps.unfinished,
    wantsWorkflow: (delivery) => starter.enqueue(delivery),
    onReleased: startReleased,
    onHeld: release,
    onAttempt: deps.onAttempt,
    tracer,
  });
  const publisher = createPublisher({
    sql,
    tracer,
    owner: instanceId,
    fullEndpoints: () => deliverer.fullEndpoints(),
    onPending: (deliveries) => void deliverer.take(deliveries),
    others: { regions: deps.elsewhere, onPending: (deliveries) => deliveries.forEach((delivery) => starter.enqueue(delivery)) },
    onHeld: release,
  });
  const notify: Notify = createNotify({ publisher, log });
  const releaseReadable = () => releaseReadableEndpoints({ sql, keyIds: deps.secretBox.keyIds, endpoints, onReleased: releaseNow });
  const activityDeps: DeliveryActivityDeps & DrainActivityDeps = {
    sql,
    notify,
    instanceId,
    deliverer,
    health,
    settings,
    onAdopted: (workflowId) => starter.adopted(workflowId),
    onReleased: startReleased,
  };
  return { deliverer, publisher, starter, release, releaseReadable, startReleased, notify, activityDeps };
}

function throttled(everyMs: number, call: (id: string) => unknown): (id: string) => void {
  const calledAt = new Map<string, number>();
  return (id) => {
    const now = Date.now();
    if (now - (calledAt.get(id) ?? 0) < everyMs) return;
    calledAt.set(id, now);
    call(id);
  };
}
