import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MustWait, TriedInVain, UnfinishedWork } from '#activities/unfinished-work.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { newId } from '#domain/id.ts';
import { eventually } from '#test/support/engine.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';

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

const newProcess = () => new UnfinishedWork({ sql: db.hot, log: pino({ level: 'silent' }), instanceId: newId('eng') });
const what = 'work';
/** Begins the work in a process that then dies. */
const beginAndDie = (id: string) => newProcess().begin(id, { what });

test('work that ends is begun as often as it likes', async () => {
  const process = newProcess();
  for (let n = 0; n < 5; n++) await (await process.begin('ends', { what })).end();
  expect(await db.sql`select from unfinished_work where id = 'ends'`).toHaveLength(0);
});

test('work of which three tries did not end is not begun a fourth time, and says why', async () => {
  for (let n = 0; n < 3; n++) await beginAndDie('kills');
  const failure = await beginAndDie('kills').catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(TriedInVain);
  expect((failure as Error).message).toMatch(/^work was tried 3 times, and each time the process died or did not respond\. .* before 20/);
  // Whoever starts it again does not end another process with it.
  await expect(beginAndDie('kills')).rejects.toThrow(TriedInVain);
});

test('work that was given up is tried three times again after its rest', async () => {
  for (let n = 0; n < 3; n++) await beginAndDie('rests');
  await expect(beginAndDie('rests')).rejects.toThrow(TriedInVain);
  await db.sql`update unfinished_work set given_up_at = now() - interval '11 minutes' where id = 'rests'`;
  for (let n = 0; n < 3; n++) await beginAndDie('rests');
  await expect(beginAndDie('rests')).rejects.toThrow(TriedInVain);
});

test('a try that the end of its process cut off does not count, if that process was told to stop', async () => {
  for (let n = 0; n < 5; n++) {
    const process = newProcess();
    await process.begin('deployed', { what });
    await process.stop();
  }
  for (let n = 0; n < 3; n++) await beginAndDie('deployed');
  await expect(beginAndDie('deployed')).rejects.toThrow(TriedInVain);
});

test('progress counts the tries anew', async () => {
  for (let n = 0; n < 2; n++) await beginAndDie('progresses');
  for (let n = 0; n < 5; n++) {
    (await newProcess().begin('progresses', { what })).progressed();
    await eventually(
      () => db.sql`select from unfinished_work where id = 'progresses' and tries = 0`,
      (rows) => rows.length === 1,
    );
    await beginAndDie('progresses');
  }
});

test('a try that hangs counts, although its process lives', async () => {
  const process = newProcess();
  for (let n = 0; n < 3; n++) await process.begin('hangs', { what });
  await expect(process.begin('hangs', { what })).rejects.toThrow(TriedInVain);
});

test('the third try has nothing beside it that was cut off too, so that only one of them can end the process', async () => {
  for (const id of ['first', 'second']) for (let n = 0; n < 2; n++) await beginAndDie(id);
  const process = newProcess();
  const first = await process.begin('first', { what });
  await expect(process.begin('second', { what })).rejects.toThrow(MustWait);
  const waiting = process.begin('second', { what, waits: true });
  await first.end();
  await (await waiting).end();
  // Waiting was no try.
  expect(await db.sql`select from unfinished_work where id in ('first', 'second')`).toHaveLength(0);
});
