import type { Queryable } from '#db/database.ts';

/** By partner, since when each does not reach the level that it has. */
export async function readBelowSince(sql: Queryable, partnerIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<{ id: string; since: string }[]>`
    select partner_id as id, below_since::text as since from commissions.level_grace where partner_id = any(${[...partnerIds]}::text[])`;
  return new Map(rows.map(({ id, since }) => [id, since]));
}

/** Only after `lockLevels`. Null: the partner reaches its level. */
export async function saveBelowSince(tx: Queryable, all: ReadonlyMap<string, string | null>): Promise<void> {
  const [reached, missed] = [[...all].filter(([, since]) => since === null), [...all].filter(([, since]) => since !== null)];
  await tx`delete from commissions.level_grace where partner_id = any(${reached.map(([id]) => id)}::text[])`;
  await tx`
    insert into commissions.level_grace (partner_id, below_since)
    select * from unnest(${missed.map(([id]) => id)}::text[], ${missed.map(([, since]) => since)}::text[]::date[])
    on conflict (partner_id) do update set below_since = excluded.below_since`;
}
