import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { removePostgresHome } from '#apps/local/postgres/postgres-placement.ts';
import { startPostgres, stopOrphanedPostgres } from '#apps/local/postgres/postgres.ts';
import { findRunning, stopOrphan, writeRecord } from '#apps/local/processes/child-process.ts';
import { signalProcess } from '#apps/local/processes/process-identity.ts';
import { findTemporalBinary } from '#apps/local/temporal/temporal-binary.ts';
import { prepareNamespace, startTemporal } from '#apps/local/temporal/temporal.ts';
import { bundleWorkflows } from '#apps/worker/workflow-bundle.ts';
import { migrateAttribution } from '#db/attribution/migrate.ts';
import { migrate } from '#db/migrate.ts';
import { findFixedPort } from './stack/fixed-port.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's connection to the maintenance database. */
    databaseAdminUrl: string;
    /** Migrated and empty; `createDatabase` clones it. */
    templateDatabase: string;
    temporalAddress: string;
    /** File with the compiled workflow code. */
    workflowBundle: string;
  }
}

const prefix = 'causeway-test-';
const stopSteps: (() => Promise<void>)[] = [];

/** One PostgreSQL and one Temporal server for the whole run: TEST_DATABASE_URL and TEST_TEMPORAL_ADDRESS, or our own. */
export async function setup(project: TestProject): Promise<void> {
  await clearAbandonedRuns();
  const stateDir = mkdtempSync(path.join(tmpdir(), prefix));
  // If we are root, PostgreSQL runs as another user.
  chmodSync(stateDir, 0o711);
  writeRecord(stateDir, 'main', process.pid, 'SIGTERM');
  stopSteps.push(async () => removeState(stateDir));
  const [databaseAdminUrl, temporalAddress] = await Promise.all([provideDatabase(stateDir), provideTemporal(stateDir)]);
  project.provide('databaseAdminUrl', databaseAdminUrl);
  project.provide('templateDatabase', await createTemplate(databaseAdminUrl));
  project.provide('temporalAddress', temporalAddress);
  project.provide('workflowBundle', await writeBundle(stateDir));
}

export async function teardown(): Promise<void> {
  for (const step of stopSteps.splice(0).toReversed()) await step();
}

async function provideDatabase(stateDir: string): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return given;
  const server = await startPostgres({ stateDir, port: await findFixedPort(), say: console.log });
  stopSteps.push(() => server.child.stop());
  killOnExit(server.child.pid);
  await skipFlushes(server.urlOf('postgres'));
  return server.urlOf('postgres');
}

/** The data outlives processes, but not the machine, so that no commit waits for the disk. */
async function skipFlushes(adminUrl: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1 });
  await sql`alter system set fsync = off`;
  await sql`alter system set full_page_writes = off`;
  await sql`select pg_reload_conf()`;
  await sql.end();
}

async function provideTemporal(stateDir: string): Promise<string> {
  const given = process.env['TEST_TEMPORAL_ADDRESS'];
  if (given) {
    await prepareNamespace(given, 'default');
    return given;
  }
  const program = await findTemporalBinary({ environment: process.env, stateDir, say: console.log });
  const port = await findFixedPort();
  const child = await startTemporal({ program, stateDir, port, uiPort: null });
  stopSteps.push(() => child.stop());
  killOnExit(child.pid);
  return `127.0.0.1:${port}`;
}

async function writeBundle(stateDir: string): Promise<string> {
  const file = path.join(stateDir, 'workflows.js');
  writeFileSync(file, (await bundleWorkflows()).code);
  return file;
}

async function createTemplate(adminUrl: string): Promise<string> {
  const name = `causeway_template_${process.pid}`;
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  await sql`drop database if exists ${sql(name)} with (force)`;
  await sql`create database ${sql(name)}`;
  const url = new URL(adminUrl);
  url.pathname = name;
  await migrate(url.href);
  await migrateAttribution(url.href);
  stopSteps.push(async () => {
    await sql`drop database ${sql(name)} with (force)`;
    await sql.end();
  });
  return name;
}

/** The runner can end without its teardown, for example after a second Ctrl-C. */
function killOnExit(pid: number): void {
  process.once('exit', () => {
    if (stopSteps.length > 0) signalProcess(-pid, 'SIGKILL');
  });
}

function removeState(stateDir: string): void {
  removePostgresHome(path.join(stateDir, 'postgres'));
  rmSync(stateDir, { recursive: true, force: true });
}

/** Removes what a run left behind that was killed with -9. */
async function clearAbandonedRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const stateDir = path.join(tmpdir(), name);
    if (findRunning(stateDir, 'main')) continue;
    await stopOrphan(stateDir, 'temporal');
    await stopOrphanedPostgres(path.join(stateDir, 'postgres/data'));
    removeState(stateDir);
  }
}
