import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { type Directory, openDirectory } from '#apps/api/access/directory.ts';
import { openRateLimiter } from '#apps/api/access/rate-limit.ts';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { buildServer } from '#apps/api/server.ts';
import { readConfig } from '#apps/config.ts';
import { createInbound } from '#apps/dispatch/inbound.ts';
import { createNotify } from '#apps/dispatch/notify.ts';
import { createPublisher } from '#apps/dispatch/publisher.ts';
import type { Workflows } from '#apps/dispatch/workflows.ts';
import { createVendors, type Vendors } from '#apps/vendors/vendors.ts';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import { createEvaluator, type Evaluator } from '#connectors/evaluator/create-evaluator.ts';
import { createInboundVendors } from '#connectors/inbound-vendors.ts';
import { createJwksFetcher } from '#connectors/jwks/fetch-jwks.ts';
import { createOidcClient } from '#connectors/oidc/oidc-client.ts';
import { insertApiKey } from '#db/access/api-key.ts';
import { type AttributionStore, openAttribution } from '#db/attribution/store.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { insertEventType } from '#db/events/event-type.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { grantableScopes, type Scope } from '#domain/access/scope.ts';
import { createSecretBox, type SecretBox } from '#domain/secret-box.ts';
import { Settings } from '#domain/settings.ts';
import { ampleLimit, patient } from './limits.ts';
import { createDatabase, type TestDatabase } from './services.ts';
import { tester } from './tester.ts';

type WorkflowCall = { [Subject in keyof Workflows]: keyof Workflows[Subject] }[Exclude<keyof Workflows, 'findNotRunning'>];
type Tier = 'sandbox' | 'standard' | 'enterprise';

export interface TestPartner {
  id: string;
  key: string;
  headers: { authorization: string };
}

/** The whole API on its own database, without a listener and without workers. */
export interface TestApp {
  app: App;
  db: Database;
  attribution: AttributionStore;
  directory: Directory;
  database: TestDatabase;
  secretBox: SecretBox;
  /** The address of its database. */
  url: string;
  vendors: Vendors;
  platformKey: string;
  /** Headers for requests as the platform. */
  headers: { authorization: string };
  /** Every log line, parsed. */
  logged: Record<string, unknown>[];
  /** The API's calls of workflows, in order. */
  workflowCalls: { call: WorkflowCall; ids: string[] }[];
  /** With a rate limit that no test reaches, unless the test is about the tier's limit. */
  partner(tier?: Tier, options?: { limit: 'tier' }): Promise<TestPartner>;
  key(partnerId?: string, options?: { expiresAt?: Date; name?: string; scopes?: Scope[] }): Promise<string>;
  eventType(name: string, schema?: Record<string, unknown>): Promise<void>;
  /** Of the app, for what tests call beside it. */
  evaluator: Evaluator;
  close(): Promise<void>;
}

/** `vendorUrls`: where the vendors' fakes are. `publicUrl`: where browsers find it. */
type TestAppOptions = Partial<ApiDeps> & {
  settings?: () => Settings;
  logLevel?: string;
  vendorUrls?: Record<string, string>;
  publicUrl?: string;
};

export async function buildTestApp({ vendorUrls = {}, publicUrl, ...overrides }: TestAppOptions = {}): Promise<TestApp> {
  const database = await createDatabase();
  const db = openDatabase(database.url);
  const attribution = openAttribution(database.url);
  const { logged, log } = recordLog(overrides.logLevel ?? 'info');
  const settings = overrides.settings ?? (() => defaultSettings);
  const workflowCalls: TestApp['workflowCalls'] = [];
  const directory = openDirectory({ sql: db.sql, url: database.url, settings });
  const evaluator = createEvaluator(settings);
  const guard = createEgressGuard({ allow: () => settings().security.egress_allow });
  const secretBox = overrides.secretBox ?? createSecretBox([{ id: 'test', key: randomBytes(32) }]);
  const config = readConfig({
    ...{ DATABASE_URL: database.url, CAUSEWAY_ENCRYPTION_KEYS: encryptionKeys },
    ...(publicUrl !== undefined && { PUBLIC_URL: publicUrl }),
  });
  const vendors = createVendors({
    ...{ db, secretBox, guard, log, version: 'test', holder: 'eng_test' },
    urls: vendorUrls,
    publicUrl: config.PUBLIC_URL,
  });
  const rateLimiter = overrides.rateLimiter ?? openRateLimiter({ sql: db.hot, log });
  const publisher = createPublisher({
    sql: db.hot,
    owner: null,
    fullEndpoints: () => [],
    onPending: () => {},
    onHeld: () => {},
  });
  const oidc = createOidcClient({ guard, version: 'test' });
  const app = await buildServer({
    directory,
    rateLimiter,
    tryAlert: async () => ({ reference: null, error: { kind: 'unavailable', message: 'no channel in this test' } }),
    transformer: evaluator.transformer,
    schemas: evaluator.schemas,
    config,
    vendors,
    settings,
    db,
    attribution,
    log,
    secretBox,
    guard,
    fetchJwks: createJwksFetcher({ guard, version: 'test' }),
    oidc,
    resolveTxt: () => Promise.reject(new Error('there is no DNS in this test')),
    notify: createNotify({ publisher, log }),
    publisher,
    inbound: createInbound(() => Promise.reject(new Error('There is no Temporal')), { sql: db.hot, log, hasWorkers: false }),
    inboundVendors: createInboundVendors(vendors.connectors),
    workflows: workflowsThat(async (call, ids) => void workflowCalls.push({ call, ids })),
    readiness: async () => [{ name: 'postgres', ok: true, required: true, detail: 'answers' }],
    ...overrides,
  });
  const key: TestApp['key'] = async (partnerId, options = {}) => {
    const made = newApiKey('live');
    const scopes = grantableScopes(partnerId === undefined ? 'platform' : 'partner');
    await insertApiKey(db, { ...made, name: 'test', scopes, partnerId, ...options }, tester);
    return made.key;
  };
  const platformKey = await key();
  return {
    app,
    db,
    attribution,
    evaluator,
    directory,
    database,
    secretBox,
    url: database.url,
    vendors,
    platformKey,
    headers: bearer(platformKey),
    logged,
    workflowCalls,
    key,
    async partner(tier = 'sandbox', options) {
      const limit = options?.limit === 'tier' ? {} : ampleLimit;
      const { id } = await createPartner(db, { name: 'Acme', tier, ...limit }, tester);
      const partnerKey = await key(id);
      return { id, key: partnerKey, headers: bearer(partnerKey) };
    },
    async eventType(name, schema = { type: 'object' }) {
      await insertEventType(db.sql, { name, description: '', schema }, tester);
    },
    async close() {
      await app.close();
      evaluator.close();
      await directory.close();
      rateLimiter.close();
      await vendors.close();
      await oidc.close();
      await attribution.close();
      await db.close();
      await database.drop();
    },
  };
}

