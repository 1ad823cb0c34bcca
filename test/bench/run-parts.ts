import { cpus } from 'node:os';
import { z } from 'zod';
import { flagsOrExit, wordsOf } from '#apps/flags.ts';
import { makeScratch, openKept, removeScratch } from '#test/support/stack/scratch.ts';

interface Parts<Name extends string, Stack extends { stop(): Promise<void> }, Findings extends { quick: boolean }> {
  usage: string;
  names: readonly Name[];
  /** What is started for it, and what a quick run proves instead of its subject. */
  starts: string;
  subject: string;
  /** Whether its stack goes on with what an earlier run left in the state folder: there is the flag `--keep` then. */
  canKeep?: boolean;
  start(stateDir: string, say: (line: string) => void): Promise<Stack>;
  measure(name: Name, stack: Stack, quick: boolean, say: (line: string) => void): Promise<Partial<Findings>>;
  describe(found: Findings): string;
  toJson(found: Findings): Record<string, unknown>;
}

/** A bench of several parts on one stack, with the flags `--quick`, `--json`, `--only`, and `--keep` where it can. */
export async function runParts<Name extends string, Stack extends { stop(): Promise<void> }, Findings extends { quick: boolean }>(
  bench: Parts<Name, Stack, Findings>,
): Promise<void> {
  const shape = {
    quick: z.boolean().default(false),
    json: z.boolean().default(false),
    only: wordsOf(bench.names).default([...bench.names]),
    keep: z
      .string()
      .min(1, { error: 'names a folder' })
      .refine(() => bench.canKeep === true, { error: 'this bench begins with an empty database each time' })
      .optional(),
  };
  const { quick, json, only, keep } = flagsOrExit(z.strictObject(shape), bench.usage);
  const say = (line: string): void => console.log(line);
  const stateDir = keep === undefined ? await makeScratch() : openKept(keep);
  const leave = (): void => {
    if (keep === undefined) removeScratch(stateDir);
  };
  let stack: Stack | undefined;
  let ending: Promise<void> | undefined;
  /** Once, whether the run is over or somebody wants it to be. */
  const end = () => (ending ??= (stack?.stop() ?? Promise.resolve()).finally(leave));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      say(`${signal}: stopping everything …`);
      void end().finally(() => process.exit(130));
    });
  }
  try {
    say(`Starting ${bench.starts} on ${cpus().length} cores …`);
    if (quick) say(`Quick: short measurements of little. These numbers prove the bench, not the ${bench.subject}.`);
    stack = await bench.start(stateDir, say);
    const found = { quick } as Findings;
    for (const name of only) {
      // What one part could not measure must not cost the figures of the others.
      const measured = await bench.measure(name, stack, quick, say).catch((error: unknown) => {
        say(`${name} FAILED: ${error instanceof Error ? error.message : String(error)}`);
        process.exitCode = 1;
        return {};
      });
      Object.assign(found, measured);
    }
    say(`\n${bench.describe(found)}`);
    if (json) say(JSON.stringify(bench.toJson(found)));
  } finally {
    await end();
  }
}
