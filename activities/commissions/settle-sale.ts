import type { GoalSale } from '#db/attribution/goal-sales.ts';
import { readEntries } from '#db/commissions/balance.ts';
import { readLinesOfSale, readStandings } from '#db/commissions/line.ts';
import { type LedgerEntry, lockLedger, postTransactions } from '#db/commissions/post-transaction.ts';
import { insertTerms, type PinnedTerms, readTerms } from '#db/commissions/terms.ts';
import type { Queryable } from '#db/database.ts';
import { periodSpan } from '#domain/commissions/month.ts';
import type { Plan } from '#domain/commissions/plan.ts';
import { nothingYet } from '#domain/commissions/pool.ts';
import { currencyFor } from '#domain/commissions/sale.ts';
import type { DomainError } from '#domain/errors.ts';
import { bookBonuses } from './book-bonuses.ts';
import { bookSale } from './book-sale.ts';
import { proposeTerms, type SaleTermsDeps } from './sale-terms.ts';

/** What became of a sale: why a part of it could not be booked, or brings nobody anything. */
export interface SettledSale {
  partners: number;
  faults: DomainError[];
}

/**
 * Books the commissions of a sale and what its refunds take back, as far as it was not done yet. The terms are pinned the first time, so later
 * changes of plans, splits, rates and credits change nothing. Throws `fx_rate_missing` and `condition_failed` before anything is pinned.
 */
export async function settleSale(deps: SaleTermsDeps, sale: GoalSale): Promise<SettledSale> {
  const pinned = await readTerms(deps.sql, { factId: sale.id });
  // Everything outside PostgreSQL is asked before the transaction begins.
  const proposed = pinned.length > 0 ? pinned : await proposeTerms(deps, sale);
  if (proposed.length === 0) return { partners: 0, faults: [] };
  return deps.sql.begin((tx) => settleLocked(tx, sale, proposed));
}

async function settleLocked(tx: Queryable, sale: GoalSale, proposed: PinnedTerms[]): Promise<SettledSale> {
  await lockLedger(tx, proposed.map(holderOf));
  // Another process can have pinned them meanwhile.
  let terms = await readTerms(tx, { factId: sale.id });
  if (terms.length === 0) {
    terms = [];
    for (const one of proposed) terms.push({ ...one, soFar: await soFarOf(tx, one, sale) });
    await insertTerms(tx, terms);
  }
  const lines = await readLinesOfSale(tx, sale.id);
  const accruals = lines.filter(({ kind }) => kind === 'accrual').map(({ id }) => id);
  const entries = Map.groupBy(await readEntries(tx, accruals), ({ lineId }: LedgerEntry) => lineId);
  const faults: DomainError[] = [];
  for (const one of terms) {
    const own = lines.filter(({ partnerId }) => partnerId === one.partnerId);
    const booked = bookSale(sale, one, { lines: own, entriesOf: (lineId) => entries.get(lineId) ?? [], holder: holderOf(one) });
    const posted = await postTransactions(tx, booked.transactions);
    await bookBonuses(
      tx,
      one,
      holderOf(one),
      booked.transactions.filter(({ id }) => posted.has(id)),
    );
    faults.push(...booked.faults);
  }
  return { partners: terms.length, faults };
}

/** Nothing is earned in the currency of the sale if the plan does not pay it, and the line says so. */
const holderOf = ({ partnerId, plan, sale }: PinnedTerms) => ({ partnerId, currency: currencyFor(plan, sale) ?? sale.currency });

async function soFarOf(tx: Queryable, terms: PinnedTerms, sale: GoalSale): Promise<PinnedTerms['soFar']> {
  if (!countsWhatWas(terms.plan)) return nothingYet;
  const span = periodSpan(terms.sale.day, terms.plan.period);
  return readStandings(tx, { ...holderOf(terms), dealId: sale.dealId, customer: sale.customer, ...span });
}

/** Whether a commission depends on earlier ones. Mostly it does not, and then they need not be added up. */
function countsWhatWas({ caps, rules }: Plan): boolean {
  const isCapped = caps.per_deal !== null || caps.per_customer !== null || caps.per_period !== null;
  return isCapped || rules.some(({ reward }) => reward.kind === 'tiered' && reward.over === 'period_revenue');
}
