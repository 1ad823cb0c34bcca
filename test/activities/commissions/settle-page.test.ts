import { afterAll, beforeAll, expect, test } from 'vitest';
import { noticeGoals } from '#activities/commissions/notice-goals.ts';
import type { SaleTermsDeps } from '#activities/commissions/sale-terms.ts';
import { settlePage } from '#activities/commissions/settle-page.ts';
import { type AttributionStore, openAttribution } from '#db/attribution/store.ts';
import { addFirstVersion } from '#db/attribution/versions/version.ts';
import { insertAssignment } from '#db/commissions/assignment.ts';
import { readTrialBalance } from '#db/commissions/balance.ts';
import { insertLevelChanges } from '#db/commissions/level-change.ts';
import { addLevelRules } from '#db/commissions/level-rules.ts';
import { addPlanVersion } from '#db/commissions/plan.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { createPartner } from '#db/partners/partner.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { LevelRules } from '#domain/commissions/level.ts';
import { Plan } from '#domain/commissions/plan.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import { eventually } from '#test/support/engine.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

let database: TestDatabase;
let db: Database;
let attribution: AttributionStore;
let deps: SaleTermsDeps;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  attribution = openAttribution(database.url);
  await addFirstVersion(attribution.sql, VersionSettings.parse({}));
  deps = { sql: db.sql, store: attribution.sql, model: () => 'linear', meetConditions: async () => [] };
});
afterAll(async () => {
  await Promise.all([db.close(), attribution.close()]);
  await database.drop();
});

const rules = [{ name: 'all', reward: { kind: 'percent', percent: '10' } }];
/** A partner with a plan of its own. */
async function partner(plan: object = {}): Promise<string> {
  const { id } = await createPartner(db, { name: 'Earner', tier: 'standard' }, tester);
  const planId = newId('pln');
  const own = Plan.parse({ name: 'Own', effective_from: '2026-01-01', currency: 'EUR', rules, ...plan });
  await addPlanVersion(db.sql, { planId, plan: own, createdBy: 'test' });
  await insertAssignment(db.sql, { target: 'partner', targetId: id, planId, fromDay: '2026-01-01', createdBy: 'test' });
  return id;
}

let lastSubject = 1_000;
/** A sale to a customer of its own whom a partner touched. Returns the conversion, which is its goal. */
async function sale(
  partnerId: string,
  day: string,
  { currency = 'EUR', amountMinor = 10_000 } = {},
): Promise<{ goal: string; id: string }> {
  const subject = ++lastSubject;
  const [goal, id, at] = [newId('cnv'), newId('rev'), `${day}T10:00:00Z`];
  const common = { scope: 'live', subject_id: subject, origin: 'platform', digest: Buffer.from([0]) };
  const { sql } = attribution;
  await sql`insert into subject (id, scope, key, root_id) overriding system value values (${subject}, 'live', int8send(${subject}), ${subject})`;
  await sql`insert into touch ${sql({ ...common, id: newId('tch'), occurred_at: '2026-01-01T10:00:00Z', partner_id: partnerId, source: 'link' })}`;
  await sql`insert into conversion ${sql({ ...common, id: goal, occurred_at: at, kind: 'customer' })}`;
  const money = { kind: 'sale', amount_minor: amountMinor, currency, external_id: id, conversion_id: goal };
  await sql`insert into revenue ${sql({ ...common, ...money, id, occurred_at: at })}`;
  return { goal, id };
}

const linesOf = (partnerId: string) =>
  db.sql<{ day: string; minor: string }[]>`
    select day::text, amount_minor::text as minor from commissions.ledger_transaction where partner_id = ${partnerId} order by day, position`;
const stateOf = async (goal: string) => (await db.sql`select state, wanted = settled as done from commissions.goal where id = ${goal}`)[0];

