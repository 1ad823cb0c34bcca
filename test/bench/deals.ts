import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { makeScratch, removeScratch } from '#test/support/stack/scratch.ts';
import { type DealsFindings, describe, toJson } from './deals-figures.ts';
import { full, measure, type Measurement, measurements, quick } from './deals-measurements.ts';
import { type DealsStack, startDealsStack } from './deals-stack.ts';

const usage = `Measures deal registration on a stack of its own: PostgreSQL, Temporal and one engine.

  npm run bench:deals -- [--quick] [--json] [--only=submit,conflict,…]

  --quick   about a minute, with a tenth of the accounts: proves the bench rather than the engine
  --json    ends with one line of JSON; docs/benchmarks.md explains its keys
  --only    some of: ${measurements.join(', ')}`;

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const isWanted = (name: Measurement): boolean => flags.only === undefined || flags.only.split(',').includes(name);
const unknown = flags.only?.split(',').filter((name) => !measurements.some((known) => known === name)) ?? [];
if (flags.help || unknown.length > 0) {
  console.log(unknown.length > 0 ? `There is no measurement ${unknown.join(', ')}.\n\n${usage}` : usage);
  process.exit(flags.help ? 0 : 2);
}

const say = (line: string): void => console.log(line);
const stateDir = await makeScratch();
let stack: DealsStack | undefined;
let ending: Promise<void> | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    say(`${signal}: stopping everything …`);
    void end().finally(() => process.exit(130));
  });
}

try {
  say(`Starting PostgreSQL (fsync on), Temporal and one engine on ${cpus().length} cores …`);
  if (flags.quick) say('Quick: short measurements, few accounts. These numbers prove the bench, not the engine.');
  stack = await startDealsStack(stateDir, say);
  const found: DealsFindings = { quick: flags.quick };
  for (const name of measurements.filter(isWanted)) {
    // What one part could not measure must not cost the figures of the others.
    const measured = await measure(name, stack, flags.quick ? quick : full, say).catch((error: unknown) => {
      say(`${name} FAILED: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
      return {};
    });
    Object.assign(found, measured);
  }
  say(`\n${describe(found)}`);
  if (flags.json) say(JSON.stringify(toJson(found)));
} finally {
  await end();
}

/** Once, whether the run is over or somebody wants it to be. */
function end(): Promise<void> {
  ending ??= (stack?.stop() ?? Promise.resolve()).finally(() => removeScratch(stateDir));
  return ending;
}
