import { round } from './percentiles.ts';
import { measureBeside } from './roi-beside.ts';
import { measureRollup, storeMonths } from './roi-credits.ts';
import { describe, type RoiFindings, toJson } from './roi-figures.ts';
import { measureFreshness } from './roi-freshness.ts';
import { measureIngest } from './roi-ingest.ts';
import { creditHistory, measureRecompute } from './roi-recompute.ts';
import { type RoiStack, startRoiStack } from './roi-stack.ts';
import { measureLeague, measureWindows } from './roi-windows.ts';
import { runParts } from './run-parts.ts';

const parts = ['facts', 'windows', 'league', 'freshness', 'recompute', 'ingest', 'beside'] as const;

const usage = `Measures attribution reports over generated facts: any window of one partner, against the raw tables and one row by its key; the league of all partners; rolling up at several sizes; from an event to its report; computing everything anew; what an API process takes; deliveries beside reports.

  npm run bench:roi -- [--quick] [--json] [--only=facts,windows,league,freshness,recompute,ingest,beside] [--keep=<folder>]

  --quick   a minute, with few facts: proves the bench rather than the reports
  --json    ends with one line of JSON; docs/benchmarks.md explains its keys
  --only    some of: ${parts.join(', ')}. windows, league and recompute need facts
  --keep    leaves the database in this folder, and goes on with the one that is there: facts are generated once and measured several times`;

const sizes = { quick: [10_000, 50_000], full: [1_000_000, 5_000_000, 10_000_000] };

async function measure(
  name: (typeof parts)[number],
  stack: RoiStack,
  quick: boolean,
  say: (line: string) => void,
): Promise<Partial<RoiFindings>> {
  if (name === 'facts') return addFacts(stack, quick, say);
  const facts = stack.facts ? { facts: stack.facts } : {};
  return { ...facts, ...(await measurePart(name, stack, quick, say)) };
}

async function measurePart(
  name: Exclude<(typeof parts)[number], 'facts'>,
  stack: RoiStack,
  quick: boolean,
  say: (line: string) => void,
): Promise<Partial<RoiFindings>> {
  if (name === 'windows' || name === 'league') say(`Stored the months of all partners in ${await storeMonths(stack)} s.`);
  if (name === 'windows') return { windows: await measureWindows(stack, quick ? { samples: 64, raws: 3 } : { samples: 640, raws: 9 }) };
  if (name === 'league') return { league: await measureLeague(stack, quick ? 10 : 60) };
  if (name === 'freshness') return { freshness: await measureFreshness(stack, { seconds: quick ? 5 : 60 }) };
  if (name === 'recompute') return { recompute: await measureRecompute(stack) };
  if (name === 'ingest') return { ingest: await measureIngest(stack, quick) };
  return { beside: await measureBeside(quick, say) };
}

/** The sizes that are not there yet. */
async function addFacts(stack: RoiStack, quick: boolean, say: (line: string) => void): Promise<Partial<RoiFindings>> {
  const rollup = [];
  for (const touches of (quick ? sizes.quick : sizes.full).filter((size) => size > stack.touches)) {
    say(`Generating ${touches} touches, and what follows from them …`);
    await stack.fill(touches);
    const { seconds } = await creditHistory(stack);
    say(`Computed the credits of all of them in ${round(seconds, 1)} s.`);
    rollup.push(await measureRollup(stack));
  }
  if (rollup.length === 0 && stack.facts) return { facts: stack.facts };
  return { rollup, facts: await stack.keepFacts() };
}

await runParts({
  ...{ usage, names: parts, starts: 'PostgreSQL (fsync on)', subject: 'reports' },
  ...{ start: startRoiStack, measure, describe, toJson, canKeep: true },
});
process.exit();
