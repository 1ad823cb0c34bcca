import { sql as fragment } from './drizzle.ts';
import type { Database, Queryable, Sql } from './database.ts';

/** On whose behalf something is changed, as the audit log names it. */
export interface Actor {
  kind: 'platform' | 'partner' | 'system';
  /** The key or OAuth client, or the command or workflow. */
  id: string;
  requestId?: string;
}

export type Transaction = Parameters<Parameters<Database['orm']['transaction']>[0]>[0];

/** The database, or `{ orm: tx }` where several changes are one whole. */
export interface Changeable {
  orm: Pick<Database['orm'], 'transaction'>;
}

/** One transaction whose changes the audit log ascribes to `actor`; the log itself is written by triggers. */
export function changeAs<Result>(db: Changeable, actor: Actor, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return db.orm.transaction(async (tx) => {
    await tx.execute(fragment`select set_config('causeway.actor', ${JSON.stringify(actor)}, true)`);
    return work(tx);
  });
}

/** As `changeAs`, for plain statements. */
export async function beginAs<Result>(sql: Sql, actor: Actor, work: (tx: Queryable) => Promise<Result>): Promise<Result> {
  // As it is returned, not unwrapped: postgres.js would wait for an array of queries.
  const { result } = await sql.begin(async (tx) => {
    await tx`select set_config('causeway.actor', ${JSON.stringify(actor)}, true)`;
    return { result: await work(tx) };
  });
  return result;
}
