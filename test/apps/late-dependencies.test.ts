import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Child } from '#apps/local/processes/child-process.ts';
import { findProcessIdentity } from '#apps/local/processes/process-identity.ts';
import { eventually } from '#test/support/engine.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { makeScratch, removeScratch } from '#test/support/stack/scratch.ts';
import { type Services, startServices } from '#test/support/stack/services.ts';

let stateDir: string;
let services: Services;
let started: Child[] = [];

beforeAll(async () => {
  stateDir = await makeScratch();
  services = await startServices(stateDir, () => {});
});
afterEach(async () => {
  await Promise.all(started.map((child) => child.stop()));
  started = [];
});
afterAll(async () => {
  await services?.stop();
  removeScratch(stateDir);
});

const roles = ['engine', 'worker'] as const;

/** Starts the program, which serves its health whatever it waits for. */
async function start(role: (typeof roles)[number], name: string) {
  const port = await findFixedPort();
  const child = await startEngine(services, { role, name, port, until: 'live' });
  started.push(child);
  const readiness = async () =>
    (await fetch(`http://127.0.0.1:${port}/health/ready`).then((reply) => reply.json() as Promise<{ status: string }>)).status;
  const logged = (text: RegExp) =>
    eventually(
      () => child.lastLines(100),
      (lines) => text.test(lines),
    );
  return { child, readiness, logged };
}

async function crash(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await eventually(
    () => findProcessIdentity(pid),
    (identity) => identity === null,
  );
}

const dataFile = (name: string) => path.join(stateDir, 'postgres/data', name);

/** Ends PostgreSQL as a power failure does, and starts it such that it recovers until `recovered` is called. */
async function crashPostgres() {
  await crash(services.postgresPid());
  writeFileSync(dataFile('standby.signal'), '');
  appendFileSync(dataFile('postgresql.auto.conf'), "hot_standby = 'off'\n");
  return {
    recover: () => services.startPostgres(),
    recovered() {
      writeFileSync(dataFile('promote'), '');
      process.kill(Number(readFileSync(dataFile('postmaster.pid'), 'utf8').split('\n', 1)[0]), 'SIGUSR1');
    },
  };
}

test.each(roles)('the %s that starts while PostgreSQL is away and then recovers waits, says why, and then works', async (role) => {
  const { recover, recovered } = await crashPostgres();
  const { child, readiness, logged } = await start(role, `${role}-before-postgres`);
  await logged(/ECONNREFUSED[^\n]*waiting for PostgreSQL/);
  expect(await readiness()).toBe('unavailable');
  const recovery = recover();
  await logged(/the database system is[^\n]*waiting for PostgreSQL/);
  expect(child.hasEnded()).toBe(false);
  recovered();
  await recovery;
  await eventually(readiness, (status) => status === 'ready');
});

test('a process that waits for PostgreSQL stops when it is told to', async () => {
  const { recover } = await crashPostgres();
  const { child, logged } = await start('worker', 'stopped');
  await logged(/waiting for PostgreSQL/);
  await child.stop();
  expect(await child.ended).toBe('exit code 0');
  rmSync(dataFile('standby.signal'));
  await recover();
});

test.each(roles)('the %s that starts before Temporal waits, says why, and then works', async (role) => {
  await crash(services.temporalPid());
  const { readiness, logged } = await start(role, `${role}-before-temporal`);
  await logged(/Temporal is unreachable/);
  expect(await readiness()).toBe('degraded');
  await services.startTemporal();
  await eventually(readiness, (status) => status === 'ready');
});
