import type { AttributionStore } from '#db/attribution/store.ts';
import { arrayOf } from '#db/attribution/versions/credit-lines.ts';
import { inVersion } from '#db/attribution/versions/roll-up.ts';
import type { Version } from '#db/attribution/versions/version.ts';
import type { Queryable } from '#db/database.ts';
import { readSqlSnapshot } from '#db/snapshot.ts';
import { convertMonthsOf } from '#domain/attribution/converted-months.ts';
import { ratesNeeded } from '#domain/attribution/converted-sums.ts';
import { liveScope } from '#domain/attribution/facts.ts';
import { type DayRange, nextMonth } from '#domain/attribution/report-window.ts';
import { flowMeasures } from '#domain/attribution/return.ts';
import type { ConvertedFor } from './converted-for.ts';
import type { Edition, RateBook } from './rate-book.ts';
import { readEachSums, type Sum } from './read-sums.ts';

/** A month of a partner, in the order in which they are looked at. */
export interface MonthPlace {
  partnerId: string;
  month: string;
}

/** Of partners, in one look: a millisecond of the database where nothing is lacking. */
const PAGE = 240;
/** That are stored after one look: some thousand sums of days, which a process that also makes deliveries converts in some ten milliseconds. */
const MONTHS_AT_ONCE = 12;

/**
 * Looks at the next months of partners, in the live scope: those that are not stored as converted by the newest rates are computed from their days and stored, as many
 * as can be at once. Each partner is a transaction that holds the lock of the version, as whoever adds to its days does, so what is stored is what the days add up to.
 * Safe to repeat. Months with amounts that have no rate are left out, and read by day. Returns where it has to go on; null after the last month of all.
 */
export async function convertMonths(
  { sql, rates: book }: Pick<AttributionStore, 'sql' | 'rates'>,
  version: Version,
  wanted: ConvertedFor,
  after: MonthPlace | null,
  onPartner: () => Promise<void> = async () => {},
): Promise<MonthPlace | null> {
  const edition = await book.at(version.completeTo ?? new Date());
  const page = await sql<(MonthPlace & { rates: string | null })[]>`
    select known.partner_id as "partnerId", known.day::text as month, c.rates from (
      select distinct partner_id, day from month_rollup
      where version = ${version.number} and scope = ${liveScope} and (partner_id, day) > (${after?.partnerId ?? ''}, ${after?.month ?? '0001-01-01'}::date)
      order by partner_id, day limit ${PAGE}) as known
    left join converted_month c on c.version = ${version.number} and c.scope = ${liveScope} and c.partner_id = known.partner_id and c.month = known.day
      and c.currency = ${wanted.currency} and c.model = ${wanted.model}
    order by known.partner_id, known.day`;
  const lacking = page.filter(({ month, rates }) => rates !== edition.monthRates(month));
  const next = lacking.slice(0, MONTHS_AT_ONCE);
  for (const [partnerId, places] of Map.groupBy(next, (place) => place.partnerId)) {
    const months = { version, wanted, partnerId, names: places.map(({ month }) => month) };
    await inVersion(sql, version.number, async (tx) => {
      await store(tx, months, edition, await convertDays(tx, book, months, edition));
      return { credits: 0 };
    });
    await onPartner();
  }
  if (next.length < lacking.length) return next.at(-1) ?? null;
  return page.length < PAGE ? null : (page.at(-1) ?? null);
}

/** Of one partner, by their first days. */
interface Months {
  version: Pick<Version, 'number' | 'settings'>;
  wanted: ConvertedFor;
  partnerId: string;
  names: readonly string[];
}

/** What the days give. Without those that cannot be stored. */
async function convertDays(tx: Queryable, book: RateBook, months: Months, edition: Edition): Promise<Map<string, bigint[]>> {
  const sums = await readDays(tx, months);
  const { currency } = months.wanted;
  return convertMonthsOf(sums, months.names, { currency, rates: await book.rates(edition, ratesNeeded(sums, currency)) });
}

async function readDays(tx: Queryable, { version, wanted, partnerId, names }: Months): Promise<Sum[]> {
  const books = { version: version.number, scope: liveScope, model: wanted.model, asOf: always, timeZone: version.settings.time_zone };
  const spans = spansOf(names).map((allDays) => ({
    ...{ ...books, partnerId, measures: flowMeasures, currency: wanted.currency, factors: [], byDay: true },
    parts: { months: null, days: [], allDays, edges: [] },
  }));
  return (await readEachSums(tx, spans)).flat();
}

/** Nothing is recorded after it. */
const always = new Date('9999-12-31T00:00:00Z');

/** Months that follow each other are one span. */
function spansOf(months: readonly string[]): DayRange[] {
  const spans: DayRange[] = [];
  for (const month of months) {
    const last = spans.at(-1);
    if (last?.to === month) last.to = nextMonth(month);
    else spans.push({ from: month, to: nextMonth(month) });
  }
  return spans;
}

async function store(
  tx: Queryable,
  { version: { number }, wanted: { currency, model }, partnerId }: Months,
  edition: Edition,
  converted: ReadonlyMap<string, readonly bigint[]>,
): Promise<void> {
  const months = [...converted.keys()];
  await tx`
    delete from converted_month where version = ${number} and scope = ${liveScope} and partner_id = ${partnerId} and currency = ${currency}
      and model = ${model} and month = any(${months}::text[]::date[])`;
  await tx`
    insert into converted_month (version, scope, partner_id, month, currency, model, rates, before)
    select ${number}, ${liveScope}, ${partnerId}, month::date, ${currency}, ${model}, rates, before::bigint[]
    from unnest(${months}::text[], ${months.map(edition.monthRates)}::text[], ${[...converted.values()].map(arrayOf)}::text[])
      as made (month, rates, before)`;
}

/** A stored month that is not what its days give. */
export type WrongMonth = ConvertedFor & { month: string };

/** Compares the stored months of a partner with their days, in one snapshot. Those by other rates than the newest are not used by reports of now. */
export function checkMonths(
  { sql, rates: book }: Pick<AttributionStore, 'sql' | 'rates'>,
  version: Pick<Version, 'number' | 'settings' | 'completeTo'>,
  partnerId: string,
): Promise<{ checked: number; wrong: WrongMonth[] }> {
  return readSqlSnapshot(sql, async (tx) => {
    const edition = await book.at(version.completeTo ?? new Date());
    const rows = await tx<(WrongMonth & { rates: string; before: string[] })[]>`
      select month::text, currency, model, rates, before from converted_month
      where version = ${version.number} and scope = ${liveScope} and partner_id = ${partnerId} order by currency, model, month`;
    const current = rows.filter(({ month, rates }) => rates === edition.monthRates(month));
    const wrong: WrongMonth[] = [];
    for (const group of Map.groupBy(current, ({ currency, model }) => `${currency} ${model}`).values()) {
      const { currency, model } = group[0] as WrongMonth;
      const names = group.map(({ month }) => month);
      const right = await convertDays(tx, book, { version, wanted: { currency, model }, partnerId, names }, edition);
      for (const { month, before } of group) {
        if (right.get(month)?.join() !== before.join()) wrong.push({ month, currency, model });
      }
    }
    return { checked: current.length, wrong };
  });
}
