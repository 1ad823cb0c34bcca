import type { GoalSale } from '#db/attribution/facts/goal-sales.ts';
import { readEntries } from '#db/commissions/balance.ts';
import { readLinesOfSales } from '#db/commissions/line.ts';
import { lockLedger, type NewTransaction, postTransactions } from '#db/commissions/post-transaction.ts';
import { insertTerms, lockTerms, type PinnedTerms, readTerms } from '#db/commissions/terms.ts';
import type { Queryable } from '#db/database.ts';
import { currencyFor } from '#domain/commissions/sale.ts';
import type { DomainError } from '#domain/errors.ts';
import { bookBonuses } from './book-bonuses.ts';
import { bookSale } from './book-sale.ts';
import { proposeTerms, type SaleTermsDeps } from './sale-terms.ts';
import { Standings } from './standings.ts';

/** What became of a sale: why a part of it could not be booked, or brings nobody anything. */
export interface SettledSale {
  partners: number;
  faults: DomainError[];
  /** Why nothing of it is booked, such as `fx_rate_missing` or `condition_failed`; nothing is pinned either. */
  error: unknown;
}

/** Why the sales of a goal bring nobody anything; null if they bring somebody something. */
export const settledReason = (settled: readonly SettledSale[]): string | null =>
  settled.every(({ partners }) => partners === 0) ? 'no partner that shares it has a plan on that day' : null;

const nobodys: SettledSale = { partners: 0, faults: [], error: null };

/**
 * Books the commissions of sales and what their refunds take back, as far as it was not done yet: in one transaction, one sale after the other, each by
 * itself. The terms are pinned the first time, so later changes of plans, splits, rates and credits change nothing. By sale, in their order.
 */
export async function settleSales(deps: SaleTermsDeps, sales: readonly GoalSale[]): Promise<Map<string, SettledSale>> {
  const pinned = groupByFact(await readTerms(deps.sql, { factIds: sales.map(({ id }) => id) }));
  // Everything outside PostgreSQL is asked before the transaction begins.
  const proposed = await proposeTerms(
    deps,
    sales.filter(({ id }) => !pinned.has(id)),
  );
  const outcomes = new Map<string, SettledSale>();
  const known = new Map<string, PinnedTerms[]>();
  for (const { id } of sales) {
    const terms = pinned.get(id) ?? proposed.get(id) ?? [];
    outcomes.set(id, 'error' in terms ? { ...nobodys, error: terms.error } : nobodys);
    if (!('error' in terms) && terms.length > 0) known.set(id, terms);
  }
  if (known.size === 0) return outcomes;
  const settled = await deps.sql.begin((tx) =>
    settleLocked(
      tx,
      sales.filter(({ id }) => known.has(id)),
      known,
    ),
  );
  for (const [id, outcome] of settled) outcomes.set(id, outcome);
  return outcomes;
}

const groupByFact = (terms: readonly PinnedTerms[]) => Map.groupBy(terms, ({ factId }) => factId);

async function settleLocked(
  tx: Queryable,
  sales: readonly GoalSale[],
  known: ReadonlyMap<string, PinnedTerms[]>,
): Promise<Map<string, SettledSale>> {
  const ids = sales.map(({ id }) => id);
  await lockTerms(tx, ids);
  await lockLedger(tx, [...known.values()].flat().map(holderOf));
  // Another process can have pinned some of them meanwhile.
  const pinned = groupByFact(await readTerms(tx, { factIds: ids }));
  const lines = Map.groupBy(await readLinesOfSales(tx, ids), ({ factId }) => factId);
  const accruals = [...lines.values()].flat().filter(({ kind }) => kind === 'accrual');
  const entries = Map.groupBy(
    await readEntries(
      tx,
      accruals.map(({ id }) => id),
    ),
    ({ lineId }) => lineId,
  );
  const isNew = ({ id }: GoalSale) => !pinned.has(id);
  const counted = sales
    .filter(isNew)
    .flatMap((sale) => (known.get(sale.id) ?? []).map((terms) => ({ terms, sale, holder: holderOf(terms) })));
  const page = new BookedPage(tx, await Standings.read(tx, counted));
  const outcomes = new Map<string, SettledSale>();
  for (const sale of sales) {
    const own = lines.get(sale.id) ?? [];
    const terms = pinned.get(sale.id) ?? page.withStandings(sale, known.get(sale.id) ?? []);
    const booked = attempt(() =>
      terms.map((one) => {
        const ofPartner = own.filter(({ partnerId }) => partnerId === one.partnerId);
        return bookSale(sale, one, { lines: ofPartner, entriesOf: (lineId) => entries.get(lineId) ?? [], holder: holderOf(one) });
      }),
    );
    if ('error' in booked) {
      outcomes.set(sale.id, { ...nobodys, error: booked.error });
      continue;
    }
    const transactions = booked.done.flatMap((one) => one.transactions);
    page.add(isNew(sale) ? terms : [], transactions);
    for (const one of terms) await page.addBonuses(one, transactions);
    outcomes.set(sale.id, { partners: terms.length, faults: booked.done.flatMap(({ faults }) => faults), error: null });
  }
  await page.post();
  return outcomes;
}

/** Nothing is earned in the currency of the sale if the plan does not pay it, and the line says so. */
const holderOf = ({ partnerId, plan, sale }: PinnedTerms) => ({ partnerId, currency: currencyFor(plan, sale) ?? sale.currency });

/** What cannot be computed of one sale must not keep the others. */
function attempt<Result>(work: () => Result): { done: Result } | { error: unknown } {
  try {
    return { done: work() };
  } catch (error) {
    return { error };
  }
}

/** What is booked for the sales of a page. It is posted together, but for what bonuses must count first. */
class BookedPage {
  readonly #tx: Queryable;
  readonly #standings: Standings;
  readonly #posted = new Set<string>();
  #terms: PinnedTerms[] = [];
  #transactions: NewTransaction[] = [];

  constructor(tx: Queryable, standings: Standings) {
    this.#tx = tx;
    this.#standings = standings;
  }

  /** With what each partner had before the sale. */
  withStandings(sale: GoalSale, proposed: readonly PinnedTerms[]): PinnedTerms[] {
    return proposed.map((terms) => ({ ...terms, soFar: this.#standings.of({ terms, sale, holder: holderOf(terms) }) }));
  }

  add(terms: readonly PinnedTerms[], transactions: readonly NewTransaction[]): void {
    this.#terms.push(...terms);
    this.#transactions.push(...transactions);
    this.#standings.add(transactions);
  }

  /** Milestones are counted in the ledger, line by line. */
  async addBonuses(terms: PinnedTerms, transactions: readonly NewTransaction[]): Promise<void> {
    if (terms.plan.bonuses.length === 0) return;
    await this.post();
    const own = transactions.filter(({ id, partnerId }) => partnerId === terms.partnerId && this.#posted.has(id));
    this.#standings.add(await bookBonuses(this.#tx, terms, holderOf(terms), own));
  }

  async post(): Promise<void> {
    await insertTerms(this.#tx, this.#terms);
    for (const id of await postTransactions(this.#tx, this.#transactions)) this.#posted.add(id);
    [this.#terms, this.#transactions] = [[], []];
  }
}
