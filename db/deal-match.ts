import { and, desc, eq, inArray, ne, sql } from './drizzle.ts';
import { factsOf } from '#domain/deal.ts';
import { blockingKeys, compareCompanies, type CompanyFacts, type CompanyProfile, type Match, profileOf } from '#domain/matching.ts';
import type { Transaction } from './actor.ts';
import { type Database, type Queryable, writeArray } from './database.ts';
import { account, deal, dealMatch, matchKey, partner } from './schema.ts';

/** A key that more companies share than this says little: an agency's e-mail domain, a common name. */
const MAX_PER_KEY = 50;
/** Of advisory locks, so that they are not taken for other purposes' keys. */
const lockSpace = 7_301;

export interface FoundMatch extends Match {
  otherId: string;
  kind: 'account' | 'deal';
  /** Of a deal. */
  partnerId: string | null;
}

/**
 * Makes submissions for one customer wait for each other until the transaction ends: whoever gets the locks first is first.
 * Customers that share no key do not wait.
 */
export async function lockCustomer(tx: Transaction, profile: CompanyProfile): Promise<void> {
  const keys = blockingKeys(profile);
  await tx.execute(sql`
    select pg_advisory_xact_lock(lock)
    from (select distinct hashtextextended(key, ${lockSpace}) as lock from unnest(${writeArray(keys)}::text[]) key order by 1) locks`);
}

/** Accounts and open deals that resemble the customer, at least by `least`, likeliest first. */
export async function findMatches(tx: Transaction, profile: CompanyProfile, options: { exceptDealId: string; least: number; sandboxOf: string | null }): Promise<FoundMatch[]> {
  const found = await tx.execute<{ owner_id: string; kind: 'account' | 'deal' }>(sql`
    select distinct m.owner_id, m.kind
    from unnest(${writeArray(blockingKeys(profile))}::text[]) k
    cross join lateral (select owner_id, kind from match_key where key = k and owner_id <> ${options.exceptDealId} limit ${MAX_PER_KEY}) m`);
  const idsOf = (kind: string) => found.filter((row) => row.kind === kind).map((row) => row.owner_id);
  const [accountIds, dealIds] = [idsOf('account'), idsOf('deal')];
  const accounts = accountIds.length > 0 ? await tx.select().from(account).where(inArray(account.id, accountIds)) : [];
  const deals = dealIds.length > 0 ? await tx.select({ deal }).from(deal).innerJoin(partner, eq(partner.id, deal.partnerId)).where(
    // A sandbox knows nothing of anybody else's customers, and nobody of its own.
    and(inArray(deal.id, dealIds), options.sandboxOf === null ? ne(partner.tier, 'sandbox') : eq(deal.partnerId, options.sandboxOf))) : [];
  const candidates = [
    ...accounts.map((row) => ({ otherId: row.id, kind: 'account' as const, partnerId: null, facts: accountFacts(row) })),
    ...deals.map(({ deal: row }) => ({ otherId: row.id, kind: 'deal' as const, partnerId: row.partnerId, facts: factsOf(row.fields) })),
  ];
  return candidates
    .map(({ facts, ...candidate }) => ({ ...candidate, ...compareCompanies(profile, profileOf(facts)) }))
    .filter((match) => match.score >= options.least)
    .toSorted((a, b) => b.score - a.score);
}

function accountFacts(row: typeof account.$inferSelect): CompanyFacts {
  const { name, websites, emailDomains, duns, address } = row;
  return { name, websites, contactEmails: emailDomains.map((domain) => `x@${domain}`), duns, address };
}

/** From now on other submissions find this deal. */
export async function indexDeal(tx: Transaction, dealId: string, profile: CompanyProfile): Promise<void> {
  await unindexDeal(tx, dealId);
  const rows = blockingKeys(profile).map((key) => ({ key, ownerId: dealId, kind: 'deal' as const }));
  await tx.insert(matchKey).values(rows);
}

/** Deletes deals with their histories and notes, and what they were found by. */
export async function deleteDeals(tx: Queryable, ids: string[]): Promise<void> {
  await tx`delete from match_key where owner_id = any(${ids}::text[])`;
  await tx`delete from deal_match where other_id = any(${ids}::text[])`;
  await tx`delete from deal where id = any(${ids}::text[])`;
}

/** When a deal is closed its customer is free again. */
export async function unindexDeal(tx: Transaction, dealId: string): Promise<void> {
  await tx.delete(matchKey).where(and(eq(matchKey.ownerId, dealId), eq(matchKey.kind, 'deal')));
}

export async function saveMatches(tx: Transaction, dealId: string, matches: FoundMatch[]): Promise<void> {
  await tx.delete(dealMatch).where(eq(dealMatch.dealId, dealId));
  if (matches.length === 0) return;
  await tx.insert(dealMatch).values(matches.map(({ otherId, kind, score, evidence }) => ({ dealId, otherId, kind, score, evidence })));
}

/** Likeliest first. */
export async function listDealMatches({ orm }: Database, dealId: string) {
  const rows = await orm.select().from(dealMatch).where(eq(dealMatch.dealId, dealId)).orderBy(desc(dealMatch.score));
  return rows.map(({ otherId: id, kind, score, evidence }) => ({ id, kind, score, evidence }));
}
