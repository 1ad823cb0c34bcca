import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { createDealImport } from '#db/deals/deal-import.ts';
import { submitDeal } from '#db/deals/deal-submit.ts';
import { type DealRow, insertDeal } from '#db/deals/deal.ts';
import { deletePartner } from '#db/erasure/erasure.ts';
import { isDatabaseBusy } from '#db/failure.ts';
import { createPartner } from '#db/partners/partner.ts';
import { ProgrammeSettings } from '#domain/deals/programme.ts';
import { newId } from '#domain/id.ts';
import { importRowsOf } from '#test/support/import-rows.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

let database: TestDatabase;
let db: Database;
const settings = ProgrammeSettings.parse({ required: [] });
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url, { max: 12 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Repeated as a client does if too many others wait before it. */
async function submit(row: DealRow): Promise<DealRow> {
  for (;;) {
    try {
      return await submitDeal(db, row.id, { settings, checkCustomFields: null, assertVersion: () => {} }, tester);
    } catch (error) {
      if (!isDatabaseBusy(error)) throw error;
    }
  }
}
const draft = (partnerId: string, customer: { company_name: string; website?: string }) =>
  insertDeal(db, { id: newId('deal'), partnerId, programmeId: 'prg_default', fields: { customer } }, tester);

test('of 200 concurrent submissions of one customer by ten partners exactly one holds it: the first', async () => {
  const partners = await Promise.all(Array.from({ length: 10 }, (_, i) => createPartner(db, { name: `p${i}`, tier: 'standard' }, tester)));
  const spellings = ['Brightwell Analytics GmbH', 'BRIGHTWELL ANALYTICS', 'Brightwell-Analytics AG', 'Brightwell Analytics Ltd.'];
  const drafts = await Promise.all(
    Array.from({ length: 200 }, (_, i) =>
      draft(partners[i % 10]?.id ?? '', {
        company_name: spellings[i % 4] ?? '',
        website: i % 2 ? 'https://www.brightwell.example.com/de' : 'brightwell.example.com',
      }),
    ),
  );
  const submitted = await Promise.all(drafts.map(submit));
  const holders = submitted.filter((row) => row.conflictState === 'clear');
  expect(holders).toHaveLength(1);
  const first = submitted.toSorted((a, b) => ((a.submittedAt ?? '') < (b.submittedAt ?? '') ? -1 : 1))[0];
  expect(holders[0]?.id).toBe(first?.id);
  expect(new Set(submitted.map((row) => row.submittedAt)).size).toBe(200);
  expect(submitted.filter((row) => row.conflictState === 'conflict')).toHaveLength(199);
});

test('no deal is made for a partner that was deleted meanwhile', async () => {
  const { id } = await createPartner(db, { name: 'gone', tier: 'sandbox' }, tester);
  await deletePartner(db, id, tester);
  await expect(draft(id, { company_name: 'Latewell' })).rejects.toMatchObject({ code: 'invalid_request' });
  expect(await db.sql`select 1 from deal where partner_id = ${id}`).toHaveLength(0);
});

test('no import is begun for a partner that was deleted meanwhile', async () => {
  const { id } = await createPartner(db, { name: 'gone', tier: 'sandbox' }, tester);
  await deletePartner(db, id, tester);
  const row = { row: 1, externalId: 'x', input: '{}', errors: null };
  await expect(createDealImport(db, importRowsOf([row]), { partnerId: id, submit: false }, tester)).rejects.toMatchObject({
    code: 'invalid_request',
  });
  expect(await db.sql`select 1 from deal_import where partner_id = ${id}`).toHaveLength(0);
});
