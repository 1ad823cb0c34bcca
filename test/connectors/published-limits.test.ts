import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startStripe } from '#apps/fakes/stripe/stripe.ts';
import { LeasedBudget } from '#connectors/leased-budget.ts';
import { createStripe } from '#connectors/stripe/stripe.ts';
import { createVendorSession } from '#connectors/vendor-session.ts';
import { leaseCalls, shareSlots } from '#db/connections/vendor-limit.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { httpFor } from './support/fake-session.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

test('two processes that read and write at once are never refused by a vendor that counts each call some time after it was sent', async () => {
  const vendor = await startStripe({ port: 0 });
  onTestFinished(() => vendor.close());
  const ids = Array.from({ length: 30 }, (_, i) => vendor.account.create('customer', { name: `Customer ${i}` }).id);
  const statuses: number[] = [];
  Object.assign(vendor.traffic, {
    // Less than calls may overtake each other by: the timers of a busy machine are late.
    ...{ arrivalMs: [0, 5], workMs: [0, 150] },
    onAnswer: ({ status }: { status: number }) => statuses.push(status),
  });
  const { limits } = createStripe().manifest;
  const connector = createStripe(vendor.url);
  const token = { accessToken: vendor.secretKey };
  const work = ['eng_a', 'eng_b'].map(async (holder) => {
    const store = { shareSlots: shareSlots.bind(null, db.hot), leaseCalls: leaseCalls.bind(null, db.hot) };
    const budget = new LeasedBudget({ connectionId: 'con_1', holder, vendor: 'Stripe', limits, capPercent: () => 100, store });
    onTestFinished(() => budget.close());
    const session = createVendorSession({
      ...{ protocol: connector.protocol, http: httpFor(vendor.url), budget, lane: 'incremental', patienceMs: 60_000 },
      tokens: { current: async () => token, renew: async () => token },
    });
    const rename = (id: string, at: number) => ({ key: `${holder}-${at}`, operation: 'update', id, fields: { name: holder } }) as const;
    await Promise.all([
      ...[ids, ids].map((some) => connector.objects.readMany(session, 'customers', some, ['name'])),
      connector.objects.writeBatch(session, 'customers', ids.map(rename)),
    ]);
  });
  await Promise.all(work);
  expect(Map.groupBy(statuses, (status) => status).get(200)?.length).toBe(180);
  expect(statuses).toHaveLength(180);
});
