import { expect, test } from 'vitest';
import type { LimitStore } from '#connectors/limit-meter.ts';
import { SlotMeter } from '#connectors/slot-meter.ts';
import type { SlotWish } from '#db/connections/vendor-limit.ts';
import { seededRandom } from '#domain/random.ts';

interface Vendor {
  max: number;
  windowMs: number;
  /** Milliseconds until the vendor counts a call, and from then until its answer. */
  arrivalMs: readonly [number, number];
  workMs: readonly [number, number];
  /** Nothing arrives in the last tenth of every third of a second, or is answered then. */
  stops?: boolean;
  seed: number;
}

/** A process that always has calls waiting, and a vendor that counts calls when they arrive. The time is not that of a clock. */
async function simulate({ max, windowMs, arrivalMs, workMs, stops = false, seed }: Vendor, windows: number) {
  const random = seededRandom(seed);
  const between = ([least, most]: readonly [number, number]) => least + random() * (most - least);
  const limit = { id: 'l', text: 'l', window: { kind: 'rolling', seconds: windowMs / 1_000 }, max, counts: 'call', shared: false } as const;
  const meter = new SlotMeter({ connectionId: 'c', limitId: 'l', key: '', holder: 'h' }, limit, () => 100);
  const store: LimitStore = {
    shareSlots: async () => ({ held: max, fair: max, max, pausedForMs: 0 }),
    leaseCalls: () => Promise.reject(new Error('it is no quota')),
  };
  const due: { at: number; act: (at: number) => void }[] = [];
  const accepted: number[] = [];
  const refused: number[] = [];
  const runsAt = (time: number) => (stops && time % 333 > 233 ? Math.ceil(time / 333) * 333 : time);
  const at = (when: number, act: (at: number) => void) => {
    const time = runsAt(when);
    const place = due.findLastIndex((one) => one.at <= time);
    due.splice(place + 1, 0, { at: time, act });
  };
  const call = (now: number) => {
    const counted = meter.take(now);
    counted.sent(now);
    at(now + between(arrivalMs), (arrived) => {
      const isRefused = arrived - (accepted.at(-max) ?? Number.NEGATIVE_INFINITY) < windowMs;
      (isRefused ? refused : accepted).push(arrived);
      at(arrived + between(workMs), (answered) => {
        counted.end(answered, true);
        if (isRefused) meter.pause(answered, windowMs);
      });
    });
  };
  let syncedAt = Number.NEGATIVE_INFINITY;
  for (let now = 0; now < windows * windowMs;) {
    if (now - syncedAt >= 500) await meter.sync(store, (syncedAt = now));
    while (meter.fits('interactive', now, 0)) call(now);
    const next = Math.min(due[0]?.at ?? Number.POSITIVE_INFINITY, meter.nextAt(now), syncedAt + 500);
    now = Math.max(next, now + 0.001);
    while (due[0] && due[0].at <= now) due.shift()?.act(now);
  }
  return { accepted, refused, ratio: accepted.length / (max * windows) };
}

const vendors: [string, number, Omit<Vendor, 'seed'>][] = [
  ['in milliseconds', 0.97, { max: 25, windowMs: 1_000, arrivalMs: [0, 2], workMs: [1, 5] }],
  ['in a twentieth of its window', 0.95, { max: 25, windowMs: 1_000, arrivalMs: [2, 20], workMs: [20, 80] }],
  ['in a fifth of its window', 0.85, { max: 25, windowMs: 1_000, arrivalMs: [10, 50], workMs: [50, 350] }],
  ['out of order', 0.85, { max: 25, windowMs: 1_000, arrivalMs: [0, 20], workMs: [0, 150] }],
  ['after its window has passed', 0.45, { max: 25, windowMs: 1_000, arrivalMs: [5, 100], workMs: [500, 4_000] }],
  ['of ten seconds as slowly', 0.95, { max: 110, windowMs: 10_000, arrivalMs: [10, 60], workMs: [50, 2_000] }],
];

test.each(vendors)('a vendor that answers %s refuses no call, and at least %d of its limit is used', async (_name, least, vendor) => {
  for (let seed = 1; seed <= 20; seed++) {
    const { refused, ratio } = await simulate({ ...vendor, seed }, 50);
    expect({ seed, refused }).toEqual({ seed, refused: [] });
    expect(ratio).toBeGreaterThanOrEqual(least);
  }
});

test('a vendor that stops for a moment, and then counts everything at once, refuses no call', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { refused } = await simulate({ max: 25, windowMs: 1_000, arrivalMs: [2, 10], workMs: [5, 100], stops: true, seed }, 50);
    expect({ seed, refused }).toEqual({ seed, refused: [] });
  }
});

test('a vendor whose calls overtake each other by more than its shortest answer refuses calls, and none after that', async () => {
  let isRefused = false;
  for (let seed = 1; seed <= 20; seed++) {
    const { refused } = await simulate({ max: 25, windowMs: 1_000, arrivalMs: [0, 600], workMs: [0, 50], seed }, 50);
    isRefused ||= refused.length > 0;
    const [first = 0] = refused;
    expect(refused.filter((at) => at > first + 3_000)).toEqual([]);
  }
  expect(isRefused).toBe(true);
});

test('a process that has made no call for a second gives up its slots of a second, because another may have taken over the work', async () => {
  const limit = { id: 'l', text: 'l', window: { kind: 'rolling', seconds: 1 }, max: 25, counts: 'call', shared: false } as const;
  const meter = new SlotMeter({ connectionId: 'c', limitId: 'l', key: '', holder: 'h' }, limit, () => 100);
  const wishes: Pick<SlotWish, 'occupied' | 'wanted'>[] = [];
  const store: LimitStore = {
    shareSlots: async ({ occupied, wanted }) => {
      wishes.push({ occupied, wanted });
      return { held: 25, fair: 25, max: 25, pausedForMs: 0 };
    },
    leaseCalls: () => Promise.reject(new Error('it is no quota')),
  };
  await meter.sync(store, 0);
  const call = meter.take(0);
  call.sent(0);
  call.end(10, true);
  await meter.sync(store, 500);
  expect(wishes.at(-1)?.wanted).toBeGreaterThan(1);
  await meter.sync(store, 1_100);
  expect(wishes.at(-1)).toEqual({ occupied: 0, wanted: 0 });
});
