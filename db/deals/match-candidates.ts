import { accountFacts, type AccountRow } from '#db/accounts/account.ts';
import type { Transaction } from '#db/actor.ts';
import { writeArray } from '#db/database.ts';
import { sql } from '#db/drizzle.ts';
import { type Crowd, leastCrowd } from '#domain/accounts/crowd.ts';
import { blockingKeys } from '#domain/accounts/match-keys.ts';
import type { CompanyFacts, CompanyProfile } from '#domain/accounts/matching.ts';
import { factsOf, type DealFields } from '#domain/deals/deal.ts';

/** Candidates per key and kind. Names that thousands share, such as "Nova Logistics", would yield more, without any benefit. */
const MAX_PER_KEY = 100;
/** Candidates per kind that are compared in full, at about 50 µs each: those that share the most and the rarest keys. */
const MAX_COMPARED = 30;

export interface Candidate {
  otherId: string;
  kind: 'account' | 'deal';
  /** Only for a deal. */
  partnerId: string | null;
  facts: CompanyFacts;
  /** How many companies of this kind have the name, its initials or a domain of the customer, if many have. */
  crowd: Crowd;
}

type Found = { owner_id: string; partner_id: string | null; fields: DealFields | null; crowd: Crowd | null } & Pick<
  AccountRow,
  'name' | 'websites' | 'duns' | 'address'
> & {
    email_domains: string[];
  };

/**
 * Accounts and open deals that share a match key with the customer, with their facts, in one statement. The more companies share a key, the
 * less it weighs, so that a company that shares several keys, or a rare one, is not crowded out by namesakes.
 */
export async function findCandidates(
  tx: Transaction,
  profile: CompanyProfile,
  options: { exceptDealId: string; sandboxOf: string | null; aliases: string[] },
): Promise<Candidate[]> {
  const keys = sql`unnest(${writeArray([...blockingKeys(profile), ...options.aliases])}::text[]) k`;
  const ranked = sql`
    select owner_id from hit cross join unnest(owners) owner_id
    group by owner_id order by sum(1::float8 / cardinality(owners)) desc, owner_id limit ${MAX_COMPARED}`;
  const crowd = sql`(
    select jsonb_object_agg(k, cardinality(owners)) from hit where cardinality(owners) >= ${leastCrowd} and k ~ '^[ndl]:'
  ) as crowd`;
  const accounts = sql`
    with hit as materialized (
      select k, array(select owner_id from match_key where key = k and kind = 'account' limit ${MAX_PER_KEY}) as owners from ${keys}
    )
    select a.id as owner_id, null as partner_id, null::jsonb as fields, a.name, a.websites, a.email_domains, a.duns, a.address, ${crowd}
    from (${ranked}) r join account a on a.id = r.owner_id`;
  // A sandbox's deals are compared only with its own, and never with those of other partners.
  const visible = options.sandboxOf === null ? sql`p.tier <> 'sandbox'` : sql`d.partner_id = ${options.sandboxOf}`;
  const deals = sql`
    with hit as materialized (
      select k, array(
        select owner_id from match_key join deal d on d.id = owner_id join partner p on p.id = d.partner_id
        where key = k and kind = 'deal' and owner_id <> ${options.exceptDealId} and ${visible} order by owner_id limit ${MAX_PER_KEY}
      ) as owners from ${keys}
    )
    select d.id as owner_id, d.partner_id, d.fields, null as name, null::text[] as websites, null::text[] as email_domains, null as duns, null::jsonb as address,
      ${crowd}
    from (${ranked}) r join deal d on d.id = r.owner_id`;
  const found = await tx.execute<Found>(options.sandboxOf === null ? sql`(${accounts}) union all (${deals})` : deals);
  return found.map(toCandidate);
}

function toCandidate({
  owner_id: otherId,
  partner_id: partnerId,
  fields,
  email_domains: emailDomains,
  crowd: found,
  ...row
}: Found): Candidate {
  const crowd = found ?? {};
  if (fields) return { otherId, kind: 'deal', partnerId, facts: factsOf(fields), crowd };
  return { otherId, kind: 'account', partnerId, facts: accountFacts({ ...row, emailDomains }), crowd };
}
