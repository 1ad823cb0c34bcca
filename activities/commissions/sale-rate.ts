import { readRates } from '#db/attribution/reports/read-rates.ts';
import type { Sql } from '#db/database.ts';
import { exactRate } from '#domain/attribution/fx.ts';
import type { Plan } from '#domain/commissions/plan.ts';
import { currencyFor, type Sale } from '#domain/commissions/sale.ts';

interface FoundRate {
  rate: Sale['rate'];
  fxImport: number | null;
}
export type FindRate = (plan: Plan, sale: Sale) => Promise<FoundRate>;

/** The rate of a sale's day, if the plan pays in another currency. Whether it may be missing is for the rules to say. Each is read once. */
export function rememberRates(store: Sql): FindRate {
  const known = new Map<string, Promise<FoundRate>>();
  return (plan, sale) => {
    const to = currencyFor(plan, sale);
    if (to === null || to === sale.currency) return Promise.resolve({ rate: null, fxImport: null });
    const key = `${sale.currency} ${to} ${sale.day}`;
    const found = known.get(key) ?? readRate(store, sale, to);
    known.set(key, found);
    return found;
  };
}

async function readRate(store: Sql, sale: Sale, to: string): Promise<FoundRate> {
  const asked = { currencies: [sale.currency, to], from: sale.day, to: sale.day, asOf: new Date() };
  const { rates, importId } = await readRates(store, asked);
  const [source, target] = [rates.find(sale.currency, sale.day), rates.find(to, sale.day)];
  if (!source || !target) return { rate: null, fxImport: importId };
  const exact = exactRate({ from: sale.currency, to, source: source.perEuro, target: target.perEuro });
  const shown = (Number(target.perEuro) / Number(source.perEuro)).toFixed(6).replace(/\.?0+$/, '');
  return { rate: { ...exact, shown, day: source.day < target.day ? source.day : target.day }, fxImport: importId };
}
