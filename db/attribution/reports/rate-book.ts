import type { Queryable, Sql } from '#db/database.ts';
import { type FxFactor, type FxRate, FxRates } from '#domain/attribution/fx.ts';
import { nextDay } from '#domain/business-days.ts';

/** What the amounts of one currency and day are multiplied by. */
export interface DayFactor extends FxFactor {
  currency: string;
  day: string;
}

/** The factors of a report, and the newest import that it knows. */
export interface BookedFactors {
  factors: readonly DayFactor[];
  importId: number | null;
  /** The same for the same rates. */
  edition: string;
}

/** What a report converts: into a currency, from the first to the last of its days. */
export interface FactorsWanted {
  scope: string;
  currency: string;
  asOf: Date;
  firstDay: string;
  lastDay: string;
}

interface Edition {
  name: string;
  importId: number | null;
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
  readonly #editions = new Map<string, Edition>();
  readonly #currencies = new Map<string, Set<string>>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** The factors of all days and currencies that this scope is known to have; where a rate is missing there is none. */
  async find({ scope, currency: to, asOf, firstDay, lastDay }: FactorsWanted): Promise<BookedFactors> {
    const edition = await this.#editionAt(asOf);
    const factors: DayFactor[] = [];
    for (const from of this.#currencies.get(scope) ?? []) {
      if (from === to) continue;
      const rates = await this.#ratesOf(edition, [from, to].toSorted(), asOf);
      for (let day = firstDay; day <= lastDay; day = nextDay(day)) {
        const factor = rates.factor({ from, to, day });
        if (factor) factors.push({ currency: from, day, ...factor });
      }
    }
    return { factors, importId: edition.importId, edition: edition.name };
  }

  /** The rates of some currencies, of all days, and the newest import that they are of. */
  async rates(currencies: Iterable<string>, asOf: Date): Promise<{ rates: FxRates; importId: number | null }> {
    const edition = await this.#editionAt(asOf);
    const all = [...new Set(currencies)].toSorted();
    const rates = all.length === 0 ? new FxRates([]) : await this.#ratesOf(edition, all, asOf);
    return { rates, importId: edition.importId };
  }

  /** From now on the amounts in these currencies are converted where they are stored. */
  note(scope: string, currencies: Iterable<string>): void {
    const known = this.#currencies.get(scope) ?? new Set();
    for (const currency of currencies) known.add(currency);
    if (known.size === 0) return;
    this.#currencies.set(scope, known);
    dropOldest(this.#currencies, KEPT_SCOPES);
  }

  async #editionAt(asOf: Date): Promise<Edition> {
    const [row] = await this.#sql<{ importId: number | null; imports: number }[]>`
      select max(id) as "importId", count(*)::int as imports from fx_import where imported_at <= ${asOf}`;
    const importId = row?.importId ?? null;
    const key = `${importId} ${row?.imports}`;
    const edition = this.#editions.get(key) ?? { name: key, importId, rates: new Map() };
    this.#editions.delete(key);
    this.#editions.set(key, edition);
    dropOldest(this.#editions, KEPT_EDITIONS);
    return edition;
  }

  #ratesOf({ rates }: Edition, currencies: string[], asOf: Date): Promise<FxRates> {
    const key = currencies.join(' ');
    const found = rates.get(key) ?? readAllRates(this.#sql, currencies, asOf);
    rates.set(key, found);
    found.catch(() => rates.delete(key));
    return found;
  }
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
