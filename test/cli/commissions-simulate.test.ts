import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPlanVersion } from '#db/commissions/plan.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { Plan } from '#domain/commissions/plan.ts';
import { generateAccruals } from '#test/bench/commissions-generate.ts';
import { tenPercent } from '#test/support/commission-world.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'simulate-'));
let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const keys = `test:${randomBytes(32).toString('base64')}`;
function run(plan: object, ...args: string[]) {
  const file = path.join(folder, 'plan.json');
  writeFileSync(file, JSON.stringify(plan));
  return runCli('commissions-simulate', [`--plan=${file}`, ...args], { DATABASE_URL: database.url, CAUSEWAY_ENCRYPTION_KEYS: keys });
}
const quarter = ['--from=2026-01-01', '--until=2026-04-01'];

test('a plan is tried on more sales than a request may try, page by page, and each partner has what it got and would have got', async () => {
  await addPlanVersion(db.sql, { planId: 'pln_1', plan: Plan.parse(tenPercent), createdBy: 'test' });
  const admin = postgres(database.url, { max: 1, onnotice: () => {}, connection: { session_replication_role: 'replica' } });
  await generateAccruals(admin, { name: 'past', partners: ['ptn_a', 'ptn_b'], planId: 'pln_1', count: 11_000 });
  await admin.end();
  const twenty = { ...tenPercent, rules: [{ name: 'all', reward: { kind: 'percent', percent: '20' } }] };
  const { code, stdout } = await run(twenty, ...quarter, '--json');
  const { sales, partners } = JSON.parse(stdout) as { sales: number; partners: { is: { amount: string }; would_be: { amount: string } }[] };
  expect([code, sales, partners.length]).toEqual([0, 11_000, 2]);
  for (const { is, would_be: would } of partners) expect(Number(would.amount)).toBeCloseTo(2 * Number(is.amount));
  const [row] = await db.sql<
    { sum: string }[]
  >`select (sum(amount_minor) / 100)::text as sum from commissions.ledger_transaction where partner_id = 'ptn_a'`;
  expect(Number(partners[0]?.is.amount)).toBeCloseTo(Number(row?.sum));
});

test('a plan with conditions is tried on as many sales, each with what conditions see of it', async () => {
  const reward = (percent: string) => ({ kind: 'percent', percent });
  const rules = [
    { name: 'one', when: 'partner.id = "ptn_b"', reward: reward('30') },
    { name: 'nobody', when: '$exists(deal) and deal != null', reward: reward('99') },
    { name: 'others', reward: reward('20') },
  ];
  const { code, stdout, stderr } = await run({ ...tenPercent, rules }, ...quarter, '--json');
  expect([code, stderr]).toEqual([0, '']);
  type Simulated = { sales: number; partners: { is: { amount: string }; would_be: { amount: string } }[] };
  const { sales, partners } = JSON.parse(stdout) as Simulated;
  expect(sales).toBe(11_000);
  expect(partners.map(({ is, would_be: would }) => Math.round((100 * Number(would.amount)) / Number(is.amount)))).toEqual([200, 300]);
});

test('a plan that is none, or whose conditions cannot be evaluated, is refused with every fault', async () => {
  const refused = await run({ ...tenPercent, currency: 'XXXX', rules: [] }, ...quarter);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/is not a plan:[^]*currency[^]*rules/)]);
  const broken = ['((', '$random() > 0.5'].map((when, place) => ({ ...tenPercent.rules[0], name: `rule ${place}`, when }));
  const conditional = await run({ ...tenPercent, rules: broken }, ...quarter);
  expect([conditional.code, conditional.stderr]).toEqual([2, expect.stringMatching(/cannot be evaluated:\n\(\(: [^]*\n\$random/)]);
});
