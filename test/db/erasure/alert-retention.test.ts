import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eraseAlertsOf } from '#db/alerts/alert-erasure.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { listOverdue, purges } from '#db/erasure/retention.ts';
import { daysAgo } from '#domain/days.ts';
import { idTime } from '#domain/id-range.ts';
import { Settings } from '#domain/settings.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  await db.sql`insert into alert_channel (id, name, kind, settings) values ('ach_1', 'Slack', 'slack_webhook', '{}')`;
});
afterEach(() => db.sql`truncate alert, alert_message cascade`);
afterAll(async () => {
  await db.close();
  await database.drop();
});

const settings = Settings.parse({});
let made = 0;
/** An id as it was made that many days ago. */
const idOf = (prefix: string, days: number) => `${prefix}_${idTime(daysAgo(days).getTime())}${String(made++).padStart(16, '0')}`;

/** An alert that began that many days ago, and whose end was told so many days ago; null: it has not ended. */
async function alert(days: number, settledDays: number | null, partnerId: string | null = null): Promise<string> {
  const id = idOf('alt', days);
  const ended = settledDays === null ? null : daysAgo(settledDays);
  await db.sql`
    insert into alert (id, rule, subject_kind, subject_id, partner_id, severity, title, reason, remedy, link, state, since, resolved_at, settled_at)
    values (${id}, 'drift', 'sync', ${id}, ${partnerId}, 'warning', 'Of Acme', 'Acme said', 'Ask Acme', '/', ${ended ? 'resolved' : 'firing'},
      ${daysAgo(days)}, ${ended}, ${ended})`;
  return id;
}

/** A message that told of these alerts. */
async function message(days: number, alerts: string[], state = 'sent'): Promise<string> {
  const id = idOf('amg', days);
  await db.sql`
    insert into alert_message (id, channel_id, kind, dedup_key, state, created_at, ended_at)
    values (${id}, 'ach_1', 'firing', ${id}, ${state}, ${daysAgo(days)}, ${state === 'sending' ? null : daysAgo(days)})`;
  for (const alertId of alerts) {
    await db.sql`
      insert into alert_notice (alert_id, channel_id, kind, key, episode, due_at, message_id)
      values (${alertId}, 'ach_1', 'firing', ${`firing/0/${id}`}, 0, now(), ${id})`;
  }
  return id;
}

const idsIn = async (table: 'alert' | 'alert_message') =>
  (await db.sql<{ id: string }[]>`select id from ${db.sql(table)} order by id`).map(({ id }) => id);
const told = () =>
  db.sql<{ id: string }[]>`select distinct alert_id as id from alert_notice order by 1`.then((rows) => rows.map(({ id }) => id));

test('alerts go with what was told of them 90 days after their end was told, and messages when no alert needs them', async () => {
  const [old, endedLate, open] = [await alert(120, 91), await alert(120, 89), await alert(400, null)];
  await message(120, [old]);
  const shared = await message(120, [old, endedLate]);
  const ofOpen = await message(399, [open]);
  const waiting = await message(120, [old], 'sending');
  const overdue = async () => (await listOverdue(db.sql, settings, 0)).map(({ name }) => name).filter((name) => name.startsWith('alert'));
  expect(await overdue()).toEqual(['alert']);
  for (const { name, days, purge } of purges(settings)) {
    if (name.startsWith('alert')) await Array.fromAsync(purge(db.sql, daysAgo(days)));
  }
  expect(await idsIn('alert')).toEqual([open, endedLate].toSorted());
  expect(await told()).toEqual([open, endedLate].toSorted());
  // What is still being sent is ended by whoever sends it.
  expect(await idsIn('alert_message')).toEqual([shared, ofOpen, waiting].toSorted());
  expect(await overdue()).toEqual([]);
});

test('of an erased partner, a message that told of others too stays for them, and an alert that nobody heard of goes at once', async () => {
  const [unheard, ended, heard, other] = [
    await alert(3, null, 'ptn_1'),
    await alert(3, 1, 'ptn_1'),
    await alert(3, null, 'ptn_1'),
    await alert(3, null, 'ptn_2'),
  ];
  await message(3, [unheard], 'dropped');
  await message(3, [ended]);
  const [own, group] = [await message(3, [heard]), await message(3, [ended, heard, other])];
  const erased = await db.sql.begin((tx) => eraseAlertsOf(tx, 'ptn_1'));
  expect(erased).toEqual({ counts: { alerts: 3 }, ending: [{ rule: 'drift', subjectId: heard, partnerId: 'ptn_1' }] });
  expect(await idsIn('alert')).toEqual([heard, other].toSorted());
  expect(await idsIn('alert_message')).toEqual([own, group].toSorted());
  const [left] = await db.sql<
    { text: string; state: string }[]
  >`select row_to_json(a)::text as text, state from alert a where id = ${heard}`;
  expect(left?.state).toBe('resolved');
  expect(left?.text).not.toContain('Acme');
  expect(await db.sql`select title from alert where id = ${other}`).toEqual([{ title: 'Of Acme' }]);
  // Once more, it finds nothing to count.
  expect((await db.sql.begin((tx) => eraseAlertsOf(tx, 'ptn_1'))).counts).toEqual({ alerts: 0 });
});
