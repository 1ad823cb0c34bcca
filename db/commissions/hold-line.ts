import type { Queryable } from '#db/database.ts';
import { amountIn, entriesOf, type Movement, placeOf } from '#domain/commissions/ledger.ts';
import { newId } from '#domain/id.ts';
import { readEntries } from './balance.ts';
import type { Line } from './line.ts';
import { lockLedger, postTransactions } from './post-transaction.ts';

/** Who keeps a commission back, or lets it go, and when. */
interface Held {
  line: Line;
  day: string;
  bookedBy: string;
}

/** Keeps back what is not paid of a line. Returns the new line, or null if there is nothing to keep back. */
export async function holdLine(tx: Queryable, { line, day, bookedBy }: Held): Promise<string | null> {
  await lockLedger(tx, [line]);
  const place = placeOf(await readEntries(tx, [line.id]));
  const movements = (['accrued', 'payable'] as const).map((from): Movement => ({ kind: 'hold', from, amountMinor: amountIn(place, from) }));
  return postHold(tx, { line, day, bookedBy }, 'hold', movements);
}

/** Lets go what is held of a line: it is payable if its hold period is over, and accrued if not. Null if nothing is held. */
export async function unholdLine(tx: Queryable, { line, day, bookedBy }: Held): Promise<string | null> {
  await lockLedger(tx, [line]);
  const place = placeOf(await readEntries(tx, [line.id]));
  const isReleased = (await tx`select from commissions.ledger_transaction where source = ${`release/${line.id}`}`).length > 0;
  const to = isReleased || line.releaseDay === null ? 'payable' : 'accrued';
  return postHold(tx, { line, day, bookedBy }, 'unhold', [{ kind: 'unhold', to, amountMinor: amountIn(place, 'held') }]);
}

const words = { hold: 'kept back by the company', unhold: 'no longer kept back' } as const;

async function postHold(
  tx: Queryable,
  { line, day, bookedBy }: Held,
  kind: 'hold' | 'unhold',
  movements: readonly Movement[],
): Promise<string | null> {
  const entries = movements.flatMap(entriesOf).map((entry) => ({ ...entry, lineId: line.id }));
  if (entries.length === 0) return null;
  const id = newId('lin');
  const amountMinor = entries.reduce((sum, one) => (one.amountMinor > 0n ? sum + one.amountMinor : sum), 0n);
  const { partnerId, currency } = line;
  const posted = { id, source: `${kind}/${id}`, kind, partnerId, currency, amountMinor, about: line.id, day, bookedBy, entries };
  await postTransactions(tx, [{ ...posted, explanation: words[kind] }]);
  return id;
}