/** Tests send many invalid keys from one address. */
const defaultSettings = Settings.parse({ gateway: { ...patient, failed_auth_per_minute: 1_000_000 } });
const encryptionKeys = `test:${randomBytes(32).toString('base64')}`;

export function bearer(key: string): { authorization: string } {
  return { authorization: `Bearer ${key}` };
}

function recordLog(level: string) {
  const logged: Record<string, unknown>[] = [];
  const log = pino({ level }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  return { logged, log };
}

/** Fakes of the workflows' interfaces. All methods behave the same. */
export function workflowsThat(act: (call: WorkflowCall, ids: string[]) => Promise<void>): Workflows {
  return {
    deliveries: {
      start: (ids) => act('start', ids),
      retryNow: (id) => act('retryNow', [id]),
      cancel: (id) => act('cancel', [id]),
      release: (id) => act('release', [id]),
    },
    connections: {
      maintain: (id) => act('maintain', [id]),
      disconnect: (id) => act('disconnect', [id]),
    },
    syncs: {
      runSync: (id) => act('runSync', [id]),
      hintSync: (id) => act('hintSync', [id]),
      scheduleSync: ({ id }) => act('scheduleSync', [id]),
      unscheduleSync: (id) => act('unscheduleSync', [id]),
      testSync: ({ id }) => act('testSync', [id]),
    },
    reconciliations: {
      runReconciliation: ({ syncId }) => act('runReconciliation', [syncId]),
      scheduleReconciliation: (id) => act('scheduleReconciliation', [id]),
      unscheduleReconciliation: (id) => act('unscheduleReconciliation', [id]),
      findScheduleState: async () => 'running',
    },
    deals: {
      registerDeal: ({ id }) => act('registerDeal', [id]),
      importDeals: ({ id }) => act('importDeals', [id]),
    },
    sandboxes: {
      provisionSandbox: (id) => act('provisionSandbox', [id]),
      promote: ({ id }) => act('promote', [id]),
    },
    erasures: { eraseData: ({ id }) => act('eraseData', [id]) },
    attribution: {
      maintainAttribution: (environment) => act('maintainAttribution', [environment]),
      recomputeAttribution: (version) => act('recomputeAttribution', [String(version)]),
    },
    commissions: {
      accrue: (id) => act('accrue', [id]),
      runPayout: (id) => act('runPayout', [id]),
      answerDispute: (id) => act('answerDispute', [id]),
    },
    books: {
      reconcileBook: ({ id }) => act('reconcileBook', [id]),
      scheduleBooks: () => act('scheduleBooks', []),
      wakeBooks: () => act('wakeBooks', []),
      describeSchedule: async () => null,
    },
    health: { watchHealth: (environment) => act('watchHealth', [environment]) },
    alerts: {
      tell: ({ rule, subject }) => act('tell', [rule, subject.id]),
      clear: (rule, subjectId) => act('clear', [rule, subjectId]),
      advance: ({ rule, subjectId }) => act('advance', [rule, subjectId]),
      wakeChannel: (id) => act('wakeChannel', [id]),
      watchAlerts: (environment) => act('watchAlerts', [environment]),
    },
    findNotRunning: async () => [],
    listDeliveryWorkflows: async () => ({ workflows: [], next: null }),
  };
}
