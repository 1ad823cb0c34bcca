import type { PayoutProvider } from '#connectors/payouts/payout-provider.ts';
import { listPayouts, listUndelivered, markAccepted, type Payout } from '#db/commissions/payout-batch.ts';
import { noAccount, recordResults } from '#db/commissions/settle-payouts.ts';
import type { Sql } from '#db/database.ts';
import { toMoney } from '#domain/money.ts';

const PAGE = 50;

interface Delivery {
  sql: Sql;
  provider: PayoutProvider;
}
interface Run {
  batchId: string;
  day: string;
  /** Called between two pages. */
  nextPage: () => void;
}

/**
 * Gives the transfers that are out of the ledger to a provider. Safe to repeat, also after the process died between the provider's yes and our
 * note of it: the provider is asked first, and a `duplicate` is a yes to the earlier try.
 */
export async function deliverPayouts(to: Delivery, run: Run): Promise<void> {
  for (;;) {
    const page = await listUndelivered(to.sql, run.batchId, PAGE);
    if (page.length === 0) return;
    for (const payout of page) await deliver(to, run, payout);
    run.nextPage();
  }
}

async function deliver({ sql, provider }: Delivery, { batchId, day }: Run, { id, payee, amountMinor, currency }: Payout): Promise<void> {
  const say = (result: 'confirmed' | 'failed', reason: string | null) =>
    sql.begin((tx) => recordResults(tx, batchId, [{ id, result, reason }], { day }));
  if (payee === null) return void (await say('failed', noAccount));
  // An earlier try can have reached the provider.
  const told = (await provider.find(id)) ?? (await provider.send({ reference: id, amount: toMoney(amountMinor, currency), payee }));
  if (told.state === 'rejected') return void (await say('failed', told.reason));
  if (told.state === 'confirmed') await say('confirmed', null);
  await markAccepted(sql, [id]);
}

/**
 * Asks a provider what became of its transfers: of those that it confirmed too, as a yes can become a no. Returns how many have changed. Safe to
 * repeat: what is known changes nothing.
 */
export async function askProvider({ sql, provider }: Delivery, { batchId, day, nextPage }: Run): Promise<number> {
  let changed = 0;
  for (let after = ''; ;) {
    const page = await listPayouts(sql, batchId, { states: ['sent', 'confirmed'], after, limit: PAGE });
    const results: { id: string; result: 'confirmed' | 'failed'; reason: string | null }[] = [];
    for (const { id, state } of page) {
      const told = await provider.find(id);
      if (told?.state === 'confirmed' && state === 'sent') results.push({ id, result: 'confirmed', reason: null });
      if (told?.state === 'rejected') results.push({ id, result: 'failed', reason: told.reason });
    }
    const outcomes = results.length === 0 ? [] : [...(await sql.begin((tx) => recordResults(tx, batchId, results, { day }))).values()];
    changed += outcomes.filter((outcome) => outcome === 'changed').length;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return changed;
    after = last.id;
    nextPage();
  }
}
