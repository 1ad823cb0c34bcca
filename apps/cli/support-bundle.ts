import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Config, readConfig } from '#apps/config.ts';
import { readFlags, runCommand } from '#apps/flags.ts';
import { maskTexts } from '#apps/mask-text.ts';
import { openAttribution } from '#db/attribution/store.ts';
import { readDatabaseFacts } from '#db/database-facts.ts';
import { openDatabase } from '#db/database.ts';
import {
  describeDatabase,
  describeEnvironment,
  describeErrors,
  describeHealth,
  describeMachine,
  describeSettings,
  describeTemporal,
} from './support/sections.ts';

const usage = `Writes one file to attach when you ask for help: versions, configuration and settings, schema, health, the last errors, and facts of PostgreSQL and Temporal. Secrets
and addresses of people are masked; what your partners send is not in it. What cannot be read says why.

  npm run support:bundle [-- --output=<file>]

  --output   where to. Default: causeway-support-<time>.json here. A dash prints it`;

const Flags = z.strictObject({ output: z.string().min(1).optional() });

await runCommand(async () => {
  const { output } = readFlags(process.argv.slice(2), Flags, usage);
  const text = `${JSON.stringify(maskTexts(await collect()), null, 2)}\n`;
  if (output === '-') {
    process.stdout.write(text);
    return 0;
  }
  const file = output ?? `causeway-support-${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}Z.json`;
  // Only its owner reads it, until it is sent.
  await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  console.log(`${file}: read it before you send it.`);
  return 0;
});

async function collect(): Promise<Record<string, unknown>> {
  const bundle: Record<string, unknown> = { madeAt: new Date(), machine: describeMachine(), environment: describeEnvironment() };
  const config = await orReason(() => readConfig());
  if (isReason(config)) return { ...bundle, configuration: config };
  const section = async (name: string, describe: () => unknown) => void (bundle[name] = await orReason(describe));
  await section('settings', () => describeSettings(config.CAUSEWAY_CONFIG));
  await addDatabase(config, section);
  await section('temporal', () => describeTemporal(config));
  return bundle;
}

async function addDatabase(config: Config, section: (name: string, describe: () => unknown) => Promise<void>): Promise<void> {
  const db = openDatabase(config.DATABASE_URL, { max: 2, name: 'causeway-support' });
  const store = openAttribution(config.ATTRIBUTION_DATABASE_URL, { max: 1, name: 'causeway-support' });
  try {
    await section('database', () => describeDatabase(db.sql));
    if (config.ATTRIBUTION_DATABASE_URL !== config.DATABASE_URL) await section('attributionDatabase', () => readDatabaseFacts(store.sql));
    await section('health', () => describeHealth(db.sql));
    await section('lastErrors', () => describeErrors(db.sql));
  } finally {
    await Promise.all([db.close(), store.close()]);
  }
}

interface Reason {
  notRead: string;
}

function isReason(value: object): value is Reason {
  return 'notRead' in value;
}

/** One part that cannot be read costs none of the others. */
async function orReason<Result>(describe: () => Result | Promise<Result>): Promise<Result | Reason> {
  try {
    return await describe();
  } catch (error) {
    return { notRead: error instanceof Error ? error.message : String(error) };
  }
}
