import type { HeldKey } from './actor.ts';
import type { Queryable, Sql } from './database.ts';

/** A request without an effect after this time has probably died with its process, because a live request is answered within half of it. */
const ABANDONED_AFTER_S = 60;

export interface FirstRequest {
  fingerprint: string;
  /** Null while the request is running. */
  statusCode: number | null;
  /** The encrypted response. */
  response: string | null;
  /** Whether the request took effect so long ago that it is no longer running. */
  isAnswerLost: boolean;
}

/**
 * Claims the key for this request. Resolves to undefined if that succeeds, otherwise to the earlier request. A key whose request has taken
 * effect cannot be claimed. Nor can a key whose request is just taking effect: it has locked the row, and this does not wait for the lock.
 */
export async function beginIdempotent(
  sql: Sql,
  request: { scope: string; key: string; fingerprint: string },
): Promise<FirstRequest | undefined> {
  const { scope, key, fingerprint } = request;
  const [taken] = await sql`
    with abandoned as (
      update idempotency_key set created_at = now() where (scope, key) in (
        select scope, key from idempotency_key
        where scope = ${scope} and key = ${key} and fingerprint = ${fingerprint}
          and status_code is null and event_id is null and effect_of is null
          and created_at < now() - make_interval(secs => ${ABANDONED_AFTER_S})
        for update skip locked)
      returning key
    ), begun as (
      insert into idempotency_key (scope, key, fingerprint)
      select ${scope}::text, ${key}::text, ${fingerprint}::text
      where not exists (select from idempotency_key where scope = ${scope} and key = ${key})
      on conflict do nothing
      returning key
    )
    select key from abandoned union all select key from begun`;
  if (taken) return undefined;
  const [first] = await sql<FirstRequest[]>`
    select fingerprint, status_code as "statusCode", response #>> '{}' as response,
      effect_of is not null and created_at < now() - make_interval(secs => ${ABANDONED_AFTER_S}) as "isAnswerLost"
    from idempotency_key where scope = ${scope} and key = ${key}`;
  // The row was deleted between the two statements: the first request has just failed, and this one may try.
  return first ?? (await beginIdempotent(sql, request));
}

/** Stores the response, unless another attempt has taken effect, whose response is then the right one. */
export async function completeIdempotent(sql: Sql, answer: HeldKey & { statusCode: number; response: string }): Promise<void> {
  await sql`
    update idempotency_key set status_code = ${answer.statusCode}, response = to_json(${answer.response}::text)
    where scope = ${answer.scope} and key = ${answer.key} and (effect_of is null or effect_of = ${answer.attempt})`;
}

/** Deletes the key of a request that had no effect, so that a retry can take effect. */
export async function abandonIdempotent(sql: Sql, { scope, key }: { scope: string; key: string }): Promise<void> {
  await sql`
    delete from idempotency_key
    where scope = ${scope} and key = ${key} and status_code is null and event_id is null and effect_of is null`;
}

const oldPage = 1_000;

/** Deletes one page of the keys that were first used longer ago than this. Returns their number. */
export async function deleteOldIdempotencyKeys(sql: Sql, olderThanHours: number): Promise<number> {
  const result = await sql`
    delete from idempotency_key where (scope, key) in (
      select scope, key from idempotency_key where created_at < now() - ${olderThanHours} * interval '1 hour' limit ${oldPage})`;
  return result.count;
}

/** When the oldest key was first used, if that was before; null if there is none. */
export async function findOldIdempotencyKey(sql: Sql, before: Date): Promise<Date | null> {
  const [found] = await sql<{ at: Date | null }[]>`select min(created_at) as at from idempotency_key where created_at < ${before}`;
  return found?.at ?? null;
}

/** Deletes a page of the partner's stored responses. */
export async function forgetAnswersOf(tx: Queryable, partnerId: string, limit: number): Promise<{ idempotency_keys: number }> {
  const { count } = await tx`
    delete from idempotency_key where (scope, key) in (
      select scope, key from idempotency_key where scope = ${partnerId} limit ${limit})`;
  return { idempotency_keys: count };
}

export interface RememberedAnswer {
  scope: string;
  key: string;
  /** Encrypted. */
  response: string | null;
}

/** The page of responses above `after`. */
export function scanAnswers(sql: Sql, after: { scope: string; key: string }, limit: number): Promise<RememberedAnswer[]> {
  return sql<RememberedAnswer[]>`
    select scope, key, response #>> '{}' as response from idempotency_key
    where (scope, key) > (${after.scope}, ${after.key}) order by scope, key limit ${limit}`;
}

export async function forgetAnswers(tx: Queryable, answers: { scope: string; key: string }[]): Promise<{ idempotency_keys: number }> {
  const { count } = await tx`
    delete from idempotency_key where (scope, key) in (
      select * from unnest(${answers.map((answer) => answer.scope)}::text[], ${answers.map((answer) => answer.key)}::text[]))`;
  return { idempotency_keys: count };
}
