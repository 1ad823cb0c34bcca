import { randomBytes } from 'node:crypto';
import { type PostgresServer, startPostgres } from '#apps/local/postgres/postgres.ts';
import type { Child } from '#apps/local/processes/child-process.ts';
import { findTemporalBinary } from '#apps/local/temporal/temporal-binary.ts';
import { startTemporal } from '#apps/local/temporal/temporal.ts';
import { migrateAttribution } from '#db/attribution/migrate.ts';
import { migrate } from '#db/migrate.ts';
import { findFixedPort } from './fixed-port.ts';

const database = 'causeway';

/** Causeway's dependencies: PostgreSQL with fsync on, and Temporal's development server on a file. Not shared, on free ports. */
export interface Services {
  stateDir: string;
  postgresPort: number;
  temporalPort: number;
  databaseUrl: string;
  /** A connection to the maintenance database: its queries do not count among the engine's commits. */
  adminUrl: string;
  encryptionKeys: string;
  postgresPid(): number;
  temporalPid(): number;
  /** Works after a kill too, with the same data and port. */
  startPostgres(): Promise<void>;
  startTemporal(): Promise<void>;
  stop(): Promise<void>;
}

export async function startServices(stateDir: string, say: (line: string) => void): Promise<Services> {
  const program = await findTemporalBinary({ environment: process.env, stateDir, say });
  const [postgresPort, temporalPort] = [await findFixedPort(), await findFixedPort()];
  let server: PostgresServer | undefined;
  let temporal: Child | undefined;
  const services = {
    async startPostgres() {
      server = await startPostgres({ stateDir, port: postgresPort, say });
    },
    async startTemporal() {
      temporal = await startTemporal({ program, stateDir, port: temporalPort, uiPort: null });
    },
    async stop() {
      await temporal?.stop();
      await server?.child.stop();
    },
  };
  try {
    await Promise.all([services.startPostgres(), services.startTemporal()]);
    const running = server as unknown as PostgresServer;
    await running.ensureDatabase(database);
    const databaseUrl = running.urlOf(database);
    await migrate(databaseUrl);
    await migrateAttribution(databaseUrl);
    return {
      ...services,
      stateDir,
      postgresPort,
      temporalPort,
      databaseUrl,
      adminUrl: running.urlOf('postgres'),
      encryptionKeys: `stack:${randomBytes(32).toString('base64')}`,
      postgresPid: () => server?.child.pid ?? 0,
      temporalPid: () => temporal?.pid ?? 0,
    };
  } catch (error) {
    await services.stop();
    throw error;
  }
}
