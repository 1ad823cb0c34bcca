import { randomBytes } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { type Logger, pino } from 'pino';
import { inject } from 'vitest';
import { openDirectory } from '#apps/api/access/directory.ts';
import { openRateLimiter } from '#apps/api/access/rate-limit.ts';
import type { App } from '#apps/api/app.ts';
import { buildServer } from '#apps/api/server.ts';
import { readConfig } from '#apps/config.ts';
import { EncryptionKeys } from '#apps/encryption-keys.ts';
import { createReadiness } from '#apps/readiness.ts';
import { tryAlertWith } from '#apps/vendors/try-alert.ts';
import { createVendors, type Vendors } from '#apps/vendors/vendors.ts';
import { createEngine } from '#apps/worker/engine.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { CrmWriter } from '#connectors/crm/crm-writer.ts';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import { createEvaluator } from '#connectors/evaluator/create-evaluator.ts';
import { createInboundVendors } from '#connectors/inbound-vendors.ts';
import { createJwksFetcher } from '#connectors/jwks/fetch-jwks.ts';
import { createOidcClient } from '#connectors/oidc/oidc-client.ts';
import { insertApiKey } from '#db/access/api-key.ts';
import { openAttribution } from '#db/attribution/store.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { insertEventType } from '#db/events/event-type.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { grantableScopes } from '#domain/access/scope.ts';
import type { SendAlert } from '#domain/alerts/send-alert.ts';
import { createSecretBox, parseEncryptionKeys } from '#domain/secret-box.ts';
import { Settings } from '#domain/settings.ts';
import type { Tracer } from '#domain/tracer.ts';
import { eventually } from './eventually.ts';
import { ampleLimit, patient } from './limits.ts';
import { startReceiver } from './receiver.ts';
import { createDatabase, type TestDatabase } from './services.ts';
import { tester } from './tester.ts';

export { eventually } from './eventually.ts';

// `any`, because the tests assert the structure of replies.
type Json = Record<string, any>;

Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });

export interface EngineOptions {
  /** Merged into the default settings. */
  settings?: Record<string, unknown>;
  temporalAddress?: string;
  /** Receives approved deals; omitted: no CRM. */
  crm?: CrmWriter;
  /** Omitted: one new key, or those of `beside`. */
  encryptionKeys?: string;
  /** Where the vendors' fakes are. */
  vendorUrls?: Record<string, string>;
  /** Omitted: a new one, or that of `beside`. */
  namespace?: string;
  /** Where the API will listen, for whoever calls it from outside. */
  publicUrl?: string;
  /** Sends alerts; omitted: the channel is away. */
  sendAlert?: SendAlert;
  /** Told of each attempt. */
  onAttempt?: Parameters<typeof createEngine>[0]['onAttempt'];
  /** More variables of the environment. */
  environment?: Record<string, string>;
  /** Omitted: nothing is logged. */
  log?: Logger;
  /** Omitted: no traces. */
  tracer?: Tracer;
  /** Share another engine's database and namespace, as a second process would. */
  beside?: TestEngine;
}

export interface TestEngine {
  app: App;
  db: Database;
  database: TestDatabase;
  namespace: string;
  encryptionKeys: string;
  temporal: Client;
  /** Of the company, with all scopes. */
  platformKey: string;
  engine: ReturnType<typeof createEngine>;
  vendors: Vendors;
  /** On a busy machine the process can refuse a request, and says to repeat it. This repeats it. */
  inject(request: InjectOptions): Promise<LightMyRequestResponse>;
  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    key?: string,
  ): Promise<{ status: number; body: Json }>;
  /** Stops what delivers, as the end of its process would; the API and the database stay. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** The whole engine in this process, with its own database and Temporal namespace: API, claims, queues, workers, sweeper. */
