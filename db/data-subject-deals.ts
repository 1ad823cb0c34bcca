import type { DealFields } from '#domain/deal.ts';
import type { Sql } from './database.ts';
import { mayHold } from './data-subject-erasure.ts';
import { countErased } from './erasure.ts';

export interface DealText {
  id: string;
  fields: DealFields;
  /** Everything else about the deal that people wrote: history, notes, reasons, rows of imports. */
  rest: string;
}

/** Of the page of deals above `after`, those that may hold the address. `last` is where the page ends; null behind the last one. */
export async function scanDeals(sql: Sql, address: string, after: string, limit: number): Promise<{ last: string | null; found: DealText[] }> {
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
