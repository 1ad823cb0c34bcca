import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Child } from '#apps/local/processes/child-process.ts';
import { insertApiKey } from '#db/access/api-key.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { grantableScopes } from '#domain/access/scope.ts';
import { readyDeal } from '#test/support/deal-calls.ts';
import { eventually } from '#test/support/engine.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import type { CrmHandlers } from '#test/support/stack/crm-process.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { freeze } from '#test/support/stack/freeze.ts';
import { type Helper, startHelper } from '#test/support/stack/helper-process.ts';
import { makeScratch, removeScratch } from '#test/support/stack/scratch.ts';
import { seedPartner, seedPlatform } from '#test/support/stack/seed.ts';
import { type Services, startServices } from '#test/support/stack/services.ts';
import { tester } from '#test/support/tester.ts';

// Supervisors wait 5 s (docker-compose.yml), publishers a few seconds more. Both bounds are generous for a busy machine.
const healthWithinMs = 4_000;
const publishWithinMs = 12_000;

let stateDir: string;
let services: Services;
let engine: Child;
let receiver: Receiver;
let crm: Helper<CrmHandlers>;
let db: Database;
let origin: string;
let key: string;
let partnerId: string;
let partnerKey: string;
let thaw: () => void = () => {};

beforeAll(async () => {
  stateDir = await makeScratch();
  services = await startServices(stateDir, () => {});
  receiver = await startReceiver({ secrets: [] });
  db = openDatabase(services.databaseUrl, { max: 2, name: 'test' });
  key = await seedPlatform(services, [{ name: 'deal.tried', schema: { type: 'object' } }]);
  ({ id: partnerId } = await seedPartner(services, 'Acme', [{ url: `${receiver.url}/hook`, eventTypes: ['deal.tried'] }]));
  partnerKey = await addPartnerKey();
  const port = await findFixedPort();
  origin = `http://127.0.0.1:${port}`;
  crm = await startHelper<CrmHandlers>(new URL('../support/stack/crm-process.ts', import.meta.url));
  const environment = { CRM_TOKEN: 'the-token', CRM_URL: await crm.call('listen', 'the-token') };
  engine = await startEngine(services, { role: 'engine', name: 'engine', port, until: 'ready', environment });
});

async function addPartnerKey(): Promise<string> {
  const made = newApiKey('live');
  await insertApiKey(db, { ...made, name: 'test', scopes: grantableScopes('partner'), partnerId }, tester);
  return made.key;
}
afterEach(() => thaw());
afterAll(async () => {
  await engine?.stop();
  await crm?.stop();
  await db?.close();
  await receiver?.close();
  await services?.stop();
  removeScratch(stateDir);
});

interface Reply {
  status: number;
  retryAfter: string | null;
  text: string;
  json: Record<string, unknown>;
}

/** Rejects if the response takes longer. */
async function ask(path: string, withinMs: number, init: RequestInit = {}): Promise<Reply> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...(init.headers as Record<string, string>) };
  const reply = await fetch(`${origin}${path}`, { ...init, headers, signal: AbortSignal.timeout(withinMs) });
  const text = await reply.text();
  return { status: reply.status, retryAfter: reply.headers.get('retry-after'), text, json: JSON.parse(text) };
}

const post = (path: string, body: unknown, idempotencyKey?: string) =>
  ask(`/api/v1${path}`, publishWithinMs, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey },
  });

const ready = () => ask('/health/ready', healthWithinMs);
const isReady = () => eventually(ready, ({ json }) => json['status'] === 'ready');
const failedChecks = ({ json }: Reply) =>
  (json['checks'] as { name: string; ok: boolean }[]).filter(({ ok }) => !ok).map(({ name }) => name);
const newEvent = () => ({ id: randomUUID(), type: 'deal.tried', data: {}, partner_ids: [partnerId] });

/** What was published about faults, oldest first. */
async function told(type: string): Promise<Record<string, unknown>[]> {
  const rows = await db.sql<{ data: string }[]>`select data::text from event where type = ${type} order by id`;
  return rows.map(({ data }) => JSON.parse(data));
}

