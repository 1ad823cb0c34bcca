import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { publishedLimits } from '#apps/fakes/stripe/stripe-admission.ts';
import { startStripe } from '#apps/fakes/stripe/stripe.ts';
import { LeasedBudget } from '#connectors/leased-budget.ts';
import { createStripe } from '#connectors/stripe/stripe.ts';
import type { VendorHttp } from '#connectors/vendor-http.ts';
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

/** A call as a vendor could have counted it: some time after it was sent, and before it was answered. */
interface Counted {
  endpoint: string;
  at: number;
}

/** Some milliseconds of the network, within which calls may overtake each other. */
const UNDER_WAY_MS = 5;

/** What is counted is computed from when calls were sent and answered: a fake that counts would count what a busy machine lets through at once. */
function counting(http: VendorHttp, counted: Counted[]): VendorHttp {
  return {
    ...http,
    async send(call) {
      let sentAt = 0;
      const onSent = () => {
        sentAt = performance.now();
        call.onSent?.();
      };
      const answer = await http.send({ ...call, onSent });
      const [, , list, id] = new URL(call.url).pathname.split('/');
      const at = sentAt + Math.min(Math.random() * UNDER_WAY_MS, performance.now() - sentAt);
      counted.push({ endpoint: `${call.method} ${list}${id === undefined ? '' : '/:id'}`, at });
      return answer;
    },
  };
}

/** The most that any window of so long has. */
function mostWithin(windowMs: number, counted: readonly Counted[]): number {
  const times = counted.map(({ at }) => at).toSorted((a, b) => a - b);
  return Math.max(...times.map((from, first) => times.slice(first).filter((at) => at < from + windowMs).length));
}

test('two processes that read and write at once never send more than a vendor publishes, wherever in a second it begins to count', async () => {
  const ample = { max: 1_000_000, windowMs: 1_000 };
  const vendor = await startStripe({ port: 0, limits: { account: ample, endpoint: ample } });
  onTestFinished(() => vendor.close());
  const ids = Array.from({ length: 30 }, (_, i) => vendor.account.create('customer', { name: `Customer ${i}` }).id);
  vendor.traffic.workMs = [0, 150];
  const { limits } = createStripe().manifest;
  const connector = createStripe(vendor.url);
  const token = { accessToken: vendor.secretKey };
  const counted: Counted[] = [];
  const work = ['eng_a', 'eng_b'].map(async (holder) => {
    const store = { shareSlots: shareSlots.bind(null, db.hot), leaseCalls: leaseCalls.bind(null, db.hot) };
    const budget = new LeasedBudget({ connectionId: 'con_1', holder, vendor: 'Stripe', limits, capPercent: () => 100, store });
    onTestFinished(() => budget.close());
    const session = createVendorSession({
      ...{ protocol: connector.protocol, http: counting(httpFor(vendor.url), counted), budget, lane: 'incremental', patienceMs: 60_000 },
      tokens: { current: async () => token, renew: async () => token },
    });
    const rename = (id: string, at: number) => ({ key: `${holder}-${at}`, operation: 'update', id, fields: { name: holder } }) as const;
    await Promise.all([
      ...[ids, ids].map((some) => connector.objects.readMany(session, 'customers', some, ['name'])),
      connector.objects.writeBatch(session, 'customers', ids.map(rename)),
    ]);
  });
  await Promise.all(work);
  expect(counted).toHaveLength(180);
  const { account, endpoint } = publishedLimits;
  expect(mostWithin(account.windowMs, counted)).toBeLessThanOrEqual(account.max);
  for (const calls of Map.groupBy(counted, (call) => call.endpoint).values()) {
    expect(mostWithin(endpoint.windowMs, calls)).toBeLessThanOrEqual(endpoint.max);
  }
});
