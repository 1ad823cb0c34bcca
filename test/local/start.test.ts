import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findProcessIdentity } from '#apps/local/processes/process-identity.ts';
import { repository } from '#apps/local/settings.ts';
import { eventually } from '#test/support/engine.ts';
import { type LocalStart, makeEnvironment, startLocally } from '#test/support/stack/start-locally.ts';
import { createStateFolder, makeStateFolder } from '#test/support/state-folder.ts';

// A start of everything, on a machine that is busy with the other tests.
const timeoutMs = 180_000;

function partsOf(stateDir: string): number[] {
  const folder = path.join(stateDir, 'run');
  return readdirSync(folder).map((name) => (JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as { pid: number }).pid);
}

const running = (pids: number[]): number[] => pids.filter((pid) => findProcessIdentity(pid) !== null);

async function paste(command: string | undefined): Promise<unknown> {
  const shell = spawn('/bin/sh', ['-c', command ?? 'exit 1'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let answer = '';
  shell.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  await once(shell, 'close');
  return JSON.parse(answer);
}

const curlLines = (output: string): string[] => output.split('\n').filter((line) => line.startsWith('  curl '));
const hasCurl = spawnSync('curl', ['--version']).status === 0;

// Each start takes seconds, so these tests follow one another through three starts from one folder.
describe('npm start', { timeout: timeoutMs }, () => {
  const { folder: stateDir, remove } = createStateFolder();
  let environment: NodeJS.ProcessEnv;
  let run: LocalStart;
  let eventId: string;

  const startAgain = async (): Promise<void> => {
    run = startLocally(environment);
    await run.saw(/Ctrl-C stops everything/);
  };

  beforeAll(async () => {
    environment = await makeEnvironment(stateDir);
    await startAgain();
  }, timeoutMs);

  afterAll(async () => {
    await run.clear();
    remove();
  });

  test('the first start shows three sample events arriving', () => {
    expect(run.output().match(/← \/ok {2}\S+ {2}evt_\S+ {2}signature valid, returned 200/g)).toHaveLength(3);
  });

  test.runIf(hasCurl)('the curl lines that it prints work as they are pasted', async () => {
    const [publish, list, sendTest, makeCrmFail] = curlLines(run.output());
    const event = (await paste(publish)) as { id: string };
    eventId = event.id;
    expect(event).toMatchObject({ id: expect.stringMatching(/^evt_/), deliveries: 1 });
    await run.saw(new RegExp(`${eventId} {2}signature valid`));
    expect(await paste(list)).toMatchObject({
      data: expect.arrayContaining([expect.objectContaining({ event_id: eventId })]),
    });
    await paste(sendTest);
    await run.saw(/webhook\.test {2}evt_\S+ {2}signature valid/);
    expect(await paste(makeCrmFail)).toMatchObject({ next: ['429', 'drop_after_accept'] });
  });

  test('an endpoint that the user makes at the demo receiver receives what is signed for it', async () => {
    const key = readFileSync(path.join(stateDir, 'platform-key'), 'utf8').trim();
    const receiver = `http://127.0.0.1:${environment['RECEIVER_PORT']}`;
    const response = await fetch(`http://127.0.0.1:${environment['PORT']}/api/v1/sandboxes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Nordwind AG', endpoint_url: `${receiver}/ok` }),
    });
    expect(response.status).toBe(201);
    await run.saw(/← \/ok {2}deal\.submitted {2}evt_\S+ {2}signature valid, returned 200/);
  });

  test('the sandbox vendors are connected by consent, and what a person changes on their page arrives as a webhook', async () => {
    const key = readFileSync(path.join(stateDir, 'platform-key'), 'utf8').trim();
    const api = async (place: string) => {
      const url = `http://127.0.0.1:${environment['PORT']}/api/v1${place}`;
      return (await (await fetch(url, { headers: { authorization: `Bearer ${key}` } })).json()) as { data: Record<string, any>[] };
    };
    const { data } = await api('/connections');
    expect(data.map(({ vendor, status }) => `${vendor} ${status}`).toSorted()).toEqual([
      'hubspot active',
      'salesforce active',
      'stripe active',
    ]);
    for (const [variable, object] of [
      ['SANDBOX_HUBSPOT_PORT', 'companies'],
      ['SANDBOX_STRIPE_PORT', 'customers'],
    ]) {
      const body = new URLSearchParams({ object: object ?? '', field: 'name', value: 'Windrad KG', action: 'save' });
      const answer = await fetch(`http://127.0.0.1:${environment[variable ?? '']}/sandbox`, { method: 'POST', body, redirect: 'manual' });
      expect(answer.status).toBe(303);
    }
    await eventually(
      async () => (await api('/inbound-events')).data.map(({ type }) => String(type)),
      (types) => types.includes('company.creation') && types.includes('customer.created'),
    );
  });

  test('the sandbox CRM has the revenue that the sandbox billing knows', async () => {
    expect(run.output()).toMatch(/Syncing the sandbox HubSpot with the sandbox Stripe …\n {2}completed, 3 records written/);
    const page = await (await fetch(`http://127.0.0.1:${environment['SANDBOX_HUBSPOT_PORT']}/sandbox?object=companies`)).text();
    expect(page).toMatch(/name: Nordwind AG.*mrr: 145, mrr_currency: EUR, subscription_status: active/);
    expect(run.output()).toMatch(/^ {2}Sync {9}syn_\w+/m);
  });

  test('a healthy run writes no warning', () => {
    const lines = readFileSync(path.join(stateDir, 'logs/engine.log'), 'utf8').trim().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter((line) => (JSON.parse(line) as { level: number }).level >= 40)).toEqual([]);
  });

  test('while it runs, a second start and a reset from the same folder are refused', async () => {
    const reset = spawnSync(process.execPath, ['apps/local/reset.ts'], {
      cwd: repository,
      env: environment,
      encoding: 'utf8',
    });
    expect(reset).toMatchObject({ status: 1, stderr: expect.stringContaining('is running from this folder') });
    const second = startLocally(environment);
    expect(await second.end).toBe(1);
    expect(second.output()).toContain(`is already running from this folder (process ${run.process.pid})`);
  });

  test('Ctrl-C stops every part and ends with code 0', async () => {
    const parts = partsOf(stateDir);
    expect(parts).toHaveLength(4);
    run.process.kill('SIGINT');
    expect(await run.end).toBe(0);
    expect(running(parts)).toEqual([]);
  });

  test('the second start has the data, shows no key, and its curl lines work too', async () => {
    await startAgain();
    expect(run.output()).not.toContain('ck_test_');
    const [, list] = curlLines(run.output());
    if (hasCurl) expect(JSON.stringify(await paste(list?.replace('limit=5', 'limit=50')))).toContain(eventId);
  });

  test('after kill -9 the next start takes over what was left running', async () => {
    const left = partsOf(stateDir).filter((pid) => pid !== run.process.pid);
    run.process.kill('SIGKILL');
    await run.end;
    expect(running(left)).toHaveLength(3);
    await startAgain();
    expect(run.output()).toContain('Stopped processes that an earlier start had left running');
    expect(running(left)).toEqual([]);
  });

  test('a part that dies is named with the end of its log, and the rest is stopped', async () => {
    const parts = partsOf(stateDir);
    const { pid } = JSON.parse(readFileSync(path.join(stateDir, 'run/temporal.json'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    expect(await run.end).toBe(1);
    expect(run.output()).toContain(`temporal ended unexpectedly (signal SIGKILL). Last lines of ${stateDir}/logs/temporal.log:`);
    expect(running(parts)).toEqual([]);
  });

  test('reset clears the folder', () => {
    const reset = spawnSync(process.execPath, ['apps/local/reset.ts'], { cwd: repository, env: environment });
    expect(reset.status).toBe(0);
    expect(readdirSync(stateDir)).toEqual([]);
  });
});

async function occupy(port: number): Promise<number> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('a taken port ends the start with one message, before anything is started', async () => {
  const stateDir = makeStateFolder();
  const environment = await makeEnvironment(stateDir);
  const port = await occupy(0);
  const run = startLocally({ ...environment, PORT: String(port) });
  onTestFinished(() => run.clear());
  expect(await run.end).toBe(1);
  expect(run.output().trim()).toMatch(new RegExp(`^Port ${port} for the API is taken by .*PORT=\\d+ npm start$`));
  expect(readdirSync(stateDir)).toEqual(['run']);
});

test('a port that is taken while other parts start ends the start with who took it, and stops them', { timeout: timeoutMs }, async () => {
  const stateDir = makeStateFolder();
  const environment = await makeEnvironment(stateDir);
  const run = startLocally(environment);
  onTestFinished(() => run.clear());
  await run.saw(/Starting PostgreSQL/);
  const port = await occupy(Number(environment['PORT']));
  await run.saw(/Migrating the database/);
  const parts = partsOf(stateDir);
  expect(parts).toHaveLength(3);
  expect(await run.end).toBe(1);
  expect(run.output()).toMatch(new RegExp(`^Port ${port} for the API is taken by .*PORT=\\d+ npm start$`, 'm'));
  expect(running(parts)).toEqual([]);
});
