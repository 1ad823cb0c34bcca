import type { Queryable } from '#db/database.ts';

/** The encrypted credentials of a connection, as of one moment. */
export interface StoredCredentials {
  vendor: string;
  status: string;
  clientSealed: string | null;
  tokensSealed: string | null;
  tokensVersion: number;
}

export async function findCredentials(sql: Queryable, id: string): Promise<StoredCredentials | null> {
  const [row] = await sql<StoredCredentials[]>`
    select vendor, status, client_sealed as "clientSealed", tokens_sealed as "tokensSealed", tokens_version as "tokensVersion"
    from connection where id = ${id}`;
  return row ?? null;
}

/**
 * Takes the right to ask the vendor for new tokens in place of these. False while another process has it, or if the tokens are no longer the
 * current ones. It is a lock of the row that outlives the transaction: no call to a vendor happens inside one.
 */
export async function claimRefresh(
  sql: Queryable,
  { id, tokensVersion, holder, forMs }: { id: string; tokensVersion: number; holder: string; forMs: number },
): Promise<boolean> {
  const claimed = await sql`
    update connection set refreshing_by = ${holder}, refreshing_until = now() + ${forMs} * interval '1 ms'
    where id = ${id} and tokens_version = ${tokensVersion} and (refreshing_until is null or refreshing_until <= now())`;
  return claimed.count === 1;
}

export async function releaseRefresh(sql: Queryable, { id, holder }: { id: string; holder: string }): Promise<void> {
  await sql`update connection set refreshing_by = null, refreshing_until = null where id = ${id} and refreshing_by = ${holder}`;
}

export interface NewTokens {
  id: string;
  /** The version of the tokens that these replace. */
  tokensVersion: number;
  sealed: string;
  expiresAt: Date | null;
}

/** Stores tokens over those that they replace, and ends the claim. False if others were stored or removed meanwhile. */
export async function storeTokens(sql: Queryable, { id, tokensVersion, sealed, expiresAt }: NewTokens): Promise<boolean> {
  const stored = await sql`
    update connection set tokens_sealed = ${sealed}, tokens_version = tokens_version + 1, tokens_expire_at = ${expiresAt},
      refreshing_by = null, refreshing_until = null
    where id = ${id} and tokens_version = ${tokensVersion} and status not in ('disconnecting', 'disconnected')`;
  return stored.count === 1;
}
