import { DomainError } from '#domain/errors.ts';
import type { Database, Queryable, Sql } from './database.ts';
import { sql as fragment } from './drizzle.ts';

/** On whose behalf something is changed, as the audit log names it. */
export interface Actor {
  kind: 'platform' | 'partner' | 'system';
  /** The key or OAuth client, or the command or workflow. */
  id: string;
  requestId?: string;
  /** Of the request that holds it. Not for the audit log: what is changed marks it as used, in the same transaction. */
  idempotency?: HeldKey;
}

/** An idempotency key in the hands of one of the attempts at its request. */
export interface HeldKey {
  scope: string;
  key: string;
  /** Unique: two attempts are under way when one is believed dead and is not. */
  attempt: string;
}

export type Transaction = Parameters<Parameters<Database['orm']['transaction']>[0]>[0];

/** The database, or `{ orm: tx }` where several changes are one whole. */
export interface Changeable {
  orm: Pick<Database['orm'], 'transaction'>;
}

/**
 * One transaction whose changes the audit log ascribes to `actor`; the log itself is written by triggers. Throws when the actor's
 * idempotency key is not its own any more.
 */
export function changeAs<Result>(db: Changeable, actor: Actor, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return db.orm.transaction(async (tx) => {
    assertHeld(actor, await tx.execute(actFor(fragment, actor)));
    return work(tx);
  });
}

/** As `changeAs`, for plain statements. */
export async function beginAs<Result>(sql: Sql, actor: Actor, work: (tx: Queryable) => Promise<Result>): Promise<Result> {
  // As it is returned, not unwrapped: postgres.js would wait for an array of queries.
  const { result } = await sql.begin(async (tx) => {
    assertHeld(actor, await actFor((parts, ...values) => tx(parts, ...values), actor));
    return { result: await work(tx) };
  });
  return result;
}

/**
 * Marks the idempotency key, too. The mark locks its row until the change is committed, so of two attempts the second waits, and
 * then finds the first one's mark, or its answer: none is left to have an effect after a refusal was answered.
 */
function actFor<Query>(sql: (parts: TemplateStringsArray, ...values: string[]) => Query, { idempotency: held, ...actor }: Actor): Query {
  if (!held) return sql`select set_config('causeway.actor', ${JSON.stringify(actor)}, true)`;
  const { scope, key, attempt } = held;
  return sql`
    with marked as (
      update idempotency_key set effect_of = ${attempt}
      where scope = ${scope} and key = ${key} and (effect_of = ${attempt} or (effect_of is null and status_code is null))
      returning key
    )
    select set_config('causeway.actor', ${JSON.stringify(actor)}, true) from marked`;
}

function assertHeld({ idempotency }: Actor, rows: readonly unknown[]): void {
  if (!idempotency || rows.length > 0) return;
  throw new DomainError(
    'idempotency_in_progress',
    'Another request with this Idempotency-Key came first, so nothing was done for this one. Ask again in a moment.',
  );
}
