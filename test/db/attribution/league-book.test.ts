import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { LeagueBook } from '#db/attribution/reports/league-book.ts';
import type { DayFactor } from '#db/attribution/reports/rate-book.ts';
import { readSums } from '#db/attribution/reports/read-sums.ts';
import { convertSums, type DailySum } from '#domain/attribution/converted-sums.ts';
import { FxRates } from '#domain/attribution/fx.ts';
import { splitWindow, startOfDay } from '#domain/attribution/report-window.ts';
import { addDays } from '#domain/business-days.ts';
import { type AttributionWorld, startAttribution } from '#test/support/attribution-world.ts';
import { addCredits, type CreditPlan } from '#test/support/credits.ts';

let world: AttributionWorld;
beforeAll(async () => {
  world = await startAttribution();
});
beforeEach(async () => {
  for (const table of ['credit', 'day_rollup', 'month_rollup']) await world.sql`truncate ${world.sql(table)}`;
});
afterAll(() => world.close());

const [timeZone, currency, begin] = ['Europe/Berlin', 'EUR', '2026-01-01'];
const measures = ['revenue', 'refund', 'leads', 'cost'] as const;
const days = Array.from({ length: 130 }, (_, index) => addDays(begin, index));
const rates = new FxRates(days.map((day, index) => ({ day, currency: 'USD', perEuro: `1.0${(index * 37) % 900}1`, importId: 1 })));
const factors: DayFactor[] = days.flatMap((day) => {
  const factor = rates.factor({ from: 'USD', to: currency, day });
  return factor ? [{ currency: 'USD', day, ...factor }] : [];
});
const moment = (minute: number) => new Date(Date.UTC(2026, 5, 1, 12, minute));
const wanted = { versionSince: moment(0), measures, currency, edition: '1', factors };
const books = { version: 1, scope: 'live', model: 'linear', timeZone } as const;

test('any days as of any moment, in any order, are what the store says', async () => {
  let seed = 23;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const one = <Value>(values: readonly Value[]): Value => values[random(values.length)] as Value;
  const plan = (minute: number): CreditPlan => {
    const measure = one(measures);
    const amount = BigInt(random(2_000) - 700);
    const occurredAt = `${one(days.slice(0, 120))}T${String(random(24)).padStart(2, '0')}:30:00Z`;
    const money = measure === 'leads' ? '' : one(['EUR', 'USD']);
    return {
      partnerId: one(['ptn_a', 'ptn_b', '']),
      measure,
      amount,
      occurredAt,
      currency: money,
      recordedAt: moment(minute).toISOString(),
    };
  };
  const book = new LeagueBook(world.sql);
  await addCredits(
    world.sql,
    Array.from({ length: 150 }, () => plan(0)),
    timeZone,
  );
  for (let minute = 1; minute <= 20; minute += 1) {
    await addCredits(
      world.sql,
      Array.from({ length: random(3) }, () => plan(minute)),
      timeZone,
    );
    for (let ask = 0; ask < 3; ask += 1) {
      const [from = begin, last = begin] = [one(days.slice(0, 120)), one(days.slice(0, 120))].toSorted();
      const range = { from, to: addDays(last, 1) };
      // Mostly the newest moment, now and then an earlier one.
      const asOf = moment(random(3) > 0 ? minute : random(minute + 1));
      const parts = splitWindow({ from: startOfDay(range.from, timeZone), to: startOfDay(range.to, timeZone) }, timeZone);
      const stored = await readSums(world.sql, { ...books, asOf, parts, measures, currency, factors });
      const found = await book.find({ ...wanted, books: { ...books, asOf }, days: range });
      expect(totalsOf(found ?? []), `minute ${minute}, ${range.from} to ${range.to} as of ${asOf.toISOString()}`).toEqual(totalsOf(stored));
    }
  }
});

test('what has no rate is not kept, so that the report can name it', async () => {
  const foreign = { partnerId: 'ptn_a', measure: 'revenue', amount: 100n, currency: 'GBP', occurredAt: '2026-02-10T12:00:00Z' } as const;
  await addCredits(world.sql, [foreign], timeZone);
  const asked = { ...wanted, books: { ...books, asOf: moment(0) } };
  const book = new LeagueBook(world.sql);
  expect(await book.find({ ...asked, days: { from: '2026-02-01', to: '2026-02-20' } })).toBeNull();
  expect(await book.find({ ...asked, days: { from: '2026-01-01', to: '2026-01-20' } })).toEqual([]);
});

test('what 64 bits could not add up is not kept', async () => {
  const huge = { partnerId: 'ptn_a', measure: 'revenue', amount: 2n ** 60n, currency: 'EUR', occurredAt: '2026-02-10T12:00:00Z' } as const;
  await addCredits(world.sql, [huge], timeZone);
  const asked = { ...wanted, books: { ...books, asOf: moment(0) }, days: { from: '2026-02-01', to: '2026-02-20' } };
  expect(await new LeagueBook(world.sql).find(asked)).toBeNull();
});

function totalsOf(sums: readonly DailySum[]): Record<string, string> {
  const groups = convertSums(sums, { currency, rates }, ({ partnerId }) => partnerId);
  const cells = [...groups].flatMap(([partnerId, totals]) =>
    Object.entries(totals).map(([measure, amount]) => [`${partnerId} ${measure}`, String(amount)]),
  );
  return Object.fromEntries(cells.filter(([, amount]) => amount !== '0'));
}
