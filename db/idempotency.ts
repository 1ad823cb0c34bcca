import type { Sql } from './database.ts';

/** A handler that has not ended after this long has died with its process: handlers are cut off at half of it. */
const ABANDONED_AFTER_S = 60;

export interface FirstRequest {
  fingerprint: string;
  /** Null while it is still running. */
  statusCode: number | null;
  /** The sealed answer. */
  response: string | null;
}

/** Takes the key for this request. Resolves to undefined when it is ours, else to the request that was first. */
export async function beginIdempotent(
  sql: Sql,
  request: { scope: string; key: string; fingerprint: string },
): Promise<FirstRequest | undefined> {
  const { scope, key, fingerprint } = request;
  const [taken] = await sql`
    insert into idempotency_key (scope, key, fingerprint) values (${scope}, ${key}, ${fingerprint})
    on conflict (scope, key) do update set created_at = now()
      where idempotency_key.fingerprint = excluded.fingerprint
        and idempotency_key.status_code is null and idempotency_key.event_id is null
        and idempotency_key.created_at < now() - make_interval(secs => ${ABANDONED_AFTER_S})
    returning key`;
  if (taken) return undefined;
  const [first] = await sql<FirstRequest[]>`
    select fingerprint, status_code as "statusCode", response #>> '{}' as response
    from idempotency_key where scope = ${scope} and key = ${key}`;
  // Gone between the two statements: the first request failed just now, and this one may try.
  return first ?? (await beginIdempotent(sql, request));
}

export async function completeIdempotent(
  sql: Sql,
  answer: { scope: string; key: string; statusCode: number; response: string },
): Promise<void> {
  await sql`
    update idempotency_key set status_code = ${answer.statusCode}, response = to_json(${answer.response}::text)
    where scope = ${answer.scope} and key = ${answer.key}`;
}

/** Forgets a request that had no effect, so that a retry can have it. */
export async function abandonIdempotent(sql: Sql, { scope, key }: { scope: string; key: string }): Promise<void> {
  await sql`
    delete from idempotency_key
    where scope = ${scope} and key = ${key} and status_code is null and event_id is null`;
}
