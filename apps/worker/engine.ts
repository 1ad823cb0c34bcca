import type { WorkflowBundleOption } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { AlertMessageActivityDeps } from '#activities/alerts/send-alert-message.ts';
import { createDealStatusReader } from '#activities/deals/deal-status.ts';
import { publishDealSyncNews } from '#activities/deals/deal-sync-news.ts';
import type { DelivererDeps } from '#activities/delivery/deliverer.ts';
import { createActivities } from '#activities/index.ts';
import { UnfinishedWork } from '#activities/unfinished-work.ts';
import type { ReadinessCheck } from '#apps/api/http/health-routes.ts';
import type { Config } from '#apps/config.ts';
import { createInbound } from '#apps/dispatch/inbound.ts';
import { rememberNames } from '#apps/dispatch/partner-names.ts';
import { TemporalLink } from '#apps/dispatch/temporal-link.ts';
import { createWorkflows } from '#apps/dispatch/workflows.ts';
import type { Vendors } from '#apps/vendors/vendors.ts';
import type { CrmWriter } from '#connectors/crm/crm-writer.ts';
import type { EgressGuard } from '#connectors/egress/egress-guard.ts';
import type { SchemaChecker } from '#connectors/evaluator/schema-checker.ts';
import type { Transformer } from '#connectors/evaluator/transformer.ts';
import type { AttributionStore } from '#db/attribution/store.ts';
import type { Database } from '#db/database.ts';
import { settleCrmStates } from '#db/deals/settle-crm.ts';
import { addPartitions } from '#db/delivery/partitions.ts';
import { followRepairs } from '#db/reconciliation/finding-repair.ts';
import type { SendAlert } from '#domain/alerts/send-alert.ts';
import { homeRegion } from '#domain/delivery/region.ts';
import { describeBy } from '#domain/health/describe-vendor.ts';
import { newId } from '#domain/id.ts';
import type { SecretBox } from '#domain/secret-box.ts';
import type { Settings } from '#domain/settings.ts';
import type { Tracer } from '#domain/tracer.ts';
import { beginWhenAvailable } from './begin-when-available.ts';
import { Lease } from './lease.ts';
import { Regions } from './regions.ts';
import { Sweeper } from './sweeper.ts';
import { createUnattendedWork } from './unattended-work.ts';
import { wireAttribution } from './wire-attribution.ts';
import { wireBooks } from './wire-books.ts';
import { wireCommissions } from './wire-commissions.ts';
import { wireDeals } from './wire-deals.ts';
import { wireDelivery } from './wire-delivery.ts';
import { wireErasure } from './wire-erasure.ts';
import { wireEvents } from './wire-events.ts';
import { wireSandboxes } from './wire-sandboxes.ts';
import { wireSync } from './wire-sync.ts';
import { runWorkers } from './workers.ts';

export interface EngineDeps {
  config: Config;
  settings: () => Settings;
  db: Database;
  attribution: AttributionStore;
  log: Logger;
  secretBox: SecretBox;
  guard: EgressGuard;
  transformer: Transformer;
  schemas: SchemaChecker;
  /** Receives approved deals; null if no CRM is configured. */
  crm: CrmWriter | null;
  vendors: Vendors;
  sendAlert: SendAlert;
  version: string;
  /** Told of each attempt, for the metrics; undefined without them. */
  onAttempt?: DelivererDeps['onAttempt'];
  /** Undefined without traces. */
  tracer?: Tracer | undefined;
  /** The same of each try to send an alert. */
  onAlertSent?: AlertMessageActivityDeps['onAlertSent'];
  /** Compiled workflow code; compiled at start if it is omitted. */
  workflowBundle?: WorkflowBundleOption;
}

/** The workers begin when PostgreSQL is available, whose own check says so. */
const notBegun: ReadinessCheck = { name: 'workers', ok: true, required: false, detail: 'not started yet' };

