import { readRates } from '#db/attribution/reports/read-rates.ts';
import { readEachSums, readSums, type SumsWanted } from '#db/attribution/reports/read-sums.ts';
import type { AttributionStore } from '#db/attribution/store.ts';
import { type DailySum, ratesNeeded } from '#domain/attribution/converted-sums.ts';
import type { FxRates } from '#domain/attribution/fx.ts';
import { nextMonth } from '#domain/attribution/report-window.ts';
import { addDays, localDate } from '#domain/business-days.ts';
import type { Basis } from './report-query.ts';

export interface ConvertedSums {
  /** In the order of what was wanted. */
  sums: DailySum[][];
  /** For what is not in the currency of the report yet. */
  rates: FxRates;
  fxImport: number | null;
}

/**
 * Reads sums for a report. Of all partners, the store converts other currencies. Of one partner they come by day: sending the rates of a year would take
 * longer. With them come the rates for what is not converted yet, and for `others`.
 */
export async function readConvertedSums(
  { sql, rates: book }: Pick<AttributionStore, 'sql' | 'rates'>,
  basis: Basis,
  wanted: readonly Pick<SumsWanted, 'partnerId' | 'parts' | 'measures' | 'byDay'>[],
  others: readonly DailySum[] = [],
): Promise<ConvertedSums> {
  const { books, window, currency } = basis;
  const [firstDay, lastDay] = [localDate(window.from, books.timeZone), lastDayOf(basis)];
  const isOfOne = wanted.every(({ partnerId }) => partnerId !== undefined);
  const factors = isOfOne ? [] : (await book.find({ scope: books.scope, currency, asOf: books.asOf, firstDay, lastDay })).factors;
  const sums = await readEachSums(
    sql,
    wanted.map((one) => ({ ...books, ...one, currency, factors })),
  );
  const needed = ratesNeeded([...sums.flat(), ...others], currency);
  book.note(books.scope, needed);
  const { rates, importId } = await book.rates(needed, books.asOf);
  return { sums, rates, fxImport: importId };
}

/** The sums of all partners, of whole days from memory; null if something is not in the currency of the report then. */
export async function readLeague(
  { sql, rates, league }: Pick<AttributionStore, 'sql' | 'rates' | 'league'>,
  { books, currency, version }: Basis,
  { parts, measures }: Pick<SumsWanted, 'parts' | 'measures'>,
): Promise<{ sums: DailySum[]; fxImport: number | null } | null> {
  const { allDays, edges } = parts;
  if (allDays === null) return null;
  const [firstDay, lastDay] = [`${allDays.from.slice(0, 7)}-01`, nextMonth(addDays(allDays.to, -1))];
  const { factors, importId, edition } = await rates.find({ scope: books.scope, currency, asOf: books.asOf, firstDay, lastDay });
  const ends = { months: null, days: [], allDays: null, edges };
  const [days, rest] = await Promise.all([
    league.find({ books, versionSince: version.createdAt, measures, currency, edition, factors, days: allDays }),
    readSums(sql, { ...books, parts: ends, measures, currency, factors }),
  ]);
  if (days === null || rest.some((sum) => sum.currency !== '' && sum.currency !== currency)) return null;
  return { sums: [...days, ...rest], fxImport: importId };
}

const lastDayOf = ({ books, window }: Basis): string => localDate(new Date(window.to.getTime() - 1), books.timeZone);

/** The rates for sums: from the earliest of their days until the last day of the window. */
export function readRatesFor(sql: Parameters<typeof readRates>[0], basis: Basis, sums: readonly DailySum[]): ReturnType<typeof readRates> {
  const { books, currency } = basis;
  const days = sums.flatMap(({ day }) => day ?? []).toSorted();
  const last = lastDayOf(basis);
  const to = [days.at(-1) ?? last, last].toSorted().at(-1) ?? last;
  return readRates(sql, { currencies: ratesNeeded(sums, currency), from: days[0] ?? last, to, asOf: books.asOf });
}
