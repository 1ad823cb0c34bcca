import postgres from 'postgres';
import { startPostgres } from '#apps/local/postgres/postgres.ts';
import { migrateAttribution } from '#db/attribution/migrate.ts';
import { type AttributionStore, openAttribution } from '#db/attribution/store.ts';
import { addFirstVersion } from '#db/attribution/versions/version.ts';
import type { Sql } from '#db/database.ts';
import { migrate } from '#db/migrate.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { type RoiApi, startRoiApi } from './roi-api.ts';
import { addRates, generate } from './roi-generate.ts';
import { withoutIndexes } from './roi-indexes.ts';
import { type FactsFound, findFacts, forgetFacts, keepFacts } from './roi-kept.ts';

/** PostgreSQL, and an API process for what is measured over HTTP. */
export interface RoiStack {
  /** For files. */
  stateDir: string;
  /** Of the database, for other processes. */
  url: string;
  attribution: AttributionStore;
  /** Without time limits, for what no request does. */
  admin: Sql;
  /** How many touches there are. */
  touches: number;
  /** Those of this run, or of an earlier one that kept them; null until they are complete. */
  facts: FactsFound | null;
  /** Adds touches with all that follows from them, until there are so many. They are not complete until `keepFacts`. */
  fill(touches: number): Promise<void>;
  /** After they were credited. */
  keepFacts(): Promise<FactsFound>;
  startApi(): Promise<RoiApi>;
  stop(): Promise<void>;
}

const seed = 18;

export async function startRoiStack(stateDir: string, say: (line: string) => void): Promise<RoiStack> {
  const kept = findFacts(stateDir);
  const server = await startPostgres({ stateDir, port: await findFixedPort(), say });
  if (kept === null && !server.isNew) {
    await server.child.stop();
    throw new Error(`${stateDir} has a database whose facts are not complete. Delete the folder, and begin with the part facts.`);
  }
  await server.ensureDatabase('causeway');
  const url = server.urlOf('causeway');
  await migrate(url);
  await migrateAttribution(url);
  const attribution = openAttribution(url, { max: 6, name: 'roi-bench' });
  const admin = postgres(url, {
    max: 2,
    onnotice: () => {},
    connection: { application_name: 'roi-bench-admin', search_path: 'attribution' },
  });
  if (kept === null) await prepare({ attribution, admin });
  const stack: RoiStack = {
    ...{ attribution, admin, url, stateDir, facts: kept, touches: kept?.touches ?? 0 },
    async fill(touches) {
      forgetFacts(stateDir);
      await withoutIndexes(admin, touches - stack.touches, () => generate(admin, { from: stack.touches, to: touches, seed }));
      await admin`analyze`;
      stack.touches = touches;
    },
    async keepFacts() {
      const [row] = await admin<{ conversions: number }[]>`select count(*)::int as conversions from conversion`;
      stack.facts = { touches: stack.touches, conversions: row?.conversions ?? 0 };
      keepFacts(stateDir, stack.facts);
      return stack.facts;
    },
    startApi: () => startRoiApi(url),
    async stop() {
      await attribution.close();
      await admin.end({ timeout: 5 });
      await server.child.stop();
    },
  };
  return stack;
}

async function prepare({ attribution, admin }: Pick<RoiStack, 'attribution' | 'admin'>): Promise<void> {
  await addFirstVersion(attribution.sql, VersionSettings.parse({}));
  await addRates(admin);
  // Above the subjects that are generated.
  await admin`select setval('subject_id_seq', 1000000000)`;
}
