import postgres from 'postgres';
import { expect, inject, test } from 'vitest';
import { prepareNamespace } from '#apps/local/temporal/temporal.ts';
import { createDatabase } from '#test/support/services.ts';

test('a test database is migrated, empty, and gone after drop', async () => {
  const database = await createDatabase();
  const sql = postgres(database.url, { max: 1 });
  expect(await sql`select count(*)::int as events from event`).toEqual([{ events: 0 }]);
  await sql.end();
  await database.drop();
  const gone = postgres(database.url, { max: 1 });
  await expect(gone`select 1`).rejects.toMatchObject({ code: '3D000' });
  await gone.end();
});

test('the Temporal server of the tests knows every search attribute of a delivery', async () => {
  await expect(prepareNamespace(inject('temporalAddress'), 'default')).resolves.toBeUndefined();
});
