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
  /** Adds touches with all that follows from them, until there are so many. */
  fill(touches: number): Promise<void>;
  startApi(): Promise<RoiApi>;
  stop(): Promise<void>;
}

const seed = 18;

export async function startRoiStack(stateDir: string, say: (line: string) => void): Promise<RoiStack> {
  const server = await startPostgres({ stateDir, port: await findFixedPort(), say });
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
  await addFirstVersion(attribution.sql, VersionSettings.parse({}));
  await addRates(admin);
  // Above the subjects that are generated.
  await admin`select setval('subject_id_seq', 1000000000)`;
  const stack: RoiStack = {
    ...{ attribution, admin, url, stateDir, touches: 0 },
    async fill(touches) {
      await withoutIndexes(admin, touches - stack.touches, () => generate(admin, { from: stack.touches, to: touches, seed }));
      await admin`analyze`;
      stack.touches = touches;
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
