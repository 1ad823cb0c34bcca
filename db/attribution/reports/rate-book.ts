import { hash } from 'node:crypto';
import type { Queryable, Sql } from '#db/database.ts';
import { type FxFactor, type FxRate, FxRates } from '#domain/attribution/fx.ts';
import { addDays, nextDay } from '#domain/business-days.ts';

/** What the amounts of one currency and day are multiplied by. */
export interface DayFactor extends FxFactor {
  currency: string;
  day: string;
}

/** What names the rates of a month (its first day): the same for the same rates of its days, and of those before it that count for them. */
export type MonthRates = (month: string) => string;

/** What a report converts: into a currency, from the first to the last of its days. */
export interface FactorsWanted {
  scope: string;
  currency: string;
  firstDay: string;
  lastDay: string;
}

/** All imports that a moment knows. */
export interface Edition {
  asOf: Date;
  /** The newest. */
  importId: number | null;
  monthRates: MonthRates;
  /** By the currencies. */
  rates: Map<string, Promise<FxRates>>;
}

/** Reports of now share one edition of the rates, and those of the past have one each. */
const KEPT_EDITIONS = 4;
const KEPT_SCOPES = 1_000;

/**
 * Keeps exchange rates in memory, as factors. Imports are only added, so what a moment knows of them never changes. Which currencies a scope has is
 * noticed from the amounts that a report could not convert.
 */
export class RateBook {
  readonly #sql: Sql;
  readonly #editions = new Map<string, Promise<Edition>>();
  readonly #currencies = new Map<string, Set<string>>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** What a moment knows. */
  async at(asOf: Date): Promise<Edition> {
    const [row] = await this.#sql<{ importId: number | null; imports: number }[]>`
      select max(id) as "importId", count(*)::int as imports from fx_import where imported_at <= ${asOf}`;
    const importId = row?.importId ?? null;
    const key = `${importId} ${row?.imports}`;
    const found = this.#editions.get(key) ?? this.#openEdition(asOf, importId);
    this.#editions.delete(key);
    this.#editions.set(key, found);
    found.catch(() => this.#editions.delete(key));
    dropOldest(this.#editions, KEPT_EDITIONS);
    return found;
  }

  /** The factors of all days and currencies that this scope is known to have; where a rate is missing there is none. */
  async factors(edition: Edition, { scope, currency: to, firstDay, lastDay }: FactorsWanted): Promise<DayFactor[]> {
    const factors: DayFactor[] = [];
    for (const from of this.#currencies.get(scope) ?? []) {
      if (from === to) continue;
      const rates = await this.rates(edition, [from, to]);
      for (let day = firstDay; day <= lastDay; day = nextDay(day)) {
        const factor = rates.factor({ from, to, day });
        if (factor) factors.push({ currency: from, day, ...factor });
      }
    }
    return factors;
  }

  /** The rates of some currencies, of all days. */
  async rates({ asOf, rates }: Edition, currencies: Iterable<string>): Promise<FxRates> {
    const all = [...new Set(currencies)].toSorted();
    if (all.length === 0) return new FxRates([]);
    const key = all.join(' ');
    const found = rates.get(key) ?? readAllRates(this.#sql, all, asOf);
    rates.set(key, found);
    found.catch(() => rates.delete(key));
    return found;
  }

  /** From now on the amounts in these currencies are converted where they are stored. */
  note(scope: string, currencies: Iterable<string>): void {
    const known = this.#currencies.get(scope) ?? new Set();
    for (const currency of currencies) known.add(currency);
    if (known.size === 0) return;
    this.#currencies.set(scope, known);
    dropOldest(this.#currencies, KEPT_SCOPES);
  }

  async #openEdition(asOf: Date, importId: number | null): Promise<Edition> {
    const months = await readImports(this.#sql, asOf);
    const importsOf = (month: string): string => months.get(month) ?? '';
    const monthRates: MonthRates = (month) =>
      hash('sha256', `${importsOf(previousMonth(month))} ${importsOf(month)}`, 'hex').slice(0, RATES_LENGTH);
    return { asOf, importId, monthRates, rates: new Map() };
  }
}

/** Half of a digest: enough to tell sets of imports apart. */
const RATES_LENGTH = 32;

const previousMonth = (month: string): string => `${addDays(month, -1).slice(0, 7)}-01`;

/** Which imports have rates of the days of each month. */
async function readImports(sql: Queryable, asOf: Date): Promise<Map<string, string>> {
  const rows = await sql<{ month: string; imports: string }[]>`
    select date_trunc('month', day)::date::text as month, array_agg(distinct import_id order by import_id)::text as imports from fx_rate
    where import_id in (select id from fx_import where imported_at <= ${asOf}) group by 1`;
  return new Map(rows.map(({ month, imports }) => [month, imports]));
}

async function readAllRates(sql: Queryable, currencies: string[], asOf: Date): Promise<FxRates> {
  return new FxRates(
    await sql<FxRate[]>`
      select day::text, currency, per_euro as "perEuro", import_id as "importId" from fx_rate
      where currency = any(${currencies}::text[]) and import_id in (select id from fx_import where imported_at <= ${asOf})`,
  );
}

function dropOldest(kept: Map<string, unknown>, max: number): void {
  const [oldest] = kept.keys();
  if (kept.size > max && oldest !== undefined) kept.delete(oldest);
}
