import type { Transaction } from './actor.ts';
import type { Database, Queryable, Sql } from './database.ts';

/**
 * Several statements that form one answer: all of them see the database as it is at the first one. Otherwise a change that commits between two
 * of them would make the answer contradict itself.
 */
export function readSnapshot<Result>({ orm }: Pick<Database, 'orm'>, read: (at: { orm: Transaction }) => Promise<Result>): Promise<Result> {
  return orm.transaction((tx) => read({ orm: tx }), { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

/** The same for plain statements. */
export async function readSqlSnapshot<Result>(sql: Sql, read: (at: Queryable) => Promise<Result>): Promise<Result> {
  // The result is returned unchanged, because postgres.js would await an array of queries.
  const { result } = await sql.begin(async (tx) => {
    await tx`set transaction isolation level repeatable read, read only`;
    return { result: await read(tx) };
  });
  return result;
}
