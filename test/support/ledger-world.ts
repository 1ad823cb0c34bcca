import { readEntries } from '#db/commissions/balance.ts';
import { type Holder, lockLedger, type NewTransaction, postTransactions } from '#db/commissions/post-transaction.ts';
import type { Queryable, Sql } from '#db/database.ts';
import { entriesOf, type Entry, type Movement, placeOf } from '#domain/commissions/ledger.ts';
import { newId } from '#domain/id.ts';

const partners = ['ptn_a', 'ptn_b', 'ptn_c'];
const currencies = ['EUR', 'JPY'];
const pick = <One>(random: () => number, list: readonly One[]): One => list[Math.floor(random() * list.length)] as One;

/** Something that may happen next to the commission of a line, by its entries. */
function nextMovement(random: () => number, entries: readonly Entry[]): Movement {
  const place = placeOf(entries);
  const part = (minor: bigint) => (minor <= 0n ? 0n : (BigInt(Math.ceil(random() * 1000)) * minor) / 1000n);
  return pick<() => Movement>(random, [
    () => ({ kind: 'release', amountMinor: part(place.accrued) }),
    () => ({ kind: 'hold', from: 'accrued', amountMinor: part(place.accrued) }),
    () => ({ kind: 'hold', from: 'payable', amountMinor: part(place.payable) }),
    () => ({ kind: 'unhold', to: 'payable', amountMinor: part(place.held) }),
    () => ({ kind: 'payout', amountMinor: part(place.payable) }),
    () => ({ kind: 'adjustment', amountMinor: BigInt(Math.floor(random() * 2000) - 1000), against: 'expense', place }),
    () => ({ kind: 'clawback', amountMinor: BigInt(Math.floor(random() * 3000)), place }),
    () => ({ kind: 'offset', amountMinor: part(place.payable < -place.clawback_receivable ? place.payable : -place.clawback_receivable) }),
    () => ({ kind: 'reversal', of: random() < 0.2 ? entries.slice(0, 2) : [] }),
  ])();
}

/** The last lines of each holder, to which something can happen. */
const RECENT = 5;
const keyOf = ({ partnerId, currency }: Holder): string => `${partnerId} ${currency}`;

async function readRecent(tx: Queryable, holders: readonly Holder[]): Promise<Map<string, string[]>> {
  const rows = await tx<(Holder & { id: string })[]>`
    select h.partner_id as "partnerId", h.currency, t.id
    from unnest(${holders.map(({ partnerId }) => partnerId)}::text[], ${holders.map(({ currency }) => currency)}::text[]) h (partner_id, currency)
    cross join lateral (
      select id from commissions.ledger_transaction
      where partner_id = h.partner_id and currency = h.currency and kind = 'accrual' order by id desc limit ${RECENT}) t`;
  const recent = new Map(holders.map((holder): [string, string[]] => [keyOf(holder), []]));
  for (const { id, ...holder } of rows) recent.get(keyOf(holder))?.push(id);
  return recent;
}

/**
 * Does random things to the ledger in one transaction, each under a source of its own: a repetition of a source changes nothing. Returns how many it did.
 */
export function doThings(sql: Sql, random: () => number, sources: readonly string[]): Promise<number> {
  const holders = sources.map(() => ({ partnerId: pick(random, partners), currency: pick(random, currencies) }));
  const all = [...new Map(holders.map((holder) => [keyOf(holder), holder])).values()];
  return sql.begin(async (tx) => {
    await lockLedger(tx, all);
    const recent = await readRecent(tx, all);
    const entries = Map.groupBy<string, Entry & { lineId: string }>(
      await readEntries(tx, [...recent.values()].flat()),
      ({ lineId }) => lineId,
    );
    const done = holders.map((holder, index) => {
      const lines = recent.get(keyOf(holder)) ?? [];
      const id = newId('lin');
      const about = lines.length === 0 || random() < 0.3 ? null : pick(random, lines);
      const amountMinor = BigInt(Math.floor(random() * 100_000));
      const movement = about === null ? ({ kind: 'accrual', amountMinor } as const) : nextMovement(random, entries.get(about) ?? []);
      const line = lineOf({ ...holder, id, source: sources[index] ?? '', about, movement });
      entries.set(about ?? id, [...(entries.get(about ?? id) ?? []), ...line.entries]);
      if (about === null) recent.set(keyOf(holder), [id, ...lines].slice(0, RECENT));
      return line;
    });
    return (await postTransactions(tx, done)).size;
  });
}

/** Does one random thing. Whether it was not done before. */
export const doSomething = async (sql: Sql, random: () => number, source: string): Promise<boolean> =>
  (await doThings(sql, random, [source])) === 1;

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
