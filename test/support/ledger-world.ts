import { readEntries } from '#db/commissions/balance.ts';
import { lockLedger, type NewTransaction, postTransactions } from '#db/commissions/post-transaction.ts';
import type { Queryable, Sql } from '#db/database.ts';
import { entriesOf, type Movement, placeOf } from '#domain/commissions/ledger.ts';
import { newId } from '#domain/id.ts';

const partners = ['ptn_a', 'ptn_b', 'ptn_c'];
const currencies = ['EUR', 'JPY'];
const pick = <One>(random: () => number, list: readonly One[]): One => list[Math.floor(random() * list.length)] as One;

/** Something that may happen next to the commission of a line; null if nothing can. */
async function nextMovement(tx: Queryable, random: () => number, lineId: string): Promise<Movement | null> {
  const entries = await readEntries(tx, [lineId]);
  const place = placeOf(entries);
  const part = (minor: bigint) => (minor <= 0n ? 0n : (BigInt(Math.ceil(random() * 1000)) * minor) / 1000n);
  const movement = pick<Movement>(random, [
    { kind: 'release', amountMinor: part(place.accrued) },
    { kind: 'hold', from: 'accrued', amountMinor: part(place.accrued) },
    { kind: 'hold', from: 'payable', amountMinor: part(place.payable) },
    { kind: 'unhold', to: 'payable', amountMinor: part(place.held) },
    { kind: 'payout', amountMinor: part(place.payable) },
    { kind: 'adjustment', amountMinor: BigInt(Math.floor(random() * 2000) - 1000), against: 'expense', place },
    { kind: 'clawback', amountMinor: BigInt(Math.floor(random() * 3000)), place },
    { kind: 'offset', amountMinor: part(place.payable < -place.clawback_receivable ? place.payable : -place.clawback_receivable) },
    { kind: 'reversal', of: random() < 0.2 ? entries.slice(0, 2) : [] },
  ]);
  return movement;
}

/** Does one random thing to the ledger, under a source of its own: a repetition of the source changes nothing. */
export function doSomething(sql: Sql, random: () => number, source: string): Promise<boolean> {
  const holder = { partnerId: pick(random, partners), currency: pick(random, currencies) };
  return sql.begin(async (tx) => {
    await lockLedger(tx, [holder]);
    const lines = await tx<{ id: string }[]>`
      select id from commissions.ledger_transaction
      where partner_id = ${holder.partnerId} and currency = ${holder.currency} and kind = 'accrual' order by id desc limit 5`;
    const id = newId('lin');
    const about = lines.length === 0 || random() < 0.3 ? null : pick(random, lines).id;
    const amountMinor = BigInt(Math.floor(random() * 100_000));
    const movement = about === null ? ({ kind: 'accrual', amountMinor } as const) : await nextMovement(tx, random, about);
    if (movement === null) return false;
    const posted = await postTransactions(tx, [lineOf({ ...holder, id, source, about, movement })]);
    return posted.size === 1;
  });
}

/** A line as it is posted, whose details are not of interest. */
export function lineOf(
  one: Pick<NewTransaction, 'id' | 'source' | 'partnerId' | 'currency'> & { about: string | null; movement: Movement },
): NewTransaction {
  const { movement, ...line } = one;
  const lineId = line.about ?? line.id;
  const entries = entriesOf(movement).map((entry) => ({ ...entry, lineId }));
  const amountMinor = entries.filter(({ amountMinor: minor }) => minor > 0n).reduce((sum, { amountMinor: minor }) => sum + minor, 0n);
  return { ...line, kind: movement.kind, amountMinor, day: '2026-03-01', explanation: 'a test', bookedBy: 'test', entries };
}
