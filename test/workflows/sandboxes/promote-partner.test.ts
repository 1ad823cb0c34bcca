import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { taskQueue } from '#workflows/messages.ts';

let engine: TestEngine;
let receiver: Receiver;
const secrets: string[] = [];
beforeAll(async () => {
  engine = await startTestEngine();
  receiver = await startReceiver({ secrets });
});
afterAll(async () => {
  await receiver.close();
  await engine.close();
});

async function newSandbox() {
  const { body } = await engine.call('POST', '/sandboxes', { endpoint_url: `${receiver.url}/hook`, seed: 1 });
  secrets.push(body['endpoint'].secret as string);
  const partnerId = body['partner_id'] as string;
  await eventually(
    () => engine.call('GET', `/sandboxes/${partnerId}`),
    (answer) => answer.body['status'] === 'ready',
  );
  return { partnerId, endpointId: body['endpoint'].id as string };
}

async function promote(partnerId: string, tier = 'standard') {
  const { body } = await engine.call('POST', `/partners/${partnerId}/promotions`, { tier });
  const ask = () => engine.call('GET', `/promotions/${body['id']}`);
  return (await eventually(ask, (answer) => answer.body['status'] !== 'checking')).body;
}

const failed = (checks: { check: string; passed: boolean }[]) => checks.filter((check) => !check.passed).map((check) => check.check);
const look = async (partnerId: string) => (await engine.call('GET', `/partners/${partnerId}/promotion-checks`)).body;

async function submitDeal(partnerId: string) {
  const { body } = await engine.call('POST', '/deals', {
    partner_id: partnerId,
    customer: { company_name: 'Tryoutwell Systems', website: 'tryoutwell.example.com' },
    title: 'First try',
    expected_value: { amount: '100.00', currency: 'EUR' },
    close_date: '2099-01-31',
    type: 'new_business',
  });
  await engine.call('POST', `/deals/${body['id']}/submit`);
}

async function test2xx(endpointId: string) {
  const { body } = await engine.call('POST', `/endpoints/${endpointId}/test`);
  const ask = () => engine.call('GET', `/deliveries/${body['deliveries'][0].id}`);
  await eventually(ask, (answer) => answer.body['status'] === 'delivered');
}

test('a sandbox that is not ready stays one, and is told what to do', async () => {
  const { partnerId } = await newSandbox();
  const blocked = await promote(partnerId);
  expect([blocked['status'], failed(blocked['checks'])]).toEqual([
    'blocked',
    ['endpoint_verified', 'test_event_delivered', 'deal_submitted', 'technical_contact'],
  ]);
  expect(blocked['checks'].find((check: { check: string }) => check.check === 'endpoint_verified').detail).toContain(
    'POST /endpoints/{id}/test',
  );
  expect((await engine.call('GET', `/partners/${partnerId}`)).body['tier']).toBe('sandbox');
  await replayNow(engine, `promote-partner/${blocked['id']}`, 'promotion-blocked');
});

