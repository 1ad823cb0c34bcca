import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import postgres from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import { type PostgresServer, startPostgres } from '#apps/local/postgres/postgres.ts';
import { findProcessIdentity } from '#apps/local/processes/process-identity.ts';
import { repository } from '#apps/local/settings.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { makeStateFolder } from '#test/support/state-folder.ts';

async function start(stateDir: string, port?: number): Promise<{ server: PostgresServer; said: string[] }> {
  const said: string[] = [];
  const server = await startPostgres({
    stateDir,
    port: port ?? (await findFixedPort()),
    say: (line) => said.push(line),
  });
  onTestFinished(() => server.child.stop());
  return { server, said };
}

async function query<T extends object>(url: string, statement: string): Promise<T[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, idle_timeout: 1 });
  try {
    return [...(await sql.unsafe<T[]>(statement))];
  } finally {
    await sql.end();
  }
}

/** Starts PostgreSQL in another process, which is then killed with -9. Returns the id of the PostgreSQL it leaves. */
async function leaveOrphan(stateDir: string): Promise<number> {
  const script = `
    import { startPostgres } from '#apps/local/postgres/postgres.ts';
    import postgres from 'postgres';
    const stateDir = ${JSON.stringify(stateDir)};
    const server = await startPostgres({ stateDir, port: ${await findFixedPort()}, say() {} });
    const sql = postgres(server.urlOf('postgres'), { max: 1 });
    await sql\`create table kept as select 42 as answer\`;
    process.stdout.write(String(server.child.pid), () => process.kill(process.pid, 'SIGKILL'));
  `;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [, signal]] = await Promise.all([text(parent.stdout), once(parent, 'exit')]);
  expect(signal).toBe('SIGKILL');
  return Number(output);
}

test('a postgres orphaned by kill -9 of its parent is taken over on the next start, with its data', async () => {
  const stateDir = makeStateFolder();
  const orphan = await leaveOrphan(stateDir);
  expect(findProcessIdentity(orphan)).not.toBeNull();
  const { server, said } = await start(stateDir);
  expect(findProcessIdentity(orphan)).toBeNull();
  expect(said).toContain('  stopped a PostgreSQL that an earlier start had left running');
  expect(await query(server.urlOf('postgres'), 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('a postgres killed with -9 recovers on the next start', async () => {
  const stateDir = makeStateFolder();
  const first = await start(stateDir);
  await query(first.server.urlOf('postgres'), 'create table kept as select 42 as answer');
  process.kill(first.server.child.pid, 'SIGKILL');
  await first.server.child.ended;
  const second = await start(stateDir);
  expect(second.server.isNew).toBe(false);
  expect(await query(second.server.urlOf('postgres'), 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('a stale postmaster.pid whose process id now means another program does not stop the start', async () => {
  const stateDir = makeStateFolder();
  const first = await start(stateDir);
  const pidFile = path.join(stateDir, 'postgres/data/postmaster.pid');
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  await first.server.child.stop();
  writeFileSync(pidFile, [process.pid, ...lines.slice(1)].join('\n'));
  const { server } = await start(stateDir);
  expect(await query(server.urlOf('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('an initdb that was cut short leaves nothing that the next start takes for data', async () => {
  const stateDir = makeStateFolder();
  mkdirSync(path.join(stateDir, 'postgres/data.unfinished/base'), { recursive: true });
  const { server } = await start(stateDir);
  expect(server.isNew).toBe(true);
});

test('a taken port ends in a message with the end of the log', async () => {
  const stateDir = makeStateFolder();
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  onTestFinished(() => void blocker.close());
  await expect(start(stateDir, (blocker.address() as AddressInfo).port)).rejects.toThrow(/PostgreSQL did not start [^]*could not bind/);
});

test('it is durable, and open to this machine with the password only', async () => {
  const stateDir = makeStateFolder();
  const { server } = await start(stateDir);
  const url = server.urlOf('postgres');
  const settings = await query<{ name: string; setting: string }>(
    url,
    `select name, setting from pg_settings
      where name in ('fsync', 'full_page_writes', 'listen_addresses', 'synchronous_commit', 'unix_socket_directories')
      order by name`,
  );
  expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
    fsync: 'on',
    full_page_writes: 'on',
    listen_addresses: '127.0.0.1',
    synchronous_commit: 'on',
    unix_socket_directories: '',
  });
  expect(statSync(path.join(stateDir, 'postgres.password')).mode & 0o777).toBe(0o600);
  const wrong = new URL(url);
  wrong.password = 'wrong';
  await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
});