export async function startTestEngine({
  settings = {},
  temporalAddress,
  crm,
  beside,
  ...options
}: EngineOptions = {}): Promise<TestEngine> {
  const database = beside?.database ?? (await createDatabase());
  const db = openDatabase(database.url);
  const attribution = openAttribution(database.url);
  const address = temporalAddress ?? inject('temporalAddress');
  const connection = await Connection.connect({ address: inject('temporalAddress') });
  const namespace = options.namespace ?? beside?.namespace ?? (await registerNamespace(connection));
  const encryptionKeys = options.encryptionKeys ?? beside?.encryptionKeys ?? `test:${randomBytes(32).toString('base64')}`;
  const config = readConfig({
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    CAUSEWAY_ENCRYPTION_KEYS: encryptionKeys,
    ...(options.publicUrl === undefined ? {} : { PUBLIC_URL: options.publicUrl }),
    ...options.environment,
  });
  // Faults that a test makes are its own: nobody looks for them, unless it asks for that.
  const current = Settings.parse({ alerts: { watch: false }, gateway: patient, security: { egress_allow: ['127.0.0.0/8'] }, ...settings });
  const log = options.log ?? pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent' });
  const secretBox = createSecretBox(parseEncryptionKeys(encryptionKeys));
  const common = { config, settings: () => current, db, attribution, log, secretBox };
  const guard = createEgressGuard({ allow: () => current.security.egress_allow });
  const workflowBundle = { codePath: inject('workflowBundle') };
  const evaluator = createEvaluator(common.settings);
  const { transformer, schemas } = evaluator;
  const vendors = createVendors({
    ...{ db, secretBox, guard, log, version: 'test', tracer: options.tracer, urls: options.vendorUrls ?? {}, publicUrl: config.PUBLIC_URL },
    holder: `eng_${randomBytes(8).toString('hex')}`,
  });
  const sendAlert: SendAlert = options.sendAlert ?? (() => Promise.reject(new ConnectorError('unavailable', 'no channel in this test')));
  const engine = createEngine({
    ...{ ...common, vendors, guard, transformer, schemas, crm: crm ?? null, version: 'test', workflowBundle },
    sendAlert,
    onAttempt: options.onAttempt,
    tracer: options.tracer,
  });
  const watch = new EncryptionKeys({ sql: db.sql, log, secretBox, lostKeyIds: [], notify: engine.notify });
  const readiness = createReadiness({
    sql: db.hot,
    link: engine.link,
    parts: engine.parts,
    log,
    notify: engine.notify,
    encryptionKeys: watch,
  });
  const directory = openDirectory({ sql: db.sql, url: database.url, settings: common.settings });
  const rateLimiter = openRateLimiter({ sql: db.hot, log });
  const fetchJwks = createJwksFetcher({ guard, version: 'test' });
  const oidc = createOidcClient({ guard, version: 'test' });
  const app = await buildServer({
    ...common,
    guard,
    transformer,
    schemas,
    directory,
    rateLimiter,
    readiness,
    fetchJwks,
    oidc,
    resolveTxt: () => Promise.reject(new Error('there is no DNS in this test')),
    notify: engine.notify,
    publisher: engine.publisher,
    inbound: engine.inbound,
    inboundVendors: createInboundVendors(vendors.connectors),
    workflows: engine.workflows,
    vendors,
    tracer: options.tracer,
    tryAlert: tryAlertWith(sendAlert),
  });
  await engine.start();
  const platformKey = await makeKey(db);
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= engine.stop());
  const injectInto = (request: InjectOptions) =>
    eventually(
      () => app.inject(request),
      ({ statusCode, body }) => statusCode !== 503 || !body.includes('"code":"overloaded"'),
    );

  return {
    app,
    db,
    database,
    namespace,
    encryptionKeys,
    engine,
    platformKey,
    vendors,
    temporal: new Client({ connection, namespace }),
    inject: injectInto,
    async call(method, path, body, key = platformKey) {
      const headers = { authorization: `Bearer ${key}` };
      const reply = await injectInto({
        method,
        url: `/api/v1${path}`,
        headers,
        ...(body === undefined ? {} : { payload: body as object }),
      });
      return { status: reply.statusCode, body: reply.body === '' ? {} : reply.json<Json>() };
    },
    stop,
    async close() {
      await app.close();
      await directory.close();
      rateLimiter.close();
      await stop();
      evaluator.close();
      await vendors.close();
      await oidc.close();
      await attribution.close();
      await db.close();
      await connection.close();
      if (!beside) await database.drop();
    },
  };
}

