import type { Queryable, Sql } from '#db/database.ts';
import { DAY_MS } from '#domain/days.ts';
import { idTime, timeOf } from '#domain/id-range.ts';

/** Deliveries, and their attempts, whose ids begin with times from one midnight to another. */
export interface Partition {
  /** Of `delivery_<name>` and `attempt_<name>`. */
  name: string;
  /** Null if it begins with the oldest. */
  from: Date | null;
  until: Date;
}

/** Each partition costs every statement that cannot name one, so their number does not depend on how long deliveries are kept. */
const PARTITIONS = 5;
/** The nightly purge adds partitions, and so does each process every hour. Whoever comes after the last one goes to the default partition. */
const AHEAD_DAYS = 3;

export const partitionDays = (retentionDays: number): number => Math.ceil(retentionDays / PARTITIONS);

// Everybody waits behind who waits for these locks. PostgreSQL ends an autovacuum that is in the way after a second (deadlock_timeout), so the
// lock timeouts below are longer.

/** Oldest first, without the default partition. */
export async function listPartitions(sql: Queryable): Promise<Partition[]> {
  const rows = await sql<{ name: string; from: string | null; until: string }[]>`
    select substr(relname, length('delivery_') + 1) as name, substring(bound from 'FROM \\(''dlv_([0-9a-z]+)') as from,
      substring(bound from 'TO \\(''dlv_([0-9a-z]+)') as until
    from pg_inherits join pg_class c on c.oid = inhrelid, pg_get_expr(relpartbound, c.oid) as bound
    where inhparent = 'delivery'::regclass and bound <> 'DEFAULT' order by until`;
  return rows.map(({ name, from, until }) => ({ name, from: from === null ? null : timeOf(from), until: timeOf(until) }));
}

/**
 * Adds the partitions that the next days need, and returns their names. Stops nobody for longer than the lock timeout. Safe to repeat, and for
 * several processes at once.
 */
export async function addPartitions(sql: Sql, retentionDays: number, now = Date.now()): Promise<string[]> {
  const days = partitionDays(retentionDays);
  const needed = now + AHEAD_DAYS * DAY_MS;
  if (endOf(await listPartitions(sql)) >= needed) return [];
  return sql.begin(async (tx) => {
    await tx`set local lock_timeout = '1500ms'`;
    await tx`lock table delivery, attempt in share update exclusive mode`;
    const added: string[] = [];
    const last = endOf(await listPartitions(tx));
    // What has gone to the default partition stays there: no partition can begin before it.
    let from = Math.max(last, (Math.floor(now / DAY_MS) + 1) * DAY_MS);
    for (; from < needed; from += days * DAY_MS) {
      const name = new Date(from).toISOString().slice(0, 10).replaceAll('-', '');
      for (const table of ['delivery', 'attempt']) await addPartition(tx, table, name, { from, until: from + days * DAY_MS });
      added.push(name);
    }
    return added;
  });
}

const endOf = (partitions: readonly Partition[]): number => partitions.at(-1)?.until.getTime() ?? 0;

/** Made by itself and attached then, because creating it in its place would lock the whole table. */
async function addPartition(tx: Queryable, table: string, name: string, { from, until }: { from: number; until: number }) {
  const partition = `${table}_${name}`;
  await tx`create table ${tx(partition)} (like ${tx(table)} including all)`;
  const bounds = `from ('dlv_${idTime(from)}') to ('dlv_${idTime(until)}')`;
  await tx.unsafe(`alter table ${table} attach partition ${partition} for values ${bounds}`);
}

/**
 * Drops a partition. The deliveries of `stay` move with their attempts to the default partition: the caller knows that all others have ended for
 * good. Everybody else waits until the commit, so there must be few.
 */
export async function dropPartition(sql: Sql, { name }: Pick<Partition, 'name'>, stay: readonly string[]): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local lock_timeout = '1500ms'`;
    // In the order in which others lock them.
    await tx`lock table delivery, attempt in access exclusive mode`;
    for (const [table, key] of [
      ['delivery', 'id'],
      ['attempt', 'delivery_id'],
    ] as const) {
      const partition = tx(`${table}_${name}`);
      await tx`alter table ${tx(table)} detach partition ${partition}`;
      await tx`insert into ${tx(table)} select * from ${partition} where ${tx(key)} = any(${[...stay]}::text[])`;
      await tx`drop table ${partition}`;
    }
  });
}
