import { deliverPayouts } from '#activities/commissions/deliver-payouts.ts';
import { createSandboxProvider } from '#connectors/payouts/sandbox-provider.ts';
import { storeSandboxTransfers } from '#db/commissions/sandbox-transfer.ts';
import { openDatabase } from '#db/database.ts';

/**
 * Delivers a batch to the sandbox provider in a process of its own, which dies between the provider's yes and its answer. Arguments: the URL of
 * the database, the batch, and after how many transfers it dies.
 */
const [url = '', batchId = '', dies = ''] = process.argv.slice(2);
const db = openDatabase(url, { max: 2 });
const sandbox = createSandboxProvider(storeSandboxTransfers(db.sql));
let left = Number(dies);
const provider: typeof sandbox = {
  ...sandbox,
  async send(transfer) {
    const told = await sandbox.send(transfer);
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return told;
  },
};
await deliverPayouts({ sql: db.sql, provider }, { batchId, day: '2026-04-02', nextPage: () => {} });
await db.close();
