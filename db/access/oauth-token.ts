import { beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import type { Sql } from '#db/database.ts';

/**
 * Records an assertion as used. Returns false if it was used before. A jti is stored until its assertion expires, because an expired
 * assertion is rejected anyway.
 */
export async function useAssertion(
  sql: Sql,
  { clientId, jti, expiresAt }: { clientId: string; jti: string; expiresAt: Date },
): Promise<boolean> {
  const { count } = await sql`
    insert into oauth_used_assertion as used (client_id, jti, expires_at) values (${clientId}, ${jti}, ${expiresAt})
    on conflict (client_id, jti) do update set expires_at = excluded.expires_at where used.expires_at < now()`;
  return count > 0;
}

/** Revokes a token for the client that it was issued to. Idempotent. */
export async function revokeToken(
  sql: Sql,
  { client, jti, expiresAt, requestId }: { client: { id: string; partnerId: string }; jti: string; expiresAt: Date; requestId: string },
): Promise<void> {
  const actor = { kind: 'partner' as const, id: client.id, requestId };
  await beginAs(sql, actor, async (tx) => {
    const { count } = await tx`
      insert into oauth_revoked_token (jti, client_id, expires_at) values (${jti}, ${client.id}, ${expiresAt})
      on conflict (jti) do nothing`;
    if (count === 0) return;
    const detail = { client_id: client.id, expires_at: expiresAt };
    await insertAuditEntry(tx, actor, {
      action: 'access_token.revoked',
      objectKind: 'access_token',
      objectId: jti,
      partnerId: client.partnerId,
      detail,
    });
  });
}

/** The revoked tokens that have not expired; expired tokens are rejected anyway. */
export async function listRevokedTokens(sql: Sql): Promise<Set<string>> {
  const rows = await sql<{ jti: string }[]>`select jti from oauth_revoked_token where expires_at > now()`;
  return new Set(rows.map(({ jti }) => jti));
}
