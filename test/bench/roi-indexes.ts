import type { Sql } from '#db/database.ts';

/** From so many new touches on, making the indexes anew takes less time than adding to them one by one. */
const FEW = 200_000;

/** Adds many facts while their tables have no indexes but those of their keys, which are made anew afterwards. */
export async function withoutIndexes(sql: Sql, touches: number, work: () => Promise<void>): Promise<void> {
  if (touches < FEW) return work();
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = 'attribution' and tablename in ('touch', 'conversion', 'revenue', 'cost') and indexname not like '%pkey'`;
  for (const { name } of indexes) await sql`drop index ${sql(name)}`;
  await work();
  for (const { definition } of indexes) await sql.unsafe(definition);
}
