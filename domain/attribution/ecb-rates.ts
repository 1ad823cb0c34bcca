/** A rate of one day: so many units of the currency for one euro, as it is written. */
export interface EcbRate {
  day: string;
  currency: string;
  perEuro: string;
}

const tag = /<(?:[\w-]+:)?Cube\b([^>]*?)\/?>/g;
const attribute = /([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const isDay = /^\d{4}-\d{2}-\d{2}$/;
const isCurrency = /^[A-Z]{3}$/;
/** Positive: nothing can be converted at zero. */
const isRate = /^(?=.*[1-9])\d{1,12}(?:\.\d{1,12})?$/;

/**
 * Reads the reference rates of the European Central Bank (`eurofxref-hist.xml`, `eurofxref-daily.xml`). Its format has been the same since
 * 1999: a `Cube` with a time has a `Cube` for each currency. Throws an error that names the first fault and its place.
 * https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/html/index.en.html
 */
export function readEcbRates(xml: string): EcbRate[] {
  const rates: EcbRate[] = [];
  let day: string | undefined;
  for (const found of xml.matchAll(tag)) {
    const { time, currency, rate } = attributesOf(found[1] ?? '');
    const fault = (name: string, value: string | undefined, wanted: string) =>
      foreign(`at position ${found.index}, the ${name} "${(value ?? '').slice(0, 40)}" is ${wanted}`);
    if (time !== undefined && !isRealDay(time)) throw fault('day', time, 'no day');
    day = time ?? day;
    if (currency === undefined && rate === undefined) continue;
    if (day === undefined) throw foreign(`at position ${found.index}, a rate comes before the first day`);
    if (currency === undefined || !isCurrency.test(currency)) throw fault('currency', currency, 'no currency code');
    if (rate === undefined || !isRate.test(rate)) throw fault(`rate of ${currency}`, rate, 'no positive decimal number');
    rates.push({ day, currency, perEuro: rate });
  }
  if (rates.length > 0) return rates;
  throw foreign('it has no rates (a Cube with currency and rate within a Cube with time)');
}

const foreign = (why: string) => new Error(`The file is not one of the ECB's: ${why}`);
const isRealDay = (text: string): boolean => isDay.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

function attributesOf(text: string): Partial<Record<string, string>> {
  return Object.fromEntries([...text.matchAll(attribute)].map(([, name = '', quoted, single]) => [name, quoted ?? single ?? '']));
}
