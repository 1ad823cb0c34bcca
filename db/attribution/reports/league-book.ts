import type { Sql } from '#db/database.ts';
import type { DailySum } from '#domain/attribution/converted-sums.ts';
import type { Measure } from '#domain/attribution/facts.ts';
import { type DayRange, nextMonth, splitWindow, startOfDay } from '#domain/attribution/report-window.ts';
import type { DayFactor } from './rate-book.ts';
import { type Books, readSums } from './read-sums.ts';

export interface LeagueWanted {
  books: Books;
  /** Tells versions with the same number apart, of stores that were restored. */
  versionSince: Date;
  measures: readonly Measure[];
  currency: string;
  /** By which rates it is converted: the name of the edition, and the factors of all days of the months that `days` meets. */
  edition: string;
  factors: readonly DayFactor[];
  days: DayRange;
}

/** What each partner has before each day of a month: the amounts of any days of it are one difference. */
interface Month {
  /** It is what was recorded until then. */
  asOf: Date;
  partners: Map<string, BigInt64Array>;
}

/** Of one measure: before the 1st to the 31st, and before the next month. */
const PLACES = 32;
/** 64 MiB: two years of a thousand partners. Beyond it, reports are added up anew. */
const MAX_CELLS = 8_388_608;
/** What 31 of these give fits into 64 bits. */
const MAX_AMOUNT = 2n ** 57n;

/**
 * Keeps months of all partners in memory, converted, so that the league of any days costs a difference for each partner and month. A month is read anew
 * when credits of it were recorded since. It knows nothing that `readSums` does not: what it cannot keep is null, and read from the store.
 */
export class LeagueBook {
  readonly #sql: Sql;
  readonly #months = new Map<string, Month>();
  readonly #reading = new Map<string, Promise<Month | null>>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** The sums of whole days, in the currency of the report, over days. */
  async find(wanted: LeagueWanted): Promise<DailySum[] | null> {
    const firsts = firstsOf(wanted.days);
    const touched = await this.#touched(wanted, firsts);
    const totals = new Map<string, bigint[]>();
    for (const first of firsts) {
      const month = await this.#monthOf(wanted, first, touched.has(first));
      if (month === null || month.partners.size * wanted.measures.length * PLACES * firsts.length > MAX_CELLS) return null;
      addDays(totals, month, placesOf(wanted.days, first), wanted.measures.length);
    }
    const { currency, measures } = wanted;
    return [...totals].flatMap(([partnerId, amounts]) =>
      amounts.flatMap((amount, index) =>
        amount === 0n ? [] : [{ partnerId, measure: measures[index] as Measure, currency, day: null, amount }],
      ),
    );
  }

  /** The months that are kept as of another moment, and of which credits were recorded between that and the report's. */
  async #touched({ books, ...rest }: LeagueWanted, firsts: string[]): Promise<Set<string>> {
    const moments = firsts.flatMap((first) => this.#months.get(keyOf({ books, ...rest }, first))?.asOf.getTime() ?? []);
    const [from, to] = [Math.min(...moments, books.asOf.getTime()), Math.max(...moments, books.asOf.getTime())];
    if (from === to) return new Set();
    const rows = await this.#sql<{ first: string }[]>`
      select distinct date_trunc('month', occurred_at at time zone ${books.timeZone})::date::text as first from credit
      where version = ${books.version} and scope = ${books.scope} and recorded_at > ${new Date(from)} and recorded_at <= ${new Date(to)}`;
    return new Set(rows.map(({ first }) => first));
  }

  async #monthOf(wanted: LeagueWanted, first: string, isTouched: boolean): Promise<Month | null> {
    const key = keyOf(wanted, first);
    const { asOf } = wanted.books;
    const kept = this.#months.get(key);
    if (kept && !(isTouched && kept.asOf.getTime() !== asOf.getTime())) {
      this.#months.delete(key);
      this.#months.set(key, kept);
      if (asOf > kept.asOf) kept.asOf = asOf;
      return kept;
    }
    const reading = `${key} ${asOf.getTime()}`;
    const found = this.#reading.get(reading) ?? readMonth(this.#sql, wanted, first).finally(() => this.#reading.delete(reading));
    this.#reading.set(reading, found);
    const month = await found;
    const latest = this.#months.get(key);
    if (month !== null && (latest === undefined || latest.asOf <= asOf)) this.#keep(key, month, wanted.measures.length);
    return month;
  }

  #keep(key: string, month: Month, measures: number): void {
    this.#months.delete(key);
    this.#months.set(key, month);
    let cells = 0;
    for (const { partners } of this.#months.values()) cells += partners.size * measures * PLACES;
    for (const [oldest, { partners }] of this.#months) {
      if (cells <= MAX_CELLS) return;
      this.#months.delete(oldest);
      cells -= partners.size * measures * PLACES;
    }
  }
}

const keyOf = ({ books, versionSince, currency, edition }: LeagueWanted, first: string): string =>
  `${books.version} ${versionSince.getTime()} ${books.scope} ${books.model} ${currency} ${edition} ${first}`;

function firstsOf({ from, to }: DayRange): string[] {
  const firsts: string[] = [];
  for (let first = `${from.slice(0, 7)}-01`; first < to; first = nextMonth(first)) firsts.push(first);
  return firsts;
}

/** Which of the places the days of a range have in a month: the amounts are those before `to` less those before `from`. */
function placesOf({ from, to }: DayRange, first: string): { from: number; to: number } {
  const placeOf = (day: string) => Number(day.slice(8)) - 1;
  return { from: from > first ? placeOf(from) : 0, to: to < nextMonth(first) ? placeOf(to) : PLACES - 1 };
}

function addDays(totals: Map<string, bigint[]>, { partners }: Month, places: { from: number; to: number }, measures: number): void {
  for (const [partnerId, before] of partners) {
    const amounts = totals.get(partnerId) ?? Array.from({ length: measures }, () => 0n);
    totals.set(partnerId, amounts);
    for (let index = 0, row = 0; index < measures; index += 1, row += PLACES) {
      const amount = (before[row + places.to] ?? 0n) - (before[row + places.from] ?? 0n);
      if (amount !== 0n) amounts[index] = (amounts[index] ?? 0n) + amount;
    }
  }
}

/** Null if there is something that has no factor, or needs more bits. */
async function readMonth(sql: Sql, { books, measures, currency, factors }: LeagueWanted, first: string): Promise<Month | null> {
  const next = nextMonth(first);
  const parts = splitWindow({ from: startOfDay(first, books.timeZone), to: startOfDay(next, books.timeZone) }, books.timeZone);
  const ownFactors = factors.filter(({ day }) => day >= first && day < next);
  const sums = await readSums(sql, { ...books, parts, measures, currency, factors: ownFactors, byDay: true });
  const partners = new Map<string, BigInt64Array>();
  for (const { partnerId, measure, currency: of, day, amount } of sums) {
    if ((of !== '' && of !== currency) || amount > MAX_AMOUNT || amount < -MAX_AMOUNT) return null;
    const cells = partners.get(partnerId) ?? new BigInt64Array(measures.length * PLACES);
    partners.set(partnerId, cells);
    // Of the month's day; the next place is what is before the day after it.
    const place = measures.indexOf(measure) * PLACES + Number(day?.slice(8));
    cells[place] = (cells[place] ?? 0n) + amount;
  }
  for (const cells of partners.values()) {
    for (let place = 0; place < cells.length; place += 1) {
      if (place % PLACES > 0) cells[place] = (cells[place] ?? 0n) + (cells[place - 1] ?? 0n);
    }
  }
  return { asOf: books.asOf, partners };
}
