import { newId } from '#domain/id.ts';
import type { Sql } from './database.ts';

export interface StoredApiKey {
  id: string;
  name: string;
  /** Null for platform keys. */
  partnerId: string | null;
  secretHash: string;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

export async function findApiKey(sql: Sql, publicId: string): Promise<StoredApiKey | undefined> {
  const [row] = await sql<StoredApiKey[]>`
    select id, name, partner_id as "partnerId", secret_hash as "secretHash",
      expires_at as "expiresAt", revoked_at as "revokedAt"
    from api_key where public_id = ${publicId}`;
  return row;
}

/** Stores what `newApiKey` made, and returns the key's id. */
export async function insertApiKey(
  sql: Sql,
  key: { publicId: string; secretHash: string; name: string; partnerId?: string; expiresAt?: Date },
): Promise<string> {
  const id = newId('key');
  await sql`
    insert into api_key (id, public_id, secret_hash, partner_id, name, expires_at)
    values (${id}, ${key.publicId}, ${key.secretHash}, ${key.partnerId ?? null}, ${key.name},
      ${key.expiresAt ?? null})`;
  return id;
}
