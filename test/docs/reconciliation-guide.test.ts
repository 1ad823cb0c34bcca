import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSync } from '#db/sync/sync.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { insertFinding, insertNight } from '#test/support/reconciliation-rows.ts';
import { createStateFolder } from '#test/support/state-folder.ts';
import { tester } from '#test/support/tester.ts';
import { readShellBlocks } from './shell-commands.ts';

const hasShell = ['curl', 'bash'].every((command) => spawnSync(command, ['--version']).status === 0);
if (!hasShell) console.log('skipped: the reconciliation guide, because curl or bash is not there');

const { folder, remove } = createStateFolder();
const stateDir = path.resolve(folder);
let api: TestApp;
let address: string;

const field = { a: 'name', b: 'title', type: 'text', direction: 'both', owner: 'a' };
const mapping = Mapping.parse({
  objects: [
    { name: 'account', a: 'companies', b: 'customers', creates: ['b'], links: [{ how: 'domain', a: 'd', b: 'e' }], fields: [field] },
  ],
});

/** A night that waits for a yes, with findings of three classes. */
beforeAll(async () => {
  api = await buildTestApp();
  address = await api.app.listen({ host: '127.0.0.1', port: 0 });
  mkdirSync(stateDir, { recursive: true });
  writeFileSync(path.join(stateDir, 'platform-key'), api.platformKey);
  const wanted = { name: 'CRM and billing', aConnectionId: 'con_1', bConnectionId: 'con_2', mapping, intervalSeconds: 300 };
  const { id: syncId } = await createSync(api.db, { ...wanted, maxDeletePercent: 5, maxChangePercent: 30 }, tester);
  const runId = await insertNight(api.db.sql, { syncId, state: 'waiting', question: '30 records to repair' });
  const report = {
    headline: '97 of 100 records agree',
    checks: [{ check: 'account', title: 'account', checked: 100, problem: null }],
    not_detectable: [],
  };
  await api.db.sql`update reconciliation_run set report = ${JSON.stringify(report)}::text::jsonb where id = ${runId}`;
  await insertFinding(api.db.sql, { runId, class: 'stale', field: 'name=title', aId: '1', bId: 'c1', toSide: 'b' });
  await insertFinding(api.db.sql, { runId, class: 'missing_right', aId: '2', toSide: 'b' });
  await insertFinding(api.db.sql, { runId, class: 'conflicting', field: 'name=title', aId: '3', bId: 'c3' });
});
afterAll(async () => {
  await api.close();
  remove();
});

const filledIn = (command: string) => command.replaceAll('http://127.0.0.1:3000', address).replaceAll('.causeway/', `${stateDir}/`);

async function shell(command: string): Promise<string> {
  const env = { ...process.env, no_proxy: '*' };
  return (await promisify(execFile)('bash', ['-c', command], { env })).stdout;
}

/** What each command shows, in the order of the guide. */
const shown: RegExp[] = [
  /"state":"waiting".*"question":"30 records to repair".*"headline":"97 of 100 records agree"/,
  ...[/"report":\{"headline":"97 of 100/, /^id,object,class,field/, /^$/],
  /"class":"stale".*"state":"open","repairable":true/,
  ...[/^\{"findings":1,"records":1,"deletions":0,"repairing":0\}$/, /"repairing":1\}$/, /^null$/],
  ...[/^null$/, /^$/, /^$/],
];

test.skipIf(!hasShell)('every command of the reconciliation guide does what it says', { timeout: 60_000 }, async () => {
  const commands = readShellBlocks('docs/reconciliation-guide.md').flatMap((block) => block.commands);
  const isAssignment = (command: string) => /^[A-Z]+=/.test(command);
  const assignments = commands.filter(isAssignment).map(filledIn).join('\n');
  const steps = commands.filter((command) => !isAssignment(command));
  expect(steps).toHaveLength(shown.length);
  for (const [index, step] of steps.entries()) {
    expect(await shell(`${assignments}\n${filledIn(step)}`), step).toMatch(shown[index] ?? /$./);
  }
  expect(readFileSync(path.join(stateDir, 'report.html'), 'utf8')).toContain('97 of 100 records agree');
  const states = await api.db.sql<{ class: string; state: string }[]>`select class, state from reconciliation_finding order by id`;
  expect(states.map((row) => `${row.class} ${row.state}`)).toEqual(['stale repairing', 'missing_right repairing', 'conflicting open']);
  const [run] = await api.db.sql`select state, question from reconciliation_run`;
  expect(run).toEqual({ state: 'running', question: null });
});
