import type { Queryable } from '#db/database.ts';
import { entriesOf, placeOf } from '#domain/commissions/ledger.ts';
import { newId } from '#domain/id.ts';
import { readEntries } from './balance.ts';
import { type Holder, lockLedger, postTransactions } from './post-transaction.ts';

/** A correction by a person. */
interface Adjustment extends Holder {
  source: string;
  /** Negative: it takes. What is not there to take is owed. */
  amountMinor: bigint;
  /** The line that it corrects; null if none. */
  about: string | null;
  /** In the person's words. */
  note: string;
  day: string;
  bookedBy: string;
}

/** Posts a correction, and keeps its reason beside the ledger. Returns its line; repeating the source posts nothing. */
export async function postAdjustment(tx: Queryable, one: Adjustment): Promise<string> {
  const { source, partnerId, currency, amountMinor, about, note, day, bookedBy } = one;
  await lockLedger(tx, [one]);
  const id = newId('lin');
  const lineId = about ?? id;
  const place = placeOf(about === null ? [] : await readEntries(tx, [about]));
  const entries = entriesOf({ kind: 'adjustment', amountMinor, against: 'expense', place }).map((entry) => ({ ...entry, lineId }));
  const line = { id, source, kind: 'adjustment' as const, partnerId, currency, amountMinor, about, day, bookedBy, entries };
  const posted = await postTransactions(tx, [{ ...line, explanation: 'corrected by the company' }]);
  if (posted.has(id)) await tx`insert into commissions.line_note (line_id, partner_id, note) values (${id}, ${partnerId}, ${note})`;
  return id;
}

/** Why a line was corrected; null for lines that nobody corrected, and after an erasure. */
export async function findNote(sql: Queryable, lineId: string): Promise<string | null> {
  const [row] = await sql<{ note: string }[]>`select note from commissions.line_note where line_id = ${lineId}`;
  return row?.note ?? null;
}
