import type { WorkflowBundleOption } from '@temporalio/worker';
import type { Logger } from 'pino';
import { Deliverer } from '#activities/delivery/deliverer.ts';
import { EndpointCache } from '#activities/delivery/endpoint-cache.ts';
import { EndpointHealth } from '#activities/delivery/endpoint-health.ts';
import { PayloadShaper } from '#activities/delivery/shape.ts';
import { createActivities } from '#activities/index.ts';
import { checkCustom } from '#apps/api/deals/custom-check.ts';
import { createEventTypeCatalogue } from '#apps/api/events/event-type-catalogue.ts';
import type { Config } from '#apps/config.ts';
import { startDelivery } from '#apps/dispatch/delivery-workflows.ts';
import { createPublisher } from '#apps/dispatch/publisher.ts';
import { RoundStarter } from '#apps/dispatch/round-starter.ts';
import { TemporalLink } from '#apps/dispatch/temporal-link.ts';
import { createWorkflows } from '#apps/dispatch/workflows.ts';
import type { CrmWriter } from '#connectors/crm/crm-writer.ts';
import type { EgressGuard } from '#connectors/egress/egress-guard.ts';
import type { Transformer } from '#connectors/transformation/transformer.ts';
import { createWebhookSender } from '#connectors/webhook/post.ts';
import type { Database } from '#db/database.ts';
import { listSearchable } from '#db/delivery/claim.ts';
import { insertEventType } from '#db/events/event-type.ts';
import { dealEventTypes } from '#domain/deals/deal-events.ts';
import { newId } from '#domain/id.ts';
import type { SecretBox } from '#domain/secret-box.ts';
import type { Settings } from '#domain/settings.ts';
import { Lease } from './lease.ts';
import { Sweeper } from './sweeper.ts';
import { runWorkers } from './workers.ts';

export interface DeliveryEngineDeps {
  config: Config;
  settings: () => Settings;
  db: Database;
  log: Logger;
  secretBox: SecretBox;
  guard: EgressGuard;
  transformer: Transformer;
  /** Where approved deals are written on to; null where no CRM is configured. */
  crm: CrmWriter | null;
  version: string;
  /** Compiled workflow code; compiled at start where it is not given. */
  workflowBundle?: WorkflowBundleOption;
}

/** Something is held for an endpoint again and again under load; its drain needs to be told this often at most. */
const releaseEveryMs = 10_000;

/** Everything that delivers, wired: claims, lanes, POSTs, workflows, sweeper. Used by the engine and by a worker alone. */
export function createDeliveryEngine(deps: DeliveryEngineDeps) {
  const { config, settings, log, guard, secretBox, version } = deps;
  const { hot: sql } = deps.db;
  const instanceId = newId('eng');
  const link = new TemporalLink(config, log);
  const workflows = createWorkflows((call) => link.withDeadline(call), { sql, hasWorkers: true });
  const eventTypes = createEventTypeCatalogue(sql);
  const lease = new Lease(sql, log, instanceId);
  const starter: RoundStarter = new RoundStarter({
    log,
    limits: () => settings().webhooks.dispatch,
    start: async (workflowId, deliveries) => {
      const eagerly = await link.withDeadline((client) => startDelivery(client, workflowId, deliveries, true));
      if (!eagerly) starter.startedElsewhere(workflowId);
    },
  });
  const release = throttled(releaseEveryMs, (endpointId) =>
    workflows.deliveries
      .release(endpointId)
      .catch((error: unknown) => log.debug({ err: error, endpointId }, 'the sweeper will release it')),
  );
  async function notify(type: string, data: Record<string, unknown>, occasion?: string): Promise<void> {
    log.warn({ type, ...data }, 'for the platform team');
    await publisher.publish([platformEvent(type, data, occasion)]);
  }
  const health = new EndpointHealth({
    sql,
    log,
    settings,
    onClosed: (endpointId, reason) => {
      deliverer.holdWaiting(endpointId, reason);
      release(endpointId);
    },
    notify,
  });
  const startReleased = (ids: string[]) => {
    if (ids.length === 0) return;
    // A failure here is the sweeper's to mend.
    listSearchable(sql, ids).then(
      (released) => released.forEach((delivery) => starter.enqueue(delivery)),
      () => undefined,
    );
  };
  const deliverer: Deliverer = new Deliverer({
    sql,
    log,
    instanceId,
    settings,
    health,
    endpoints: new EndpointCache(sql, secretBox),
    shaper: new PayloadShaper(sql, deps.transformer),
    sender: createWebhookSender({ guard, version }),
    liveInstances: () => lease.liveInstances,
    wantsWorkflow: (delivery) => starter.enqueue(delivery),
    onReleased: startReleased,
    onHeld: release,
  });
  const publisher = createPublisher({
    sql,
    holder: instanceId,
    fullEndpoints: () => deliverer.fullEndpoints(),
    onPending: (deliveries) => void deliverer.take(deliveries),
    onHeld: release,
  });
  const sweeper = new Sweeper({ sql, log, instanceId, deliverer, starter, workflows, release });
  const activities = createActivities({
    sql,
    instanceId,
    deliverer,
    health,
    settings,
    onAdopted: (workflowId) => starter.adopted(workflowId),
    onReleased: startReleased,
    db: deps.db,
    crm: deps.crm,
    secretBox,
    deliveries: workflows.deliveries,
    checkCustom,
    registerDeal: (deal) => workflows.deals.registerDeal(deal),
    publish: (events) => publisher.publish(events),
    notify,
    fittingVersion: async (name, data) => {
      const type = await eventTypes.find(name);
      return type && (await eventTypes.checkOf(type))(data).length === 0 ? type.version : undefined;
    },
  });
  let workers: ReturnType<typeof runWorkers> | undefined;

  return {
    instanceId,
    link,
    publisher,
    workflows,
    sweeper,
    starter,

    /** Starts claiming and sweeping; the Temporal workers follow when Temporal can be reached. */
    async start(): Promise<void> {
      // Partners can subscribe to what they will be told of their deals before the first one.
      for (const type of dealEventTypes) await insertEventType(deps.db.sql, type, { kind: 'system', id: 'causeway' });
      await lease.start();
      sweeper.start();
      workers = runWorkers({ link, log, activities, config, workflowBundle: deps.workflowBundle });
    },

    /** Lets what runs end, writes it down, and gives up all claims. */
    async stop(): Promise<void> {
      await sweeper.stop();
      // Polling ends first, or the workers would bring new work while the old is being finished.
      const ended = workers?.stop();
      await deliverer.stop();
      await ended;
      await lease.stop();
      await link.close();
    },
  };
}

/** An event for the company's own people: stored like any other, delivered to no partner. */
function platformEvent(type: string, data: Record<string, unknown>, occasion?: string) {
  const event = { id: newId('evt'), type, schemaVersion: 1, occurredAt: new Date(), dataJson: JSON.stringify(data), partnerIds: [] };
  return occasion === undefined ? event : { ...event, externalId: occasion };
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
