import './v8-flags.ts';
import { resolveTxt } from 'node:dns/promises';
import { createRequire } from 'node:module';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { z } from 'zod';
import { openDirectory } from '#apps/api/access/directory.ts';
import { openRateLimiter } from '#apps/api/access/rate-limit.ts';
import { buildHealthServer } from '#apps/api/health-server.ts';
import type { ReadinessCheck } from '#apps/api/http/health-routes.ts';
import { buildServer } from '#apps/api/server.ts';
import { createDispatch } from '#apps/dispatch/dispatch.ts';
import { createCounts } from '#apps/metrics/counts/counts.ts';
import { openMetrics } from '#apps/metrics/open-metrics.ts';
import { temporalExporter } from '#apps/metrics/temporal-metrics.ts';
import { openTraces } from '#apps/traces/open-traces.ts';
import { tryAlertWith } from '#apps/vendors/try-alert.ts';
import { createVendors } from '#apps/vendors/vendors.ts';
import { createEngine } from '#apps/worker/engine.ts';
import { createAlertSender } from '#connectors/alerts/alert-sender.ts';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import { createEvaluator } from '#connectors/evaluator/create-evaluator.ts';
import { createInboundVendors } from '#connectors/inbound-vendors.ts';
import { createJwksFetcher } from '#connectors/jwks/fetch-jwks.ts';
import { createOidcClient } from '#connectors/oidc/oidc-client.ts';
import { createSandboxCrm } from '#connectors/sandbox-crm/sandbox-crm.ts';
import { openAttribution } from '#db/attribution/store.ts';
import { openDatabase } from '#db/database.ts';
import type { SendAlert } from '#domain/alerts/send-alert.ts';
import { newId } from '#domain/id.ts';
import { createSecretBox } from '#domain/secret-box.ts';
import { readConfig } from './config.ts';
import { EncryptionKeys } from './encryption-keys.ts';
import { thisInstance } from './fault-watch.ts';
import { flagsOrExit } from './flags.ts';
import { findFreePort } from './free-port.ts';
import { createLog } from './log.ts';
import { createReadiness } from './readiness.ts';
import { openSettings } from './settings.ts';
import { readTlsFiles, warnWithoutTls } from './tls-files.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** A fault is told within half a minute. */
const watchEveryMs = 10_000;

const usage = `Runs a process of Causeway until SIGTERM. It reads environment variables (.env.example lists them) and the settings
file (docs/configuration.md).

  node apps/engine/main.ts   API and worker in one process
  node apps/api/main.ts      serves the API and makes no attempts
  node apps/worker/main.ts   sends webhooks and runs workflows`;

