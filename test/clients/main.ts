import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { flagsOrExit } from '#apps/flags.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { makeScratch, removeScratch } from '#test/support/stack/scratch.ts';
import { seedPlatform } from '#test/support/stack/seed.ts';
import { startServices } from '#test/support/stack/services.ts';
import { generators } from './generators.ts';
import { tryClients } from './try-clients.ts';

const usage = `Generates a client of the API with each common generator, compiles it, and lets it call a running engine.
What this machine has no toolchain for (go, java and mvn, python3, node and npm) is skipped, and named.

  npm run check:clients -- [--only=TEXT] [--format=json|yaml] [--keep=FOLDER] [--json]

  --only     the generators whose name contains this text, or one of several, as in --only='ogen|python'
  --format   of the API's description: the generators read either
  --keep     leave the generated code in this folder
  --json     end with one line of JSON: tried, compiled, called, skipped, failed

The generators: ${generators.map(({ name }) => name).join(', ')}`;

const flags = flagsOrExit(
  z.strictObject({
    only: z
      .string()
      .default('')
      .transform((text) => text.split('|'))
      .refine((texts) => texts.every((text) => generators.some(({ name }) => name.includes(text))), 'is in no generator’s name'),
    format: z.enum(['json', 'yaml']).default('json'),
    keep: z.string().min(1).optional(),
    json: z.boolean().default(false),
  }),
  usage,
);

const stateDir = await makeScratch();
const folder = flags.keep === undefined ? mkdtempSync(path.join(tmpdir(), 'causeway-clients-')) : path.resolve(flags.keep);
mkdirSync(folder, { recursive: true });
const steps: (() => Promise<unknown>)[] = [];
try {
  console.log('Starting PostgreSQL, Temporal and an engine …');
  const services = await startServices(stateDir, console.log);
  steps.push(() => services.stop());
  const platformKey = await seedPlatform(services, []);
  const port = await findFixedPort();
  const engine = await startEngine(services, { role: 'engine', name: 'engine', port, until: 'ready' });
  steps.push(() => engine.stop());
  const names = generators.map(({ name }) => name).filter((name) => flags.only.some((text) => name.includes(text)));
  const api = { url: `http://127.0.0.1:${port}`, platformKey };
  const result = await tryClients(api, { names, format: flags.format, folder, say: console.log });
  const { tried, compiled, called, skipped } = result;
  console.log(
    `${tried} generators tried, ${compiled} compiled, ${called} called the API${skipped.length > 0 ? `, ${skipped.length} SKIPPED` : ''}`,
  );
  if (flags.json) console.log(JSON.stringify(result));
  process.exitCode = called === tried ? 0 : 1;
} finally {
  for (const step of steps.toReversed()) await step();
  removeScratch(stateDir);
  if (flags.keep === undefined) rmSync(folder, { recursive: true, force: true });
}
process.exit();
