import { hash } from 'node:crypto';
import type { Sql } from '#db/database.ts';
import type { EcbRate } from '#domain/attribution/ecb-rates.ts';

export interface ImportedRates {
  /** Null if nothing in the file was new. */
  importId: number | null;
  /** Rates of days that had none, and rates that differ from what was known. */
  added: number;
  corrected: number;
}

/** Statements of this many rates. */
const PAGE = 5_000;

/**
 * Stores what a table of rates has that was not known, as one import. A rate that was known differently stays: reports of the past use it.
 * Importing a file again changes nothing.
 */
export function importRates(
  sql: Sql,
  rates: EcbRate[],
  { source, importedBy }: { source: string; importedBy: string },
): Promise<ImportedRates> {
  return sql.begin(async (tx) => {
    // Two imports at once would each find the same to be new.
    await tx`select pg_advisory_xact_lock(hashtextextended('fx_import', 0))`;
    const known = await tx<EcbRate[]>`
      select distinct on (currency, day) currency, day::text, per_euro as "perEuro" from fx_rate order by currency, day, import_id desc`;
    const knownRates = new Map(known.map(({ currency, day, perEuro }) => [`${currency} ${day}`, perEuro]));
    const changed = new Map<string, EcbRate>();
    for (const rate of rates) {
      const before = knownRates.get(`${rate.currency} ${rate.day}`);
      if (before !== rate.perEuro) changed.set(`${rate.currency} ${rate.day}`, rate);
    }
    if (changed.size === 0) return { importId: null, added: 0, corrected: 0 };
    const digest = hash('sha256', JSON.stringify(rates));
    const [row] = await tx<{ id: number }[]>`
      insert into fx_import (source, digest, imported_by) values (${source}, decode(${digest}, 'hex'), ${importedBy}) returning id`;
    const importId = row?.id ?? 0;
    const list = [...changed.values()];
    for (let from = 0; from < list.length; from += PAGE) {
      const page = list.slice(from, from + PAGE);
      await tx`
        insert into fx_rate (import_id, day, currency, per_euro)
        select ${importId}, day::date, currency, per_euro
        from unnest(${page.map(({ day }) => day)}::text[], ${page.map(({ currency }) => currency)}::text[],
          ${page.map(({ perEuro }) => perEuro)}::text[]) r (day, currency, per_euro)`;
    }
    const corrected = [...changed.keys()].filter((place) => knownRates.has(place)).length;
    return { importId, added: changed.size - corrected, corrected };
  }) as Promise<ImportedRates>;
}
