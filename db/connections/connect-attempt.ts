import type { Queryable } from '#db/database.ts';
import type { EndedRows } from '#db/ended-rows.ts';

/** How long the link to the consent page works, and how long a person may take at the vendor. */
const LINK_HOURS = 24;
const CONSENT_MINUTES = 30;

export const verifierContext = (attemptId: string) => `connect-attempt:${attemptId}`;

/** A new link. Earlier links to the same connection stop working. */
export async function addConnectAttempt(
  sql: Queryable,
  { id, connectionId, ticketHash }: { id: string; connectionId: string; ticketHash: string },
): Promise<void> {
  await sql`
    with ended as (delete from connect_attempt where connection_id = ${connectionId} and used_at is null)
    insert into connect_attempt (id, connection_id, ticket_hash, expires_at)
    values (${id}, ${connectionId}, ${ticketHash}, now() + ${LINK_HOURS} * interval '1 hour')`;
}

export interface OpenAttempt {
  id: string;
  connectionId: string;
}

/** The attempt of a link, if it still works. */
export async function findByTicket(sql: Queryable, ticketHash: string): Promise<OpenAttempt | null> {
  const [row] = await sql<OpenAttempt[]>`
    select id, connection_id as "connectionId" from connect_attempt
    where ticket_hash = ${ticketHash} and used_at is null and expires_at > now()`;
  return row ?? null;
}

/** Binds an attempt to the browser that opened its page. Opening it again, also in another browser, replaces this. */
export async function beginConsent(
  sql: Queryable,
  { id, stateHash, browserHash, verifierSealed }: { id: string; stateHash: string; browserHash: string; verifierSealed: string },
): Promise<void> {
  await sql`
    update connect_attempt set state_hash = ${stateHash}, browser_hash = ${browserHash}, verifier_sealed = ${verifierSealed},
      expires_at = greatest(expires_at, now() + ${CONSENT_MINUTES} * interval '1 minute')
    where id = ${id} and used_at is null`;
}

export interface UsedAttempt extends OpenAttempt {
  verifierSealed: string;
}

/** Takes an attempt by what the vendor returned and the browser sent, once. Null if it is unknown, used, expired, or another browser's. */
export async function takeByState(
  sql: Queryable,
  { stateHash, browserHash }: { stateHash: string; browserHash: string },
): Promise<UsedAttempt | null> {
  const [row] = await sql<UsedAttempt[]>`
    update connect_attempt set used_at = now()
    where state_hash = ${stateHash} and browser_hash = ${browserHash} and used_at is null and expires_at > now()
    returning id, connection_id as "connectionId", verifier_sealed as "verifierSealed"`;
  return row ?? null;
}

export const endedAttempts: EndedRows = { table: 'connect_attempt', prefix: 'cna', endedAt: (sql) => sql`t.expires_at` };
