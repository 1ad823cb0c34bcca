import { expect, test } from 'vitest';
import type { LimitStore } from '#connectors/limit-meter.ts';
import { SlotMeter } from '#connectors/slot-meter.ts';
import type { SlotWish } from '#db/connections/vendor-limit.ts';
import { fairShare } from '#domain/connections/slot-shares.ts';
import { seededRandom } from '#domain/random.ts';

const MAX = 25;
const limit = { id: 'l', text: 'l', window: { kind: 'rolling', seconds: 1 }, max: MAX, counts: 'call', shared: false } as const;

/** What the processes hold, by the rules of `shareSlots`. */
function sharedStore(): LimitStore {
  const shares = new Map<string, Pick<SlotWish, 'wanted'> & { held: number }>();
  return {
    async shareSlots(wish) {
      const others = [...shares].filter(([holder]) => holder !== wish.holder);
      const free = MAX - others.reduce((sum, [, { held }]) => sum + held, 0);
      const wanted = [...others.map(([holder, share]) => [holder, share.wanted] as const), [wish.holder, wish.wanted] as const].toSorted();
      const place = wanted.findIndex(([holder]) => holder === wish.holder);
      const fair = fairShare(
        MAX,
        wanted.map(([, wants]) => wants),
        place,
      );
      const held = Math.max(wish.occupied, Math.min(fair, free), 0);
      shares.set(wish.holder, { held, wanted: wish.wanted });
      return { held, fair, max: MAX, pausedForMs: 0 };
    },
    leaseCalls: () => Promise.reject(new Error('it is no quota')),
  };
}

test('work that moves from one process to the other every twenty seconds uses at least 0.96 of a limit of a second', async () => {
  const [sliceMs, totalMs, random, store] = [20_000, 600_000, seededRandom(1), sharedStore()];
  const processes = ['a', 'b'].map((holder) => ({
    meter: new SlotMeter({ connectionId: 'c', limitId: 'l', key: '', holder }, limit, () => 100),
    renewsAt: 0,
  }));
  const due: { at: number; end: (now: number) => void }[] = [];
  let made = 0;
  for (let now = 0; now < totalMs; now += 2) {
    const isBusy = processes.map((_, place) => Math.floor(now / sliceMs) % 2 === place);
    for (const [place, one] of processes.entries()) {
      const { meter } = one;
      meter.waiting = isBusy[place] === true ? 10 : 0;
      if (now >= one.renewsAt || (meter.waiting > 0 && now >= meter.askAt)) {
        await meter.sync(store, now);
        one.renewsAt = now + 500;
      }
      while (isBusy[place] === true && meter.fits('incremental', now, 0)) {
        const call = meter.take(now);
        call.sent(now);
        due.push({ at: now + 3 + random() * 5, end: (at) => call.end(at, true) });
        made++;
      }
    }
    for (const { end } of due.splice(0, due.length, ...due.filter(({ at }) => at > now)).filter(({ at }) => at <= now)) end(now);
  }
  expect(made / (totalMs / 1_000) / MAX).toBeGreaterThanOrEqual(0.96);
});
