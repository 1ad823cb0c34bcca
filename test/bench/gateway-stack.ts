import { randomBytes } from 'node:crypto';
import { startPostgres } from '#apps/local/postgres/postgres.ts';
import { insertApiKey } from '#db/access/api-key.ts';
import { migrateAttribution } from '#db/attribution/migrate.ts';
import { openDatabase } from '#db/database.ts';
import { createEndpoint } from '#db/delivery/endpoint.ts';
import { migrate } from '#db/migrate.ts';
import { putFlag } from '#db/partners/feature-flag.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { partnerScopes } from '#domain/access/scope.ts';
import { newId } from '#domain/id.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { type Helper, startHelper } from '#test/support/stack/helper-process.ts';
import { tester } from '#test/support/tester.ts';
import type { GatewayApiHandlers } from './gateway-api-process.ts';
import type { GatewayBareHandlers } from './gateway-bare-process.ts';
import type { HttpLoadHandlers } from './http-load-process.ts';
import type { Target } from './http-load.ts';

/** What is asked for in all measurements: answered from memory. */
export const path = '/api/v1/partners/me/feature-flags';

/** PostgreSQL, and as many processes as a measurement wants. */
export interface GatewayStack {
  /** A partner's key; with its own limit, or its tier's. */
  addPartner(limit: { perMinute: number; burst: number } | 'standard' | 'enterprise'): Promise<string>;
  /** A partner's key, and what lists its 50 endpoints. */
  addList(): Promise<Pick<Target, 'key' | 'path'>>;
  startApi(options?: { timed: boolean }): Promise<GatewayApi>;
  startBare(body: unknown): Promise<Omit<Target, 'key'>>;
  /** What sends beside the load that is measured. */
  startLoad(): Promise<Helper<HttpLoadHandlers>>;
  stop(): Promise<void>;
}

interface GatewayApi extends Omit<Target, 'key'> {
  helper: Helper<GatewayApiHandlers>;
}

/** Some of each kind, so that each kind of decision is in the figure. */
const flags = [
  { name: 'deals.bulk_import', enabled: true, rolloutPercent: null },
  { name: 'deals.protection_extension', enabled: true, rolloutPercent: 25 },
  { name: 'webhooks.ordering', enabled: true, rolloutPercent: null },
  { name: 'signals.account_matching', enabled: false, rolloutPercent: null },
];

export async function startGatewayStack(stateDir: string, say: (line: string) => void): Promise<GatewayStack> {
  const steps: (() => Promise<unknown>)[] = [];
  const server = await startPostgres({ stateDir, port: await findFixedPort(), say });
  steps.push(() => server.child.stop());
  await server.ensureDatabase('causeway');
  const databaseUrl = server.urlOf('causeway');
  await migrate(databaseUrl);
  await migrateAttribution(databaseUrl);
  const db = openDatabase(databaseUrl, { max: 2, name: 'gateway-bench' });
  steps.push(() => db.close());
  for (const flag of flags) await putFlag(db, { description: '', ...flag }, tester);
  const encryptionKeys = `bench:${randomBytes(32).toString('base64')}`;

  const addPartner = async (limit: Parameters<GatewayStack['addPartner']>[0]) => {
    const wanted =
      typeof limit === 'string' ? { tier: limit } : { tier: 'standard' as const, ratePerMinute: limit.perMinute, rateBurst: limit.burst };
    const { id: partnerId } = await createPartner(db, { name: 'Bench', ...wanted }, tester);
    const made = newApiKey('live');
    await insertApiKey(db, { ...made, name: 'bench', scopes: partnerScopes, partnerId }, tester);
    return { partnerId, key: made.key };
  };

  return {
    addPartner: async (limit) => (await addPartner(limit)).key,
    async addList() {
      const { partnerId, key } = await addPartner({ perMinute: 1_000_000, burst: 1_000_000 });
      for (let n = 0; n < 50; n++) {
        const row = {
          id: newId('ep'),
          partnerId,
          url: `https://hooks.example/${n}`,
          eventTypes: ['deal.*'],
          maxConcurrency: 1,
          timeoutMs: 1_000,
        };
        await createEndpoint(db, row, { id: newId('sec'), sealed: 'sealed' }, 50, tester);
      }
      return { key, path: '/api/v1/endpoints?limit=50' };
    },
    async startApi({ timed } = { timed: false }) {
      const helper = await startHelper<GatewayApiHandlers>(new URL('./gateway-api-process.ts', import.meta.url));
      steps.push(() => helper.stop());
      return { helper, path, port: await helper.call('start', { databaseUrl, encryptionKeys, timed }) };
    },
    async startBare(body) {
      const helper = await startHelper<GatewayBareHandlers>(new URL('./gateway-bare-process.ts', import.meta.url));
      steps.push(() => helper.stop());
      return { path, port: await helper.call('start', { path, body }) };
    },
    async startLoad() {
      const helper = await startHelper<HttpLoadHandlers>(new URL('./http-load-process.ts', import.meta.url));
      steps.push(() => helper.stop());
      return helper;
    },
    async stop() {
      for (const step of steps.splice(0).toReversed()) await step();
    },
  };
}