async function makeKey(db: Database, partnerId?: string): Promise<string> {
  const made = newApiKey('live');
  const scopes = grantableScopes(partnerId === undefined ? 'platform' : 'partner');
  await insertApiKey(db, { ...made, name: 'test', scopes, partnerId }, tester);
  return made.key;
}

/** Separate namespaces, so that the engines of concurrent test files do not run each other's workflows. */
export async function registerNamespace(connection: Connection): Promise<string> {
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  const day = { seconds: 86_400 as never };
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: day });
  const isKnown = () =>
    connection.workflowService.describeNamespace({ namespace }).then(
      () => true,
      () => false,
    );
  await eventually(isKnown, (known) => known);
  return namespace;
}

/** A partner of the sandbox tier without a practical rate limit, and its key. */
async function addPartner({ db }: TestEngine): Promise<{ id: string; key: string }> {
  const { id } = await createPartner(db, { name: 'Acme', tier: 'sandbox', ...ampleLimit }, tester);
  return { id, key: await makeKey(db, id) };
}

/** Creates an endpoint through the API; returns its id and secret. */
async function addEndpoint(engine: TestEngine, url: string, fields: Json = {}): Promise<{ id: string; secret: string; partnerId: string }> {
  const partnerId = (fields['partner_id'] as string | undefined) ?? (await addPartner(engine)).id;
  const { status, body } = await engine.call('POST', '/endpoints', { partner_id: partnerId, url, ...fields });
  if (status !== 201) throw new Error(`endpoint not created: ${JSON.stringify(body)}`);
  return { id: body['id'] as string, secret: body['secret'] as string, partnerId };
}

/** A receiver that verifies signatures, an endpoint with its URL, and an event type that only this endpoint gets. */
export async function addReceivingEndpoint(engine: TestEngine, fields: Json = {}) {
  const secrets: string[] = [];
  const receiver = await startReceiver({ secrets });
  const type = `t${randomBytes(6).toString('hex')}`;
  await insertEventType(engine.db.sql, { name: type, description: '', schema: { type: 'object' } }, tester);
  const endpoint = await addEndpoint(engine, `${receiver.url}/hook`, { event_types: [type], ...fields });
  secrets.push(endpoint.secret);
  const ids = () => receiver.requests.map((request) => request.headers['webhook-id']);
  return { receiver, endpoint, type, ids };
}

/** A workflow once there is one: Temporal is told after PostgreSQL, if need be by the sweeper. */
export async function startedWorkflow({ temporal }: TestEngine, workflowId: string): Promise<WorkflowHandle> {
  const handle = temporal.workflow.getHandle(workflowId);
  const isStarted = () =>
    handle.describe().then(
      () => true,
      () => false,
    );
  await eventually(isStarted, (started) => started);
  return handle;
}

/** Publishes one event and returns its id. */
export async function publish(engine: TestEngine, type: string, fields: Json = {}): Promise<string> {
  const { status, body } = await engine.call('POST', '/events', { type, data: { n: 1 }, ...fields });
  if (status !== 202) throw new Error(`not accepted: ${JSON.stringify(body)}`);
  return body['id'] as string;
}

/** The only delivery of an event, once it has reached `status`. */
export async function deliveryIn(engine: TestEngine, eventId: string, status: string): Promise<Json> {
  const find = async () => (await engine.call('GET', `/deliveries?event_id=${eventId}`)).body['data'] as Json[];
  const [delivery] = await eventually(find, (found) => found.length > 0 && found.every((one) => one['status'] === status));
  return (await engine.call('GET', `/deliveries/${(delivery as Json)['id'] as string}`)).body;
}
