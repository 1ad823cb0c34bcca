import { DAY_MS } from '#domain/days.ts';
import { idTime } from '#domain/id-range.ts';
import type { Sql } from './database.ts';

/** If the migration does not follow, nothing can be inserted after this time until it is run again. */
const DAYS = 7;

const keys = { delivery: 'id', attempt: 'delivery_id' };

/**
 * Before the tables become partitions, checks without stopping anybody that their ids are below the bound of the first one. Otherwise the
 * migration reads the tables while everybody waits.
 */
export async function preparePartitions(sql: Sql): Promise<void> {
  const bound = `dlv_${idTime((Math.floor(Date.now() / DAY_MS) + DAYS) * DAY_MS)}`;
  for (const [table, key] of Object.entries(keys)) {
    const plain = await sql`select from pg_class where oid = to_regclass(${table}) and relkind = 'r'`;
    if (plain.length === 0) continue;
    await sql.unsafe(`alter table ${table} drop constraint if exists first_partition`);
    await sql.unsafe(`alter table ${table} add constraint first_partition check (${key} < '${bound}') not valid`);
    await sql.unsafe(`alter table ${table} validate constraint first_partition`);
  }
}
