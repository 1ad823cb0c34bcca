import { afterAll, beforeAll, expect, test } from 'vitest';
import { syntheticEvents } from '#domain/sandboxes/synthetic-events.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { startReceiver } from '#test/support/receiver.ts';
import { taskQueue } from '#workflows/messages.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

const ready = async (partnerId: string, run: number) =>
  (
    await eventually(
      () => engine.call('GET', `/sandboxes/${partnerId}`),
      ({ body }) => body['status'] === 'ready' && body['run'] === run,
    )
  ).body;

const eventsOf = (partnerId: string) =>
  engine.db.sql<{ id: string; type: string; data: unknown }[]>`
    select id, type, data from event where external_id like ${`sandbox/${partnerId}/%`} order by split_part(external_id, '/', 4)::int`;

test('a sandbox is filled by its seed, delivered to its endpoint alone, and filled anew by a reset', async () => {
  // The first events arrive before the test knows the secrets; that they are signed is proven elsewhere.
  const receiver = await startReceiver({ secrets: [] });
  const { status, body } = await engine.call('POST', '/sandboxes', { endpoint_url: `${receiver.url}/hook`, seed: 42 });
  const { partner_id: partnerId } = body as { partner_id: string };
  expect([status, body['status']]).toEqual([201, 'provisioning']);
  const bystander = (await engine.call('POST', '/sandboxes', { endpoint_url: `${receiver.url}/other`, seed: 7 })).body;

  const first = await ready(partnerId, 1);
  const made = await eventsOf(partnerId);
  expect(made.map(({ type, data }) => ({ type, data }))).toEqual(syntheticEvents(42));
  const total = Object.values(first['counts'] as Record<string, number>).reduce((sum, count) => sum + count, 0);
  expect(total).toBe(made.length);
  await ready(bystander['partner_id'], 1);
  const arrivedAt = (path: string) =>
    receiver.requests.filter((request) => request.path === `/webhooks${path}`).map((request) => request.headers['webhook-id']);
  await eventually(
    () => arrivedAt('/hook').length,
    (count) => count >= made.length,
  );
  expect(arrivedAt('/hook').toSorted()).toEqual(made.map((event) => event.id).toSorted());
  await eventually(
    () => arrivedAt('/other').length,
    (count) => count >= syntheticEvents(7).length,
  );
  await replayNow(engine, `provision-sandbox/${partnerId}`, 'sandbox-provisioned');

  const facts = () => engine.db.sql`
    select 'touch' as kind, external_id, scope from attribution.touch where scope = ${partnerId}
    union all select kind, external_id, scope from attribution.conversion where scope = ${partnerId}
    union all select kind, external_id, scope from attribution.revenue where scope = ${partnerId}
    union all select kind, external_id, scope from attribution.cost where scope = ${partnerId} order by 1, 2`;
  const recorded = await facts();
  const kinds = new Set(recorded.map((fact) => String(fact['kind'])));
  expect([...kinds].toSorted()).toEqual([
    'commission',
    'customer',
    'discount',
    'lead',
    'opportunity',
    'programme',
    'refund',
    'sale',
    'touch',
  ]);
  expect(await engine.db.sql`select from attribution.touch where scope = 'live'`).toHaveLength(0);

  // Publishing once more adds nothing.
  await engine.db.sql`update sandbox set status = 'provisioning' where partner_id = ${partnerId}`;
  await engine.temporal.workflow.execute('provisionSandbox', {
    taskQueue,
    workflowId: `provision-sandbox/${partnerId}-again`,
    args: [{ partnerId }],
  });
  expect(await eventsOf(partnerId)).toEqual(made);
  expect((await ready(partnerId, 1))['counts']).toEqual(first['counts']);

  expect([...(await facts())]).toEqual([...recorded]);

  const reset = await engine.call('POST', `/sandboxes/${partnerId}/reset`, undefined, body['api_key'].key as string);
  expect([reset.status, reset.body['run']]).toEqual([202, 2]);
  const second = await ready(partnerId, 2);
  expect(second['counts']).toEqual(first['counts']);
  const inSecondRun = recorded.map((fact) => ({ ...fact, external_id: String(fact['external_id']).replace('1/', '2/') }));
  expect([...(await facts())]).toEqual(inSecondRun);
  const remade = await eventsOf(partnerId);
  expect(remade.map(({ type, data }) => ({ type, data }))).toEqual(syntheticEvents(42));
  expect(remade.filter((event) => made.some((earlier) => earlier.id === event.id))).toEqual([]);
  const deliveries = await engine.db.sql<{ event_id: string }[]>`select event_id from delivery where partner_id = ${partnerId}`;
  expect(deliveries.map((row) => row.event_id).toSorted()).toEqual(remade.map((event) => event.id).toSorted());
  expect(await eventsOf(bystander['partner_id'])).toHaveLength(syntheticEvents(7).length);
  await eventually(
    () => arrivedAt('/hook').length,
    (count) => count >= 2 * made.length,
  );
  await replayNow(engine, `provision-sandbox/${partnerId}`, 'sandbox-reset');
  await receiver.close();
  expect(receiver.problems()).toEqual([]);
});

test('what is left of a sandbox that nobody told Temporal about is done by the sweeper', async () => {
  const { body } = await engine.call('POST', '/partners', { name: 'Seeded', tier: 'sandbox' });
  await engine.db.sql`insert into sandbox (partner_id, seed) values (${body['id']}, 3)`;
  expect((await ready(body['id'] as string, 1))['counts']).toMatchObject({ 'customer.created': 6, 'deal.submitted': 9 });
  const deals = (await engine.call('GET', `/deals?partner_id=${body['id']}&limit=50`)).body['data'] as {
    review_status: string;
    conflict: string;
  }[];
  expect(deals).toHaveLength(9);
  expect(new Set(deals.map((deal) => deal.review_status))).toEqual(new Set(['approved', 'rejected']));
});

test('a payload that the company’s own schema does not allow is left out', async () => {
  const strict = await startTestEngine();
  await strict.call('POST', '/event-types', { name: 'customer.created', schema: { type: 'object', required: ['tax_number'] } });
  const { body } = await strict.call('POST', '/sandboxes', { seed: 5 });
  const ask = () => strict.call('GET', `/sandboxes/${body['partner_id']}`);
  const { counts } = (await eventually(ask, (answer) => answer.body['status'] === 'ready')).body;
  await strict.close();
  expect(counts['customer.created']).toBeUndefined();
  expect(counts['deal.submitted']).toBe(9);
});
