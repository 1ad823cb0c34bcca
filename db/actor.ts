import { DomainError } from '#domain/errors.ts';
import type { Database, Queryable, Sql } from './database.ts';
import { sql as fragment } from './drizzle.ts';

/** The actor of a change, as recorded in the audit log. */
export interface Actor {
  kind: 'platform' | 'partner' | 'system';
  /** The id of the key, OAuth client, command or workflow. */
  id: string;
  requestId?: string;
  /** The idempotency key of the request. It is not for the audit log: the transaction of the change marks it as used. */
  idempotency?: HeldKey;
}

/** An idempotency key that one attempt at its request owns. */
export interface HeldKey {
  scope: string;
  key: string;
  /** Unique per attempt: two attempts can run at the same time if one was presumed dead but is not. */
  attempt: string;
}

export type Transaction = Parameters<Parameters<Database['orm']['transaction']>[0]>[0];

/** The database, or `{ orm: tx }` if several changes form one transaction. */
export interface Changeable {
  orm: Pick<Database['orm'], 'transaction'>;
}

/**
 * Runs one transaction whose changes the audit log attributes to `actor`. Triggers write the log. Throws if the actor's attempt no longer owns
 * its idempotency key.
 */
export function changeAs<Result>(db: Changeable, actor: Actor, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return db.orm.transaction(async (tx) => {
    assertHeld(actor, await tx.execute(actFor(fragment, actor)));
    return work(tx);
  });
}

/** Like `changeAs`, for plain statements. */
export async function beginAs<Result>(sql: Sql, actor: Actor, work: (tx: Queryable) => Promise<Result>): Promise<Result> {
  // The result is returned unchanged, because postgres.js would await an array of queries.
  const { result } = await sql.begin(async (tx) => {
    assertHeld(actor, await actFor((parts, ...values) => tx(parts, ...values), actor));
    return { result: await work(tx) };
  });
  return result;
}

/**
 * Also marks the idempotency key. The mark locks the key's row until the commit, so a second attempt waits and then finds the mark or the
 * response of the first. No attempt can take effect after an error was returned for the key.
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
    'Another request with this Idempotency-Key was first, so nothing was done for this one. Send the request again in a moment.',
  );
}
