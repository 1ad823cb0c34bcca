import { statfsSync } from 'node:fs';
import { cpus } from 'node:os';
import { z } from 'zod';
import { flagsOrExit, wordsOf } from '#apps/flags.ts';
import { makeScratch, removeScratch } from '#test/support/stack/scratch.ts';
import { type Bench, startBench, waitForReceipts } from './bench.ts';
import { toJson } from './figures.ts';
import { measurements, runMeasurements } from './measurements.ts';
import { describe, isLossless } from './report.ts';

const usage = `Measures webhook delivery on a stack of its own: PostgreSQL, Temporal, one engine, a receiver and a load generator.

  npm run bench:delivery -- [--quick] [--json] [--only=at50,saturation,…]

  --quick   about a minute, with smaller numbers that prove the bench rather than the engine
  --json    ends with one line of JSON; docs/benchmarks.md explains its keys
  --only    some of: ${measurements.join(', ')}`;

const tmpfs = 0x01021994;
/** For the last events of the last measurement. */
const maxWaitMs = 60_000;

const flags = flagsOrExit(
  z.strictObject({
    quick: z.boolean().default(false),
    json: z.boolean().default(false),
    only: wordsOf(measurements).default([...measurements]),
  }),
  usage,
);

const say = (line: string): void => console.log(line);
const stateDir = await makeScratch();
let bench: Bench | undefined;
let ending: Promise<void> | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    say(`${signal}: stopping everything …`);
    void end().finally(() => process.exit(130));
  });
}

try {
  say(`Starting PostgreSQL (fsync on), Temporal and one engine on ${cpus().length} cores …`);
  if (statfsSync(stateDir).type === tmpfs) {
    say('The temporary folder is in memory, so fsync costs nothing here: set TMPDIR to a folder on a disk.');
  }
  if (flags.quick) say('Quick: short measurements, cold caches. These numbers prove the bench, not the engine.');
  bench = await startBench({ quick: flags.quick, stateDir, say });
  const found = await runMeasurements(bench, flags.only);
  await waitForReceipts(bench, maxWaitMs);
  await bench.ledger.collect();
  const { duplicates, signaturesChecked, signaturesWrong } = await bench.receiver.call('count');
  const { accepted, lost } = bench.ledger;
  const findings = { ...found, quick: flags.quick, accepted, lost, duplicates, signaturesChecked, signaturesWrong };
  say(`\n${describe(findings)}`);
  process.exitCode = isLossless(findings) ? 0 : 1;
  if (flags.json) say(JSON.stringify(toJson(findings)));
} finally {
  await end();
}

/** Once, whether the run is over or somebody wants it to be. */
function end(): Promise<void> {
  ending ??= (bench?.stop() ?? Promise.resolve()).finally(() => removeScratch(stateDir));
  return ending;
}
