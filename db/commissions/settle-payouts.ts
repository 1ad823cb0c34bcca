import type { Queryable } from '#db/database.ts';
import { payOut } from '#domain/commissions/pay-out.ts';
import { stateAfter } from '#domain/commissions/payout.ts';
import { showMoney } from '#domain/commissions/show-money.ts';
import { newId } from '#domain/id.ts';
import { readPayableLines } from './collect-payouts.ts';
import { lockPayouts, type Payout, setPayouts } from './payout-batch.ts';
import { type LedgerEntry, lockLedger, type NewTransaction, postTransactions } from './post-transaction.ts';

/**
 * Takes collected transfers out of what is payable, in one transaction with their state. One whose partner has less than it says, because a refund
 * came since, or has no account any more, fails with the reason. Repeating it changes nothing.
 */
export async function sendPayouts(tx: Queryable, batchId: string, ids: readonly string[], day: string): Promise<void> {
  const payouts = (await lockPayouts(tx, batchId, ids)).filter(({ state }) => state === 'collected');
  const [first] = payouts;
  if (!first) return;
  await lockLedger(tx, payouts);
  const partners = payouts.map(({ partnerId }) => partnerId);
  const parts = Map.groupBy(await readPayableLines(tx, partners, first.currency), ({ partnerId }) => partnerId);
  const posted: NewTransaction[] = [];
  const changes = payouts.map((payout) => {
    if (payout.payee === null) return { id: payout.id, state: 'failed' as const, reason: noAccount };
    const { offset, payout: entries, shortMinor } = payOut(parts.get(payout.partnerId) ?? [], payout.amountMinor);
    if (shortMinor > 0n) return { id: payout.id, state: 'failed' as const, reason: tooLittle(payout, shortMinor) };
    const offsetLine = lineOf(payout, { kind: 'offset', source: `offset/${payout.id}`, day, entries: offset });
    if (offset.length > 0) posted.push(offsetLine);
    posted.push(lineOf(payout, { kind: 'payout', source: `payout/${payout.id}`, day, entries }));
    return { id: payout.id, state: 'sent' as const, reason: null };
  });
  await postTransactions(tx, posted);
  await setPayouts(tx, changes);
}

/** Why a transfer to an erased partner fails. */
export const noAccount = 'the account of the partner was erased';

const tooLittle = ({ amountMinor, currency }: Payout, short: bigint): string =>
  `${showMoney(amountMinor, currency)} was collected, but ${showMoney(short, currency)} of it was taken back since: collect it in the next run`;

const words = { offset: 'what was owed is set off', payout: 'paid out', reversal: 'the transfer failed' } as const;

function lineOf(
  { id, partnerId, currency }: Payout,
  {
    kind,
    source,
    day,
    entries,
    reverses = null,
  }: { kind: keyof typeof words; source: string; day: string; entries: LedgerEntry[]; reverses?: string | null },
): NewTransaction {
  const amountMinor = entries.reduce((sum, one) => (one.amountMinor > 0n ? sum + one.amountMinor : sum), 0n);
  const lines = [...new Set(entries.map(({ lineId }) => lineId))];
  const of = lines.length === 1 ? 'one line' : `${lines.length} lines`;
  return {
    ...{ id: newId('lin'), source, kind, partnerId, currency, amountMinor, reverses, day, bookedBy: 'run-payout', entries },
    explanation: `${words[kind]}: ${showMoney(amountMinor, currency)} of ${of}, transfer ${id}`,
  };
}

/** What somebody says about a transfer. */
interface PayoutResult {
  id: string;
  result: 'confirmed' | 'failed';
  reason: string | null;
}

/** What became of it: `refused` if it had failed already, or was never sent. */
type ResultOutcome = 'changed' | 'unchanged' | 'refused' | 'unknown';

/**
 * Confirms transfers, or fails them, which gives their amounts back to what is payable. Saying the same twice, as a file that is imported twice
 * does, changes nothing; a yes can become a no, and the money is owed again.
 */
export async function recordResults(
  tx: Queryable,
  batchId: string,
  results: readonly PayoutResult[],
  { day }: { day: string },
): Promise<Map<string, ResultOutcome>> {
  const payouts = await lockPayouts(
    tx,
    batchId,
    results.map(({ id }) => id),
  );
  const known = new Map(payouts.map((payout) => [payout.id, payout]));
  await lockLedger(tx, payouts);
  const outcomes = new Map<string, ResultOutcome>();
  const failed: Payout[] = [];
  const changes = new Map<string, { id: string; state: 'confirmed' | 'failed'; reason: string | null }>();
  for (const { id, result, reason } of results) {
    const payout = known.get(id);
    const next = payout === undefined ? 'unknown' : stateAfter(changes.get(id)?.state ?? payout.state, result);
    outcomes.set(id, outcomeOf(next));
    if (payout === undefined || (next !== 'confirmed' && next !== 'failed')) continue;
    changes.set(id, { id, state: next, reason });
    if (next === 'failed') failed.push(payout);
  }
  await reverse(tx, failed, day);
  await setPayouts(tx, [...changes.values()]);
  return outcomes;
}

function outcomeOf(next: ReturnType<typeof stateAfter> | 'unknown'): ResultOutcome {
  if (next === 'unknown' || next === 'refused' || next === 'unchanged') return next;
  return 'changed';
}

/** Undoes the payout of each: what was paid is payable again. */
async function reverse(tx: Queryable, payouts: readonly Payout[], day: string): Promise<void> {
  const sources = payouts.map(({ id }) => `payout/${id}`);
  const rows = await tx<{ source: string; id: string; lineId: string; account: LedgerEntry['account']; amountMinor: string }[]>`
    select t.source, t.id, e.line_id as "lineId", e.account, (-e.amount_minor)::text as "amountMinor"
    from commissions.ledger_transaction t join commissions.entry e on e.transaction_id = t.id
    where t.source = any(${sources}::text[]) order by t.id, e.number`;
  const bySource = Map.groupBy(rows, ({ source }) => source);
  const reversals = payouts.flatMap((payout) => {
    const undone = bySource.get(`payout/${payout.id}`) ?? [];
    const entries = undone.map(({ lineId, account, amountMinor }) => ({ lineId, account, amountMinor: BigInt(amountMinor) }));
    const reverses = undone[0]?.id ?? null;
    return reverses === null ? [] : [lineOf(payout, { kind: 'reversal', source: `payout-failed/${payout.id}`, day, entries, reverses })];
  });
  await postTransactions(tx, reversals);
}
