import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createTest } from '#db/sync/sync-test.ts';
import { replayNow } from '#test/support/histories.ts';
import { tester } from '#test/support/tester.ts';
import { startTrialWorld, type TrialWorld } from '#test/support/trial-world.ts';
import { testSyncId } from '#workflows/sync/messages.ts';

// A record is written to see what the sync does with it, and nothing of it stays, whatever happens meanwhile.
describe.each(['hubspot', 'salesforce'] as const)('tests of a sync between %s and Stripe', (vendor) => {
  let world: TrialWorld;
  beforeAll(async () => {
    world = await startTrialWorld(vendor);
  });
  afterEach(() => {
    world.billing.faults.clear();
    world.billing.traffic.onAnswer = () => {};
  });
  afterAll(() => world.close());

  const customers = () => world.billing.account.all('customer');
  const newCompany = (domain: string) =>
    world.crm.companies.create({ [world.crm.fields.name]: 'Brightwell', [world.crm.fields.domain]: domain }).id;
  /** Does something once the vendor has answered such a request for the nth time. */
  function after(request: RegExp, nth: number, act: (body: string) => void): void {
    let answers = 0;
    world.billing.traffic.onAnswer = ({ method, path, body }) => {
      if (request.test(`${method} ${path}`) && ++answers === nth) act(body);
    };
  }

  test('a paused sync runs nothing, and its preview finds counterparts by itself', async () => {
    const { company, customer } = world.addPair('paused.example');
    const alone = newCompany('alone.example');
    const id = await world.createSync();
    const { status, body } = await world.engine.call('POST', `/syncs/${id}/preview`, { object: 'account' });
    expect(status, JSON.stringify(body)).toBe(200);
    const byA = new Map(body['records'].map((record: { a_id: string }) => [record.a_id, record]));
    expect(byA.get(company)).toMatchObject({ b_id: customer, outcome: 'update', reason: null });
    expect(byA.get(alone)).toMatchObject({ b_id: null, name: 'Brightwell', outcome: 'create', reason: null });
    expect(body['changes']).toContainEqual({ side: 'b', record_id: alone, field: 'name', before: null, after: 'Brightwell' });
    expect((await world.engine.call('GET', `/syncs/${id}`)).body).toMatchObject({ state: 'paused' });
    expect((await world.engine.call('GET', `/syncs/${id}/runs`)).body['data']).toEqual([]);
  });

  test('changed fields of both sides get back what they had, and the ledger has what was written', async () => {
    const { company, customer } = world.addPair('both.example');
    const before = world.crm.companies.get(company)?.fields;
    const id = await world.createSync();
    let written: unknown;
    after(new RegExp(`POST /v1/customers/${customer}`), 1, () => (written = world.billing.account.get('customer', customer)['name']));
    const done = await world.ended(id, await world.begin(id, { a_id: company }));
    expect(done).toMatchObject({ state: 'completed', reason: null, waits_for: null });
    expect(done['writes']).toHaveLength(2);
    expect(done['writes']).toContainEqual(
      expect.objectContaining({
        ...{ side: 'b', operation: 'update', record_id: customer, state: 'taken_back', message: null },
        fields: [{ field: 'name', before: 'Old name', after: 'New name of both.example' }],
      }),
    );
    expect(written).toBe('New name of both.example');
    expect(world.billing.account.get('customer', customer)).toMatchObject({ name: 'Old name', phone: '+49 30 5550 1001' });
    expect(blank(world.crm.companies.get(company)?.fields)).toEqual(blank(before));
    const ledger = await world.engine.db.sql`select state, attempts from sync_write where sync_id = ${id}`;
    expect([...ledger]).toEqual([
      { state: 'taken_back', attempts: 2 },
      { state: 'taken_back', attempts: 2 },
    ]);
  });

  test('a created record is removed, and a run creates it afterwards as if nothing had been', async () => {
    const company = newCompany('created.example');
    const count = customers().length;
    const id = await world.createSync();
    const testId = await world.begin(id, { a_id: company });
    const done = await world.ended(id, testId);
    expect(done).toMatchObject({ state: 'completed', writes: [{ side: 'b', operation: 'create', state: 'taken_back' }] });
    await replayNow(world.engine, testSyncId(testId), 'sync-tested');
    expect(customers()).toHaveLength(count);
    const removed = done['writes'][0].record_id;
    expect(world.billing.account.isDeleted('customer', removed)).toBe(true);

    await world.engine.call('POST', `/syncs/${id}/resume`);
    await expect
      .poll(() => customers().find(({ metadata }) => (metadata as Record<string, string>)['crm_id'] === company)?.id, { timeout: 60_000 })
      .toSatisfy((created) => created !== undefined && created !== removed);
    await world.engine.call('POST', `/syncs/${id}/pause`);
  });

  test('a created record that somebody works with is left, with what to do', async () => {
    const company = newCompany('touched.example');
    const id = await world.createSync();
    after(/GET \/v1\/customers\/cus_/, 1, () => {
      const created = customers().find(({ metadata }) => (metadata as Record<string, string>)['crm_id'] === company);
      world.billing.account.update('customer', created?.id ?? '', { name: 'By hand' });
    });
    const done = await world.ended(id, await world.begin(id, { a_id: company }));
    const [write] = done['writes'];
    expect(done['state']).toBe('left');
    expect(write).toMatchObject({
      state: 'left',
      message: expect.stringContaining('name'),
      remedy: expect.stringContaining(write.record_id),
    });
    expect(world.billing.account.get('customer', write.record_id)).toMatchObject({ name: 'By hand' });
    world.billing.account.delete('customer', write.record_id);
  });

  test('a field that somebody changes meanwhile stays as they left it, and the others go back', async () => {
    const { company, customer } = world.addPair('meanwhile.example');
    const id = await world.createSync();
    after(new RegExp(`GET /v1/customers/${customer}`), 4, () => world.billing.account.update('customer', customer, { name: 'By hand' }));
    const done = await world.ended(id, await world.begin(id, { a_id: company, b_id: customer }));
    expect(done['state']).toBe('completed');
    expect(done['writes'].find(({ side }: { side: string }) => side === 'b')).toMatchObject({
      ...{ state: 'taken_back', message: expect.stringContaining('name') },
    });
    expect(world.billing.account.get('customer', customer)['name']).toBe('By hand');
    expect(world.crm.companies.get(company)?.fields[world.crm.fields.phone] ?? '').toBe('');
  });

  test('a connection that is lost after the vendor has written leaves nothing behind', async () => {
    const company = newCompany('lost.example');
    const count = customers().length;
    const id = await world.createSync();
    world.billing.faults.plan({ kind: 'drop_after_accept', at: /POST \/v1\/customers$/ });
    const done = await world.ended(id, await world.begin(id, { a_id: company }));
    expect(done).toMatchObject({ state: 'completed', writes: [{ state: 'taken_back' }] });
    expect(customers()).toHaveLength(count);
  });

  test('a vendor that is away while it is taken back is asked until it is there again', async () => {
    const company = newCompany('away.example');
    const count = customers().length;
    const id = await world.createSync();
    world.billing.faults.plan({ kind: 'unavailable', at: /DELETE \/v1\/customers/, times: 2 });
    const done = await world.ended(id, await world.begin(id, { a_id: company }));
    expect(done).toMatchObject({ state: 'completed', writes: [{ state: 'taken_back' }] });
    expect(customers()).toHaveLength(count);
  });

  test('what a vendor does not remove is left, with its words and what to do', async () => {
    const company = newCompany('price.example');
    const product = (key: string) => ({ name: 'account', b: 'products', links: [{ how: 'external_id', a: 'id', b: `metadata.${key}` }] });
    const fields = [{ a: world.crm.fields.name, b: 'name', type: 'text', direction: 'a_to_b', owner: 'a' }];
    const id = await world.createSync({ map: { ...product('crm_id'), fields } });
    after(/GET \/v1\/products\/prod_/, 1, () => {
      const [created] = world.billing.account.newestFirst('product');
      world.billing.account.create('price', { product: created?.id ?? '', unit_amount: 1, currency: 'eur', metadata: {} });
    });
    const done = await world.ended(id, await world.begin(id, { a_id: company }));
    expect(done['state']).toBe('left');
    expect(done['writes']).toMatchObject([
      { state: 'left', message: expect.stringMatching(/price/i), remedy: expect.stringContaining('prod_') },
    ]);
  });

  test('a write that the vendor refuses is shown with its words, and nothing was written', async () => {
    const company = world.crm.companies.create({ [world.crm.fields.name]: 'N'.repeat(255), [world.crm.fields.domain]: 'long.example' }).id;
    const id = await world.createSync({
      map: {
        fields: [
          { a: world.crm.fields.name, b: 'phone', type: 'text', direction: 'a_to_b', owner: 'a' },
          { a: world.crm.fields.domain, b: 'description', type: 'text', direction: 'a_to_b', owner: 'a' },
        ],
      },
    });
    const count = customers().length;
    const done = await world.ended(id, await world.begin(id, { a_id: company }));
    expect(done).toMatchObject({ state: 'completed', writes: [{ state: 'refused', record_id: null, remedy: expect.any(String) }] });
    expect(customers()).toHaveLength(count);
  });

  test('nothing is written for a record that the mapping skips, or that agrees, and the test says why', async () => {
    const company = newCompany('skipped.example');
    const id = await world.createSync({ map: { creates: [] } });
    const skipped = await world.ended(id, await world.begin(id, { a_id: company }));
    expect(skipped).toMatchObject({ state: 'completed', writes: [], reason: expect.stringContaining('has no counterpart') });
  });

  test('a record that is gone when the test begins fails it, and nothing was written', async () => {
    const id = await world.createSync();
    const wanted = { syncId: id, object: 'account', aId: '999999', bId: null, mappingVersion: 1 };
    const testId = await createTest(world.engine.db, wanted, tester);
    await world.engine.engine.workflows.syncs.testSync({ id: testId, syncId: id });
    expect(await world.ended(id, testId)).toMatchObject({ state: 'failed', writes: [], reason: expect.stringContaining('999999') });
    await replayNow(world.engine, testSyncId(testId), 'sync-test-failed');
  });

  test('an active sync is not tested, because its next run would write what is taken back', async () => {
    const company = newCompany('active.example');
    const id = await world.createSync();
    await world.engine.call('POST', `/syncs/${id}/resume`);
    const refused = await world.engine.call('POST', `/syncs/${id}/test`, { object: 'account', a_id: company });
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict', detail: expect.stringContaining('take_back: false') } });
    await world.engine.call('POST', `/syncs/${id}/pause`);
  });

  test('while a test is under way another one is refused, the sync is not deleted, and a resumed sync waits for its end', async () => {
    const company = newCompany('waiting.example');
    const id = await world.createSync();
    world.billing.faults.plan({ kind: 'unavailable', at: /DELETE \/v1\/customers/, times: 4 });
    const testId = await world.begin(id, { a_id: company });
    expect((await world.engine.call('POST', `/syncs/${id}/test`, { object: 'account', a_id: company })).status).toBe(409);
    expect((await world.engine.call('DELETE', `/syncs/${id}`)).status).toBe(409);
    await world.engine.call('POST', `/syncs/${id}/resume`);
    const done = await world.ended(id, testId);
    expect(done['state']).toBe('completed');
    await expect
      .poll(async () => (await world.engine.call('GET', `/syncs/${id}/runs`)).body['data'][0]?.state, { timeout: 60_000 })
      .toBe('completed');
    const { body } = await world.engine.call('GET', `/syncs/${id}/runs`);
    expect(Date.parse(body['data'].at(-1).started_at)).toBeGreaterThanOrEqual(Date.parse(done['ended_at']));
    await world.engine.call('POST', `/syncs/${id}/pause`);
  });
});

/** A cleared field and one that was never filled are the same. */
const blank = (fields: object = {}) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''));
