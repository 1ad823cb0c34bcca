import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deleteScope } from '#db/attribution/facts/erase-facts.ts';
import { convertMonths, type MonthPlace } from '#db/attribution/reports/convert-months.ts';
import { askFor, forgetOtherVersions, listConvertedFor } from '#db/attribution/reports/converted-for.ts';
import { readSums } from '#db/attribution/reports/read-sums.ts';
import { rollUp } from '#db/attribution/versions/roll-up.ts';
import { findVersion, type Version } from '#db/attribution/versions/version.ts';
import { convertSums } from '#domain/attribution/converted-sums.ts';
import { models } from '#domain/attribution/facts.ts';
import { splitWindow } from '#domain/attribution/report-window.ts';
import { addFact, addSubject, type AttributionWorld, catchUp, startAttribution } from '#test/support/attribution-world.ts';
import { addCredits, addRates } from '#test/support/credits.ts';

let world: AttributionWorld;
beforeEach(async () => {
  world = await startAttribution({ touch_sources: ['utm'] });
});
afterEach(() => world.close());

const euros = { currency: 'EUR', model: 'linear' } as const;
const year = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-12-31T12:00:00Z') };

async function convertAll(wanted: Parameters<typeof convertMonths>[2] = euros): Promise<void> {
  const version = (await findVersion(world.sql, 1)) as Version;
  let after: MonthPlace | null = null;
  do after = await convertMonths(world, version, wanted, after);
  while (after !== null);
}

/** The revenue of a year, from stored months where there are, and from days alone. */
async function revenueOf(partnerId: string, asOf: Date): Promise<{ withMonths: bigint; withoutMonths: bigint }> {
  const edition = await world.rates.at(asOf);
  const rates = await world.rates.rates(edition, ['USD', 'EUR']);
  const read = async (monthRates?: (month: string) => string) => {
    const books = { version: 1, scope: 'live', model: 'linear', asOf, timeZone: 'UTC' } as const;
    const parts = splitWindow(year, 'UTC');
    const wanted = { ...books, parts, partnerId, measures: ['revenue'], currency: 'EUR', factors: [] } as const;
    const sums = await readSums(world.sql, { ...wanted, ...(monthRates && { monthRates }) });
    return convertSums(sums, { currency: 'EUR', rates }, () => '').get('')?.revenue ?? 0n;
  };
  return { withMonths: await read(edition.monthRates), withoutMonths: await read() };
}

const storedMonths = async () =>
  (await world.sql<{ month: string }[]>`select month::text from converted_month order by month`).map(({ month }) => month);
const now = () => new Date(Date.now() + 60_000);
const dollars = (amount: bigint, day: string) =>
  ({ partnerId: 'a', measure: 'revenue', amount, currency: 'USD', occurredAt: `${day}T12:00:00Z` }) as const;

describe('new facts', () => {
  let subject: string;
  const sell = async (day: string, cents: number) => {
    await addFact(world.sql, 'revenue', {
      ...{ subject_id: subject, kind: 'sale', occurred_at: new Date(`${day}T12:00:00Z`), amount_minor: cents, currency: 'USD' },
    });
    await catchUp(world.sql);
  };
  beforeEach(async () => {
    await addRates(world.sql, [
      ['USD', '2026-03-10', '1.5'],
      ['USD', '2026-04-10', '1.6'],
    ]);
    subject = await addSubject(world.sql, 'customer');
    for (const day of ['2026-03-09', '2026-04-09']) {
      await addFact(world.sql, 'touch', {
        subject_id: subject,
        partner_id: 'a',
        source: 'link',
        occurred_at: new Date(`${day}T00:00:00Z`),
      });
    }
    await sell('2026-03-10', 100);
    await sell('2026-04-10', 100);
    await convertAll();
  });

  test('take the months that they change from what is stored, with the same commit, and no others', async () => {
    expect(new Set(await storedMonths())).toEqual(new Set(['2026-03-01', '2026-04-01']));
    await sell('2026-03-10', 100);
    expect(new Set(await storedMonths())).toEqual(new Set(['2026-04-01']));
    // 2.00 at 1.5, and 1.00 at 1.6: each day is rounded once.
    expect(await revenueOf('a', now())).toEqual({ withMonths: 133n + 63n, withoutMonths: 133n + 63n });
    await convertAll();
    expect(new Set(await storedMonths())).toEqual(new Set(['2026-03-01', '2026-04-01']));
    expect((await revenueOf('a', now())).withMonths).toBe(133n + 63n);
  });

  test('that were recorded after the moment of a report are not in it, although they are in what is stored', async () => {
    const version = (await findVersion(world.sql, 1)) as Version;
    const asOf = version.completeTo as Date;
    await sell('2026-03-10', 100);
    await convertAll();
    expect(await revenueOf('a', asOf)).toEqual({ withMonths: 67n + 63n, withoutMonths: 67n + 63n });
  });

  test('and what is stored at the same time never end as a month that lacks them', async () => {
    for (let sale = 0; sale < 10; sale += 1) {
      const at = new Date(`2026-03-1${sale}T12:00:00Z`);
      await addFact(world.sql, 'revenue', { subject_id: subject, kind: 'sale', occurred_at: at, amount_minor: 90, currency: 'EUR' });
      await Promise.all([rollUp(world.sql, 1), convertAll(), convertAll()]);
    }
    await catchUp(world.sql);
    await convertAll();
    const { withMonths, withoutMonths } = await revenueOf('a', now());
    expect([withMonths, withoutMonths]).toEqual([67n + 63n + 900n, 67n + 63n + 900n]);
  });
});

