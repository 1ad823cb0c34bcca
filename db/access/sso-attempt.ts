import type { Sql } from '#db/database.ts';

/** How long somebody may take at the identity provider: a second factor can be in another room. In seconds. */
export const SSO_ATTEMPT_S = 15 * 60;

export interface NewAttempt {
  connectionId: string;
  secretHash: string;
  browserSecretHash: string;
  returnTo: string;
}

export async function insertAttempt(sql: Sql, { connectionId, secretHash, browserSecretHash, returnTo }: NewAttempt): Promise<void> {
  await sql`
    insert into sso_attempt (secret_hash, connection_id, browser_secret_hash, return_to, expires_at)
    values (${secretHash}, ${connectionId}, ${browserSecretHash}, ${returnTo}, now() + ${SSO_ATTEMPT_S} * interval '1 s')`;
}

/**
 * Uses the attempt, whatever follows: a second answer to it finds nothing. Undefined if it does not exist, has ended, was used, or was begun by
 * another browser.
 */
export async function takeAttempt(sql: Sql, sent: Omit<NewAttempt, 'returnTo'>): Promise<{ returnTo: string } | undefined> {
  const [taken] = await sql<{ returnTo: string }[]>`
    update sso_attempt set used_at = now()
    where secret_hash = ${sent.secretHash} and connection_id = ${sent.connectionId} and browser_secret_hash = ${sent.browserSecretHash}
      and used_at is null and expires_at > now()
    returning return_to as "returnTo"`;
  return taken;
}

/** Remembers an assertion until it has ended. False if somebody has signed in with it before. */
export async function useAssertion(sql: Sql, connectionId: string, { id, endsAt }: { id: string; endsAt: Date }): Promise<boolean> {
  const { count } = await sql`
    insert into sso_used_assertion (connection_id, assertion_id, expires_at) values (${connectionId}, ${id}, ${endsAt}) on conflict do nothing`;
  return count === 1;
}
