import { readRates } from '#db/attribution/reports/read-rates.ts';
import { readEachSums } from '#db/attribution/reports/read-sums.ts';
import type { SumsWanted } from '#db/attribution/reports/sums-wanted.ts';
import type { AttributionStore } from '#db/attribution/store.ts';
import { type DailySum, ratesNeeded } from '#domain/attribution/converted-sums.ts';
import type { FxRates } from '#domain/attribution/fx.ts';
import { localDate } from '#domain/business-days.ts';
import type { Basis } from './report-query.ts';

export interface ConvertedSums {
  /** In the order of what was wanted. */
  sums: DailySum[][];
  /** For what is not in the currency of the report yet. */
  rates: FxRates;
  fxImport: number | null;
}

/**
 * Reads sums for a report. What no stored month has in its currency is converted by the store, of all partners; of one partner it comes by day: sending the
 * rates of a year would take longer. With them come the rates for what is not converted yet, and for `others`.
 */
export async function readConvertedSums(
  { sql, planned, rates: book, asks }: Pick<AttributionStore, 'sql' | 'planned' | 'rates' | 'asks'>,
  basis: Basis,
  wanted: readonly Pick<SumsWanted, 'partnerId' | 'parts' | 'measures' | 'byDay'>[],
  others: readonly DailySum[] = [],
): Promise<ConvertedSums> {
  const { books, window, currency, version } = basis;
  const { scope, model } = books;
  const [edition] = await Promise.all([book.at(books.asOf), asks.note({ scope, currency, model })]);
  const [firstDay, lastDay] = [localDate(window.from, books.timeZone), lastDayOf(basis)];
  const isOfOne = wanted.every(({ partnerId }) => partnerId !== undefined);
  const factors = isOfOne ? [] : await book.factors(edition, { scope, currency, firstDay, lastDay });
  // Of one partner as of now, little is left to be read beside what is stored. How much that is else depends on the parameters, and so does the best plan.
  const isPlanned = isOfOne && books.asOf.getTime() === version.completeTo.getTime();
  const asked = wanted.map((one) => ({ ...books, ...one, currency, factors, monthRates: edition.monthRates }));
  const halves = isOfOne ? [asked] : [asked.map(wholeDaysOf), asked.map(endsOf)];
  const found = await Promise.all(halves.map((half) => readEachSums(isPlanned ? planned : sql, half)));
  const sums = wanted.map((_, place) => found.flatMap((half) => half[place] ?? []));
  const needed = ratesNeeded([...sums.flat(), ...others], currency);
  book.note(scope, needed);
  return { sums, rates: await book.rates(edition, needed), fxImport: edition.importId };
}

/**
 * Of all partners, whole days and the ends of the window are read at the same time, by a connection each. No day is in both, and what was recorded until a moment
 * is the same in each snapshot.
 */
const wholeDaysOf = (wanted: SumsWanted): SumsWanted => ({ ...wanted, parts: { ...wanted.parts, edges: [] } });
const endsOf = (wanted: SumsWanted): SumsWanted => ({
  ...wanted,
  parts: { months: null, days: [], allDays: null, edges: wanted.parts.edges },
});

const lastDayOf = ({ books, window }: Basis): string => localDate(new Date(window.to.getTime() - 1), books.timeZone);

/** The rates for sums: from the earliest of their days until the last day of the window. */
export function readRatesFor(sql: Parameters<typeof readRates>[0], basis: Basis, sums: readonly DailySum[]): ReturnType<typeof readRates> {
  const { books, currency } = basis;
  const days = sums.flatMap(({ day }) => day ?? []).toSorted();
  const last = lastDayOf(basis);
  const to = [days.at(-1) ?? last, last].toSorted().at(-1) ?? last;
  return readRates(sql, { currencies: ratesNeeded(sums, currency), from: days[0] ?? last, to, asOf: books.asOf });
}
