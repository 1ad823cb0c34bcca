import { type Book, type BookCheck, type Found, start } from '#activities/reconciliation/book.ts';
import { readTrialBalance } from '#db/commissions/balance.ts';
import type { Sql } from '#db/database.ts';
import { listTransactions, type PostedTransaction } from '#db/reconciliation/books/ledger-book.ts';
import { commissionChecks } from './commission-checks.ts';
import type { ScheduleDeps } from './schedule-check.ts';

export interface LedgerBookDeps extends ScheduleDeps {
  sql: Sql;
}

const limit = 2_000;
const remedy =
  'Somebody changed the database directly, or a backup was restored. Compare with a backup, and pay nothing out in this currency until it is explained. See the runbook';

/**
 * The ledger of commissions: each transaction adds up to zero, and so does everything. Triggers see to both, so what is found came past them. And what
 * does not get into the ledger, because it stands still.
 */
export function ledgerBook(deps: LedgerBookDeps): Book {
  const { sql } = deps;
  const balance: BookCheck = {
    name: 'trial-balance',
    title: 'All entries of the ledger of commissions add up to zero in each currency',
    settleMs: 0,
    async page() {
      const sums = [...(await readTrialBalance(sql))];
      const found = sums.filter(([, sum]) => sum !== 0n).map(([currency, sum]) => unbalanced(currency, sum));
      return { checked: sums.length, found, next: null };
    },
  };

  const transactions: BookCheck = {
    name: 'transactions',
    title: 'The entries of each transaction add up to zero, and are of its partner and currency',
    settleMs: 0,
    async page(place) {
      const rows = await listTransactions(sql, { after: place === start ? '' : place, limit });
      const found = rows.flatMap((row): Found[] => {
        const fault = faultOf(row);
        return fault === null ? [] : [broken(row, fault)];
      });
      return { checked: rows.length, found, next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null };
    },
  };

  return {
    name: 'ledger',
    checks: [balance, transactions, ...commissionChecks(deps)],
    blind: ['Transactions that were removed with all of their entries, and entries that were changed so that all sums stay as they were'],
  };
}

function faultOf({ sum, currency, entries, isMixed, amountMinor }: PostedTransaction): string | null {
  if (entries === 0 && amountMinor !== '0') return 'it has no entries';
  if (sum !== '0') return `its entries add up to ${sum} of the smallest unit of ${currency} instead of 0`;
  return isMixed ? 'an entry is of another partner or currency' : null;
}

const unbalanced = (currency: string, sum: bigint): Found => ({
  ...{ object: 'trial_balance', class: 'broken', id: currency, value: String(sum), remedy },
  message: `The ledger of commissions adds up to ${sum} of the smallest unit of ${currency} instead of 0`,
});

const broken = ({ id, source, sum }: PostedTransaction, fault: string): Found => ({
  ...{ object: 'ledger_transaction', class: 'broken', id, value: sum, remedy },
  message: `Transaction ${id} (${source}) is broken: ${fault}`,
});