/** Combines the subjects, and starts and stops them in order. Used by the engine and by a worker process. */
export function createEngine(deps: EngineDeps) {
  const { config, settings, db, log, secretBox } = deps;
  const instanceId = newId('eng');
  const link = new TemporalLink(config, { log, tracer: deps.tracer, partnerName: rememberNames(db.hot) });
  const workflows = createWorkflows((call) => link.withDeadline(call), { sql: db.hot, hasWorkers: true, tracer: deps.tracer });
  const inbound = createInbound((call) => link.withDeadline(call), { sql: db.hot, log, hasWorkers: true });
  const regions = new Regions({ own: config.REGION ?? homeRegion, log, settings });
  const lease = new Lease(db.hot, log, instanceId, regions);

  const unfinished = new UnfinishedWork({ sql: db.hot, log, instanceId });
  const { fittingVersion } = wireEvents({ sql: db.hot, schemas: deps.schemas });
  const delivery = wireDelivery({
    ...deps,
    onAttempt: deps.onAttempt,
    tracer: deps.tracer,
    sql: db.hot,
    instanceId,
    link,
    workflows: workflows.deliveries,
    unfinished,
    liveInstances: () => lease.liveInstances,
    elsewhere: () => regions.elsewhere,
  });
  const { deliverer, publisher, starter, notify, release, releaseReadable, startReleased } = delivery;
  const { publish } = publisher;
  const stopping = new AbortController();
  const onChanged = (deal: { id: string; partnerId: string }) => workflows.deals.registerDeal(deal);
  const syncs = wireSync({
    db,
    log,
    notify,
    transformer: deps.transformer,
    openConnection: deps.vendors.openWith(onChanged),
    async onRunEnded(run) {
      const { syncId } = run;
      await publishDealSyncNews({ sql: db.sql, publish }, run);
      await settleCrmStates(db.sql, syncId);
      await followRepairs(db.sql, syncId);
    },
    workflows: workflows.syncs,
  });
  const deals = wireDeals({
    db,
    log,
    schemas: deps.schemas,
    crm: deps.crm,
    runSync: workflows.syncs.runSync,
    onHints: syncs.activityDeps.onHints,
    registerDeal: workflows.deals.registerDeal,
    publish,
    notify,
    fittingVersion,
  });
  const sandboxes = wireSandboxes({
    db,
    attribution: deps.attribution.sql,
    secretBox,
    notify,
    deliveries: workflows.deliveries,
    publish,
    fittingVersion,
  });
  const erasure = wireErasure({
    db,
    attribution: deps.attribution.sql,
    log,
    notify,
    settings,
    secretBox,
    deliveries: workflows.deliveries,
    wakeAlert: workflows.alerts.advance,
    onReleased: startReleased,
  });
  const commissions = wireCommissions({
    ...{ db, attribution: deps.attribution, transformer: deps.transformer, settings, publish, notify },
    workflows: workflows.commissions,
  });
  const attribution = wireAttribution({
    ...{ db, attribution: deps.attribution, secretBox, settings, notify, stopping: stopping.signal },
    onFacts: commissions.onFacts,
  });
  const books = wireBooks({ db, attribution: deps.attribution, config, settings, notify, crm: deps.crm, workflows });
  const activities = createActivities({
    ...delivery.activityDeps,
    ...syncs.activityDeps,
    ...deals.activityDeps,
    runReconciliation: workflows.reconciliations.runReconciliation,
    scheduleReconciliation: workflows.reconciliations.scheduleReconciliation,
    ...sandboxes.activityDeps,
    ...erasure.activityDeps,
    ...attribution.activityDeps,
    ...commissions.activityDeps,
    ...books.activityDeps,
    describeVendor: describeBy(deps.vendors.connectors),
    stopping: stopping.signal,
    ...{ alertNews: workflows.alerts, readCertificates: books.readCertificates },
    ...{ secretBox, sendAlert: deps.sendAlert, onAlertSent: deps.onAlertSent, wakeAlertChannel: workflows.alerts.wakeChannel },
    vendors: deps.vendors,
    acceptInbound: (webhook) => inbound.accept(webhook),
    takeDealStatus: createDealStatusReader({ db, onChanged }),
    notify,
  });

  const unattended = createUnattendedWork({
    ...{ db, attribution: deps.attribution, environment: config.CAUSEWAY_ENVIRONMENT },
    ...{ workflows, notify, hasCrm: deps.crm !== null, bookNights: books.nights },
  });
  const sweeper = new Sweeper({
    sql: db.hot,
    log,
    instanceId,
    deliverer,
    starter,
    elsewhere: () => regions.elsewhere,
    inbound,
    workflows,
    notify,
    unattended,
    looksForUnattended: () => lease.isOldest,
    release,
    releaseReadable,
    addPartitions: async () => void (await addPartitions(db.sql, settings().webhooks.retention_days)),
  });
  let workers: ReturnType<typeof runWorkers> | undefined;
  let beginning: Promise<void> | undefined;

  async function begin(): Promise<void> {
    await deals.addEventTypes();
    await commissions.addEventTypes();
    await deals.retryCrmWrites();
    if (stopping.signal.aborted) return;
    sweeper.start();
    workers = runWorkers({
      link,
      log,
      unfinished,
      notify,
      activities,
      config,
      regions,
      workflowBundle: deps.workflowBundle,
      tracer: deps.tracer,
      version: deps.version,
    });
  }

  return {
    instanceId,
    link,
    publisher,
    inbound,
    workflows,
    starter,
    notify,
    /** What it has to do at this moment. */
    load: () => ({ ...deliverer.load, waitingForWorkflow: starter.waiting, ...sweeper.progress }),
    /** What `/health/ready` shows of it. */
    parts: [lease, regions, sweeper, { check: () => workers?.check() ?? notBegun }],

    /** Starts claiming; work begins when PostgreSQL is available, and the Temporal workers start when Temporal is reachable. */
    async start(): Promise<void> {
      await lease.start();
      ({ done: beginning } = await beginWhenAvailable(begin, { log, signal: stopping.signal }));
    },

    /** Waits for running attempts, records their outcomes, and releases all claims. */
    async stop(): Promise<void> {
      stopping.abort();
      await beginning;
      await unfinished.stop();
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
