import { type Database, openDatabase } from '#db/database.ts';
import { findMatches, lockCustomer } from '#db/deals/deal-match.ts';
import { sql } from '#db/drizzle.ts';
import { profileOf } from '#domain/accounts/matching.ts';
import { DealFields, factsOf } from '#domain/deals/deal.ts';
import { ProgrammeSettings } from '#domain/deals/programme.ts';
import { now } from '#test/support/stack/clock.ts';
import { serve } from '#test/support/stack/helper-process.ts';
import { accountId, loadAccounts } from './account-load.ts';
import { companyAt, customerOf, variationOf } from './companies.ts';
import { percentiles } from './percentiles.ts';

export interface CheckPlan {
  accounts: number;
  checks: number;
  /** Not measured: connections, plans, compiled code. */
  warmUps: number;
}

export interface CheckedConflicts {
  checks: number;
  p50: number;
  p99: number;
  /** A transaction that only selects 1, in turns with the checks: what the machine and the connection take. */
  floor: { p50: number; p99: number };
  /** Deals about a known account, a little differently written, and how many of them were found to resemble it. */
  resembling: number;
  found: number;
}

const { possible: least } = ProgrammeSettings.parse({}).duplicates;
/** Numbers of companies that are nobody's account. */
const strangers = 100_000_000;

interface Check {
  customer: DealFields['customer'];
  /** Null where the company is new. */
  account: string | null;
}

/** A third is about known accounts, from all over the table; the rest about new companies. */
function checkAt(index: number, accounts: number): Check {
  if (index % 3 > 0) return { customer: customerOf(companyAt(strangers + index)), account: null };
  const known = Math.floor(((index * 0.618_033_988_75) % 1) * accounts);
  return { customer: variationOf(companyAt(known), index / 3), account: accountId(known) };
}

/** What a submission does, from the deal's fields to the matches: in a transaction, the locks first. */
async function check(db: Database, customer: DealFields['customer']): Promise<Set<string>> {
  const profile = profileOf(factsOf(DealFields.parse({ customer })));
  return db.orm.transaction(async (tx) => {
    const verdicts = await lockCustomer(tx, profile);
    const matches = await findMatches(tx, profile, { exceptDealId: '', least, sandboxOf: null, verdicts });
    return new Set(matches.map(({ otherId }) => otherId));
  });
}

async function checkAll(db: Database, { accounts, checks, warmUps }: CheckPlan): Promise<CheckedConflicts> {
  const [latencies, floors, found]: [number[], number[], boolean[]] = [[], [], []];
  for (let index = -warmUps; index < checks; index++) {
    const { customer, account } = checkAt(index < 0 ? checks - index : index, accounts);
    const startedAt = now();
    const matches = await check(db, customer);
    if (index < 0) continue;
    const endedAt = now();
    latencies.push(endedAt - startedAt);
    await db.orm.transaction((tx) => tx.execute(sql`select 1`));
    floors.push(now() - endedAt);
    if (account !== null) found.push(matches.has(account));
  }
  const [{ p50, p99 }, floor] = [percentiles(latencies), percentiles(floors)];
  return { checks, p50, p99, floor: { p50: floor.p50, p99: floor.p99 }, resembling: found.length, found: found.filter(Boolean).length };
}

/** The check has a process of its own: what the bench does meanwhile is not in its latencies. */
const handlers = {
  load: ({ databaseUrl, accounts }: { databaseUrl: string; accounts: number }) =>
    withDatabase(databaseUrl, ({ sql }) => loadAccounts(sql, accounts)),
  check: ({ databaseUrl, ...plan }: CheckPlan & { databaseUrl: string }) => withDatabase(databaseUrl, (db) => checkAll(db, plan)),
};
export type ConflictHandlers = typeof handlers;

async function withDatabase<T>(databaseUrl: string, use: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase(databaseUrl, { max: 1, name: 'conflict-bench' });
  try {
    return await use(db);
  } finally {
    await db.close();
  }
}

serve(handlers);
