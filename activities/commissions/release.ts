import { readEntries } from '#db/commissions/balance.ts';
import { type DueLine, forgetDueLines, listDueLines } from '#db/commissions/due-line.ts';
import { lockLedger, type NewTransaction, postTransactions } from '#db/commissions/post-transaction.ts';
import type { Sql } from '#db/database.ts';
import { amountIn, entriesOf, placeOf } from '#domain/commissions/ledger.ts';
import { newId } from '#domain/id.ts';

const PAGE = 500;

/** Makes commissions payable whose hold period has ended. Returns how many. Each page is one transaction, and done once. */
export async function releaseDueLines(sql: Sql, at: Date, nextPage: () => void): Promise<number> {
  for (let released = 0; ;) {
    const due = await listDueLines(sql, { at, limit: PAGE });
    if (due.length === 0) return released;
    released += await sql.begin((tx) => releasePage(tx, due));
    nextPage();
  }
}

async function releasePage(tx: Parameters<typeof postTransactions>[0], due: DueLine[]): Promise<number> {
  await lockLedger(tx, due);
  const entries = Map.groupBy(
    await readEntries(
      tx,
      due.map(({ id }) => id),
    ),
    ({ lineId }) => lineId,
  );
  const releases = due.map(({ id, partnerId, currency, releaseDay }): NewTransaction => {
    // What was taken back meanwhile is not there any more, and what is held waits for a person.
    const amountMinor = amountIn(placeOf(entries.get(id) ?? []), 'accrued');
    return {
      ...{ id: newId('lin'), source: `release/${id}`, kind: 'release', partnerId, currency, amountMinor, about: id },
      ...{ day: releaseDay, explanation: `the hold period ended on ${releaseDay}`, bookedBy: 'release-holds' },
      entries: entriesOf({ kind: 'release', amountMinor }).map((entry) => ({ ...entry, lineId: id })),
    };
  });
  const posted = await postTransactions(tx, releases);
  await forgetDueLines(tx, due);
  return posted.size;
}
