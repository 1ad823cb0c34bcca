import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AttributionStore, openAttribution } from '#db/attribution/store.ts';
import { addFirstVersion } from '#db/attribution/versions/version.ts';
import { insertAssignment } from '#db/commissions/assignment.ts';
import { readTrialBalance } from '#db/commissions/balance.ts';
import { addPlanVersion } from '#db/commissions/plan.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { createPartner } from '#db/partners/partner.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { Plan } from '#domain/commissions/plan.ts';
import { newId } from '#domain/id.ts';
import { seededRandom } from '#domain/random.ts';
import { generateSales } from '#test/bench/commissions-generate.ts';
import { eventually } from '#test/support/engine.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

let database: TestDatabase;
let db: Database;
let attribution: AttributionStore;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  attribution = openAttribution(database.url);
  await addFirstVersion(attribution.sql, VersionSettings.parse({}));
});
afterAll(async () => {
  await Promise.all([db.close(), attribution.close()]);
  await database.drop();
});

const SALES = 4_000;
const KILLS = 5;

/** Partners whose commissions count what they had before. */
async function addPartners(): Promise<string[]> {
  const partners: string[] = [];
  for (let number = 0; number < 8; number++) {
    const { id } = await createPartner(db, { name: `Earner ${number}`, tier: 'standard' }, tester);
    const caps = number % 2 === 0 ? { per_period: '500.00' } : {};
    const rules = [{ name: 'all', reward: { kind: 'percent', percent: '10' } }];
    const planId = newId('pln');
    const plan = Plan.parse({ name: 'Own', effective_from: '2026-01-01', currency: 'EUR', rules, caps });
    await addPlanVersion(db.sql, { planId, plan, createdBy: 'test' });
    await insertAssignment(db.sql, { target: 'partner', targetId: id, planId, fromDay: '2026-01-01', createdBy: 'test' });
    partners.push(id);
  }
  return partners;
}

test('settling that is killed again and again books each sale and each refund once, leaves none out, and exceeds no cap', async () => {
  const admin = postgres(database.url, { max: 1, onnotice: () => {} });
  const partners = await addPartners();
  await generateSales(admin, partners, SALES);
  await admin.end();
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = seededRandom(seed);
  const script = fileURLToPath(new URL('../../support/settle-process.ts', import.meta.url));
  const lines = async () => Number((await db.sql`select count(*) from commissions.ledger_transaction`)[0]?.['count']);
  for (let round = 0; round < KILLS; round++) {
    const child = fork(script, [database.url]);
    const ended = once(child, 'exit');
    await once(child, 'message');
    // After a page that is booked or in the middle of one, as it falls.
    const before = await lines();
    if (random() < 0.7) await eventually(lines, (count) => count > before);
    child.kill('SIGKILL');
    expect((await ended)[1], `seed ${seed}`).toBe('SIGKILL');
  }
  const { sql } = db;
  const last = fork(script, [database.url]);
  const done = async () =>
    Number((await sql`select count(*) from commissions.goal where state = 'settled' and wanted = settled`)[0]?.['count']);
  await eventually(done, (count) => count === SALES);
  const ended = once(last, 'exit');
  last.kill('SIGKILL');
  await ended;

  const missing = await sql`
    select distinct r.id, t.partner_id from attribution.revenue r join attribution.touch t using (subject_id) where r.kind = 'sale'
    except select fact_id, partner_id from commissions.ledger_transaction where kind = 'accrual'`;
  const kept = await sql`
    select distinct r.id, t.partner_id from attribution.revenue r join attribution.touch t using (subject_id) where r.kind = 'refund'
    except select split_part(source, '/', 2), partner_id from commissions.ledger_transaction where kind = 'clawback'`;
  const twice = await sql`
    select fact_id, partner_id from commissions.ledger_transaction where kind = 'accrual' group by 1, 2 having count(*) > 1`;
  const unpinned = await sql`
    select t.id from commissions.terms t where not exists (
      select from commissions.ledger_transaction l where l.terms_id = t.id and l.kind = 'accrual')`;
  const over = await sql`
    select l.partner_id from commissions.ledger_transaction l join commissions.terms p on p.id = l.terms_id
    join commissions.plan_version v on v.plan_id = p.plan_id and v.number = p.plan_version
    where v.plan->'caps'->>'per_period' is not null and l.kind = 'accrual'
    group by l.partner_id, date_trunc('month', l.day), v.plan having sum(l.amount_minor) > 50000 + (
      select coalesce(-sum(c.amount_minor), 0) from commissions.ledger_transaction c where c.partner_id = l.partner_id and c.kind = 'clawback')`;
  const unsettled = await sql`select id from commissions.goal where state <> 'settled' or wanted > settled`;
  expect({
    missing: [...missing],
    kept: [...kept],
    twice: [...twice],
    unpinned: [...unpinned],
    over: [...over],
    unsettled: [...unsettled],
  }).toEqual({
    ...{ missing: [], kept: [], twice: [], unpinned: [], over: [], unsettled: [] },
  });
  expect([...(await readTrialBalance(sql)).values()]).toEqual([0n]);
});
