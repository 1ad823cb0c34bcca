import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { cancelSubscription } from '#apps/fakes/stripe/stripe-subscriptions.ts';
import { type CrmAndBilling, startCrmAndBilling } from '#test/support/crm-and-billing.ts';
import { eventually } from '#test/support/engine.ts';

// No sync here polls: whatever arrives was told by a webhook.
let world: CrmAndBilling;
beforeAll(async () => void (world = await startCrmAndBilling()));
afterAll(() => world.close());

test('a webhook of either side brings the change to the other at once, and our own writes come to rest', async () => {
  const { company, customer, subscription } = world.addPair('Nordwind', 3);
  const id = await world.createSync();
  expect(world.companyOf(company)).toMatchObject({ mrr: '30' });
  world.changeQuantity(subscription, 8);
  await eventually(
    () => world.companyOf(company),
    ({ mrr }) => mrr === '80',
  );
  const told = await eventually(
    () => world.runsOf(id),
    ([run]) => run?.['state'] === 'completed',
  );
  expect(told[0]).toMatchObject({ kind: 'hinted', written: 1, failed: 0 });

  world.crm.account.as('CRM_UI', () => world.crm.records('companies').update(company, { name: 'Nordwind AG' }));
  world.crm.flush();
  await eventually(
    () => world.billing.account.get('customer', customer)['name'],
    (name) => name === 'Nordwind AG',
  );
  await eventually(inboundLeft, (left) => left === 0);
  await eventually(hintsLeft, (left) => left === 0);
  // Stripe names the write that caused an event, so what it stored is not read once more.
  const calls = world.billing.arrived().filter(({ path }) => path.startsWith(`/v1/customers/${customer}`));
  expect(calls.at(-1)?.method).toBe('POST');
  // What we wrote came back as webhooks. A run that finds nothing to do leaves no row.
  const runs = await world.runsOf(id);
  expect(runs.map(({ written }) => Number(written)).reduce((sum, one) => sum + one, 0)).toBe(3);
  expect(runs.filter(({ kind, written }) => kind === 'hinted' && written === 0)).toEqual([]);
});

test('a webhook about a record that is gone asks for the evidence, and one about nonsense is in nobody’s way', async () => {
  const { company, subscription } = world.addPair('Blaufelder', 1);
  const id = await world.createSync();
  await world.engine.db.sql`
    insert into change_hint (connection_id, object, record_id, events)
    values (${world.connections.a_connection_id}, 'companies', ${'x'.repeat(500)}, 1)`;
  world.changeQuantity(subscription, 5);
  await eventually(
    () => world.companyOf(company),
    ({ mrr }) => mrr === '50',
  );
  const before = await eventually(
    () => world.runsOf(id),
    (runs) => runs.some(({ kind, state }) => kind === 'incremental' && state === 'completed'),
  );
  world.crm.records('companies').archive(company);
  world.crm.flush();
  await eventually(
    () => world.runsOf(id),
    (runs) =>
      runs.filter(({ kind }) => kind === 'incremental').length > before.filter(({ kind }) => kind === 'incremental').length &&
      runs[0]?.['state'] === 'completed',
  );
  const [link] = await world.engine.db.sql`select from sync_link where sync_id = ${id} and a_id = ${company}`;
  expect(link).toBeUndefined();
});

test('a paused sync is not woken', async () => {
  const { company, subscription } = world.addPair('Acme', 1);
  const id = await world.createSync();
  await world.engine.call('POST', `/syncs/${id}/pause`);
  world.changeQuantity(subscription, 9);
  await eventually(inboundLeft, (left) => left === 0);
  expect(world.companyOf(company)).toMatchObject({ mrr: '10' });
  await world.engine.call('POST', `/syncs/${id}/resume`);
  await eventually(
    () => world.companyOf(company),
    ({ mrr }) => mrr === '90',
  );
});

test('past due, paused, cancelled and bought again are states of one company, and each is written once', async () => {
  const { company, customer, subscription } = world.addPair('Transit', 2);
  const id = await world.createSync();
  const { account } = world.billing;
  const arrives = (status: string, mrr: string) =>
    eventually(
      () => world.companyOf(company),
      (shown) => shown['subscription_status'] === status && shown['mrr'] === mrr,
    );
  account.update('subscription', subscription, { status: 'past_due' });
  await arrives('past_due', '20');
  account.update('subscription', subscription, { status: 'active', pause_collection: { behavior: 'void' } });
  await arrives('paused', '0');
  account.update('subscription', subscription, { pause_collection: null });
  await arrives('active', '20');
  cancelSubscription(account, subscription);
  await arrives('canceled', '0');
  world.subscribe(customer, 5);
  await arrives('active', '50');
  await eventually(hintsLeft, (left) => left === 0);
  const [ledger] = await world.engine.db.sql<{ written: number }[]>`
    select count(*)::int as written from sync_write where sync_id = ${id} and target = ${company} and state = 'acked'`;
  expect(ledger).toEqual({ written: 6 });
  const named = world.crm
    .records('companies')
    .all()
    .filter(({ fields }) => fields['name'] === 'Transit');
  expect(named).toHaveLength(1);
});

test('a currency that the CRM has not enabled fails the record with its remedy, and no other', async () => {
  const one = world.addPair('Dollars', 1);
  const other = world.addPair('Euros', 1);
  const id = await world.createSync();
  world.crm.account.addProperty('companies', { name: 'mrr_currency', label: 'Currency', type: 'choice', options: ['EUR'] });
  onTestFinished(() => world.crm.account.addProperty('companies', { name: 'mrr_currency', label: 'Currency', type: 'text' }));
  world.billing.account.update('subscription', one.subscription, { currency: 'usd' });
  world.changeQuantity(other.subscription, 4);
  await eventually(
    () => world.companyOf(other.company),
    ({ mrr }) => mrr === '40',
  );
  const { body } = await eventually(
    () => world.engine.call('GET', `/syncs/${id}/writes?state=failed&record_id=${one.company}`),
    (answer) => answer.body['data'].length > 0,
  );
  expect(body['data']).toMatchObject([{ reason: 'not_allowed', field: 'mrr_currency', remedy: expect.stringContaining('picklist') }]);
});

test('a hundred changes at once are a few runs of one workflow, and the last value of each arrives', async () => {
  const pairs = Array.from({ length: 100 }, (_, i) => world.addPair(`Company ${i}`, 1));
  const id = await world.createSync({ max_change_percent: 100 });
  for (const quantity of [2, 3]) for (const { subscription } of pairs) world.changeQuantity(subscription, quantity);
  await eventually(
    async () => {
      await world.repeatRefused();
      return pairs.filter(({ company }) => world.companyOf(company)['mrr'] === '30').length;
    },
    (right) => right === pairs.length,
  );
  const runs = (await world.runsOf(id)).filter(({ kind }) => kind === 'hinted');
  expect(runs.length).toBeLessThan(20);
});

async function hintsLeft(): Promise<number> {
  const [row] = await world.engine.db.sql<{ left: number }[]>`
    select ((select count(*) from sync_hint) + (select count(*) from inbound_event where status = 'pending')
      + (select count(*) from sync where hinted_at is not null) + (select count(*) from sync_run where state = 'running'))::int as left`;
  return row?.left ?? 0;
}

async function inboundLeft(): Promise<number> {
  const [row] = await world.engine.db.sql<{ left: number }[]>`
    select count(*)::int as left from inbound_event where status = 'pending'`;
  return row?.left ?? 0;
}
