import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Child } from '#apps/local/processes/child-process.ts';
import { readyDeal } from '#test/support/deal-calls.ts';
import { eventually } from '#test/support/engine.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { makeScratch, removeScratch } from '#test/support/stack/scratch.ts';
import { seedPlatform } from '#test/support/stack/seed.ts';
import { type Services, startServices } from '#test/support/stack/services.ts';

let stateDir: string;
let services: Services;
let receiver: Receiver;
let engine: Child;
let port: number;
let key: string;

beforeAll(async () => {
  stateDir = await makeScratch();
  services = await startServices(stateDir, () => {});
  receiver = await startReceiver({ secrets: [] });
  key = await seedPlatform(services, [{ name: 'log.tried', schema: { type: 'object' } }]);
  port = await findFixedPort();
  // Nothing listens there: the CRM is away.
  const environment = { CRM_TOKEN: 'the-token', CRM_URL: `http://127.0.0.1:${await findFixedPort()}` };
  engine = await startEngine(services, { role: 'engine', name: 'engine', port, until: 'ready', environment });
});
afterAll(async () => {
  await engine?.stop();
  await receiver?.close();
  await services?.stop();
  removeScratch(stateDir);
});

async function call(method: string, path: string, body?: unknown, { as = key, ...headers }: Record<string, string> = {}) {
  const reply = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: reply.status, body: (await reply.json()) as Record<string, any> };
}

/** What the engine wrote at the level of warnings and above. It starts with that level. */
const warnings = () =>
  readFileSync(engine.logFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ level }) => Number(level) >= 40);

async function addPartner() {
  const { id } = (await call('POST', '/partners', { name: 'Acme', tier: 'enterprise' })).body;
  const made = await call('POST', '/api-keys', { name: 'test', partner_id: id, scopes: ['deals:read', 'deals:write'] });
  return { id: id as string, key: made.body['key'] as string };
}

/** One event for a new endpoint of the partner. Returns both ids. */
async function send(partnerId: string) {
  const wanted = { partner_id: partnerId, url: receiver.url, event_types: ['log.tried'], retry_policy: { schedule_s: [1, 1] } };
  const { id: endpointId } = (await call('POST', '/endpoints', wanted)).body;
  const { id: eventId } = (await call('POST', '/events', { type: 'log.tried', data: {}, partner_ids: [partnerId] })).body;
  return { endpointId: endpointId as string, eventId: eventId as string };
}

test('what callers and receivers do wrong writes no warning', async () => {
  const partner = await addPartner();
  receiver.script({ status: 500 }, { reset: 'before_head' });
  const { eventId } = await send(partner.id);
  await eventually(
    () => call('GET', `/deliveries?event_id=${eventId}`),
    ({ body }) => body['data'][0].status === 'delivered' && body['data'][0].attempt_count === 3,
  );
  const refused = [
    await call('POST', '/events', '{"type":'),
    await call('GET', '/deals', undefined, { as: 'ck_live_nonsense' }),
    await call('GET', '/endpoints', undefined, { as: partner.key }),
    await call('GET', '/deals/deal_unknown'),
    await call('POST', '/deals', { customer: {} }, { as: partner.key }),
    await call('POST', '/events', { type: 'log.unknown', data: {} }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([400, 401, 403, 404, 400, 422]);
  // A client that goes away in the middle of its body.
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const head = ['POST /api/v1/events HTTP/1.1', 'host: x', `authorization: Bearer ${key}`, 'content-type: application/json'];
  socket.write([...head, 'content-length: 1000', '', '{"type":'].join('\r\n'));
  await call('GET', '/deals');
  socket.destroy();
  const rows = [{ external_id: 'A', customer: { company_name: 'A' } }, { external_id: 'B' }];
  const { id } = (await call('POST', '/deal-imports', rows, { as: partner.key })).body;
  await eventually(
    () => call('GET', `/deal-imports/${id}`),
    ({ body }) => body['status'] === 'finished',
  );
  expect(warnings()).toEqual([]);
});

test('a line about a delivery has the ids of its endpoint and partner', async () => {
  const partner = await addPartner();
  receiver.script({ status: 410 });
  const { endpointId } = await send(partner.id);
  const [line] = await eventually(
    async () => warnings().filter(({ type }) => type === 'causeway.endpoint.disabled'),
    (found) => found.length > 0,
  );
  expect(line).toMatchObject({ level: 40, endpoint_id: endpointId, partner_id: partner.id, event_id: expect.stringMatching(/^evt_/) });
});

test('a line that an activity writes has the id of its workflow', async () => {
  const partner = await addPartner();
  const { id } = (await call('POST', '/deals', readyDeal(`Away ${randomUUID()}`), { as: partner.key })).body;
  await call('POST', `/deals/${id}/submit`, undefined, { as: partner.key });
  await call('POST', `/deals/${id}/approve`);
  const lines = await eventually(
    async () => warnings().filter(({ type }) => String(type).startsWith('causeway.crm.')),
    (found) => found.length > 0,
  );
  expect(lines).toMatchObject([{ level: 50, workflow_id: `register-deal/${id}` }]);
});
