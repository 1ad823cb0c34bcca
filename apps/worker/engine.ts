import type { WorkflowBundleOption } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createActivities } from '#activities/index.ts';
import type { Config } from '#apps/config.ts';
import { TemporalLink } from '#apps/dispatch/temporal-link.ts';
import { createWorkflows } from '#apps/dispatch/workflows.ts';
import type { CrmWriter } from '#connectors/crm/crm-writer.ts';
import type { EgressGuard } from '#connectors/egress/egress-guard.ts';
import type { SchemaChecker } from '#connectors/evaluator/schema-checker.ts';
import type { Transformer } from '#connectors/evaluator/transformer.ts';
import type { Database } from '#db/database.ts';
import { newId } from '#domain/id.ts';
import type { SecretBox } from '#domain/secret-box.ts';
import type { Settings } from '#domain/settings.ts';
import { Lease } from './lease.ts';
import { Sweeper } from './sweeper.ts';
import { wireDeals } from './wire-deals.ts';
import { wireDelivery } from './wire-delivery.ts';
import { wireErasure } from './wire-erasure.ts';
import { wireEvents } from './wire-events.ts';
import { wireSandboxes } from './wire-sandboxes.ts';
import { runWorkers } from './workers.ts';

export interface EngineDeps {
  config: Config;
  settings: () => Settings;
  db: Database;
  log: Logger;
  secretBox: SecretBox;
  guard: EgressGuard;
  transformer: Transformer;
  schemas: SchemaChecker;
  /** Receives approved deals; null if no CRM is configured. */
  crm: CrmWriter | null;
  version: string;
  /** Compiled workflow code; compiled at start if it is omitted. */
  workflowBundle?: WorkflowBundleOption;
}

/** Combines the subjects, and starts and stops them in order. Used by the engine and by a worker process. */
export function createEngine(deps: EngineDeps) {
  const { config, settings, db, log, secretBox } = deps;
  const instanceId = newId('eng');
  const link = new TemporalLink(config, log);
  const workflows = createWorkflows((call) => link.withDeadline(call), { sql: db.hot, hasWorkers: true });
  const lease = new Lease(db.hot, log, instanceId);

  const { fittingVersion } = wireEvents({ sql: db.hot, schemas: deps.schemas });
  const delivery = wireDelivery({
    ...deps,
    sql: db.hot,
    instanceId,
    link,
    workflows: workflows.deliveries,
    liveInstances: () => lease.liveInstances,
  });
  const { deliverer, publisher, starter, notify, release, releaseReadable, startReleased } = delivery;
  const { publish } = publisher;
  const deals = wireDeals({
    db,
    log,
    schemas: deps.schemas,
    crm: deps.crm,
    registerDeal: workflows.deals.registerDeal,
    publish,
    notify,
    fittingVersion,
  });
  const sandboxes = wireSandboxes({ db, deliveries: workflows.deliveries, publish, fittingVersion });
  const erasure = wireErasure({ db, settings, secretBox, deliveries: workflows.deliveries, onReleased: startReleased });
  const activities = createActivities({
    ...delivery.activityDeps,
    ...deals.activityDeps,
    ...sandboxes.activityDeps,
    ...erasure.activityDeps,
  });

  const sweeper = new Sweeper({ sql: db.hot, log, instanceId, deliverer, starter, workflows, release, releaseReadable });
  let workers: ReturnType<typeof runWorkers> | undefined;

  return {
    instanceId,
    link,
    publisher,
    workflows,
    sweeper,
    starter,
    notify,

    /** Starts claiming and sweeping; the Temporal workers start when Temporal is reachable. */
    async start(): Promise<void> {
      await deals.addEventTypes();
      await deals.retryCrmWrites();
      await lease.start();
      sweeper.start();
      workers = runWorkers({ link, log, activities, config, workflowBundle: deps.workflowBundle });
    },

    /** Waits for running attempts, records their outcomes, and releases all claims. */
    async stop(): Promise<void> {
      await sweeper.stop();
      // Polling ends first; otherwise the workers would fetch new work while the old work is being finished.
      const ended = workers?.stop();
      await deliverer.stop();
      await ended;
      await lease.stop();
      await link.close();
    },
  };
}
