import { createPayoutActivities } from '#activities/commissions/payout.ts';
import { listPayouts } from '#db/commissions/payout-batch.ts';
import { recordResults } from '#db/commissions/settle-payouts.ts';
import { openDatabase } from '#db/database.ts';

/**
 * A payout run as its workflow does it, and then the results, in pages as a file brings them. In a process of its own, which the bench kills. Arguments:
 * the URL of the database, and the batch.
 */
const [url = '', batchId = ''] = process.argv.slice(2);
const PAGE = 1_000;
const day = '2026-04-01';
const db = openDatabase(url, { max: 2, name: 'payout-bench' });
const { collectPayout, sendPayout, finishPayout } = createPayoutActivities(
  { payouts: { sql: db.sql, providers: {} }, notify: async () => {} },
  () => {},
);
await collectPayout(batchId);
await sendPayout(batchId, day);
for (;;) {
  const page = await listPayouts(db.sql, batchId, { states: ['sent'], after: '', limit: PAGE });
  if (page.length === 0) break;
  const results = page.map(({ id }) => ({ id, result: 'confirmed' as const, reason: null }));
  await db.sql.begin((tx) => recordResults(tx, batchId, results, { day }));
}
await finishPayout(batchId);
await db.close();
