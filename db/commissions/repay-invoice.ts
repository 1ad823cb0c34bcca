import { hash } from 'node:crypto';
import type { Queryable } from '#db/database.ts';
import { repay } from '#domain/commissions/invoice.ts';
import { showMoney } from '#domain/commissions/show-money.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import { endInvoice, findInvoice, type Invoice, readOwedParts } from './invoice.ts';
import { lockLedger, postTransactions } from './post-transaction.ts';

interface Repayment {
  /** Of the bank. The same one is recorded once. */
  externalId: string;
  amountMinor: bigint;
  day: string;
  bookedBy: string;
}

/**
 * Records that a partner has paid an invoice, or a part of it: what it owes becomes money in the bank. Returns the line; repeating it returns the
 * same one. Throws `conflict` for another amount under the same id, for more than is owed, and if the invoice is not open.
 */
export async function recordRepayment(tx: Queryable, { id, partnerId, currency }: Invoice, repayment: Repayment): Promise<string> {
  const { externalId, amountMinor, day, bookedBy } = repayment;
  await lockLedger(tx, [{ partnerId, currency }]);
  // What a bank calls a transfer can name people, which the ledger must not: it is a note beside it.
  const source = `repayment/${id}/${hash('sha256', externalId).slice(0, 32)}`;
  const [earlier] = await tx<{ id: string; amountMinor: string }[]>`
    select id, amount_minor::text as "amountMinor" from commissions.ledger_transaction where source = ${source}`;
  if (earlier && BigInt(earlier.amountMinor) === amountMinor) return earlier.id;
  if (earlier) {
    const recorded = showMoney(BigInt(earlier.amountMinor), currency);
    throw new DomainError('conflict', `The repayment ${externalId} is recorded already, with ${recorded}. Use the id of another transfer.`);
  }
  const invoice = await findInvoice(tx, partnerId, id);
  if (invoice?.state !== 'open') {
    throw new DomainError('conflict', `The invoice ${id} is ${invoice?.state ?? 'not there'}. Only an open one can be repaid.`);
  }
  const { entries, leftMinor } = repay(await readOwedParts(tx, id), amountMinor);
  if (leftMinor > 0n) {
    const open = showMoney(invoice.openMinor, currency);
    throw new DomainError(
      'conflict',
      `Of the invoice ${id} only ${open} is owed. Record that, and return the rest, or credit it with an adjustment.`,
    );
  }
  const line = { id: newId('lin'), source, kind: 'repayment' as const, partnerId, currency, amountMinor, day, bookedBy, entries };
  await postTransactions(tx, [{ ...line, explanation: `repaid: ${showMoney(amountMinor, currency)} of the invoice ${id}` }]);
  await tx`insert into commissions.line_note (line_id, partner_id, note) values (${line.id}, ${partnerId}, ${externalId})`;
  if (amountMinor === invoice.openMinor) await endInvoice(tx, id, { state: 'paid', reason: null });
  return line.id;
}
