import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { findFreePort } from '#apps/local/ports.ts';
import { findProcessIdentity } from '#apps/local/process-identity.ts';
import { repository } from '#apps/local/settings.ts';
import { stopParts } from '#apps/local/stack.ts';
import { makeStateFolder } from '#test/support/state-folder.ts';

// Several starts of everything, on a machine that is busy with the other tests.
const timeoutMs = 240_000;

const portVariables = ['PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT', 'POSTGRES_PORT', 'RECEIVER_PORT'];

async function makeEnvironment(stateDir: string): Promise<NodeJS.ProcessEnv> {
  const environment: NodeJS.ProcessEnv = { ...process.env, CAUSEWAY_STATE_DIR: stateDir };
  for (const name of ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'CAUSEWAY_ENCRYPTION_KEYS']) environment[name] = '';
  for (const name of portVariables) environment[name] = String(await findFreePort());
  return environment;
}

interface Start {
  process: ChildProcess;
  output(): string;
  /** Resolves when a line matches; rejects with the output when the process ends before. */
  saw(pattern: RegExp): Promise<void>;
  end: Promise<number | null>;
}

function start(environment: NodeJS.ProcessEnv): Start {
  const child = spawn(process.execPath, ['apps/local/main.ts'], { cwd: repository, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const checks = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += stripVTControlCharacters(chunk.toString());
      for (const check of checks) check();
    });
  }
  const end = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await end;
    await stopParts(environment['CAUSEWAY_STATE_DIR'] ?? '');
  });
  const saw = (pattern: RegExp): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const check = (): void => void (pattern.test(output) && resolve());
    checks.add(check);
    check();
    void end.then(() => reject(new Error(`It ended before it showed ${pattern}:\n${output}`)));
    return promise;
  };
  return { process: child, output: () => output, saw, end };
}

function partsOf(stateDir: string): number[] {
  const folder = path.join(stateDir, 'run');
  return readdirSync(folder).map((name) => (JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as { pid: number }).pid);
}

async function stopWithCtrlC(run: Start): Promise<void> {
  run.process.kill('SIGINT');
  expect(await run.end).toBe(0);
}

async function paste(command: string): Promise<unknown> {
  const shell = spawn('/bin/sh', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'] });
  let answer = '';
  shell.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  await once(shell, 'close');
  return JSON.parse(answer);
}

const curlLines = (output: string): string[] => output.split('\n').filter((line) => line.startsWith('  curl '));

test('the first start shows samples arriving, what it prints works as pasted, and the second start has the data', async (context) => {
  context.skip(spawnSync('curl', ['--version']).status !== 0, 'curl is not installed');
  const stateDir = makeStateFolder();
  const environment = await makeEnvironment(stateDir);
  const first = start(environment);
  await first.saw(/Ctrl-C stops everything/);
  const output = first.output();
  expect(output.match(/← \/ok {2}\S+ {2}evt_\S+ {2}signature valid, answered 200/g)).toHaveLength(3);
  const [publish, list, sendTest] = curlLines(output);
  const event = (await paste(publish ?? '')) as { id: string; deliveries: number };
  expect(event).toMatchObject({ id: expect.stringMatching(/^evt_/), deliveries: 1 });
  await first.saw(new RegExp(`${event.id} {2}signature valid`));
  expect(await paste(list ?? '')).toMatchObject({ data: expect.arrayContaining([expect.objectContaining({ event_id: event.id })]) });
  await paste(sendTest ?? '');
  await first.saw(/webhook\.test {2}evt_\S+ {2}signature valid/);

  const refused = spawnSync(process.execPath, ['apps/local/reset.ts'], { cwd: repository, env: environment, encoding: 'utf8' });
  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('is running from this folder') });
  const second = start(environment);
  expect(await second.end).toBe(1);
  expect(second.output()).toContain(`already runs from this folder (process ${first.process.pid})`);
  const parts = partsOf(stateDir);
  await stopWithCtrlC(first);
  expect(parts.map((pid) => findProcessIdentity(pid))).toEqual(parts.map(() => null));

  const third = start(environment);
  await third.saw(/Ctrl-C stops everything/);
  expect(third.output()).not.toContain('ck_test_');
  const [, listAgain] = curlLines(third.output());
  expect(JSON.stringify(await paste((listAgain ?? '').replace('limit=5', 'limit=50')))).toContain(event.id);
  await stopWithCtrlC(third);
  const cleared = spawnSync(process.execPath, ['apps/local/reset.ts'], { cwd: repository, env: environment });
  expect(cleared.status).toBe(0);
  expect(readdirSync(stateDir)).toEqual([]);
}, timeoutMs);

test('after kill -9 the next start takes over what was left running', async () => {
  const stateDir = makeStateFolder();
  const environment = await makeEnvironment(stateDir);
  const first = start(environment);
  await first.saw(/Causeway is running/);
  const left = partsOf(stateDir).filter((pid) => pid !== first.process.pid);
  expect(left).toHaveLength(3);
  first.process.kill('SIGKILL');
  await first.end;
  const second = start(environment);
  await second.saw(/Causeway is running/);
  expect(second.output()).toContain('Stopped what an earlier start had left running');
  expect(left.map((pid) => findProcessIdentity(pid))).toEqual([null, null, null]);
  await stopWithCtrlC(second);
}, timeoutMs);

test('a part that dies is named with the end of its log, and the rest is stopped', async () => {
  const stateDir = makeStateFolder();
  const run = start(await makeEnvironment(stateDir));
  await run.saw(/Causeway is running/);
  const parts = partsOf(stateDir);
  const { pid } = JSON.parse(readFileSync(path.join(stateDir, 'run/temporal.json'), 'utf8')) as { pid: number };
  process.kill(pid, 'SIGKILL');
  expect(await run.end).toBe(1);
  expect(run.output()).toContain(`temporal ended unexpectedly (signal SIGKILL). The end of ${stateDir}/logs/temporal.log:`);
  expect(parts.map((part) => findProcessIdentity(part))).toEqual(parts.map(() => null));
}, timeoutMs);

test('a taken port ends the start with one message, before anything is started', async () => {
  const stateDir = makeStateFolder();
  const environment = await makeEnvironment(stateDir);
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  onTestFinished(() => void blocker.close());
  const { port } = blocker.address() as AddressInfo;
  const run = start({ ...environment, PORT: String(port) });
  expect(await run.end).toBe(1);
  expect(run.output().trim()).toMatch(new RegExp(`^Port ${port} for the API is taken by .*PORT=\\d+ npm start$`));
  expect(readdirSync(stateDir)).toEqual(['run']);
});