/** Runs a Causeway process (API, worker or both) until SIGTERM or SIGINT, then finishes its work and exits 0. */
export async function runProcess(role: { api: boolean; delivers: boolean }): Promise<void> {
  flagsOrExit(z.strictObject({}), usage);
  const config = orExit(() => readConfig());
  const log = createLog(config.LOG_LEVEL);
  const settingsFile = orExit(() =>
    openSettings(config.CAUSEWAY_CONFIG, {
      info: (data, message) => log.info(data, message),
      error: ({ file, problem }) =>
        void notify('causeway.settings.rejected', { file, instance: thisInstance, reason: problem }).catch(unpublished),
    }),
  );
  const settings = settingsFile.current;
  const instance = newId('eng');
  const kind = role.api ? (role.delivers ? 'engine' : 'api') : 'worker';
  const traces = config.traces && (await openTraces({ traces: config.traces, settings, log, version, role: kind, instance }));
  const tracer = traces?.tracer;
  const counts = config.metrics && createCounts(settings);
  const temporalMetrics = config.metrics ? `127.0.0.1:${await findFreePort()}` : null;
  installTemporal(log, temporalMetrics);

  // Per pool, of two: one is enough for an accepting and two recording batches at a time, and for claims; the other is for reads.
  const db = openDatabase(config.DATABASE_URL, { max: 12 });
  const attribution = openAttribution(config.ATTRIBUTION_DATABASE_URL);
  const secretBox = createSecretBox(config.CAUSEWAY_ENCRYPTION_KEYS);
  const guard = createEgressGuard({ allow: () => [...config.EGRESS_ALLOW, ...settings().security.egress_allow] });
  const evaluator = createEvaluator(settings);
  const { transformer, schemas } = evaluator;
  const crm = role.delivers && config.crm ? createSandboxCrm({ ...config.crm, version, tracer }) : null;
  const alerts = createAlertSender({ guard, version, publicUrl: config.PUBLIC_URL, urls: config.VENDOR_URLS });
  const sendAlert: SendAlert = (...message) => alerts.send(...message);
  const vendors = createVendors({
    ...{ db, secretBox, guard, log, version, urls: config.VENDOR_URLS, publicUrl: config.PUBLIC_URL },
    holder: instance,
    onCalled: counts?.calls.note,
    tracer,
  });
  const engine = role.delivers
    ? createEngine({
        ...{ sendAlert, vendors, config, settings, db, attribution, log, secretBox, guard, transformer, schemas, crm, version },
        onAttempt: counts?.attempts.note,
        tracer,
        onAlertSent: counts?.alerts.note,
      })
    : null;
  const delivery = engine ?? createDispatch({ config, settings, sql: db.hot, log, tracer });
  const { notify } = delivery;
  const unpublished = (error: unknown) => log.warn({ err: error }, 'a platform event could not be published');
  const encryptionKeys = new EncryptionKeys({
    sql: db.sql,
    attribution: attribution.sql,
    log,
    secretBox,
    lostKeyIds: config.CAUSEWAY_LOST_ENCRYPTION_KEYS,
    notify,
  });
  // The pool that accepts events: slow lists and locked rows do not make the process unready.
  const readiness = createReadiness({
    ...{ sql: db.hot, link: delivery.link, parts: engine?.parts ?? [], log, notify, encryptionKeys },
    attribution: attribution.sql,
  });
  // Nobody may be asking, and lasting faults have to be told.
  let checks: ReadinessCheck[] = [];
  const watching = setInterval(() => void readiness().then((found) => (checks = found)), watchEveryMs);

  const tls = role.api ? orExit(() => readTlsFiles(config)) : undefined;
  if (role.api) warnWithoutTls(settingsFile, tls, log);
  const directory = role.api ? openDirectory({ sql: db.sql, url: config.DATABASE_URL, settings }) : null;
  const rateLimiter = openRateLimiter({ sql: db.hot, log });
  const oidc = createOidcClient({ guard, version, tracer });
  const server = directory
    ? await buildServer({
        config,
        settings,
        db,
        attribution,
        log,
        secretBox,
        guard,
        transformer,
        schemas,
        directory,
        rateLimiter,
        readiness,
        fetchJwks: createJwksFetcher({ guard, version, tracer }),
        oidc,
        resolveTxt,
        tls,
        notify,
        publisher: delivery.publisher,
        inbound: delivery.inbound,
        inboundVendors: createInboundVendors(vendors.connectors),
        workflows: delivery.workflows,
        vendors,
        tryAlert: tryAlertWith(sendAlert),
        onAnswered: counts?.requests.note,
        tracer,
      })
    : await buildHealthServer(readiness);
  const metrics =
    counts &&
    (await openMetrics({
      ...{ counts, settings, log, version, db, attribution, vendors, temporalAddress: temporalMetrics },
      role: kind,
      spans: () => traces?.counts ?? null,
      token: config.metrics?.token ?? null,
      readiness: () => checks,
      load: () => engine?.load() ?? null,
    }));
  const port = role.api ? config.PORT : config.WORKER_HEALTH_PORT;
  let stopping = false;
  const started = start();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

  async function start(): Promise<void> {
    try {
      if (config.metrics) log.info({ address: await metrics?.listen(config.metrics) }, 'serving metrics');
      await encryptionKeys.start();
      await delivery.start();
      if (port !== undefined) await listen();
    } catch (error) {
      log.fatal({ problem: (error as Error).message }, 'cannot start');
      process.exit(1);
    }
  }

  async function listen(): Promise<void> {
    log.info({ address: await server.listen({ host: config.HOST, port: port as number }) }, 'listening');
  }

  /** Stops new work first, then running work, then what that work depends on. */
  async function stop(signal: string): Promise<void> {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping: waiting for running attempts to end');
    await started;
    clearInterval(watching);
    await metrics?.close();
    await server.close();
    await delivery.stop();
    await vendors.close();
    await oidc.close();
    await alerts.close();
    await crm?.close();
    evaluator.close();
    await encryptionKeys.stop();
    await directory?.close();
    rateLimiter.close();
    settingsFile.close();
    await attribution.close();
    await db.close();
    await traces?.close();
    log.summUp();
    log.info('stopped');
    process.exit(0);
  }
}

function orExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

/**
 * One log for everything. Temporal's signal handling is off, because `stop` determines the order. `metricsAddress`: where its SDK serves its
 * metrics; null: it counts nothing.
 */
function installTemporal(log: Logger, metricsAddress: string | null): void {
  const logger = new DefaultLogger('WARN', ({ level, message, meta }) => {
    // The queue of retries has activities only, on purpose.
    if (message.startsWith('No workflows registered')) return;
    log[level === 'ERROR' ? 'error' : 'warn']({ ...meta }, message);
  });
  const logging = { forward: {}, filter: { core: 'WARN', other: 'ERROR' } } as const;
  const telemetryOptions = metricsAddress === null ? { logging } : { logging, metrics: temporalExporter(metricsAddress) };
  Runtime.install({ logger, shutdownSignals: [], telemetryOptions });
}
