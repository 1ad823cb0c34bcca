import { request, Agent } from 'undici';
import type { Child } from '#apps/local/processes/child-process.ts';
import { insertApiKey } from '#db/access/api-key.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { partnerScopes } from '#domain/access/scope.ts';
import { ampleLimit } from '#test/support/limits.ts';
import { now } from '#test/support/stack/clock.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { startHelper, type Helper } from '#test/support/stack/helper-process.ts';
import { startServices } from '#test/support/stack/services.ts';
import { tester } from '#test/support/tester.ts';
import type { ConflictHandlers } from './conflict-process.ts';

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  /** From sending the request to the last byte of its answer. */
  ms: number;
}

/** PostgreSQL, Temporal and one engine, ten partners, and a process for what is measured beside the engine. */
export interface DealsStack {
  databaseUrl: string;
  db: Database;
  /** The partners' keys. */
  keys: string[];
  conflicts: Helper<ConflictHandlers>;
  call(key: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

const partners = 10;
/** All of a race at once, so that none waits for a connection. */
const connections = 256;

export async function startDealsStack(stateDir: string, say: (line: string) => void): Promise<DealsStack> {
  const steps: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of steps.splice(0).toReversed()) await step();
  };
  try {
    const services = await startServices(stateDir, say);
    steps.push(() => services.stop());
    const db = openDatabase(services.databaseUrl, { max: 2, name: 'deals-bench' });
    steps.push(() => db.close());
    const conflicts = await startHelper<ConflictHandlers>(new URL('./conflict-process.ts', import.meta.url));
    steps.push(() => conflicts.stop());
    const keys = await Promise.all(Array.from({ length: partners }, (_, index) => addPartner(db, `Partner ${index}`)));
    const port = await findFixedPort();
    const engine: Child = await startEngine(services, { role: 'engine', name: 'engine', port, until: 'ready' });
    steps.push(() => engine.stop());
    const agent = new Agent({ connections, pipelining: 1 });
    steps.push(() => agent.close());
    return { databaseUrl: services.databaseUrl, db, keys, conflicts, stop, call: callerOf(agent, `http://127.0.0.1:${port}/api/v1`) };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function addPartner(db: Database, name: string): Promise<string> {
  const { id: partnerId } = await createPartner(db, { name, tier: 'standard', ...ampleLimit }, tester);
  const made = newApiKey('live');
  await insertApiKey(db, { ...made, name: 'bench', scopes: partnerScopes, partnerId }, tester);
  return made.key;
}

function callerOf(dispatcher: Agent, api: string): DealsStack['call'] {
  return async (key, method, path, sent) => {
    const headers = { authorization: `Bearer ${key}`, ...(sent !== undefined && { 'content-type': 'application/json' }) };
    const body = sent === undefined ? null : JSON.stringify(sent);
    const startedAt = now();
    const response = await request(`${api}${path}`, { dispatcher, method, headers, body });
    const text = await response.body.text();
    const ms = now() - startedAt;
    return { status: response.statusCode, body: JSON.parse(text) as Record<string, unknown>, ms };
  };
}

/** The answer's body, if it has that status: figures of refusals would look very good. */
export function expectStatus(status: number, what: string, answer: Answer): Answer['body'] {
  if (answer.status === status) return answer.body;
  throw new Error(`${what} was answered ${answer.status} instead of ${status}: ${JSON.stringify(answer.body).slice(0, 500)}`);
}
