import type { Sql } from '#db/database.ts';
import type { DealFields } from '#domain/deals/deal.ts';
import { withoutPerson } from '#domain/erasure/erasure.ts';
import { mayHold } from './data-subject-erasure.ts';
import { countErased } from './erasure.ts';

export interface DealText {
  id: string;
  fields: DealFields;
  /** Everything else about the deal that people wrote: history, notes, reasons. */
  rest: string;
}

/** Of the page of deals above `after`, those that may hold the address. `last` is where the page ends; null behind the last one. */
export async function scanDeals(
  sql: Sql,
  address: string,
  after: string,
  limit: number,
): Promise<{ last: string | null; found: DealText[] }> {
  const [page] = await sql<{ last: string | null }[]>`
    select max(id) as last from (select id from deal where id > ${after} order by id limit ${limit}) page`;
  const last = page?.last ?? null;
  if (last === null) return { last, found: [] };
  const found = await sql<DealText[]>`
    select d.id, d.fields, t.rest from deal d
    cross join lateral (
      select concat_ws(' ', d.reason, d.external_id, d.assignee,
        (select string_agg(concat_ws(' ', c.comment, c.changes::text), ' ') from deal_change c where c.deal_id = d.id),
        (select string_agg(n.text, ' ') from deal_note n where n.deal_id = d.id)) as rest
    ) t
    where d.id > ${after} and d.id <= ${last} and (${mayHold(sql, sql`d.fields::text`, address)} or ${mayHold(sql, sql`t.rest`, address)})
    order by d.id`;
  return { last, found };
}

/** Writes the fields without the person; what people wrote beside them goes where it names the person. */
export async function eraseFromDeal(sql: Sql, erasureId: string, deal: { id: string; fields: unknown; restToo: boolean }): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`
      update deal set fields = ${JSON.stringify(deal.fields)}::text::jsonb, reason = case when ${deal.restToo} then null else reason end,
        external_id = case when ${deal.restToo} then null else external_id end,
        assignee = case when ${deal.restToo} then null else assignee end, updated_at = now(), version = version + 1
      where id = ${deal.id}`;
    // Before and after of a change show the person too.
    await tx`update deal_change set changes = '{}', comment = case when ${deal.restToo} then null else comment end where deal_id = ${deal.id}`;
    if (deal.restToo) await tx`delete from deal_note where deal_id = ${deal.id}`;
    await countErased(tx, erasureId, { deals: 1 });
  });
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

/** Takes the person out of an import's rows. A page of it that is under way ends first, and then stands among the deals. */
export async function eraseFromImport(
  sql: Sql,
  erasureId: string,
  importId: string,
  { address, isIn }: { address: string; isIn: (text: string | null) => boolean },
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select from deal_import where id = ${importId} for no key update`;
    const rows = await tx<ImportText[]>`
      select row, external_id as "externalId", input, errors::text from deal_import_row r
      where import_id = ${importId} and ${mayHold(sql, sql`concat_ws(' ', external_id, input, errors::text)`, address)}`;
    const theirs = rows.filter((row) => isIn(row.externalId) || isIn(row.input) || isIn(row.errors));
    for (const { row, externalId, input, errors } of theirs) {
      const without = (json: string | null) => json && JSON.stringify(withoutPerson(JSON.parse(json), isIn));
      await tx`
        update deal_import_row set external_id = ${isIn(externalId) ? null : externalId}, input = ${without(input)}, errors = ${without(errors)}::text::jsonb
        where import_id = ${importId} and row = ${row}`;
    }
    await countErased(tx, erasureId, { deal_import_rows: theirs.length });
  });
}
