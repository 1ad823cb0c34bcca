import './v8-flags.ts';
import { createRequire } from 'node:module';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { pino, type Logger } from 'pino';
import { openDirectory } from '#apps/api/access/directory.ts';
import { openRateLimiter } from '#apps/api/access/rate-limit.ts';
import { buildHealthServer } from '#apps/api/health-server.ts';
import { buildServer } from '#apps/api/server.ts';
import { createDispatch } from '#apps/dispatch/dispatch.ts';
import { createEngine } from '#apps/worker/engine.ts';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import { createEvaluator } from '#connectors/evaluator/create-evaluator.ts';
import { createJwksFetcher } from '#connectors/jwks/fetch-jwks.ts';
import { createSandboxCrm } from '#connectors/sandbox-crm/sandbox-crm.ts';
import { openDatabase } from '#db/database.ts';
import { createSecretBox } from '#domain/secret-box.ts';
import { readConfig } from './config.ts';
import { EncryptionKeys } from './encryption-keys.ts';
import { createReadiness } from './readiness.ts';
import { openSettings } from './settings.ts';
import { readTlsFiles, warnWithoutTls } from './tls-files.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** Runs a Causeway process (API, worker or both) until SIGTERM or SIGINT, then finishes its work and exits 0. */
export async function runProcess(role: { api: boolean; delivers: boolean }): Promise<void> {
  const config = orExit(() => readConfig());
  const log = pino({ level: config.LOG_LEVEL });
  const settingsFile = orExit(() => openSettings(config.CAUSEWAY_CONFIG, log));
  const settings = settingsFile.current;
  forwardTemporalLogs(log);

  // Per pool, of two: one is enough for an accepting and two recording batches at a time, and for claims; the other is for reads.
  const db = openDatabase(config.DATABASE_URL, { max: 12 });
  const secretBox = createSecretBox(config.CAUSEWAY_ENCRYPTION_KEYS);
  const guard = createEgressGuard({ allow: () => [...config.EGRESS_ALLOW, ...settings().security.egress_allow] });
  const evaluator = createEvaluator(settings);
  const { transformer, schemas } = evaluator;
  const crm = role.delivers && config.crm ? createSandboxCrm({ ...config.crm, version }) : null;
  const engine = role.delivers ? createEngine({ config, settings, db, log, secretBox, guard, transformer, schemas, crm, version }) : null;
  const delivery = engine ?? createDispatch({ config, settings, sql: db.hot, log });
  const encryptionKeys = new EncryptionKeys({
    sql: db.sql,
    log,
    secretBox,
    lostKeyIds: config.CAUSEWAY_LOST_ENCRYPTION_KEYS,
    notify: engine?.notify,
  });
  // The pool that accepts events: slow lists and locked rows do not make the process unready.
  const readiness = createReadiness({ sql: db.hot, link: delivery.link, sweeper: engine?.sweeper ?? null, log, encryptionKeys });

  const tls = role.api ? orExit(() => readTlsFiles(config)) : undefined;
  if (role.api) warnWithoutTls(settingsFile, tls, log);
  const directory = role.api ? openDirectory({ sql: db.sql, url: config.DATABASE_URL, settings }) : null;
  const rateLimiter = openRateLimiter({ sql: db.hot, log });
  const server = directory
    ? await buildServer({
        config,
        settings,
        db,
        log,
        secretBox,
        guard,
        transformer,
        schemas,
        directory,
        rateLimiter,
        readiness,
        fetchJwks: createJwksFetcher({ guard, version }),
        tls,
        publisher: delivery.publisher,
        workflows: delivery.workflows,
      })
    : await buildHealthServer(readiness);
  const port = role.api ? config.PORT : config.WORKER_HEALTH_PORT;
  let stopping = false;
  const started = start();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

  async function start(): Promise<void> {
    try {
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
    await server.close();
    await delivery.stop();
    await crm?.close();
    evaluator.close();
    await encryptionKeys.stop();
    await directory?.close();
    rateLimiter.close();
    settingsFile.close();
    await db.close();
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

/** One log for everything. Temporal's signal handling is off, because `stop` determines the order. */
function forwardTemporalLogs(log: Logger): void {
  const logger = new DefaultLogger('WARN', ({ level, message, meta }) => {
    log[level === 'ERROR' ? 'error' : 'warn']({ ...meta }, message);
  });
  const logging = { forward: {}, filter: { core: 'WARN', other: 'ERROR' } } as const;
  Runtime.install({ logger, shutdownSignals: [], telemetryOptions: { logging } });
}