test('each sale of a page has the plan of the level that its partner had at its moment', async () => {
  const { id } = await createPartner(db, { name: 'Promoted', tier: 'standard' }, tester);
  const levels = LevelRules.parse({ effective_from: '2026-01-01', currency: 'EUR', levels: [{ name: 'registered' }] });
  await addLevelRules(db.sql, { rules: levels, createdBy: 'test' });
  for (const [level, percent] of [
    ['registered', '5'],
    ['gold', '40'],
  ] as const) {
    const planId = newId('pln');
    const reward = { kind: 'percent', percent };
    const plan = Plan.parse({ name: level, effective_from: '2026-01-01', currency: 'EUR', rules: [{ name: 'all', reward }] });
    await addPlanVersion(db.sql, { planId, plan, createdBy: 'test' });
    await insertAssignment(db.sql, { target: 'level', targetId: level, planId, fromDay: '2026-01-01', createdBy: 'test' });
  }
  const common = { partnerId: id, kind: 'set' as const, rulesNumber: 1, reasons: [], keepUntil: null, note: null, createdBy: 'test' };
  await insertLevelChanges(db.sql, [
    { ...common, before: 'registered', level: 'gold', effectiveFrom: '2026-02-03', effectiveAt: new Date('2026-02-03T00:00:00Z') },
    { ...common, before: 'gold', level: 'registered', effectiveFrom: '2026-02-05', effectiveAt: new Date('2026-02-05T00:00:00Z') },
  ]);
  const goals: string[] = [];
  for (const day of ['2026-02-04', '2026-02-02', '2026-02-05', '2026-02-03']) goals.push((await sale(id, day)).goal);
  await settlePage(deps, goals);
  expect((await linesOf(id)).map(({ day, minor }) => `${day} ${minor}`)).toEqual([
    '2026-02-02 500',
    '2026-02-03 4000',
    '2026-02-04 4000',
    '2026-02-05 500',
  ]);
});

test('the sales of a page count one after the other in the order of time, and a page that is booked twice, or by two at once, posts nothing more', async () => {
  const id = await partner({ caps: { per_period: '25.00' } });
  const goals: string[] = [];
  for (const day of ['2026-02-04', '2026-02-02', '2026-03-01', '2026-02-03', '2026-02-01']) goals.push((await sale(id, day)).goal);
  await Promise.all([settlePage(deps, goals), settlePage(deps, goals)]);
  expect(await settlePage(deps, goals)).toEqual([]);
  expect((await linesOf(id)).map(({ day, minor }) => [day, minor])).toEqual([
    ['2026-02-01', '1000'],
    ['2026-02-02', '1000'],
    ['2026-02-03', '500'],
    ['2026-02-04', '0'],
    ['2026-03-01', '1000'],
  ]);
  // A later page counts what this one has booked.
  const { goal } = await sale(id, '2026-03-02', { amountMinor: 20_000 });
  await settlePage(deps, [goal]);
  expect((await linesOf(id)).at(-1)).toEqual({ day: '2026-03-02', minor: '1500' });
});

test('a bonus is reached by the sale that reaches it, and counts for the cap of the next one', async () => {
  const bonuses = [{ name: 'two', measure: 'customers', at_least: 2, per: 'month', amount: '12' }];
  const id = await partner({ bonuses, caps: { per_period: '35.00' } });
  const goals = [await sale(id, '2026-02-01'), await sale(id, '2026-02-02'), await sale(id, '2026-02-03')].map(({ goal }) => goal);
  expect(await settlePage(deps, goals)).toEqual([]);
  expect((await linesOf(id)).map(({ minor }) => minor)).toEqual(['1000', '1000', '1200', '300']);
});

