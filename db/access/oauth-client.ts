import { type Actor, changeAs, type Transaction } from '#db/actor.ts';
import type { Database, Sql } from '#db/database.ts';
import { and, desc, eq, gt, isNull, lt, lte, or, sql as fragment } from '#db/drizzle.ts';
import { oauthClient, oauthClientSecret } from '#db/schema.ts';
import type { ClientAuthMethod } from '#domain/access/oauth-client.ts';
import type { Scope } from '#domain/access/scope.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';

export type OauthClientRow = typeof oauthClient.$inferSelect;

/** The parts of a client that the token endpoint needs. */
export interface StoredOauthClient {
  id: string;
  name: string;
  partnerId: string;
  scopes: Scope[];
  authMethod: ClientAuthMethod;
  jwks: { keys: Record<string, unknown>[] } | null;
  jwksUri: string | null;
  certificateThumbprint: string | null;
  certificateSubject: string | null;
  revokedAt: Date | null;
  /** One with an end was rotated. */
  secrets: { id: string; hash: string; expiresAtMs: number | null }[];
}

export async function findOauthClient(sql: Sql, id: string): Promise<StoredOauthClient | undefined> {
  const [row] = await sql<StoredOauthClient[]>`
    select c.id, c.name, c.partner_id as "partnerId", c.scopes, c.auth_method as "authMethod", c.jwks, c.jwks_uri as "jwksUri",
      c.certificate_thumbprint as "certificateThumbprint", c.certificate_subject as "certificateSubject",
      c.revoked_at as "revokedAt",
      (select coalesce(json_agg(json_build_object('id', s.id, 'hash', s.secret_hash,
         'expiresAtMs', (extract(epoch from s.expires_at) * 1000)::float8)), '[]')
       from oauth_client_secret s where s.client_id = c.id) as secrets
    from oauth_client c where c.id = ${id}`;
  return row;
}

export type NewOauthClient = Pick<
  OauthClientRow,
  'partnerId' | 'name' | 'scopes' | 'authMethod' | 'jwks' | 'jwksUri' | 'certificateThumbprint' | 'certificateSubject'
>;

export async function insertOauthClient(
  db: Database,
  client: NewOauthClient,
  secretHash: string | undefined,
  actor: Actor,
): Promise<OauthClientRow> {
  return changeAs(db, actor, async (tx) => {
    const [row] = await tx
      .insert(oauthClient)
      .values({ ...client, id: newId('oac'), createdBy: actor.id })
      .returning();
    if (!row) throw new Error('INSERT … RETURNING gave no client');
    if (secretHash !== undefined) await tx.insert(oauthClientSecret).values({ id: newId('ocs'), clientId: row.id, secretHash });
    return row;
  });
}

/** An undefined `partnerId` sees all clients. Another partner's client looks like an unknown one. */
export async function getOauthClient(db: Database, id: string, partnerId: string | undefined): Promise<OauthClientRow> {
  const owned = partnerId === undefined ? undefined : eq(oauthClient.partnerId, partnerId);
  const [row] = await db.orm
    .select()
    .from(oauthClient)
    .where(and(eq(oauthClient.id, id), owned));
  if (!row) throw noClient(id);
  return row;
}

export interface OauthClientFilter {
  /** Each must match. */
  partnerIds: string[];
  active: boolean;
  before?: string | undefined;
  limit: number;
}

/** Newest first. */
export function listOauthClients(db: Database, filter: OauthClientFilter): Promise<OauthClientRow[]> {
  const conditions = [
    ...filter.partnerIds.map((id) => eq(oauthClient.partnerId, id)),
    filter.active ? isNull(oauthClient.revokedAt) : undefined,
    filter.before === undefined ? undefined : lt(oauthClient.id, filter.before),
  ];
  return db.orm
    .select()
    .from(oauthClient)
    .where(and(...conditions))
    .orderBy(desc(oauthClient.id))
    .limit(filter.limit);
}

