import { setTimeout as delay } from 'node:timers/promises';
import { noticeGoals } from '#activities/commissions/notice-goals.ts';
import { openAttribution } from '#db/attribution/store.ts';
import { openDatabase } from '#db/database.ts';

/**
 * Books the commissions of all new sales in a process of its own, until a test kills it. What would need a workflow is left.
 * Argument: the URL of the database.
 */
const [url = ''] = process.argv.slice(2);
const [db, attribution] = [openDatabase(url, { max: 2 }), openAttribution(url, { max: 2 })];
const deps = {
  sql: db.sql,
  store: attribution.sql,
  model: () => 'linear' as const,
  meetConditions: async () => [],
  accrue: async () => {},
};
process.send?.('ready');
// Nothing is new while another transaction of the server is open.
for (;;) if ((await noticeGoals(deps)) === 0) await delay(20);
