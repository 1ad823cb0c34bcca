import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import type { Queryable, Sql } from '#db/database.ts';
import type { AccountInput } from '#domain/accounts/account.ts';
import { blockingKeys } from '#domain/accounts/match-keys.ts';
import { profileOf } from '#domain/accounts/matching.ts';
import { newId } from '#domain/id.ts';
import { isSameValue } from '#domain/same-value.ts';
import { accountFacts } from './account.ts';

/** Accounts in one statement. What is done for them at once takes some milliseconds; then others get a turn. */
const AT_ONCE = 50;

export interface UpsertedAccount {
  id: string;
  status: 'created' | 'updated' | 'unchanged';
}

type Columns = ReturnType<typeof toColumns>;

/**
 * Upserts accounts by their external ids, with their match keys, and returns the result of each by that id. No external id may occur twice.
 * Accounts have no audit trigger, because a company loads a million of them and one entry per account would queue for the chain's single
 * lock. A call that changes something writes one entry: who, when and how many. `turn` waits until it is this call's turn.
 */
export function upsertAccounts(
  sql: Sql,
  inputs: AccountInput[],
  actor: Actor,
  turn: () => Promise<void>,
): Promise<Map<string, UpsertedAccount>> {
  // In one order, so that two calls with the same accounts do not deadlock.
  const sorted = inputs.toSorted((a, b) => Buffer.compare(Buffer.from(a.external_id), Buffer.from(b.external_id)));
  return beginAs(sql, actor, async (tx) => {
    const upserted = new Map<string, UpsertedAccount>();
    for (let from = 0; from < sorted.length; from += AT_ONCE) {
      for (const [externalId, result] of await upsertSome(tx, sorted.slice(from, from + AT_ONCE))) upserted.set(externalId, result);
      await turn();
    }
    const count = (status: string) => [...upserted.values()].filter((one) => one.status === status).length;
    const detail = { created: count('created'), updated: count('updated') };
    if (detail.created + detail.updated > 0) {
      await insertAuditEntry(tx, actor, { action: 'account.upserted', objectKind: 'account', objectId: 'batch', detail });
    }
    return upserted;
  });
}

async function upsertSome(tx: Queryable, inputs: AccountInput[]): Promise<Map<string, UpsertedAccount>> {
  const columns = inputs.map(toColumns);
  const unchanged = await findUnchanged(tx, columns);
  const changed = columns.filter(({ external_id }) => !unchanged.has(external_id));
  if (changed.length === 0) return unchanged;
  const written = await writeAccounts(tx, changed);
  await indexAccounts(tx, changed, written);
  return new Map([...unchanged, ...written]);
}

function toColumns({ address, duns, ...input }: AccountInput) {
  const place = address && { street: address.street, postalCode: address.postal_code, city: address.city, country: address.country };
  return { id: newId('acc'), ...input, duns: duns ?? null, address: place ?? null };
}

const inputRows = (tx: Queryable, columns: Columns[]) => tx`
  jsonb_to_recordset(${JSON.stringify(columns)}::text::jsonb)
    as i (id text, external_id text, name text, websites text[], email_domains text[], duns text, address jsonb)`;

/** Only reads, so that a repeated call writes nothing and locks nothing. */
async function findUnchanged(tx: Queryable, columns: Columns[]): Promise<Map<string, UpsertedAccount>> {
  const sent = new Map(columns.map((input) => [input.external_id, comparable(input)]));
  const rows = await tx<Pick<Columns, 'id' | 'external_id' | 'name' | 'websites' | 'email_domains' | 'duns' | 'address'>[]>`
    select id, external_id, name, websites, email_domains, duns, address from account where external_id = any(${[...sent.keys()]}::text[])`;
  const unchanged = rows.filter((row) => isSameValue(comparable(row), sent.get(row.external_id)));
  return new Map(unchanged.map(({ id, external_id }) => [external_id, { id, status: 'unchanged' }]));
}

/** The account in one spelling: as in deals, a D-U-N-S number has hyphens or none. */
function comparable({ name, websites, email_domains: emailDomains, duns, address }: Omit<Columns, 'id' | 'external_id'>) {
  return { name, websites, emailDomains: emailDomains.map((domain) => domain.toLowerCase()), duns: duns?.replaceAll('-', ''), address };
}

async function writeAccounts(tx: Queryable, columns: Columns[]): Promise<Map<string, UpsertedAccount>> {
  const rows = await tx<{ id: string; externalId: string; isNew: boolean }[]>`
    insert into account (id, external_id, name, websites, email_domains, duns, address)
    select * from ${inputRows(tx, columns)} order by external_id collate "C"
    on conflict (external_id) do update set name = excluded.name, websites = excluded.websites, email_domains = excluded.email_domains,
      duns = excluded.duns, address = excluded.address, updated_at = now()
    returning id, external_id as "externalId", xmax = 0 as "isNew"`;
  return new Map(rows.map(({ id, externalId, isNew }) => [externalId, { id, status: isNew ? 'created' : 'updated' }]));
}

async function indexAccounts(tx: Queryable, columns: Columns[], written: Map<string, UpsertedAccount>): Promise<void> {
  const updated = [...written.values()].filter(({ status }) => status === 'updated').map(({ id }) => id);
  if (updated.length > 0) await tx`delete from match_key where owner_id = any(${updated}::text[])`;
  const [keys, owners]: [string[], string[]] = [[], []];
  for (const { email_domains: emailDomains, ...row } of columns) {
    const owner = written.get(row.external_id)?.id ?? '';
    for (const key of blockingKeys(profileOf(accountFacts({ ...row, emailDomains })))) {
      keys.push(key);
      owners.push(owner);
    }
  }
  await tx`
    insert into match_key (key, owner_id, kind)
    select key, owner_id, 'account' from unnest(${keys}::text[], ${owners}::text[]) k (key, owner_id) order by key`;
}
