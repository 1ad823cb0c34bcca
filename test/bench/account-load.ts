import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Queryable, Sql } from '#db/database.ts';
import { blockingKeys } from '#domain/accounts/match-keys.ts';
import { profileOf } from '#domain/accounts/matching.ts';
import { type Company, companyAt } from './companies.ts';

/** Companies whose lines are written together. */
const chunk = 2_000;

/** In the order in which they are made, as those of an import are. */
export const accountId = (index: number): string => `acc_${String(index).padStart(26, '0')}`;

/**
 * Writes the companies 0 to `count` as known accounts with their match keys, as upsertAccounts would, by COPY. The keys go into
 * their index in its own order, and the other index is made afterwards: rows at random would touch a page of it each, which
 * takes minutes and measures nothing.
 */
export async function loadAccounts(sql: Sql, count: number): Promise<{ keys: number }> {
  const keys = await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`set local work_mem = '256MB'`;
    await tx`set local maintenance_work_mem = '256MB'`;
    await tx`create temporary table loaded_key (key text, owner_id text) on commit drop`;
    await copyInto(tx, 'account (id, external_id, name, websites, email_domains, duns, address)', linesOf(count, accountLine));
    await copyInto(tx, 'loaded_key', linesOf(count, keyLines));
    const [owners] = await tx<{ definition: string }[]>`select indexdef as definition from pg_indexes where indexname = 'match_key_owner'`;
    await tx`drop index match_key_owner`;
    const { count: inserted } =
      await tx`insert into match_key (key, owner_id, kind) select key, owner_id, 'account' from loaded_key order by key, owner_id`;
    await tx.unsafe(owners?.definition ?? '');
    return inserted;
  });
  for (const statement of [
    'set statement_timeout = 0',
    'vacuum analyze account',
    'vacuum analyze match_key',
    'checkpoint',
    'reset statement_timeout',
  ]) {
    await sql.unsafe(statement);
  }
  return { keys };
}

/** Through a pipeline: a COPY that fails must fail us and not wait for ever. */
async function copyInto(tx: Queryable, target: string, lines: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(lines), await tx.unsafe(`copy ${target} from stdin`).writable());
}

function* linesOf(count: number, lineOf: (company: Company, index: number) => string): Generator<string> {
  for (let from = 0; from < count; from += chunk) {
    let lines = '';
    for (let index = from; index < Math.min(count, from + chunk); index++) lines += lineOf(companyAt(index), index);
    yield lines;
  }
}

function accountLine({ name, websites, contactEmails, duns, address }: Company, index: number): string {
  const list = (values: string[]) => `{${values.map((value) => `"${value}"`).join(',')}}`;
  const domains = contactEmails.map((email) => email.slice(email.indexOf('@') + 1));
  return `${[accountId(index), `crm-${index}`, name, list(websites), list(domains), duns ?? '\\N', address ? JSON.stringify(address) : '\\N'].join('\t')}\n`;
}

function keyLines(company: Company, index: number): string {
  return blockingKeys(profileOf(company))
    .map((key) => `${key}\t${accountId(index)}\n`)
    .join('');
}