export type OauthClientChange = Partial<Omit<NewOauthClient, 'partnerId' | 'authMethod'>>;

/** `change` receives the current row, locked, and may throw to reject the change. */
export function updateOauthClient(
  db: Database,
  id: string,
  change: (present: OauthClientRow) => OauthClientChange,
  actor: Actor,
): Promise<OauthClientRow> {
  return changeAs(db, actor, async (tx) => {
    const present = await lockUsable(tx, id);
    const [row] = await tx
      .update(oauthClient)
      .set({ ...change(present), ...nextVersion() })
      .where(eq(oauthClient.id, id))
      .returning();
    if (!row) throw noClient(id);
    return row;
  });
}

/** Revokes a client and its tokens. Idempotent. */
export async function revokeOauthClient(db: Database, id: string, actor: Actor): Promise<OauthClientRow> {
  const [row] = await changeAs(db, actor, (tx) =>
    tx
      .update(oauthClient)
      .set({ revokedAt: new Date(), ...nextVersion() })
      .where(and(eq(oauthClient.id, id), isNull(oauthClient.revokedAt)))
      .returning(),
  );
  return row ?? (await getOauthClient(db, id, undefined));
}

/** Allows several rotations in a row. The limit matters because every valid secret is compared at each request. */
const maxValidSecrets = 5;

/** Replaces the current secret. The old ones work until `overlapUntil` or their own expiry, whichever is sooner. */
export function rotateClientSecret(
  db: Database,
  id: string,
  made: { secretHash: string; overlapUntil: Date },
  actor: Actor,
): Promise<OauthClientRow> {
  return changeAs(db, actor, async (tx) => {
    await lockUsable(tx, id);
    const own = eq(oauthClientSecret.clientId, id);
    const { overlapUntil: expiresAt, secretHash } = made;
    await tx.delete(oauthClientSecret).where(and(own, lte(oauthClientSecret.expiresAt, new Date())));
    const lasting = or(isNull(oauthClientSecret.expiresAt), gt(oauthClientSecret.expiresAt, expiresAt));
    await tx.update(oauthClientSecret).set({ expiresAt }).where(and(own, lasting));
    await tx.insert(oauthClientSecret).values({ id: newId('ocs'), clientId: id, secretHash });
    const valid = await tx
      .select({ id: oauthClientSecret.id })
      .from(oauthClientSecret)
      .where(and(own, or(isNull(oauthClientSecret.expiresAt), gt(oauthClientSecret.expiresAt, new Date()))));
    if (valid.length > maxValidSecrets) throw tooManySecrets();
    const [row] = await tx.update(oauthClient).set(nextVersion()).where(eq(oauthClient.id, id)).returning();
    if (!row) throw noClient(id);
    return row;
  });
}

export async function markClientsUsed(sql: Sql, ids: string[]): Promise<void> {
  await sql`update oauth_client set last_used_at = now() where id = any(${ids}::text[])`;
}

export async function markClientSecretsUsed(sql: Sql, ids: string[]): Promise<void> {
  await sql`update oauth_client_secret set last_used_at = now() where id = any(${ids}::text[])`;
}

const nextVersion = () => ({ version: fragment`${oauthClient.version} + 1`, updatedAt: new Date() });

async function lockUsable(tx: Transaction, id: string): Promise<OauthClientRow> {
  const [row] = await tx.select().from(oauthClient).where(eq(oauthClient.id, id)).for('no key update');
  if (!row) throw noClient(id);
  if (row.revokedAt) throw new DomainError('conflict', `The OAuth client ${id} was revoked. Create a new one with POST /oauth-clients.`);
  return row;
}

function noClient(id: string): DomainError {
  return new DomainError('not_found', `There is no OAuth client ${id}`);
}

function tooManySecrets(): DomainError {
  return new DomainError(
    'conflict',
    `The client already has ${maxValidSecrets} valid secrets. Wait until one expires, or rotate with overlap_s 0, which expires all older ones.`,
  );
}
