import type { Transaction } from '#db/actor.ts';
import { type Database, type Queryable, writeArray } from '#db/database.ts';
import { and, desc, eq, sql } from '#db/drizzle.ts';
import { dealMatch, matchKey } from '#db/schema.ts';
import { blockingKeys } from '#domain/accounts/match-keys.ts';
import { compareCompanies, type CompanyProfile, type Match, profileOf } from '#domain/accounts/matching.ts';
import { aliasKeys, identityKeys, type KnownVerdict, withVerdict } from '#domain/accounts/verdict.ts';
import { findCandidates } from './match-candidates.ts';

/** The key space of these advisory locks, which separates them from other locks. */
const lockSpace = 7_301;

export interface FoundMatch extends Match {
  otherId: string;
  kind: 'account' | 'deal';
  /** Only for a deal. */
  partnerId: string | null;
}

/**
 * Serialises submissions for one customer until the transaction ends: the submission that gets the locks first is first. Customers without a
 * common key do not wait for each other, unless a person called them the same. Returns what people decided about the customer, the newest
 * first. One statement: its locks are what the next one, which reads the candidates, must come after.
 */
export async function lockCustomer(tx: Transaction, profile: CompanyProfile): Promise<KnownVerdict[]> {
  const identity = sql`any(${writeArray([...identityKeys(profile)])}::text[])`;
  const rows = await tx.execute<{ verdict: KnownVerdict['verdict'] | null; aKey: string; bKey: string }>(sql`
    with known as materialized (
      select verdict, a_key, b_key, created_at from company_verdict where a_key = ${identity} or b_key = ${identity}
    ), wanted as (
      select key from unnest(${writeArray(blockingKeys(profile))}::text[]) key
      union select b_key from known where verdict = 'same' and a_key = ${identity}
      union select a_key from known where verdict = 'same' and b_key = ${identity}
    ), locked as materialized (
      select pg_advisory_xact_lock(lock) from (select distinct hashtextextended(key, ${lockSpace}) as lock from wanted order by 1) locks
    )
    select verdict, a_key as "aKey", b_key as "bKey" from (select count(*) from locked) done left join known on true order by created_at desc`);
  return rows.flatMap(({ verdict, aKey, bKey }) => (verdict === null ? [] : { verdict, aKey, bKey }));
}

/** Accounts and open deals that match the customer with a score of at least `least`, best match first. */
export async function findMatches(
  tx: Transaction,
  profile: CompanyProfile,
  { verdicts, ...options }: { exceptDealId: string; least: number; sandboxOf: string | null; verdicts: KnownVerdict[] },
): Promise<FoundMatch[]> {
  const identity = identityKeys(profile);
  const candidates = await findCandidates(tx, profile, { ...options, aliases: aliasKeys(verdicts, identity) });
  return candidates
    .map(({ facts, crowd, ...candidate }) => {
      const other = profileOf(facts);
      return { ...candidate, ...withVerdict(compareCompanies(profile, other, crowd), verdicts, [identity, identityKeys(other)]) };
    })
    .filter((match) => match.score >= options.least)
    .toSorted((a, b) => b.score - a.score);
}

/** Makes the deal findable for other submissions, by these keys only. */
export async function indexDeal(tx: Transaction, dealId: string, profile: CompanyProfile): Promise<void> {
  await tx.execute(sql`
    with wanted as (select key from unnest(${writeArray(blockingKeys(profile))}::text[]) key),
      kept as (insert into match_key (key, owner_id, kind) select key, ${dealId}, 'deal' from wanted on conflict do nothing)
    delete from match_key where owner_id = ${dealId} and kind = 'deal' and key not in (select key from wanted)`);
}

/** Deletes deals with their histories, notes and match keys. */
export async function deleteDeals(tx: Queryable, ids: string[]): Promise<void> {
  await tx`delete from match_key where owner_id = any(${ids}::text[])`;
  await tx`delete from deal_match where other_id = any(${ids}::text[])`;
  await tx`delete from deal where id = any(${ids}::text[])`;
}

/** When a deal is closed, its customer can be registered again. */
export async function unindexDeal(tx: Transaction, dealId: string): Promise<void> {
  await tx.delete(matchKey).where(and(eq(matchKey.ownerId, dealId), eq(matchKey.kind, 'deal')));
}

/** Replaces the matches of an earlier submission of the deal. */
export async function saveMatches(tx: Transaction, dealId: string, matches: FoundMatch[]): Promise<void> {
  const rows = JSON.stringify(matches.map(({ otherId, kind, score, evidence }) => ({ other_id: otherId, kind, score, evidence })));
  await tx.execute(sql`
    with found as (select * from jsonb_to_recordset(${rows}::text::jsonb) as f (other_id text, kind text, score real, evidence jsonb)),
      saved as (
        insert into deal_match (deal_id, other_id, kind, score, evidence) select ${dealId}, other_id, kind, score, evidence from found
        on conflict (deal_id, other_id) do update set kind = excluded.kind, score = excluded.score, evidence = excluded.evidence
      )
    delete from deal_match where deal_id = ${dealId} and other_id not in (select other_id from found)`);
}

/** Best match first. */
export async function listDealMatches({ orm }: Database, dealId: string) {
  const rows = await orm.select().from(dealMatch).where(eq(dealMatch.dealId, dealId)).orderBy(desc(dealMatch.score));
  return rows.map(({ otherId: id, kind, score, evidence }) => ({ id, kind, score, evidence }));
}
