import type { Sql } from '#db/database.ts';
import { blockingKeys } from '#domain/accounts/match-keys.ts';
import { profileOf } from '#domain/accounts/matching.ts';
import { accountFacts, type AccountRow } from './account.ts';

/** Accounts in one transaction: some tens of milliseconds, so that batches do not wait. */
const PAGE = 500;

type Facts = Pick<AccountRow, 'id' | 'name' | 'websites' | 'emailDomains' | 'duns' | 'address'>;

/**
 * Makes the match keys of the accounts after `after` anew, a page of them, and returns the last id; null after the last page. Keys follow from
 * rules that a release can change. Safe to repeat: it writes only keys that differ.
 */
export function reindexAccounts(sql: Sql, after: string): Promise<string | null> {
  return sql.begin(async (tx) => {
    const rows = await tx<Facts[]>`
      select id, name, websites, email_domains as "emailDomains", duns, address from account where id > ${after} order by id limit ${PAGE}
      for update`;
    const keys = rows.flatMap((row) => blockingKeys(profileOf(accountFacts(row))).map((key) => ({ key, owner_id: row.id })));
    await tx`
      with wanted as materialized (select * from jsonb_to_recordset(${JSON.stringify(keys)}::text::jsonb) as w (key text, owner_id text)),
        added as (insert into match_key (key, owner_id, kind) select key, owner_id, 'account' from wanted order by key on conflict do nothing)
      delete from match_key m where m.owner_id = any(${rows.map(({ id }) => id)}::text[])
        and not exists (select 1 from wanted w where w.owner_id = m.owner_id and w.key = m.key)`;
    return rows.length < PAGE ? null : (rows.at(-1)?.id ?? null);
  });
}
