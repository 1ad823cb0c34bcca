import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Child } from '#apps/local/processes/child-process.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { type Helper, startHelper } from '#test/support/stack/helper-process.ts';
import { type Receiver, startReceiver } from '#test/support/stack/receiver.ts';
import { type EndpointPlan, seedPartner, type SeededEndpoint, seedPlatform } from '#test/support/stack/seed.ts';
import { type Services, startServices } from '#test/support/stack/services.ts';
import { eventBody, eventTypes } from './events.ts';
import { Ledger } from './ledger.ts';
import type { LoadHandlers } from './load-process.ts';
import { Observer } from './observer.ts';
import { loopFile as loopFileSetting } from './watch-loop.ts';

/** Everything that a measurement needs, running. */
export interface Bench {
  quick: boolean;
  services: Services;
  engine: Child;
  /** Where the engine reports what its event loop was like; null if it does not. */
  loopFile: string | null;
  receiver: Receiver;
  load: Helper<LoadHandlers>;
  ledger: Ledger;
  observer: Observer;
  apiUrl: string;
  /** Of the processes that get the load. */
  apiUrls: string[];
  key: string;
  say: (line: string) => void;
  /** A partner with one endpoint at that path of the receiver. */
  addTarget(name: string, plan?: Partial<EndpointPlan>): Promise<Target>;
  post(path: string, body: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** One partner with one endpoint, and the event that goes to it alone. */
export interface Target {
  name: string;
  partnerId: string;
  endpoint: SeededEndpoint;
  body: string;
}

const watchLoop = fileURLToPath(new URL('./watch-loop.ts', import.meta.url));

export async function startBench(options: { quick: boolean; stateDir: string; say: (line: string) => void }): Promise<Bench> {
  const { stateDir, say } = options;
  const steps: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of steps.splice(0).toReversed()) await step();
  };
  try {
    const services = await startServices(stateDir, say);
    steps.push(() => services.stop());
    const receiver = await startReceiver();
    steps.push(() => receiver.stop());
    const load = await startHelper<LoadHandlers>(new URL('./load-process.ts', import.meta.url));
    steps.push(() => load.stop());
    const key = await seedPlatform(services, eventTypes);
    const port = await findFixedPort();
    const loopFile = path.join(stateDir, 'event-loop.json');
    const environment = { NODE_OPTIONS: `--import=${watchLoop}`, [loopFileSetting]: loopFile };
    const engine = await startEngine(services, { role: 'engine', name: 'engine', port, until: 'ready', environment });
    steps.push(() => engine.stop());
    const observer = new Observer(services, { engine: engine.pid, receiver: receiver.pid, load: load.pid });
    steps.push(() => observer.close());
    const apiUrl = `http://127.0.0.1:${port}/api/v1`;
    const ledger = new Ledger(receiver);
    return {
      ...options,
      ...{ services, engine, loopFile, receiver, load, ledger, observer, apiUrl, apiUrls: [apiUrl], key, stop },
      async addTarget(name, plan = {}) {
        const url = plan.url ?? receiver.urlOf(`/${name}`);
        const { id: partnerId, endpoints } = await seedPartner(services, name, [{ ...plan, url }]);
        const endpoint = endpoints[0] as SeededEndpoint;
        await receiver.call('verify', { path: new URL(url).pathname, secret: endpoint.secret });
        return { name, partnerId, endpoint, body: eventBody({ partnerId }) };
      },
      post: (path, body) => post(`${apiUrl}${path}`, key, body),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function post(url: string, key: string, body: unknown): Promise<unknown> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${url}: ${response.status} ${text}`);
  return JSON.parse(text);
}

export const publishUrls = ({ apiUrls }: Bench): string[] => apiUrls.map((url) => `${url}/events`);

/** Waits until every accepted event has arrived. Answers how long that took, or Infinity. */
export async function waitForReceipts({ receiver, ledger }: Bench, maxMs: number): Promise<number> {
  const startedAt = performance.now();
  while ((await receiver.call('count')).received < ledger.accepted) {
    if (performance.now() - startedAt > maxMs) return Infinity;
    await delay(50);
  }
  return performance.now() - startedAt;
}

/** Waits until so many requests came to a path. Resolves to how many did. */
export async function waitForPath({ receiver, say }: Bench, path: string, count: number, maxMs: number): Promise<number> {
  const deadline = performance.now() + maxMs;
  for (;;) {
    const came = (await receiver.call('count')).byPath[path] ?? 0;
    if (came >= count) return came;
    if (performance.now() > deadline) {
      say(`  ${path} got ${came} of ${count} in ${maxMs / 1_000} s`);
      return came;
    }
    await delay(50);
  }
}
