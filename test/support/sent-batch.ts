import { insertPayouts, readPayable } from '#db/commissions/collect-payouts.ts';
import { insertBatch, moveBatch, type PayoutBatch } from '#db/commissions/payout-batch.ts';
import { postTransactions } from '#db/commissions/post-transaction.ts';
import { sendPayouts } from '#db/commissions/settle-payouts.ts';
import type { Sql } from '#db/database.ts';
import { newId } from '#domain/id.ts';
import { lineOf } from './ledger-world.ts';

const place = { accrued: 0n, held: 0n, payable: 0n, paid: 0n, clawback_receivable: 0n };
const day = '2026-04-01';

/** Adds to what is payable to a partner, or takes from it: then it can owe. */
export async function earn(sql: Sql, partnerId: string, currency: string, amountMinor: bigint): Promise<void> {
  const movement = { kind: 'adjustment', amountMinor, against: 'expense', place } as const;
  const id = newId('lin');
  await postTransactions(sql, [lineOf({ id, source: `earn/${id}`, partnerId, currency, about: null, movement })]);
}

/** An account with a valid IBAN. */
export async function giveAccount(sql: Sql, partnerId: string, name: string): Promise<void> {
  await sql`
    insert into commissions.payee (partner_id, name, iban, tax, updated_by) values (${partnerId}, ${name}, 'DE89370400440532013000', '{}', 'test')`;
}

export const newBatch = (sql: Sql, currency: string, provider: PayoutBatch['provider'] = 'file') =>
  insertBatch(sql, { id: newId('pyb'), currency, thresholdMinor: 1n, provider, approvalsNeeded: 0, createdBy: 'test' });

/** Adds what is payable to a batch. Returns the transfers. */
export async function collect(sql: Sql, batch: PayoutBatch): Promise<string[]> {
  const page = await readPayable(sql, batch, { after: '', limit: 1_000 });
  const rows = page.map((one) => ({ ...one, id: newId('pyl') }));
  await insertPayouts(sql, batch, rows);
  return rows.map(({ id }) => id);
}

/** A batch that is out of the ledger, and waits for its results. */
export async function sentBatch(sql: Sql, currency: string, provider: PayoutBatch['provider'] = 'file'): Promise<string> {
  const batch = await newBatch(sql, currency, provider);
  const ids = await collect(sql, batch);
  await sql.begin((tx) => sendPayouts(tx, batch.id, ids, day));
  await moveBatch(sql, batch.id, { from: ['collecting'], to: 'awaiting_results' });
  return batch.id;
}
