import { cpus } from 'node:os';
import { z } from 'zod';
import { flagsOrExit } from '#apps/flags.ts';
import { makeScratch, removeScratch } from '#test/support/stack/scratch.ts';
import { describe, isMet, toJson } from './report.ts';
import { type HostilePlan, runHostile } from './run.ts';
import { senders } from './senders.ts';
import { type HostileStack, startHostileStack } from './stack.ts';

const usage = `Lets hostile callers loose on one engine, one after the other, beside a quiet partner.

  npm run test:hostile -- [--only=TEXT] [--quick] [--json]

  --only    the senders whose name contains this text, or one of several, as in --only='import|largest'
  --quick   about a minute: proves the gate rather than the engine
  --json    ends with one line of JSON; docs/hostile-load.md explains its keys`;

const full: HostilePlan = { quick: false, warmUpS: 20, aloneS: 5, aloneEvery: 5, besideS: 5, maxS: 20 };
const quick: HostilePlan = { quick: true, warmUpS: 8, aloneS: 1.5, aloneEvery: 10, besideS: 0.6, maxS: 2 };

const flags = flagsOrExit(
  z.strictObject({
    only: z
      .string()
      .default('')
      .transform((text) => text.split('|'))
      .refine((texts) => texts.every((text) => senders.some(({ name }) => name.includes(text))), 'is in no sender’s name'),
    quick: z.boolean().default(false),
    json: z.boolean().default(false),
  }),
  usage,
);
const chosen = senders.filter(({ name }) => flags.only.some((text) => name.includes(text)));

const say = (line: string): void => console.log(line);
const stateDir = await makeScratch();
let stack: HostileStack | undefined;
let ending: Promise<void> | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    say(`${signal}: stopping everything …`);
    void end().finally(() => process.exit(130));
  });
}

try {
  say(`Starting PostgreSQL, Temporal and one engine on ${cpus().length} cores …`);
  if (flags.quick) say('Quick: each sender has less than a second. These numbers prove the gate, not the engine.');
  stack = await startHostileStack(stateDir, say);
  say(`${chosen.length} senders, one after the other, beside a quiet partner:`);
  const found = await runHostile(stack, chosen, { plan: flags.quick ? quick : full, say });
  say(`\n${describe(found)}`);
  process.exitCode = isMet(found) ? 0 : 1;
  if (flags.json) say(JSON.stringify(toJson(found)));
} finally {
  await end();
}
process.exit();

/** Once, whether the run is over or somebody wants it to be. */
function end(): Promise<void> {
  ending ??= (stack?.stop() ?? Promise.resolve()).finally(() => removeScratch(stateDir));
  return ending;
}
