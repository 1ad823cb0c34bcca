import { afterAll, beforeAll, expect, test } from 'vitest';
import { readToldAlerts } from '#db/alerts/alert-message.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { MAX_ALERTS } from '#domain/alerts/alert-message.ts';
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

let count = 0;
async function told(partnerId: string | null, severity: string, state = 'firing'): Promise<string> {
  const id = `alt_${String(++count).padStart(4, '0')}`;
  await db.sql`
    insert into alert (id, rule, subject_kind, subject_id, partner_id, severity, title, reason, remedy, link, state, since, resolved_at)
    values (${id}, 'failure_streak', 'endpoint', ${id}, ${partnerId}, ${severity}, ${id}, '', '', '/', ${state},
      now() + ${count} * interval '1 s', case when ${state} = 'resolved' then now() end)`;
  await db.sql`
    insert into alert_notice (alert_id, channel_id, kind, key, episode, due_at, message_id)
    values (${id}, 'ach_1', 'firing', 'firing/0/warning', 0, now(), 'amg_1')`;
  return id;
}

test('a message names the most urgent alerts, and of these each partner in turn: one with fifty hides nobody', async () => {
  await db.sql`insert into alert_channel (id, name, kind, settings) values ('ach_1', 'Slack', 'slack_webhook', '{}')`;
  await db.sql`insert into alert_message (id, channel_id, kind, dedup_key) values ('amg_1', 'ach_1', 'firing', 'amg_1')`;
  for (let n = 0; n < 50; n++) await told('ptn_hostile', 'warning');
  const seen = [await told('ptn_victim', 'warning'), await told(null, 'warning'), await told(null, 'warning')];
  const critical = await told('ptn_victim', 'critical');
  await told('ptn_victim', 'critical', 'resolved');
  const { lines, omitted } = await readToldAlerts(db.sql, 'amg_1', ['firing', 'acknowledged']);
  expect([lines.length, omitted]).toEqual([MAX_ALERTS, 54 - MAX_ALERTS]);
  expect(lines.slice(0, 5).map(({ title }) => title)).toEqual([critical, 'alt_0001', ...seen]);
});
