import type { Queryable } from '#db/database.ts';
import { type FxRate, FxRates, MAX_RATE_AGE_DAYS } from '#domain/attribution/fx.ts';

/** The rates of some currencies for a span of days (both are in it), as they were imported until `asOf`, and the newest import of then. */
export async function readRates(
  sql: Queryable,
  { currencies, from, to, asOf }: { currencies: readonly string[]; from: string; to: string; asOf: Date },
): Promise<{ rates: FxRates; importId: number | null }> {
  const [imported, rows] = await Promise.all([
    sql<{ id: number | null }[]>`select max(id) as id from fx_import where imported_at <= ${asOf}`,
    currencies.length === 0
      ? []
      : sql<FxRate[]>`
          select day::text, currency, per_euro as "perEuro", import_id as "importId" from fx_rate
          where currency = any(${[...currencies]}::text[]) and day between ${from}::date - ${MAX_RATE_AGE_DAYS}::int and ${to}::date
            and import_id in (select id from fx_import where imported_at <= ${asOf})`,
  ]);
  return { rates: new FxRates(rows), importId: imported[0]?.id ?? null };
}
