import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { addCredits, addVersion, type CreditPlan } from '#test/support/credits.ts';
import { createStateFolder } from '#test/support/state-folder.ts';
import { readShellBlocks } from './shell-commands.ts';

const hasShell = ['curl', 'bash'].every((command) => spawnSync(command, ['--version']).status === 0);
if (!hasShell) console.log('skipped: the attribution guide, because curl or bash is not there');

const { folder, remove } = createStateFolder();
const stateDir = path.resolve(folder);
let api: TestApp;
let address: string;
let partnerId: string;

/** The example of the guide. */
beforeAll(async () => {
  api = await buildTestApp();
  address = await api.app.listen({ host: '127.0.0.1', port: 0 });
  mkdirSync(stateDir, { recursive: true });
  writeFileSync(path.join(stateDir, 'platform-key'), api.platformKey);
  ({ id: partnerId } = await api.partner('standard'));
  await addVersion(api.db.sql, { completeTo: '2026-02-10T12:00:00Z' });
  const at = (measure: CreditPlan['measure'], amount: bigint, currency = 'EUR', occurredAt = '2026-01-20T12:00:00Z'): CreditPlan => ({
    ...{ partnerId, measure, amount, currency, occurredAt, recordedAt: '2026-02-01T00:00:00Z' },
  });
  await addCredits(api.db.sql, [
    ...[at('revenue', 1_190_000n), at('tax', 190_000n), at('refund', 100_000n), at('cost', 250_000n)],
    // The customers are those of a stored conversion.
    ...[at('leads', 40_000_000n, ''), at('opportunities', 12_500_000n, ''), { ...at('customers', 5_000_000n, ''), factId: 'cnv_1' }],
  ]);
  await api.db.sql`
    insert into attribution.conversion (id, scope, occurred_at, recorded_at, origin, digest, kind)
    values ('cnv_1', 'live', '2026-01-20T12:00:00Z', '2026-02-01T00:00:00Z', 'test', '', 'customer')`;
  await api.db.sql`
    insert into attribution.unexplained (version, conversion_id, scope, kind, occurred_at, reason)
    values (1, 'cnv_1', 'live', 'customer', '2026-01-20T12:00:00Z', 'no_subject')`;
});
afterAll(async () => {
  await api.close();
  remove();
});

const filledIn = (command: string) => command.replaceAll('http://127.0.0.1:3000', address).replaceAll('.causeway/', `${stateDir}/`);

async function shell(command: string): Promise<string> {
  const env = {
    ...process.env,
    no_proxy: '*',
    DATABASE_URL: api.url,
    CAUSEWAY_ENCRYPTION_KEYS: `k:${Buffer.alloc(32, 7).toString('base64')}`,
  };
  const quiet = command.replaceAll(
    /npm run analytics:([\w-]+) --/g,
    (_all, name: string) => `${process.execPath} apps/cli/analytics-${name}.ts`,
  );
  return (await promisify(execFile)('bash', ['-c', quiet], { env })).stdout;
}

/** What each command shows, in the order of the guide. */
const shown: RegExp[] = [
  /"net":\{"amount":"9000.00".*"cpl":\{"amount":"62.50".*"cac":\{"amount":"500.00".*"roi":1.52,"roas":3.6/,
  /"model":"first_touch"/,
  ...[/"sort":"roi".*"rank":1,"partner_id":"ptn_/, /^$/],
  ...[/"by":"week"/, /"leads":40,"opportunities":12.5,"customers":5/, /"data":\[/],
  /"from":"2026-01-01T00:00:00.000Z","to":"2026-02-01T00:00:00.000Z"/,
  /"part":"tax".*"amount":"-1900.00"/,
  ...[/"type":"conversion".*"lost":"no_subject"/, /"conversions":1,"explained":0/],
  ...[/Net revenue\s+9000.00 EUR .*\n[^]*ROI\s+260.0 %/, /model\s+net revenue \(EUR\)[^]*first_touch\s+9000.00[^]*shapley\s+9000.00/],
];

test.skipIf(!hasShell)('every command of the attribution guide does what it says', { timeout: 120_000 }, async () => {
  const commands = readShellBlocks('docs/attribution.md').flatMap((block) => block.commands);
  const isAssignment = (command: string) => /^[A-Z]+=/.test(command);
  const assignments = commands.filter(isAssignment).map(filledIn).join('\n');
  const steps = commands.filter((command) => !isAssignment(command));
  expect(steps).toHaveLength(shown.length);
  for (const [index, step] of steps.entries()) {
    expect(await shell(`${assignments}\n${filledIn(step)}`), step).toMatch(shown[index] ?? /$./);
  }
  expect(readFileSync(path.join(stateDir, 'league.csv'), 'utf8')).toMatch(/^rank,partner_id/);
});

test('the commands print JSON for programs, and name a partner that does not exist', { timeout: 60_000 }, async () => {
  const report = JSON.parse(await shell(`npm run analytics:roi -- --partner-id=${partnerId} --window=30 --json`));
  expect(report).toMatchObject({ partner_id: partnerId, customers: 5, as_of: '2026-02-10T12:00:00.000Z' });
  const models = JSON.parse(await shell(`npm run analytics:test-attribution -- --partner-id=${partnerId} --json`));
  expect(models.models).toHaveLength(10);
  await expect(shell('npm run analytics:roi -- --partner-id=ptn_0')).rejects.toThrow('There is no partner ptn_0');
});
