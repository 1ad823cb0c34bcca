import type { Queryable } from '#db/database.ts';

type ConditionDeal = Record<string, unknown>;

/** Deals as conditions see them, by id: nothing of their people. */
export async function readDealsForConditions(sql: Queryable, dealIds: readonly string[]): Promise<ReadonlyMap<string, ConditionDeal>> {
  if (dealIds.length === 0) return new Map();
  const rows = await sql<{ id: string; deal: ConditionDeal }[]>`
    select id, jsonb_build_object('id', id, 'partner_id', partner_id, 'programme_id', programme_id, 'type', fields->'type', 'origin', fields->'origin',
      'frequency', fields->'frequency', 'custom', coalesce(fields->'custom', '{}'::jsonb), 'customer', jsonb_build_object(
        'company_name', fields->'customer'->'company_name', 'website', fields->'customer'->'website', 'address', fields->'customer'->'address')) as deal
    from deal where id = any(${[...dealIds]}::text[])`;
  return new Map(rows.map(({ id, deal }) => [id, deal]));
}

/** One of them; null if there is none. */
export async function readDealForConditions(sql: Queryable, dealId: string | null): Promise<ConditionDeal | null> {
  return dealId === null ? null : ((await readDealsForConditions(sql, [dealId])).get(dealId) ?? null);
}

/** The time zone of the programme of a deal. */
export async function readDealTimeZone(sql: Queryable, dealId: string): Promise<string> {
  const [row] = await sql<{ zone: string | null }[]>`
    select p.settings->'review'->>'time_zone' as zone from deal d join programme p on p.id = d.programme_id where d.id = ${dealId}`;
  return row?.zone ?? 'UTC';
}
