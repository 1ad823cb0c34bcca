import type { Sql } from '#db/database.ts';
import { mayHold } from '#db/may-hold.ts';
import { type DataSubject, withoutPerson } from '#domain/data-subject.ts';
import type { Pseudonym } from './pseudonyms.ts';

/** Deletes a page of all that a sandbox has. `facts` leaves out what was computed from them. Nothing is left when `deleted` is 0. */
export async function deleteScope(sql: Sql, scope: string, limit: number): Promise<{ deleted: number; facts: number }> {
  const tables = await sql<{ name: string; isComputed: boolean }[]>`
    select table_name as name, bool_or(column_name = 'version') as "isComputed" from information_schema.columns
    where table_schema = 'attribution' and not exists (
      select from pg_class where oid = format('attribution.%I', table_name)::regclass and relispartition)
    group by 1 having bool_or(column_name = 'scope') order by 1`;
  for (const { name: table, isComputed } of tables) {
    const { count } = await sql`
      delete from ${sql(table)} where scope = ${scope} and ctid = any(array(select ctid from ${sql(table)} where scope = ${scope} limit ${limit}))`;
    if (count > 0) return { deleted: count, facts: isComputed ? 0 : count };
  }
  return { deleted: 0, facts: 0 };
}

/**
 * Takes from a page of a partner's facts what it said beside them, and deletes its links. The facts themselves stay, with its id: they are
 * the company's books, and the shares of others depend on them. Returns how many rows; 0 when nothing is left.
 */
export async function emptyPartnerFacts(sql: Sql, partnerId: string, limit: number): Promise<number> {
  const links = await sql`delete from link where partner_id = ${partnerId}`;
  const names = await sql`delete from source_name where partner_id = ${partnerId}`;
  const touches = await sql`
    update touch set metadata = null, campaign = null, external_id = null where ctid = any(array(
      select ctid from touch where partner_id = ${partnerId} and (metadata is not null or campaign is not null or external_id is not null)
      limit ${limit}))`;
  const costs = await sql`
    update cost set metadata = null, external_id = null where ctid = any(array(
      select ctid from cost where partner_id = ${partnerId} and (metadata is not null or external_id is not null) limit ${limit}))`;
  return links.count + names.count + touches.count + costs.count;
}

/** Subjects that were called by the person's address become nobody's: their pseudonym is replaced by a random one. Returns how many. */
export async function forgetSubjects(sql: Sql, { spellings }: DataSubject, pseudonym: Pseudonym): Promise<number> {
  const scopes = await sql<{ scope: string }[]>`
    with recursive found as (
      (select scope from subject order by scope limit 1)
      union all
      select (select s.scope from subject s where s.scope > f.scope order by s.scope limit 1) from found f where f.scope is not null
    ) select scope from found where scope is not null`;
  const places = scopes.flatMap(({ scope }) => spellings.map((name) => ({ scope, key: pseudonym(scope, name) })));
  const { count } = await sql`
    update subject s set key = decode(replace(gen_random_uuid()::text, '-', ''), 'hex')
    from unnest(${places.map(({ scope }) => scope)}::text[], ${places.map(({ key }) => key)}::text[]) w (scope, key)
    where s.scope = w.scope and s.key = decode(w.key, 'hex')`;
  return count;
}

/** The texts of each table that somebody outside wrote. */
const texts = {
  touch: ['external_id', 'campaign'],
  conversion: ['external_id'],
  revenue: ['external_id', 'product', 'customer_plan', 'refund_of', 'subscription'],
  cost: ['external_id'],
} as const;
export type FactTextTable = keyof typeof texts;
export const factTextTables = Object.keys(texts) as FactTextTable[];

type FactTexts = { id: string; metadata: Record<string, unknown> | null } & Record<string, unknown>;

/** Erases the person from the texts of a page of facts, above an id. Returns the last id of the page; null after the last page. */
export async function eraseFactTexts(
  sql: Sql,
  table: FactTextTable,
  { subject, after, limit }: { subject: DataSubject; after: string; limit: number },
): Promise<{ last: string | null; erased: number }> {
  const [page] = await sql<{ last: string | null }[]>`
    select max(id) as last from (select id from ${sql(table)} where id > ${after} order by id limit ${limit}) page`;
  const last = page?.last ?? null;
  if (last === null) return { last, erased: 0 };
  const columns = texts[table];
  const rows = await sql<FactTexts[]>`
    select id, metadata, ${sql(columns)} from ${sql(table)}, lateral (select concat_ws(' ', metadata::text, ${sql(columns)}) as words) t
    where id > ${after} and id <= ${last} and ${mayHold(sql, sql`words`, subject)}`;
  let erased = 0;
  for (const { id, metadata, ...rest } of rows) {
    const named = columns.filter((column) => typeof rest[column] === 'string' && subject.isIn(rest[column]));
    const isInMetadata = metadata !== null && subject.isIn(JSON.stringify(metadata));
    if (named.length === 0 && !isInMetadata) continue;
    const left = metadata && JSON.stringify(withoutPerson(withoutNames(metadata, subject), subject.isIn));
    await sql`update ${sql(table)} set metadata = ${left}::text::jsonb where id = ${id}`;
    for (const column of named) await sql`update ${sql(table)} set ${sql(column)} = ${erasedText(column, id)} where id = ${id}`;
    erased++;
  }
  return { last, erased };
}

/** External ids stay unique. */
const erasedText = (column: string, id: string): string => (column === 'external_id' ? `[erased] ${id}` : '[erased]');

/** Keys can name a person too. */
function withoutNames(metadata: Record<string, unknown>, subject: DataSubject): Record<string, unknown> {
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => !subject.isIn(key)));
}
