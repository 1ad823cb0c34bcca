import { accountFacts, type AccountRow } from '#db/accounts/account.ts';
import type { Queryable } from '#db/database.ts';
import type { Evidence } from '#domain/accounts/evidence.ts';
import type { CompanyFacts } from '#domain/accounts/matching.ts';
import { type DealFields, factsOf } from '#domain/deals/deal.ts';

export interface MatchToReview {
  dealId: string;
  partnerId: string;
  customer: CompanyFacts;
  otherId: string;
  kind: 'account' | 'deal';
  /** Only of a deal. */
  otherPartnerId: string | null;
  other: CompanyFacts;
  score: number;
  evidence: Evidence[];
}

type Row = Omit<MatchToReview, 'customer' | 'other'> & {
  fields: DealFields;
  otherFields: DealFields | null;
  account: Pick<AccountRow, 'name' | 'websites' | 'emailDomains' | 'duns' | 'address'> | null;
};

/** What deals that await a decision match, the newest deal first, after a place. What matched and was deleted since is left out. */
export async function listMatchesToReview(
  sql: Queryable,
  {
    partnerId,
    kinds,
    after,
    limit,
  }: { partnerId?: string | undefined; kinds?: readonly string[] | undefined; after?: Place | undefined; limit: number },
): Promise<MatchToReview[]> {
  const rows = await sql<Row[]>`
    select d.id as "dealId", d.partner_id as "partnerId", d.fields, m.other_id as "otherId", m.kind, m.score, m.evidence,
      o.partner_id as "otherPartnerId", o.fields as "otherFields",
      case when a.id is not null then jsonb_build_object('name', a.name, 'websites', a.websites, 'emailDomains', a.email_domains,
        'duns', a.duns, 'address', a.address) end as account
    from deal d join deal_match m on m.deal_id = d.id
    left join account a on m.kind = 'account' and a.id = m.other_id left join deal o on m.kind = 'deal' and o.id = m.other_id
    where d.review_status = any(${['submitted', 'in_review', 'action_required']}::text[]) and (a.id is not null or o.id is not null)
      and ${partnerId === undefined ? sql`not exists (select from partner p where p.id = d.partner_id and p.tier = 'sandbox')` : sql`d.partner_id = ${partnerId}`}
      and ${kinds === undefined ? sql`true` : sql`m.kind = any(${[...kinds]}::text[])`}
      and ${after === undefined ? sql`true` : sql`(d.id, m.other_id) < (${after.dealId}, ${after.otherId})`}
    order by d.id desc, m.other_id desc limit ${limit}`;
  return rows.map(({ fields, otherFields, account, ...row }) => ({
    ...row,
    customer: factsOf(fields),
    other: otherFields === null ? factsOfAccount(account) : factsOf(otherFields),
  }));
}

export interface Place {
  dealId: string;
  otherId: string;
}

function factsOfAccount(account: Row['account']): CompanyFacts {
  if (!account) throw new Error('A match with neither an account nor a deal was read');
  return accountFacts(account);
}
