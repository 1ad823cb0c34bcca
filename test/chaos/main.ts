import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { flagsOrExit } from '#apps/flags.ts';
import { wholeNumberText } from '#domain/bounded-number.ts';
import { makeScratch, removeScratch } from '#test/support/stack/scratch.ts';
import { describe, findFaults, toJson } from './report.ts';
import { runChaos } from './run.ts';

const usage = `Kills and cuts everything at random under load, and counts what was accepted and what arrived.

  npm run test:chaos -- [--seed=N] [--events=5000] [--quick] [--json]

  --seed     decides when what is killed; the same seed makes the same plan
  --events   how many are published (default 5000)
  --quick    at most a minute and a half: 600 events, one kill of each component
  --json     ends with one line of JSON; docs/chaos.md explains its keys`;

const flags = flagsOrExit(
  z.strictObject({
    seed: wholeNumberText(0, 2 ** 31).default(randomInt(2 ** 31)),
    events: wholeNumberText(1, 10_000_000).optional(),
    quick: z.boolean().default(false),
    json: z.boolean().default(false),
  }),
  usage,
);
const { seed, events = flags.quick ? 600 : 5_000 } = flags;

const say = (line: string): void => console.log(line);
const stateDir = await makeScratch();
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

try {
  // Kills spread over less time would mostly hit processes that are still starting.
  const size = flags.quick ? { kills: 1, durationMs: 25_000, maxWaitMs: 45_000 } : { kills: 5, durationMs: 170_000, maxWaitMs: 150_000 };
  const result = await runChaos({ stateDir, seed, events, say, signal: stopping.signal, ...size });
  const faults = findFaults(result);
  say(`\n${describe(result)}`);
  for (const fault of faults) say(`FAILED: ${fault}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
  if (faults.length === 0) removeScratch(stateDir);
  else say(`The logs are in ${stateDir}/logs`);
  if (flags.json) say(JSON.stringify(toJson(result)));
} catch (error) {
  if (!stopping.signal.aborted) throw error;
  removeScratch(stateDir);
  process.exitCode = 130;
}
// Node 24 may spin for ever in its own clean-up after connections that were reset with data still to be written.
process.exit();
