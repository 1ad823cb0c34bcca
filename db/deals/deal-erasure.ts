import type { Queryable, Sql } from '#db/database.ts';
import { mayHold } from '#db/may-hold.ts';
import { type DataSubject, withoutPerson } from '#domain/data-subject.ts';
import type { DealFields } from '#domain/deals/deal.ts';
import type { SyncedDeal } from '#domain/deals/synced-deal.ts';
import { deleteDeals } from './deal-match.ts';
import { forgetSyncedDeals } from './synced-deal-erasure.ts';

/** Deletes a page of the partner's deals with their histories, notes and match keys, and after the last page the partner's imports. */
export async function deleteDealsOf(tx: Queryable, partnerId: string, limit: number): Promise<{ deals: number }> {
  // The lock waits for an import that is writing, so its deals are seen below. Later, the import sees that the partner is deleted.
  await tx`select from deal_import where partner_id = ${partnerId} order by id for update`;
  const page = await tx<Pick<SyncedDeal, 'id' | 'fields'>[]>`
    select id, fields from deal where partner_id = ${partnerId} order by id limit ${limit} for update`;
  const ids = page.map((row) => row.id);
  await tx`update deal set merged_into = null where merged_into = any(${ids}::text[])`;
  await deleteDeals(tx, ids);
  await forgetSyncedDeals(tx, page);
  if (ids.length === 0) await tx`delete from deal_import where partner_id = ${partnerId}`;
  return { deals: ids.length };
}

interface DealText {
  id: string;
  fields: DealFields;
  /** All other text about the deal that people wrote: history, notes, reasons. */
  rest: string;
}

/** A deal that names a person: its fields without the person, and whether its other text must be erased too. */
export interface FoundDeal {
  id: string;
  fields: unknown;
  restToo: boolean;
}

/** The deals in the page above `after` that name the person. `last` is the end of the page, or null after the last page. */
export async function scanDeals(
  sql: Sql,
  subject: DataSubject,
  after: string,
  limit: number,
): Promise<{ last: string | null; found: FoundDeal[] }> {
  const [page] = await sql<{ last: string | null }[]>`
    select max(id) as last from (select id from deal where id > ${after} order by id limit ${limit}) page`;
  const last = page?.last ?? null;
  if (last === null) return { last, found: [] };
  const rows = await sql<DealText[]>`
    select d.id, d.fields, t.rest from deal d
    cross join lateral (
      select concat_ws(' ', d.reason, d.external_id, d.assignee, d.metadata::text,
        (select string_agg(concat_ws(' ', c.comment, c.changes::text), ' ') from deal_change c where c.deal_id = d.id),
        (select string_agg(n.text, ' ') from deal_note n where n.deal_id = d.id)) as rest
    ) t
    where d.id > ${after} and d.id <= ${last} and (${mayHold(sql, sql`d.fields::text`, subject)} or ${mayHold(sql, sql`t.rest`, subject)})
    order by d.id`;
  const found = rows.flatMap(({ id, fields, rest }) => {
    const restToo = subject.isIn(rest);
    return restToo || subject.isIn(JSON.stringify(fields)) ? { id, fields: withoutPerson(fields, subject.isIn), restToo } : [];
  });
  return { last, found };
}

/** Writes the fields without the person, and erases the deal's other text if it names the person. */
export async function eraseFromDeal(tx: Queryable, { id, fields, restToo }: FoundDeal): Promise<{ deals: number }> {
  await tx`
    update deal set fields = ${JSON.stringify(fields)}::text::jsonb, reason = case when ${restToo} then null else reason end,
      external_id = case when ${restToo} then null else external_id end, metadata = case when ${restToo} then '{}' else metadata end,
      assignee = case when ${restToo} then null else assignee end, updated_at = now(), version = version + 1
    where id = ${id}`;
  // The old and new values of a change contain the person too.
  await tx`update deal_change set changes = '{}', comment = case when ${restToo} then null else comment end where deal_id = ${id}`;
  if (restToo) await tx`delete from deal_note where deal_id = ${id}`;
  return { deals: 1 };
}

export async function nextImport(sql: Sql, after: string): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`select id from deal_import where id > ${after} order by id limit 1`;
  return row?.id ?? null;
}

interface ImportText {
  row: number;
  externalId: string | null;
  input: string | null;
  errors: string | null;
}

/** Removes the person from an import's rows. Waits for a running page, whose rows are then deals. */
export async function eraseFromImport(tx: Queryable, importId: string, subject: DataSubject): Promise<{ deal_import_rows: number }> {
  await tx`select from deal_import where id = ${importId} for no key update`;
  const rows = await tx<ImportText[]>`
    select row, external_id as "externalId", input, errors::text from deal_import_row r
    where import_id = ${importId} and ${mayHold(tx, tx`concat_ws(' ', external_id, input, errors::text)`, subject)}`;
  const theirs = rows.filter((row) => subject.isIn(row.externalId) || subject.isIn(row.input) || subject.isIn(row.errors));
  for (const { row, externalId, input, errors } of theirs) {
    const without = (json: string | null) => json && JSON.stringify(withoutPerson(JSON.parse(json), subject.isIn));
    await tx`
      update deal_import_row set external_id = ${subject.isIn(externalId) ? null : externalId}, input = ${without(input)}, errors = ${without(errors)}::text::jsonb
      where import_id = ${importId} and row = ${row}`;
  }
  return { deal_import_rows: theirs.length };
}
