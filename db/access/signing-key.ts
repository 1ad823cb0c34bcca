import { type Actor, beginAs } from '#db/actor.ts';
import type { Queryable, Sql } from '#db/database.ts';
import { newId } from '#domain/id.ts';

export interface StoredSigningKey {
  /** The `kid`. */
  id: string;
  algorithm: 'ES256' | 'RS256';
  publicJwk: Record<string, unknown>;
  privateSealed: string;
  createdAt: Date;
  signsFrom: Date;
  /** Null for the newest. */
  retiresAt: Date | null;
}

export const newSigningKeyId = () => newId('osk');
/** The context of `private_sealed`, without which it cannot be decrypted. */
export const signingKeyContext = (id: string) => `oauth-signing-key:${id}`;

/** Newest first. */
export async function listSigningKeys(sql: Queryable): Promise<StoredSigningKey[]> {
  return [
    ...(await sql<StoredSigningKey[]>`
    select id, algorithm, public_jwk as "publicJwk", private_sealed as "privateSealed", created_at as "createdAt",
      signs_from as "signsFrom", retires_at as "retiresAt"
    from oauth_signing_key order by signs_from desc, id desc`),
  ];
}

export type SigningKeyPlan = { signsFrom: Date; previousRetiresAt: Date } | undefined;

/**
 * Adds a key if `plan`, which receives the current ones, still requires one, so that only one of several processes adds it. Returns the keys
 * after that.
 */
export function addSigningKey(
  sql: Sql,
  key: Pick<StoredSigningKey, 'id' | 'algorithm' | 'publicJwk' | 'privateSealed'>,
  plan: (present: StoredSigningKey[]) => SigningKeyPlan,
  actor: Actor,
): Promise<StoredSigningKey[]> {
  return beginAs(sql, actor, async (tx: Queryable) => {
    await tx`select pg_advisory_xact_lock(hashtextextended('causeway.oauth_signing_key', 0))`;
    const wanted = plan(await listSigningKeys(tx));
    if (wanted) {
      await tx`update oauth_signing_key set retires_at = ${wanted.previousRetiresAt} where retires_at is null`;
      await tx`
        insert into oauth_signing_key (id, algorithm, public_jwk, private_sealed, signs_from)
        values (${key.id}, ${key.algorithm}, ${JSON.stringify(key.publicJwk)}, ${key.privateSealed}, ${wanted.signsFrom})`;
    }
    return listSigningKeys(tx);
  });
}
