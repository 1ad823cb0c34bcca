import { type Queryable, type Sql, writeArray } from '#db/database.ts';
import { mayHold } from '#db/may-hold.ts';
import { blockingKeys } from '#domain/accounts/match-keys.ts';
import { profileOf } from '#domain/accounts/matching.ts';
import { type DataSubject, withoutPerson } from '#domain/data-subject.ts';
import { accountFacts, type AccountRow } from './account.ts';

type AccountText = Pick<AccountRow, 'id' | 'externalId' | 'name' | 'websites' | 'emailDomains' | 'duns' | 'address'>;

/** The accounts in the page above `after` that name the person. `last` is the end of the page, or null after the last page. */
export async function scanAccounts(
  sql: Sql,
  subject: DataSubject,
  after: string,
  limit: number,
): Promise<{ last: string | null; found: AccountText[] }> {
  const [page] = await sql<{ last: string | null }[]>`
    select max(id) as last from (select id from account where id > ${after} order by id limit ${limit}) page`;
  const last = page?.last ?? null;
  if (last === null) return { last, found: [] };
  const rows = await sql<AccountText[]>`
    select id, external_id as "externalId", name, websites, email_domains as "emailDomains", duns, address from account
    where id > ${after} and id <= ${last}
      and ${mayHold(sql, sql`concat_ws(' ', external_id, name, websites::text, address::text)`, subject)}
    order by id`;
  return { last, found: rows.filter((row) => subject.isIn(JSON.stringify(row))) };
}

/** Writes the account without the person, and its match keys anew. */
export async function eraseFromAccount(tx: Queryable, found: AccountText, subject: DataSubject): Promise<{ accounts: number }> {
  const { id, externalId, websites, ...rest } = found;
  const kept = withoutPerson(rest, subject.isIn) as typeof rest;
  const account = {
    ...kept,
    externalId: subject.isIn(externalId) ? null : externalId,
    websites: websites.filter((website) => !subject.isIn(website)),
  };
  await tx`
    update account set external_id = ${account.externalId}, name = ${account.name}, websites = ${account.websites}::text[],
      address = ${account.address && JSON.stringify(account.address)}::text::jsonb, updated_at = now()
    where id = ${id}`;
  await tx`delete from match_key where owner_id = ${id}`;
  await tx`
    insert into match_key (key, owner_id, kind)
    select key, ${id}, 'account' from unnest(${writeArray(blockingKeys(profileOf(accountFacts(account))))}::text[]) key`;
  return { accounts: 1 };
}

/** Deletes verdicts about somebody who is named like a company, and erases the reasons of others that name the person. */
export async function eraseFromVerdicts(tx: Queryable, subject: DataSubject): Promise<{ account_verdicts: number }> {
  const rows = await tx<{ id: string; sides: string }[]>`
    select id, concat_ws(' ', a::text, b::text) as sides, reason from company_verdict
    where ${mayHold(tx, tx`concat_ws(' ', a::text, b::text, reason)`, subject)} for update`;
  const named = rows.filter(({ sides }) => subject.isIn(sides)).map(({ id }) => id);
  const { count: deleted } = await tx`delete from company_verdict where id = any(${named}::text[])`;
  const explained = rows.filter((row) => !named.includes(row.id) && subject.isIn(JSON.stringify(row))).map(({ id }) => id);
  const { count: erased } = await tx`update company_verdict set reason = null where id = any(${explained}::text[])`;
  return { account_verdicts: deleted + erased };
}