test('a sale that waits for a rate, whose condition fails or that cannot be stored is left to its workflow, and keeps none of the others', async () => {
  const [plain, converting] = [await partner(), await partner({ currency_rule: 'convert' })];
  const conditional = await partner({ rules: [{ ...rules[0], when: '$error("no")' }] });
  const [good, rateless] = [await sale(plain, '2026-02-01'), await sale(converting, '2026-02-01', { currency: 'SEK' })];
  const [failing, poisonous, other] = [
    await sale(conditional, '2026-02-01'),
    await sale(plain, '2026-02-02'),
    await sale(plain, '2026-02-03'),
  ];
  await db.sql.unsafe(`
    create function refuse_one() returns trigger language plpgsql as $$ begin raise exception 'refused' using errcode = 'check_violation'; end $$;
    create trigger refuse_one before insert on commissions.terms for each row when (new.fact_id = '${poisonous.id}') execute function refuse_one()`);
  const meetConditions: SaleTermsDeps['meetConditions'] = async ({ plan }) => {
    if (plan.rules.some(({ when }) => when !== null)) throw new DomainError('condition_failed', 'no');
    return [];
  };
  const goals = [good, rateless, failing, poisonous, other].map(({ goal }) => goal);
  const left = await settlePage({ ...deps, meetConditions }, goals);
  await db.sql.unsafe('drop trigger refuse_one on commissions.terms; drop function refuse_one()');
  expect(left.toSorted()).toEqual([rateless.goal, failing.goal, poisonous.goal].toSorted());
  expect((await linesOf(plain)).map(({ day, minor }) => [day, minor])).toEqual([
    ['2026-02-01', '1000'],
    ['2026-02-03', '1000'],
  ]);
  expect([await linesOf(converting), await linesOf(conditional)].flat()).toEqual([]);
  expect(await stateOf(good.goal)).toEqual({ state: 'settled', done: true });
  // The pages after it go on, and begin workflows for what is left, each once.
  const started: string[] = [];
  const accrue = async (goal: string) => void started.push(goal);
  // Transactions of other tests on this server hold the reader back.
  await eventually(
    () => noticeGoals({ ...deps, meetConditions, accrue }).then(() => linesOf(plain)),
    (lines) => lines.length === 3 && started.length === 2,
  );
  expect(started.toSorted()).toEqual([rateless.goal, failing.goal].toSorted());
  expect(await stateOf(rateless.goal)).toEqual({ state: 'pending', done: false });
  expect(await linesOf(plain)).toHaveLength(3);
});

test('two processes that propose different partners for a sale at the same moment pin it once', async () => {
  const [first, last] = [await partner(), await partner()];
  const { goal } = await sale(first, '2026-02-01');
  const touch = { scope: 'live', subject_id: lastSubject, origin: 'platform', digest: Buffer.from([0]), id: newId('tch'), source: 'link' };
  await attribution.sql`insert into touch ${attribution.sql({ ...touch, occurred_at: '2026-01-20T10:00:00Z', partner_id: last })}`;
  const [held, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holder = db.sql.begin(async (tx) => {
    await tx`lock table commissions.terms in share row exclusive mode`;
    held.resolve();
    await release.promise;
  });
  await held.promise;
  const both = (['first_touch', 'last_touch'] as const).map((model) => settlePage({ ...deps, model: () => model }, [goal]));
  const waiting = () =>
    db.sql`select from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`;
  await eventually(waiting, (locks) => locks.length === 2);
  release.resolve();
  await Promise.all([holder, ...both]);
  expect([...(await linesOf(first)), ...(await linesOf(last))].map(({ minor }) => minor)).toEqual(['1000']);
});

test('a goal that a workflow attends to stays with it', async () => {
  const id = await partner();
  const { goal } = await sale(id, '2026-02-01');
  await db.sql`insert into commissions.goal (id) values (${goal})`;
  expect(await settlePage(deps, [goal])).toEqual([goal]);
  expect(await linesOf(id)).toEqual([]);
});

test('after all of this the trial balance is zero', async () => {
  expect([...(await readTrialBalance(db.sql)).values()].filter((sum) => sum !== 0n)).toEqual([]);
});
