import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SupervisedWorker, superviseWorker } from '#test/support/supervised-worker.ts';
import { startTrialWorld, type TrialWorld } from '#test/support/trial-world.ts';

let world: TrialWorld;
let worker: SupervisedWorker;
beforeEach(async () => {
  world = await startTrialWorld('hubspot');
  await world.engine.stop();
  worker = superviseWorker(world.engine, { hubspot: world.crm.url, stripe: world.billing.url });
});
afterEach(async () => {
  world.billing.traffic.onAnswer = () => {};
  await worker.stop();
  await world.close();
});

/** Kills the worker, as if the machine had lost power, when the vendor has done such a request for the first time. */
function killAfter(request: RegExp): void {
  let isKilled = false;
  world.billing.traffic.onAnswer = ({ method, path }) => {
    if (isKilled || !request.test(`${method} ${path}`)) return;
    isKilled = true;
    worker.kill();
  };
}

const customers = () => world.billing.account.all('customer');

test('a worker that is killed when the vendor has created the record leaves nothing behind', { timeout: 240_000 }, async () => {
  const company = world.crm.companies.create({ name: 'Brightwell', domain: 'created.example' }).id;
  const id = await world.createSync();
  killAfter(/POST \/v1\/customers$/);
  const done = await world.ended(id, await world.begin(id, { a_id: company }));
  expect(worker.deaths()).toBe(1);
  expect(done).toMatchObject({ state: 'completed', writes: [{ operation: 'create', state: 'taken_back' }] });
  expect(customers()).toEqual([]);
});

test('a worker that is killed when the vendor has changed the record gives each field back what it had', { timeout: 240_000 }, async () => {
  const { company, customer } = world.addPair('updated.example');
  const id = await world.createSync();
  killAfter(new RegExp(`POST /v1/customers/${customer}`));
  const done = await world.ended(id, await world.begin(id, { a_id: company }));
  expect(worker.deaths()).toBe(1);
  expect(done).toMatchObject({ state: 'completed', writes: [{ state: 'taken_back' }, { state: 'taken_back' }] });
  expect(world.billing.account.get('customer', customer)).toMatchObject({ name: 'Old name', phone: '+49 30 5550 1001' });
  expect(world.crm.companies.get(company)?.fields['phone'] ?? '').toBe('');
});