test('while PostgreSQL is frozen, everybody gets 503 in time; afterwards nothing is lost or doubled', async () => {
  const before = Array.from({ length: 5 }, newEvent);
  for (const event of before) expect((await post('/events', event)).status).toBe(202);
  const listOwn = () => ask('/api/v1/deals', publishWithinMs, { headers: { authorization: `Bearer ${partnerKey}` } });
  expect((await listOwn()).status).toBe(200);
  const own = Array.from({ length: 5 }, newEvent);
  const keyed = Array.from({ length: 5 }, () => ({ event: { ...newEvent(), id: undefined }, key: randomUUID() }));
  const batch = { events: Array.from({ length: 5 }, newEvent) };
  const batchKey = randomUUID();
  const publishAll = () =>
    Promise.all([
      ...own.map((event) => post('/events', event)),
      ...keyed.map(({ event, key: idempotencyKey }) => post('/events', event, idempotencyKey)),
      post('/events/batch', batch, batchKey),
    ]);

  thaw = freeze(services.postgresPid());
  const refusing = publishAll();
  const refusingOthers = Promise.all([
    ask('/api/v1/deliveries', publishWithinMs),
    ask('/api/v1/partners', publishWithinMs),
    post('/partners', { name: 'Late' }, randomUUID()),
    // The partner's rate limit is decided without the shared bucket.
    listOwn(),
    ask('/api/v1/deliveries', publishWithinMs, { headers: { authorization: `Bearer ${newApiKey('live').key}` } }),
    ask('/oauth/token', publishWithinMs, {
      method: 'POST',
      body: 'grant_type=client_credentials',
      headers: { authorization: `Basic ${btoa('oac_nobody:secret')}`, 'content-type': 'application/x-www-form-urlencoded' },
    }),
  ]);
  // What was found a moment before is still told.
  const health = await eventually(ready, (reply) => failedChecks(reply).length > 1);
  expect([health.status, health.json['status'], failedChecks(health)]).toEqual([
    503,
    'unavailable',
    ['postgres', 'migrations', 'attribution'],
  ]);
  expect(health.text).not.toMatch(/127\.0\.0\.1|localhost|postgres:|\d{4,5}\/|ECONN/);
  const refused = await refusing;
  expect(refused.map(({ status, retryAfter }) => [status, retryAfter])).toEqual(refused.map(() => [503, '2']));
  const others = await refusingOthers;
  expect(others.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503, 503]);
  expect((await ask('/health/live', healthWithinMs)).status).toBe(200);
  // The event cannot be stored now, so the log is the only witness.
  await eventually(
    () => engine.lastLines(500),
    (log) => log.includes('"type":"causeway.readiness.failed"'),
  );

  thaw();
  await isReady();
  const recovered = await eventually(
    () => told('causeway.readiness.recovered'),
    (events) => events.length > 0,
  );
  expect(recovered).toMatchObject([{ check: 'postgres', reason: 'no response within 1000 ms', failing_since: expect.any(String) }]);
  const repeated = await eventually(publishAll, (replies) => replies.every(({ status }) => status < 300));
  const stored = await db.sql<{ id: string; external_id: string | null }[]>`select id, external_id from event where type = 'deal.tried'`;
  expect(stored).toHaveLength(before.length + own.length + keyed.length + batch.events.length);
  expect(repeated).toHaveLength(own.length + keyed.length + 1);
  const unfinished = () => db.sql`select from delivery where status <> 'delivered'`.then((rows) => rows.length);
  await eventually(unfinished, (count) => count === 0);
  expect(await db.sql`select from delivery`).toHaveLength(stored.length);
  expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(stored.map(({ id }) => id)));
});

test('while Temporal is frozen, the process is degraded, and events are accepted and delivered', async () => {
  await isReady();
  thaw = freeze(services.temporalPid());
  const health = await eventually(ready, ({ json }) => json['status'] !== 'ready');
  expect([health.status, health.json['status'], failedChecks(health)]).toEqual([200, 'degraded', ['temporal']]);
  expect(health.text).not.toMatch(/127\.0\.0\.1|localhost/);
  const event = newEvent();
  expect((await post('/events', event)).status).toBe(202);
  const delivery = () => db.sql<{ id: string; status: string; workflow_id: string | null }[]>`
    select d.id, d.status, d.workflow_id from delivery d join event e on e.id = d.event_id where e.external_id = ${event.id}`;
  const [sent] = await eventually(delivery, ([row]) => row?.status === 'delivered');
  const calls = await Promise.all([
    post('/sandboxes', { name: 'Try', contact_email: 'a@b.example' }),
    post(`/deliveries/${sent?.id}/retry`, {}),
    post('/erasures', { email: 'ada@acme.example' }),
  ]);
  expect(calls.map(({ status }) => status < 500)).toEqual([true, true, true]);
  const about = { check: 'temporal', reason: 'no response within 1000 ms', required: false };
  const isAbout = ({ check }: Record<string, unknown>) => check === about.check;
  const failed = await eventually(
    () => told('causeway.readiness.failed'),
    (events) => events.some(isAbout),
  );
  expect(failed.filter(isAbout)).toEqual([expect.objectContaining(about)]);
  thaw();
  await isReady();
  await eventually(
    () => told('causeway.readiness.recovered'),
    (events) => events.some(isAbout),
  );
  await eventually(delivery, ([row]) => row?.workflow_id !== null);
});

test('while the CRM is frozen, one event says so, and approved deals arrive once it continues', async () => {
  const { json: created } = await post('/deals', { partner_id: partnerId, ...readyDeal('Frozen') });
  const dealId = String(created['id']);
  await post(`/deals/${dealId}/submit`, {});
  thaw = freeze(crm.pid);
  expect((await post(`/deals/${dealId}/approve`, {})).status).toBe(200);
  const away = await eventually(
    () => told('causeway.crm.unavailable'),
    (events) => events.length > 0,
  );
  expect(away).toMatchObject([
    { waiting_deals: 1, reason: expect.stringMatching(/no complete answer within/), failing_since: expect.any(String) },
  ]);
  expect((await ready()).json['status']).toBe('ready');
  thaw();
  await eventually(
    () => crm.call('deals'),
    (deals) => deals.includes(dealId),
  );
  await eventually(
    () => told('causeway.crm.recovered'),
    (events) => events.length > 0,
  );
  expect(await told('causeway.crm.unavailable')).toHaveLength(1);
});
