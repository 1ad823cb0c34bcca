import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Permit } from '#connectors/budget.ts';
import { LeasedBudget } from '#connectors/leased-budget.ts';
import { leaseCalls, shareSlots } from '#db/connections/vendor-limit.ts';
import { type Database, openDatabase } from '#db/database.ts';
import type { VendorLimit } from '#domain/connections/manifest.ts';
import { eventually } from '#test/support/engine.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';

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

const limit = (window: VendorLimit['window'], max: number, counts: VendorLimit['counts'] = 'call'): VendorLimit => ({
  id: `${window.kind}_${max}`,
  text: 'a limit',
  window,
  max,
  counts,
  shared: true,
});
const second = { kind: 'rolling', seconds: 1 } as const;
const atOnce = { kind: 'concurrent' } as const;
const day = { kind: 'day', since: 'midnight' } as const;
const lastDay = { kind: 'day', since: 'day_before' } as const;

let made = 0;
/** Processes that share one connection. Each counts how often it asks the store. */
function processes(count: number, limits: VendorLimit[], { capPercent = 100 } = {}) {
  const connectionId = `con_${++made}`;
  return Array.from({ length: count }, (_, at) => {
    let asked = 0;
    const budget = new LeasedBudget({
      connectionId,
      holder: `eng_${at}`,
      vendor: 'test',
      limits,
      capPercent: () => capPercent,
      store: {
        shareSlots: (wish) => (asked++, shareSlots(db.hot, wish)),
        leaseCalls: (wish) => (asked++, leaseCalls(db.hot, wish)),
      },
    });
    onTestFinished(() => budget.close());
    return { budget, connectionId, asked: () => asked };
  });
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('two processes at full speed never make more calls in a window than the vendor permits', async () => {
  const all = processes(2, [limit(second, 10)]);
  const calls: number[] = [];
  const work = async (budget: LeasedBudget) => {
    for (let i = 0; i < 5; i++) {
      const permit = await budget.acquire([], 'backfill', 60_000);
      // The vendor counts a call at some moment between the two.
      calls.push(performance.now());
      await turn();
      permit.end([]);
    }
  };
  await Promise.all(all.flatMap(({ budget }) => Array.from({ length: 4 }, () => work(budget))));
  calls.sort((a, b) => a - b);
  expect(calls).toHaveLength(40);
  const tooClose = calls.filter((at, i) => (calls[i + 10] ?? Number.POSITIVE_INFINITY) - at < 1_000);
  expect(tooClose).toEqual([]);
});

test('calls at once stay within the limit over all processes, and all of it is used', async () => {
  const all = processes(2, [limit(atOnce, 6)]);
  let [now, most] = [0, 0];
  const work = async (budget: LeasedBudget) => {
    // Until both processes have a share: a slow answer of the database can give all slots to one at first.
    for (let i = 0; i < 30 || most <= 3; i++) {
      const permit = await budget.acquire([], 'interactive', 60_000);
      most = Math.max(most, ++now);
      await turn();
      await turn();
      now--;
      permit.end([]);
    }
  };
  await Promise.all(all.flatMap(({ budget }) => Array.from({ length: 6 }, () => work(budget))));
  expect(most).toBeLessThanOrEqual(6);
});

test('a process that uses every slot all the time gives half of them to another that comes later', async () => {
  const [first, later] = processes(2, [limit(second, 10)]);
  if (!first || !later) throw new Error('there are two');
  let isOver = false;
  const work = async ({ budget }: typeof first) => {
    while (!isOver) {
      const permit = await budget.acquire([], 'backfill', 60_000).catch(() => undefined);
      await turn();
      permit?.end([]);
    }
  };
  const shares = () => db.sql<{ held: number }[]>`select held from vendor_limit_share where connection_id = ${first.connectionId}`;
  const works = Array.from({ length: 12 }, () => work(first));
  await eventually(shares, ([share]) => share?.held === 10);
  works.push(...Array.from({ length: 12 }, () => work(later)));
  await eventually(shares, (all) => all.length === 2 && all.every(({ held }) => held === 5));
  isOver = true;
  await Promise.all([first.budget.close(), later.budget.close(), ...works]);
});

test('a process alone gets the whole limit, and once it has a share a call asks nobody', async () => {
  const [only] = processes(1, [limit(atOnce, 100), limit(day, 1_000_000)]);
  if (!only) throw new Error('there is one');
  const first = await only.budget.acquire([], 'backfill', 60_000);
  const asked = only.asked();
  for (let i = 0; i < 200; i++) (await only.budget.acquire([], 'backfill', 0)).end([]);
  first.end([]);
  expect(only.asked() - asked).toBeLessThanOrEqual(2);
});

test('a person is served before a sync that waits longer, and finds a slot kept free', async () => {
  const [only] = processes(1, [limit(atOnce, 10)]);
  if (!only) throw new Error('there is one');
  const { budget } = only;
  const held: Permit[] = [];
  for (let i = 0; i < 9; i++) held.push(await budget.acquire([], 'backfill', 60_000));
  const order: string[] = [];
  const waits = (['reconcile', 'backfill', 'incremental', 'webhook'] as const).map(async (lane) => {
    const permit = await budget.acquire([], lane, 60_000);
    order.push(lane);
    await turn();
    permit.end([]);
  });
  const person = await budget.acquire([], 'interactive', 60_000);
  expect(order).toEqual([]);
  person.end([]);
  held.forEach((permit) => permit.end([]));
  await Promise.all(waits);
  expect(order).toEqual(['webhook', 'incremental', 'backfill', 'reconcile']);
});

test('a company that gives 40 % of its daily calls is taken at its word, by all processes together', async () => {
  const all = processes(2, [limit(day, 1_000)], { capPercent: 40 });
  let used = 0;
  const work = async (budget: LeasedBudget) => {
    for (;;) {
      const permit = await budget.acquire([], 'interactive', 30_000).catch((error: unknown) => error);
      if (permit instanceof Error) return permit;
      used++;
      (permit as Permit).end([]);
    }
  };
  const ends = await Promise.all(all.map(({ budget }) => work(budget)));
  expect(used).toBe(400);
  for (const error of ends) expect(error).toMatchObject({ kind: 'rate_limited', details: { limitId: 'day_1000' } });
});

test.each([
  ['calls at once', atOnce, true, 4],
  ['calls at once that nobody else shares', atOnce, false, 10],
  ['calls a second', second, true, 4],
] as const)('a company that gives 40 %% of %s is taken at its word', async (_name, window, shared, most) => {
  const [only] = processes(1, [{ ...limit(window, 10), shared }], { capPercent: 40 });
  if (!only) throw new Error('there is one');
  const permits = await Promise.allSettled(Array.from({ length: 12 }, () => only.budget.acquire([], 'interactive', 300)));
  expect(permits.filter(({ status }) => status === 'fulfilled')).toHaveLength(most);
});

test('a quota of the last 24 hours comes back hour by hour, and not at midnight', async () => {
  const [only] = processes(1, [limit(lastDay, 100)]);
  if (!only) throw new Error('there is one');
  const use = async () => {
    for (let used = 0; ; used++) {
      const permit = await only.budget.acquire([], 'interactive', 0).catch((error: unknown) => error);
      if (permit instanceof Error) return used;
      (permit as Permit).end([]);
    }
  };
  const mine = { connectionId: only.connectionId, limitId: 'day_100', key: '', holder: 'eng_other', initialMax: 100, max: undefined };
  const asked = {
    pauseMs: 0,
    leaseMs: 1_000,
    spent: 0,
    unspent: 0,
    wanted: 1,
    capPercent: 100,
    since: 'day_before',
    told: undefined,
  } as const;
  const lease = () => leaseCalls(db.hot, { ...mine, ...asked });
  await only.budget.acquire([], 'interactive', 30_000).then((permit) => permit.end([]));
  await use();
  await only.budget.close();
  const used = () => db.sql<{ ours: number }[]>`select ours from vendor_limit where connection_id = ${only.connectionId}`;
  const [{ ours } = { ours: 0 }] = await used();
  expect(ours).toBeGreaterThan(0);
  const age = (hours: number) => db.sql`
    update vendor_limit set day_ends_at = now() - interval '1 second',
      calls_by_hour = (select jsonb_object_agg((floor(extract(epoch from now()) / 3600)::int - ${hours}::int)::text, ${ours}::int))
    where connection_id = ${only.connectionId}`;
  await age(24);
  await lease();
  expect(await used()).toEqual([{ ours }]);
  await age(25);
  await lease();
  expect(await used()).toEqual([{ ours: 0 }]);
});

test("the vendor's number for the last 24 hours is believed for a while, and then a call finds out", async () => {
  const wish = {
    connectionId: 'con_told',
    limitId: 'daily',
    key: '',
    holder: 'eng_a',
    initialMax: 1_000,
    max: 1_000,
    pauseMs: 0,
    leaseMs: 60_000,
  };
  const lease = (told?: number) =>
    leaseCalls(db.hot, { ...wish, spent: 1, unspent: 0, wanted: 1, capPercent: 100, since: 'day_before', told });
  expect(await lease(1_000)).toMatchObject({ granted: 0, isEmpty: true });
  const { isEmpty, dayEndsInMs } = await lease();
  expect(isEmpty).toBe(true);
  expect(dayEndsInMs).toBeLessThanOrEqual(15 * 60_000);
  await db.sql`update vendor_limit set day_ends_at = now() - interval '1 s' where connection_id = 'con_told'`;
  expect(await lease()).toMatchObject({ granted: 10, isEmpty: false });
});

test('a used up quota is a state with an end, at once, and not a wait for the patience', async () => {
  const [only] = processes(1, [limit(day, 100)]);
  if (!only) throw new Error('there is one');
  (await only.budget.acquire([], 'interactive', 60_000)).end([{ id: 'day_100', max: 200, remaining: 0 }]);
  const refused = async () => {
    for (;;) {
      const outcome = await only.budget.acquire([], 'backfill', 60_000).catch((error: unknown) => error);
      if (outcome instanceof Error) return outcome;
      (outcome as Permit).end([{ id: 'day_100', remaining: 0 }]);
    }
  };
  const error = await refused();
  expect(error).toMatchObject({
    kind: 'rate_limited',
    message: expect.stringMatching(/^waiting for quota of test until 20\d\d-.*: a limit$/),
  });
  const { retryAfterMs = 0 } = error as { retryAfterMs?: number };
  expect(Date.now() + retryAfterMs).toBeLessThanOrEqual(new Date().setUTCHours(24, 0, 1, 0));
});

test('what the vendor refuses one process, the others do not ask for either', async () => {
  const [first, other] = processes(2, [limit(second, 10)]);
  if (!first || !other) throw new Error('there are two');
  (await other.budget.acquire([], 'backfill', 60_000)).end([]);
  const permit = await first.budget.acquire([], 'backfill', 60_000);
  permit.end([], { limitId: 'rolling_10', retryAfterMs: 3_600_000 });
  const refusedFor = async () => {
    for (;;) {
      const outcome = await other.budget.acquire([], 'backfill', 10_000).catch((error: unknown) => error);
      if (outcome instanceof Error) return outcome;
      (outcome as Permit).end([]);
    }
  };
  expect(await refusedFor()).toMatchObject({ kind: 'rate_limited', details: { limitId: 'rolling_10' } });
});

test('only calls that name a limit count for it, and each key of it for itself', async () => {
  const [only] = processes(1, [limit(atOnce, 3), { ...limit(atOnce, 1, 'each'), id: 'endpoint' }]);
  if (!only) throw new Error('there is one');
  const { budget } = only;
  const a = await budget.acquire([{ id: 'endpoint', key: 'a' }], 'interactive', 60_000);
  const b = await budget.acquire([{ id: 'endpoint', key: 'b' }], 'interactive', 60_000);
  const free = await budget.acquire([], 'interactive', 60_000);
  await expect(budget.acquire([{ id: 'endpoint', key: 'a' }], 'interactive', 200)).rejects.toMatchObject({ kind: 'rate_limited' });
  [a, b, free].forEach((permit) => permit.end([]));
});

test('the share of a process that died is free when its lease has ended', async () => {
  const wish = {
    connectionId: 'con_dead',
    limitId: 'l',
    key: '',
    initialMax: 10,
    max: undefined,
    pauseMs: 0,
    occupied: 0,
    wanted: 10,
    capPercent: 100,
  };
  expect(await shareSlots(db.hot, { ...wish, holder: 'eng_dead', leaseMs: 0 })).toMatchObject({ held: 10 });
  expect(await shareSlots(db.hot, { ...wish, holder: 'eng_live', leaseMs: 60_000 })).toMatchObject({ held: 10 });
  expect(await shareSlots(db.hot, { ...wish, holder: 'eng_late', leaseMs: 60_000 })).toMatchObject({ held: 0 });
});

test('of processes that ask at the same moment none gets what another has', async () => {
  const wish = {
    connectionId: 'con_race',
    limitId: 'l',
    key: '',
    initialMax: 25,
    max: undefined,
    pauseMs: 0,
    leaseMs: 60_000,
    occupied: 0,
    capPercent: 100,
  };
  const shares = await Promise.all(Array.from({ length: 8 }, (_, i) => shareSlots(db.hot, { ...wish, wanted: 10, holder: `eng_${i}` })));
  expect(shares.reduce((sum, { held }) => sum + held, 0)).toBeLessThanOrEqual(25);
});
