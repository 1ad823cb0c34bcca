import { type Actor, type Changeable, changeAs } from '#db/actor.ts';
import type { Database, Sql } from '#db/database.ts';
import { and, desc, eq, gt, isNull, lt, or } from '#db/drizzle.ts';
import { apiKey } from '#db/schema.ts';
import type { Scope } from '#domain/access/scope.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';

export type ApiKeyRow = typeof apiKey.$inferSelect;

export interface StoredApiKey {
  id: string;
  name: string;
  /** Null for platform keys. */
  partnerId: string | null;
  scopes: Scope[];
  secretHash: string;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

export async function findApiKey(sql: Sql, publicId: string): Promise<StoredApiKey | undefined> {
  const [row] = await sql<StoredApiKey[]>`
    select id, name, partner_id as "partnerId", secret_hash as "secretHash", scopes,
      expires_at as "expiresAt", revoked_at as "revokedAt"
    from api_key where public_id = ${publicId}`;
  return row;
}

export interface NewApiKey {
  publicId: string;
  secretHash: string;
  name: string;
  scopes: Scope[];
  partnerId?: string | undefined;
  expiresAt?: Date | undefined;
}

/** Stores a key that `newApiKey` created, and returns its id. */
export async function insertApiKey(db: Changeable, key: NewApiKey, actor: Actor): Promise<string> {
  const id = newId('key');
  await changeAs(db, actor, (tx) => tx.insert(apiKey).values({ ...key, id, createdBy: actor.id }));
  return id;
}

/** An undefined `partnerId` sees all keys. Another partner's key looks like an unknown one. */
export async function getApiKey(db: Database, id: string, partnerId: string | undefined): Promise<ApiKeyRow> {
  const owned = partnerId === undefined ? undefined : eq(apiKey.partnerId, partnerId);
  const [row] = await db.orm
    .select()
    .from(apiKey)
    .where(and(eq(apiKey.id, id), owned));
  if (!row) throw noKey(id);
  return row;
}

export interface ApiKeyFilter {
  /** Each must match; null stands for platform keys. */
  partnerIds: (string | null)[];
  active: boolean;
  before?: string | undefined;
  limit: number;
}

/** Newest first. */
export function listApiKeys(db: Database, filter: ApiKeyFilter): Promise<ApiKeyRow[]> {
  const conditions = [
    ...filter.partnerIds.map((id) => (id === null ? isNull(apiKey.partnerId) : eq(apiKey.partnerId, id))),
    filter.active ? and(isNull(apiKey.revokedAt), or(isNull(apiKey.expiresAt), gt(apiKey.expiresAt, new Date()))) : undefined,
    filter.before === undefined ? undefined : lt(apiKey.id, filter.before),
  ];
  return db.orm
    .select()
    .from(apiKey)
    .where(and(...conditions))
    .orderBy(desc(apiKey.id))
    .limit(filter.limit);
}

/** Revokes a key immediately. Idempotent. */
export async function revokeApiKey(db: Database, id: string, actor: Actor): Promise<ApiKeyRow> {
  const [row] = await changeAs(db, actor, (tx) =>
    tx
      .update(apiKey)
      .set({ revokedAt: new Date() })
      .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)))
      .returning(),
  );
  return row ?? (await getApiKey(db, id, undefined));
}

/** Creates a key with the old one's name, owner and scopes. The old key works until `overlapUntil` or its own expiry, whichever is sooner. */
export async function rotateApiKey(
  db: Database,
  id: string,
  made: { publicId: string; secretHash: string; overlapUntil: Date; expiresAt: Date | null },
  actor: Actor,
): Promise<{ replaced: ApiKeyRow; row: ApiKeyRow }> {
  return changeAs(db, actor, async (tx) => {
    const [old] = await tx.select().from(apiKey).where(eq(apiKey.id, id)).for('no key update');
    if (!old) throw noKey(id);
    if (old.revokedAt || old.replacedBy || (old.expiresAt && old.expiresAt <= new Date())) {
      const why = old.revokedAt ? 'was revoked' : old.replacedBy ? `was already replaced by ${old.replacedBy}` : 'has expired';
      throw new DomainError('conflict', `The key ${id} ${why}. Create a new one with POST /api-keys.`);
    }
    const { publicId, secretHash, overlapUntil, expiresAt } = made;
    const { name, partnerId, scopes } = old;
    const [row] = await tx
      .insert(apiKey)
      .values({ id: newId('key'), publicId, secretHash, name, partnerId, scopes, expiresAt, createdBy: actor.id })
      .returning();
    if (!row) throw new Error('INSERT … RETURNING gave no key');
    const endsAt = old.expiresAt && old.expiresAt < overlapUntil ? old.expiresAt : overlapUntil;
    const [replaced] = await tx.update(apiKey).set({ expiresAt: endsAt, replacedBy: row.id }).where(eq(apiKey.id, id)).returning();
    if (!replaced) throw noKey(id);
    return { replaced, row };
  });
}

function noKey(id: string): DomainError {
  return new DomainError('not_found', `There is no API key ${id}`);
}

export async function markKeysUsed(sql: Sql, ids: string[]): Promise<void> {
  await sql`update api_key set last_used_at = now() where id = any(${ids}::text[])`;
}
