import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from '#apps/config.ts';
import { readFlags, runCommand, UsageError } from '#apps/flags.ts';
import { importRates } from '#db/attribution/reports/import-rates.ts';
import { openAttribution } from '#db/attribution/store.ts';
import { readEcbRates } from '#domain/attribution/ecb-rates.ts';

const usage = `Imports exchange rates in the XML format of the European Central Bank, for reports in one currency.

  npm run fx:import -- FILE [--source=NAME] [--json]

  FILE       eurofxref-hist.xml (every day since 1999) or eurofxref-daily.xml, from https://www.ecb.europa.eu/stats/eurofxref/
  --source   how reports name the rates (default: ECB)
  --json     print one line of JSON instead of text

A rate that differs from a known one corrects it; reports as of an earlier time keep the earlier one. Importing a file again changes nothing.`;

const Flags = z.strictObject({ source: z.string().trim().min(1).max(100).default('ECB'), json: z.boolean().default(false) });

/** All rates since 1999 are some 10 MB. */
const MAX_BYTES = 64 * 1024 * 1024;

await runCommand(async () => {
  const args = process.argv.slice(2);
  const { positionals } = parseArgs({ args, strict: false, allowPositionals: true });
  const [file, ...rest] = positionals;
  const flags = readFlags(
    args.filter((word) => word !== file),
    Flags,
    usage,
  );
  if (file === undefined || rest.length > 0) throw new UsageError(`Name one file.\n\n${usage}`);
  const { size } = await stat(file);
  if (size > MAX_BYTES) throw new Error(`${file} has ${size} bytes, more than ${MAX_BYTES}: it is not a file of rates`);
  const rates = readEcbRates(await readFile(file, 'utf8'));
  const store = openAttribution(readConfig().ATTRIBUTION_DATABASE_URL, { max: 1, name: 'causeway-fx' });
  try {
    const imported = await importRates(store.sql, rates, { source: flags.source, importedBy: 'fx:import' });
    const days = rates.map(({ day }) => day).toSorted();
    const found = { rates: rates.length, currencies: new Set(rates.map(({ currency }) => currency)).size, from: days[0], to: days.at(-1) };
    const { importId, added, corrected } = imported;
    const outcome = importId === null ? 'Nothing new.' : `Import ${importId}: ${added} rates added, ${corrected} corrected.`;
    const text = `${file}: ${found.rates} rates of ${found.currencies} currencies, ${found.from} to ${found.to}\n${outcome}`;
    console.log(flags.json ? JSON.stringify({ import_id: importId, ...found, added, corrected }) : text);
    return 0;
  } finally {
    await store.close();
  }
});
