import { getPriority, setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { insertApiKey } from '#db/access/api-key.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { createPartner, updatePartner } from '#db/partners/partner.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { grantableScopes } from '#domain/access/scope.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { type Handlers, type Helper, startHelper } from '#test/support/stack/helper-process.ts';
import { seedPlatform } from '#test/support/stack/seed.ts';
import { startServices } from '#test/support/stack/services.ts';
import { tester } from '#test/support/tester.ts';
import type { FloorHandlers } from './floor-process.ts';
import { dearSchema, largeDeal } from './partner-senders.ts';
import type { Question, QuietHandlers } from './quiet-process.ts';
import type { SenderHandlers } from './sender-process.ts';
import type { HostileTarget, Sender } from './sender.ts';

/** One engine, whoever disturbs it, and who is disturbed. */
export interface HostileStack {
  enginePid: number;
  engineLog: string;
  /** How the engine ended; undefined while it runs. */
  engineEnd(): string | undefined;
  /** The other partner's requests, and /health/live; each from a process of its own. */
  quiet: Asker;
  health: Asker;
  /** As many requests as the quiet partner's, of a server that does next to nothing. */
  floor: Asker;
  /** Creates its caller, with a full burst and nothing on its account. Returns what sends, and how it was answered. */
  prepare(sender: Sender): Promise<(seconds: number) => Promise<Record<number, number>>>;
  countRunningImports(): Promise<number>;
  stop(): Promise<void>;
}
type Asker = Helper<QuietHandlers>;

const ample = { ratePerMinute: 1_000_000, rateBurst: 1_000_000 };
/** Often enough to meet a pause of 20 ms. */
const healthPerS = 50;
const quietPerS = 40;
const largeDeals = 200;
const maxTries = 60;
const draft = JSON.stringify({ customer: { company_name: 'Quiet Analytics GmbH', website: 'https://quiet.example' }, title: 'Platform' });
const quietQuestions: Question[] = [
  { method: 'POST', path: '/api/v1/deals/validate', body: draft },
  { method: 'GET', path: '/api/v1/partners/me' },
  { method: 'POST', path: '/api/v1/deals', body: draft },
  { method: 'GET', path: '/api/v1/deals?limit=20' },
  { method: 'GET', path: '/api/v1/partners/me/feature-flags' },
];
const floorQuestions = quietQuestions.map((question) => ({ ...question, path: question.path.replace('/api/v1', '') }));

export async function startHostileStack(stateDir: string, say: (line: string) => void): Promise<HostileStack> {
  const steps: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of steps.splice(0).toReversed()) await step();
  };
  try {
    const services = await startServices(stateDir, say);
    steps.push(() => services.stop());
    const platformKey = await seedPlatform(services, [{ name: 'hostile.happened', schema: { type: 'object' } }]);
    const port = await findFixedPort();
    const engine = await startEngine(services, {
      role: 'engine',
      name: 'engine',
      port,
      until: 'ready',
    });
    steps.push(() => engine.stop());
    let end: string | undefined;
    void engine.ended.then((how) => (end = how));
    const db = openDatabase(services.databaseUrl, { max: 2, name: 'hostile' });
    steps.push(() => db.close());
    const start = async <H extends Handlers>(file: string): Promise<Helper<H>> => {
      const helper = await startHelper<H>(new URL(file, import.meta.url));
      steps.push(() => helper.stop());
      return helper;
    };
    const ask = async (key: string, questions: Question[], perS: number, at = port): Promise<Asker> => {
      const helper = await start<QuietHandlers>('./quiet-process.ts');
      await helper.call('start', { port: at, key, questions, perS });
      return helper;
    };
    const generator = await start<SenderHandlers>('./sender-process.ts');
    // Callers are other machines: what they take of this one's processors is not what the service takes.
    setPriority(generator.pid, Math.min(19, getPriority() + 10));
    const bare = await start<FloorHandlers>('./floor-process.ts');
    const floorPort = await bare.call('start', { databaseUrl: services.adminUrl });
    const api = apiAt(port);
    const quiet = await ask((await addPartner(db, ample)).key, quietQuestions, quietPerS);
    const floor = await ask('', floorQuestions, quietPerS, floorPort);
    const health = await ask('', [{ method: 'GET', path: '/health/live' }], healthPerS);
    return {
      ...{ enginePid: engine.pid, engineLog: engine.logFile, engineEnd: () => end, quiet, health, floor, stop },
      async prepare(sender) {
        const target = { port, ...(await createCaller(db, sender, { api, platformKey })) };
        return async (seconds) => (await generator.call('send', { name: sender.name, target, seconds })).statuses;
      },
      async countRunningImports() {
        const [row] = await db.sql<[{ count: number }]>`select count(*)::int as count from deal_import where status = 'running'`;
        return row.count;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Api = ReturnType<typeof apiAt>;

const apiAt = (port: number) => async (key: string, path: string, body: unknown) => {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  for (let tries = 0; ; tries++) {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, { method: 'POST', headers, body: text });
    if (response.ok) return (await response.json()) as { id: string };
    const problem = await response.text();
    // The engine can still be busy with the sender before.
    if (response.status !== 503 || tries === maxTries) throw new Error(`POST ${path}: ${response.status} ${problem}`);
    await delay(1_000);
  }
};

async function createCaller(
  db: Database,
  { as, needs, once }: Sender,
  { api, platformKey }: { api: Api; platformKey: string },
): Promise<Omit<HostileTarget, 'port'>> {
  if (as === 'platform') return { key: await addKey(db), dealId: '' };
  const { id, key } = await addPartner(db, once || needs ? ample : {});
  if (needs === 'dear-schema') {
    const settings = { custom_schema: dearSchema };
    const programme = await api(platformKey, '/programmes', { name: id, settings });
    await updatePartner(db, id, () => ({ programmeId: programme.id }), tester);
  }
  let dealId = '';
  if (needs === 'large-deals') for (let index = 0; index < largeDeals; index++) dealId = (await api(key, '/deals', largeDeal())).id;
  if (needs) await updatePartner(db, id, () => ({ ratePerMinute: null, rateBurst: null }), tester);
  return { key, dealId };
}

async function addPartner(db: Database, limit: Partial<typeof ample>): Promise<{ id: string; key: string }> {
  const { id } = await createPartner(db, { name: 'Partner', tier: 'enterprise', ...limit }, tester);
  return { id, key: await addKey(db, id) };
}

async function addKey(db: Database, partnerId?: string): Promise<string> {
  const made = newApiKey('live');
  const scopes = grantableScopes(partnerId === undefined ? 'platform' : 'partner');
  await insertApiKey(db, { ...made, name: 'hostile', scopes, ...(partnerId !== undefined && { partnerId }) }, tester);
  return made.key;
}
