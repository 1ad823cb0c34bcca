import { afterAll, beforeAll, expect, test } from 'vitest';
import { convertMonths } from '#db/attribution/reports/convert-months.ts';
import type { DayFactor } from '#db/attribution/reports/rate-book.ts';
import { readSums } from '#db/attribution/reports/read-sums.ts';
import { findVersion, type Version } from '#db/attribution/versions/version.ts';
import { convertSums, type DailySum } from '#domain/attribution/converted-sums.ts';
import { FxRates } from '#domain/attribution/fx.ts';
import { splitWindow } from '#domain/attribution/report-window.ts';
import { addDays, localDate } from '#domain/business-days.ts';
import { type AttributionWorld, startAttribution } from '#test/support/attribution-world.ts';
import { addCredits, addRates, type CreditPlan } from '#test/support/credits.ts';

let world: AttributionWorld;
beforeAll(async () => {
  world = await startAttribution();
});
afterAll(() => world.close());

const [timeZone, currency] = ['Europe/Berlin', 'EUR'];
const begin = Date.parse('2026-01-20T00:00:00Z');
const DAYS = 60;

/** A rate of each day, with halves among what they give, and one so long that 64 bits are too few. */
const stored = Array.from({ length: DAYS + 10 }, (_, index) => {
  const day = addDays('2026-01-15', index);
  const long = `1.${'0123456789'.repeat(2)}`;
  return [
    ['USD', day, index % 3 === 0 ? '1.25' : `1.0${(index * 37) % 900}1`],
    ['JPY', day, `16${index % 10}.5`],
    ['KWD', day, index % 2 === 0 ? '0.3' : long],
  ] satisfies [string, string, string][];
}).flat();
const rates = new FxRates(stored.map(([of, day, perEuro]) => ({ day, currency: of, perEuro, importId: 1 })));
const factors: DayFactor[] = ['USD', 'JPY', 'KWD'].flatMap((from) =>
  Array.from({ length: DAYS + 10 }, (_, index) => addDays('2026-01-15', index)).flatMap((day) => {
    const factor = rates.factor({ from, to: currency, day });
    return factor ? [{ currency: from, day, ...factor }] : [];
  }),
);

test('amounts of any window, moment and currency are what the facts give, converted once for each partner, measure and day', async () => {
  let seed = 11;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const one = <Value>(values: readonly Value[]): Value => values[random(values.length)] as Value;
  const at = () => new Date(begin + random(DAYS * 24) * 3_600_000);
  const recorded = ['2026-03-31T10:00:00.000Z', '2026-03-31T11:00:00.000Z', '2026-03-31T12:00:00.000Z'] as const;
  const plans = Array.from({ length: 300 }, (): CreditPlan & { recordedAt: string } => ({
    partnerId: one(['ptn_a', 'ptn_b', '']),
    measure: one(['revenue', 'refund', 'leads', 'cost'] as const),
    amount: random(100) === 0 ? 4_000_000_000_000_000_000n : BigInt(random(2_000) - 700),
    currency: one(['EUR', 'USD', 'JPY', 'KWD']),
    occurredAt: at().toISOString(),
    recordedAt: one(recorded),
  }));
  for (const plan of plans) if (plan.measure === 'leads') plan.currency = '';
  await addCredits(world.sql, plans, timeZone);
  await addRates(world.sql, stored);
  await world.sql`update version set settings = settings || ${JSON.stringify({ time_zone: timeZone })}::text::jsonb`;
  await convertMonths(world, (await findVersion(world.sql, 1)) as Version, { currency, model: 'linear' }, null);
  const kept = await world.sql`select month::text, partner_id from converted_month`;
  expect(kept.length, 'months that 64 bits are enough for are stored').toBeGreaterThan(2);

  for (let round = 0; round < 40; round += 1) {
    const [from = begin, to = begin] = [at().getTime(), at().getTime()].toSorted((a, b) => a - b);
    if (from === to) continue;
    const [asOf, byDay] = [new Date(one(recorded)), round % 4 === 3];
    const partnerId = one([undefined, 'ptn_a', '']);
    const parts = splitWindow({ from: new Date(from), to: new Date(to) }, timeZone);
    const books = { version: 1, scope: 'live', model: 'linear', asOf, timeZone } as const;
    const wanted = { ...books, parts, partnerId, currency, byDay, measures: ['revenue', 'refund', 'leads', 'cost'] } as const;
    const groupOf = (sum: DailySum) => `${sum.partnerId} ${byDay ? sum.day : ''}`;
    const convert = (sums: DailySum[]) => nonZero(convertSums(sums, { currency, rates }, groupOf));
    const inside = plans.filter(
      (plan) =>
        (partnerId === undefined || plan.partnerId === partnerId) &&
        Date.parse(plan.occurredAt) >= from &&
        Date.parse(plan.occurredAt) < to &&
        plan.recordedAt <= asOf.toISOString(),
    );
    const expected = convert(dailySums(inside));
    expect(convert(await readSums(world.sql, { ...wanted, factors })), `round ${round}`).toEqual(expected);
    expect(convert(await readSums(world.sql, { ...wanted, factors: [] })), `round ${round}, without factors`).toEqual(expected);
    const { monthRates } = await world.rates.at(asOf);
    for (const some of [factors, []]) {
      const found = convert(await readSums(world.sql, { ...wanted, factors: some, monthRates }));
      expect(found, `round ${round}, from stored months`).toEqual(expected);
    }
  }
});

/** The amounts of one partner, measure, currency and day, added. */
function dailySums(plans: CreditPlan[]): DailySum[] {
  const sums = new Map<string, DailySum>();
  for (const { partnerId, measure, amount, currency: of = '', occurredAt } of plans) {
    const day = localDate(new Date(occurredAt), timeZone);
    const key = `${partnerId} ${measure} ${of} ${day}`;
    sums.set(key, { partnerId, measure, currency: of, day, amount: amount + (sums.get(key)?.amount ?? 0n) });
  }
  return [...sums.values()];
}

const nonZero = (groups: Map<string, object>) =>
  Object.fromEntries(
    [...groups].flatMap(([group, totals]) => {
      const left = Object.entries(totals).filter(([, amount]) => amount !== 0n);
      return left.length === 0 ? [] : [[group, Object.fromEntries(left)]];
    }),
  );
