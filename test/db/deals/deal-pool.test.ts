import { afterAll, beforeAll, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { approveDeal, askForAction, extendProtection, rejectDeal } from '#db/deals/deal-review.ts';
import { submitDeal } from '#db/deals/deal-submit.ts';
import { insertDeal } from '#db/deals/deal.ts';
import { createPartner } from '#db/partners/partner.ts';
import { ProgrammeSettings } from '#domain/deals/programme.ts';
import { newId } from '#domain/id.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

const connections = 2;
let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url, { max: connections });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

async function submitted(): Promise<string> {
  const { id: partnerId } = await createPartner(db, { name: 'Acme', tier: 'standard' }, tester);
  const { id } = await insertDeal(
    db,
    { id: newId('deal'), partnerId, programmeId: 'prg_default', fields: { customer: { company_name: 'Brightwell' } } },
    tester,
  );
  await submitDeal(
    db,
    id,
    { settings: ProgrammeSettings.parse({ required: [], exclusivity: 'none' }), checkCustomFields: null, assertVersion: () => {} },
    tester,
  );
  return id;
}

test('reviews of as many deals at once as there are connections do not wait for each other', async () => {
  const ids = [await submitted(), await submitted(), await submitted(), await submitted()];
  const review = { actor: tester };
  const all = (step: (id: string) => Promise<unknown>) => Promise.all(ids.map(step));
  await all((id) => askForAction(db, id, { fields: ['title'], comment: 'x' }, review));
  await all((id) => rejectDeal(db, id, { reason: 'x' }, review));
  ids.splice(0, 4, await submitted(), await submitted(), await submitted());
  await all((id) => approveDeal(db, id, {}, review));
  await all((id) => extendProtection(db, id, { reason: 'x' }, review));
}, 10_000);