test('one that is ready gets its tier and loses its synthetic data, and nothing else', async () => {
  const { partnerId, endpointId } = await newSandbox();
  await test2xx(endpointId);
  await engine.call('PATCH', `/partners/${partnerId}`, { contacts: [{ name: 'Ada', email: 'ada@acme.example', role: 'technical' }] });
  await submitDeal(partnerId);
  expect(await look(partnerId)).toMatchObject({ ready: true });

  await engine.call('POST', '/touches', { partner_id: partnerId, subject: 'tried out' });
  const factsOf = () =>
    engine.db
      .sql`select scope from attribution.touch where partner_id = ${partnerId} union all select scope from attribution.subject where scope = ${partnerId}`;
  expect(await factsOf()).not.toHaveLength(0);
  const promoted = await promote(partnerId, 'enterprise');
  expect(await factsOf()).toHaveLength(0);
  expect([promoted['status'], failed(promoted['checks'])]).toEqual(['promoted', []]);
  expect((await engine.call('GET', `/partners/${partnerId}`)).body).toMatchObject({ tier: 'enterprise', status: 'active' });
  expect((await engine.call('GET', `/sandboxes/${partnerId}`)).status).toBe(404);
  const deliveries = await engine.db.sql<{ type: string; externalId: string | null }[]>`
    select d.event_type as type, e.external_id as "externalId" from delivery d join event e on e.id = d.event_id where d.partner_id = ${partnerId}`;
  expect(deliveries.filter(({ externalId }) => externalId?.startsWith('sandbox/'))).toEqual([]);
  // Its own stay: the test, and what it was told of its own deal.
  expect(new Set(deliveries.map((row) => row.type))).toContain('webhook.test');
  // None of a sandbox's deals may hold a customer in production.
  expect((await engine.call('GET', `/deals?partner_id=${partnerId}`)).body['data']).toEqual([]);
  await replayNow(engine, `promote-partner/${promoted['id']}`, 'partner-promoted');

  // Run again, as a reset in Temporal does, it leaves alone what production has brought since.
  await submitDeal(partnerId);
  const real = (await engine.call('GET', `/deals?partner_id=${partnerId}`)).body['data'];
  await engine.temporal.workflow.execute('promotePartner', {
    taskQueue,
    workflowId: `promote-partner/${promoted['id']}-again`,
    args: [{ promotionId: promoted['id'], partnerId }],
  });
  expect((await engine.call('GET', `/promotions/${promoted['id']}`)).body).toEqual(promoted);
  const left = (await engine.call('GET', `/deals?partner_id=${partnerId}`)).body['data'];
  expect(left.map((deal: { id: string }) => deal.id)).toEqual(real.map((deal: { id: string }) => deal.id));
  expect(left).toHaveLength(1);
  expect((await engine.call('POST', `/partners/${partnerId}/promotions`, { tier: 'standard' })).body['code']).toBe('conflict');
});

test('a deal that is being made meanwhile does not get to production', async () => {
  const { partnerId, endpointId } = await newSandbox();
  await test2xx(endpointId);
  await engine.call('PATCH', `/partners/${partnerId}`, { contacts: [{ name: 'Ada', email: 'ada@acme.example', role: 'technical' }] });
  await submitDeal(partnerId);
  const { sql } = engine.db;
  const promoted = await sql.begin(async (tx) => {
    await tx`
      insert into deal (id, partner_id, programme_id, fields, created_by)
      values ('deal_meanwhile', ${partnerId}, 'prg_default', '{"customer":{"company_name":"Meanwell"}}', 'key_x')`;
    const found = promote(partnerId);
    await eventually(
      () =>
        sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database() and query like '%from promotion pr%'`,
      (waiting) => waiting.length > 0,
    );
    return { found };
  });
  expect((await promoted.found)['status']).toBe('promoted');
  expect(await sql`select id from deal where partner_id = ${partnerId}`).toEqual([]);
});

test('an endpoint that got another URL has to take a test again', async () => {
  const { partnerId, endpointId } = await newSandbox();
  await test2xx(endpointId);
  expect(failed((await look(partnerId))['checks'])).toEqual(['deal_submitted', 'technical_contact']);
  await engine.call('PATCH', `/endpoints/${endpointId}`, { description: 'the same' });
  expect(failed((await look(partnerId))['checks'])).toEqual(['deal_submitted', 'technical_contact']);
  await engine.call('PATCH', `/endpoints/${endpointId}`, { url: `${receiver.url}/new` });
  expect(failed((await look(partnerId))['checks'])).toEqual(['endpoint_verified', 'deal_submitted', 'technical_contact']);
});

test('a promotion that nobody told Temporal about is decided by the sweeper', async () => {
  const { partnerId } = await newSandbox();
  await engine.db
    .sql`insert into promotion (id, partner_id, tier, requested_by) values ('prm_forgotten', ${partnerId}, 'standard', 'key_x')`;
  await eventually(
    () => engine.call('GET', '/promotions/prm_forgotten'),
    (answer) => answer.body['status'] === 'blocked',
  );
});
