import type { Queryable } from '#db/database.ts';

/** A deal as conditions see it: nothing of its people. Null if there is none. */
export async function readDealForConditions(sql: Queryable, dealId: string | null): Promise<Record<string, unknown> | null> {
  if (dealId === null) return null;
  const [row] = await sql<{ deal: Record<string, unknown> }[]>`
    select jsonb_build_object('id', id, 'partner_id', partner_id, 'programme_id', programme_id, 'type', fields->'type', 'origin', fields->'origin',
      'frequency', fields->'frequency', 'custom', coalesce(fields->'custom', '{}'::jsonb), 'customer', jsonb_build_object(
        'company_name', fields->'customer'->'company_name', 'website', fields->'customer'->'website', 'address', fields->'customer'->'address')) as deal
    from deal where id = ${dealId}`;
  return row?.deal ?? null;
}

/** The time zone of the programme of a deal. */
export async function readDealTimeZone(sql: Queryable, dealId: string): Promise<string> {
  const [row] = await sql<{ zone: string | null }[]>`
    select p.settings->'review'->>'time_zone' as zone from deal d join programme p on p.id = d.programme_id where d.id = ${dealId}`;
  return row?.zone ?? 'UTC';
}
