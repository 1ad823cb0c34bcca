import type { Queryable, Sql } from '#db/database.ts';

/** Older than any transaction of a server that is in use. */
const ANCIENT = '3';

/**
 * Copies the whole store into another one, which is migrated and empty, and closes the old one: its schema gets the name `closedAs`. While
 * it copies, nobody can write to the old store; afterwards, nobody finds it, so that nothing is recorded in the wrong place. All happens in
 * one transaction at each end, the new one first: if anything fails, the old store is as it was.
 *
 * Transactions of another server have other numbers, so the positions of facts and versions are written anew: what every version has counted
 * is older than all, and what one has not is as new as the copy.
 *
 * @returns the number of rows of each table
 */
export async function moveStore(from: Sql, to: Sql, closedAs: string): Promise<Record<string, number>> {
  return from.begin<Record<string, number>>(async (old) => {
    await old`set local statement_timeout = 0`;
    await old`set local idle_in_transaction_session_timeout = 0`;
    const tables = await tablesOf(old);
    for (const table of tables) await old`lock table ${old(table)} in access exclusive mode`;
    const counts = await to.begin(async (target) => {
      await target`set local statement_timeout = 0`;
      await target`set local idle_in_transaction_session_timeout = 0`;
      await refuseUnlessEmpty(target, tables);
      return copyAll(old, target, tables);
    });
    await old`alter schema attribution rename to ${old(closedAs)}`;
    return counts;
  });
}

/**
 * All but the list of migrations, which the new store has its own of. Versions come first: each makes the partition of its credits. What was
 * computed of one that is not ready is left out, and computed anew.
 */
async function tablesOf(sql: Queryable): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'attribution'::regnamespace and relkind in ('r', 'p') and not relispartition
      and relname <> 'migration' and relname not in (select 'credit_v' || number from version)
    order by relname <> 'version', relname`;
  return rows.map(({ name }) => name);
}

async function refuseUnlessEmpty(target: Queryable, tables: string[]): Promise<void> {
  for (const table of tables) {
    const [row] = await target`select from ${target(table)} limit 1`;
    if (row) throw new Error(`The new store is not empty: ${table} has rows. Create a new database, and move the store there`);
  }
}

async function copyAll(old: Queryable, target: Queryable, tables: string[]): Promise<Record<string, number>> {
  const [here] = await target<{ xid: string }[]>`select pg_current_xact_id()::text as xid`;
  const [least] = await old<{ position: string | null }[]>`
    select min(position::text::numeric)::text as position from version where state in ('building', 'ready', 'active')`;
  const now = `'${here?.xid}'`;
  const addedBy = `case when added_by < '${least?.position ?? '0'}'::xid8 then '${ANCIENT}' else ${now} end`;
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const columns = await columnsOf(old, table);
    const moved: Record<string, string> = { added_by: addedBy, position: now, cursor: table === 'version' ? 'null' : 'cursor' };
    const values = columns.map((column) => moved[column] ?? `"${column}"`);
    const names = columns.map((column) => `"${column}"`).join(', ');
    const source = await old.unsafe(`copy (select ${values.join(', ')} from attribution."${table}") to stdout`).readable();
    const sink = await target.unsafe(`copy attribution."${table}" (${names}) from stdin`).writable();
    await new Promise<void>((resolve, reject) => {
      sink.once('finish', () => resolve()).once('error', reject);
      source.once('error', reject).pipe(sink);
    });
    const [count] = await target<{ rows: number }[]>`select count(*)::int as rows from ${target(table)}`;
    counts[table] = count?.rows ?? 0;
  }
  await target`select setval('subject_id_seq', coalesce((select max(id) from subject), 0) + 1, false)`;
  await target`select setval('fx_import_id_seq', coalesce((select max(id) from fx_import), 0) + 1, false)`;
  return counts;
}

async function columnsOf(sql: Queryable, table: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select column_name as name from information_schema.columns where table_schema = 'attribution' and table_name = ${table} order by ordinal_position`;
  return rows.map(({ name }) => name);
}
