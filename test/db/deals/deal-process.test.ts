import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { findDealInProcess, openReview } from '#db/deals/deal-process.ts';
import { submitDeal } from '#db/deals/deal-submit.ts';
import { insertDeal } from '#db/deals/deal.ts';
import { createPartner } from '#db/partners/partner.ts';
import { ProgrammeSettings } from '#domain/deals/programme.ts';
import { newId } from '#domain/id.ts';
import { eventually } from '#test/support/engine.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

test('a change that is made while a deal is looked at is told by the next look, with the deal as it is then', async () => {
  const { id: partnerId } = await createPartner(db, { name: 'Acme', tier: 'standard' }, tester);
  const { id } = await insertDeal(
    db,
    { id: newId('deal'), partnerId, programmeId: 'prg_default', fields: { customer: { company_name: 'Racewell' } } },
    tester,
  );
  await submitDeal(
    db,
    id,
    { settings: ProgrammeSettings.parse({ required: [] }), checkCustomFields: null, assertVersion: () => {} },
    tester,
  );
  const looking = await db.sql.begin(async (tx) => {
    // The look reads the deal, and waits here for its changes.
    await tx`lock table deal_change in access exclusive mode`;
    const look = findDealInProcess(db, id);
    const waiting = () => db.hot`select 1 from pg_locks where relation = 'deal_change'::regclass and not granted`;
    await eventually(waiting, (rows) => rows.length > 0);
    await tx`update deal set review_status = 'approved', version = 3 where id = ${id}`;
    await tx`insert into deal_change (deal_id, version, actor_kind, actor_id, action) values (${id}, 3, 'system', 'test', 'approved')`;
    return { look };
  });
  const first = await looking.look;
  expect([first?.row.version, first?.unpublished.map(({ version }) => version)]).toEqual([2, [2]]);
  const second = await findDealInProcess(db, id);
  expect([second?.row.version, second?.unpublished.map(({ version }) => version)]).toEqual([3, [2, 3]]);
});

test('no rule decides about a deal of a suspended partner: a person does', async () => {
  const { id: partnerId } = await createPartner(db, { name: 'suspended', tier: 'standard' }, tester);
  const { id } = await insertDeal(
    db,
    { id: newId('deal'), partnerId, programmeId: 'prg_default', fields: { customer: { company_name: 'Zyxorbit' } } },
    tester,
  );
  await db.sql`update deal set review_status = 'submitted', conflict_state = 'clear', submitted_at = now() where id = ${id}`;
  await db.sql`update programme set settings = settings || '{"auto_approve": {}}'::jsonb where id = 'prg_default'`;
  await db.sql`update partner set status = 'suspended' where id = ${partnerId}`;
  await openReview(db, id, tester);
  expect((await findDealInProcess(db, id))?.row.reviewStatus).toBe('in_review');
});