describe('exchange rates', () => {
  beforeEach(async () => {
    await addRates(world.sql, [
      ['USD', '2026-03-10', '1.5'],
      ['USD', '2026-06-10', '1.6'],
    ]);
    await addCredits(world.sql, [dollars(100n, '2026-03-10'), dollars(100n, '2026-06-10')]);
    await convertAll();
  });

  test('of new days leave the months before as they are', async () => {
    await addRates(world.sql, [['USD', '2026-06-11', '1.7']], '2026-11-01T00:00:00Z');
    const { monthRates } = await world.rates.at(now());
    const usable = (await world.sql<{ month: string; rates: string }[]>`select month::text, rates from converted_month`).filter(
      ({ month, rates }) => rates === monthRates(month),
    );
    expect(usable.map(({ month }) => month)).toEqual(['2026-03-01']);
    expect(await revenueOf('a', now())).toEqual({ withMonths: 67n + 63n, withoutMonths: 67n + 63n });
  });

  test('that are corrected count from then on, and reports of before keep theirs', async () => {
    await addRates(world.sql, [['USD', '2026-03-10', '2']], '2026-11-01T00:00:00Z');
    const before = new Date('2026-10-01T00:00:00Z');
    for (const look of ['before the month is made anew', 'after it']) {
      expect((await revenueOf('a', now())).withMonths, look).toBe(50n + 63n);
      expect((await revenueOf('a', before)).withMonths, look).toBe(67n + 63n);
      await convertAll();
    }
  });

  test('that are missing keep the month by day, so that the report can name the day', async () => {
    await addCredits(world.sql, [dollars(100n, '2026-09-10')]);
    await convertAll();
    expect(await storedMonths()).toEqual(['2026-03-01', '2026-06-01']);
    await expect(revenueOf('a', now())).rejects.toThrow(/no exchange rate.*2026-09-10/);
  });
});

describe('what is stored', () => {
  beforeEach(async () => {
    await addRates(world.sql, [['USD', '2026-03-10', '1.5']]);
    await addCredits(world.sql, [dollars(100n, '2026-03-10'), { ...dollars(100n, '2026-03-10'), scope: 'ptn_sandbox' }]);
  });

  test('is of the live scope only, goes with it, and with its version', async () => {
    await convertAll();
    expect([...(await world.sql`select distinct scope from converted_month`)]).toEqual([{ scope: 'live' }]);
    await forgetOtherVersions(world.sql);
    expect(await storedMonths()).toHaveLength(1);
    await world.sql`update version set state = 'retired'`;
    await forgetOtherVersions(world.sql);
    expect(await storedMonths()).toEqual([]);
    await world.sql`update version set state = 'active'`;
    await convertAll();
    for (let deleted = 1; deleted > 0;) ({ deleted } = await deleteScope(world.sql, 'live', 100));
    expect(await storedMonths()).toEqual([]);
  });

  test('is what reports ask for: at most eight at a time, and not for ever', async () => {
    for (const model of models) await askFor(world.sql, { currency: 'EUR', model });
    expect(await listConvertedFor(world.sql)).toHaveLength(8);
    const { model } = (await listConvertedFor(world.sql))[0] ?? { model: 'linear' };
    await convertAll({ currency: 'EUR', model });
    await world.sql`update converted_for set asked_at = now() - interval '31 days' where model = ${model}`;
    expect(await listConvertedFor(world.sql)).toHaveLength(7);
    expect(await storedMonths()).toEqual([]);
  });
});
