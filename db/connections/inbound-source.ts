import { type Actor, changeAs } from '#db/actor.ts';
import type { Database, Sql } from '#db/database.ts';
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, or, sql } from '#db/drizzle.ts';
import { inboundSecret, inboundSource } from '#db/schema.ts';
import type { SignedSource } from '#domain/connections/signed-source.ts';
import { DomainError } from '#domain/errors.ts';

export type SourceRow = typeof inboundSource.$inferSelect;
export type InboundSecretRow = typeof inboundSecret.$inferSelect;

/** Each valid secret costs a signature for each webhook, also for one that anybody made up. */
const maxValidSecrets = 5;

/** The context of the row's `sealed`, without which it cannot be decrypted. */
export const inboundSecretContext = (secretId: string) => `inbound-secret:${secretId}`;

const existing = (id: string) => and(eq(inboundSource.id, id), isNull(inboundSource.deletedAt));
const nextVersion = () => ({ version: sql`${inboundSource.version} + 1`, updatedAt: new Date() });

type NewSecret = Pick<InboundSecretRow, 'id' | 'sealed'>;

/** `secret` is null if its connection has the one that signs. */
export function createSource(
  db: Database,
  wanted: Pick<SourceRow, 'id' | 'vendor' | 'name' | 'scheme'>,
  secret: NewSecret | null,
  actor: Actor,
): Promise<SourceRow> {
  return changeAs(db, actor, async (tx) => {
    // A source that was deleted for this connection can still be there.
    const revived = { ...wanted, disabledAt: null, deletedAt: null, ...nextVersion() };
    const [row] = await tx
      .insert(inboundSource)
      .values(wanted)
      .onConflictDoUpdate({ target: inboundSource.id, set: revived, setWhere: isNotNull(inboundSource.deletedAt) })
      .returning();
    if (!row) throw new DomainError('conflict', `Connection ${wanted.id} already is an inbound source. Change that one`);
    if (secret) await tx.insert(inboundSecret).values({ ...secret, sourceId: row.id });
    return row;
  });
}

export async function getSource({ orm }: Pick<Database, 'orm'>, id: string): Promise<SourceRow> {
  const [row] = await orm.select().from(inboundSource).where(existing(id));
  if (!row) throw noSource(id);
  return row;
}

/** Newest first. */
export function listSources(
  { orm }: Pick<Database, 'orm'>,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<SourceRow[]> {
  return orm
    .select()
    .from(inboundSource)
    .where(and(isNull(inboundSource.deletedAt), before === undefined ? undefined : lt(inboundSource.id, before)))
    .orderBy(desc(inboundSource.id))
    .limit(limit);
}

export type SourceChange = Partial<Pick<SourceRow, 'name' | 'scheme' | 'disabledAt'>>;

export async function changeSource(db: Database, id: string, change: SourceChange, actor: Actor): Promise<SourceRow> {
  const [row] = await changeAs(db, actor, (tx) =>
    tx
      .update(inboundSource)
      .set({ ...change, ...nextVersion() })
      .where(existing(id))
      .returning(),
  );
  if (!row) throw noSource(id);
  return row;
}

/** Its secrets are gone at once, and what it sent with the next purge. */
export async function deleteSource(db: Database, id: string, actor: Actor): Promise<void> {
  await changeAs(db, actor, async (tx) => {
    const [row] = await tx
      .update(inboundSource)
      .set({ deletedAt: new Date(), ...nextVersion() })
      .where(existing(id))
      .returning();
    if (!row) throw noSource(id);
    await tx.delete(inboundSecret).where(eq(inboundSecret.sourceId, id));
  });
}

const isValid = () => or(isNull(inboundSecret.expiresAt), gt(inboundSecret.expiresAt, new Date()));

/** Oldest first: rotated ones until they expire, then the current one. */
export function listInboundSecrets({ orm }: { orm: Pick<Database['orm'], 'select'> }, sourceId: string): Promise<InboundSecretRow[]> {
  return orm
    .select()
    .from(inboundSecret)
    .where(and(eq(inboundSecret.sourceId, sourceId), isValid()))
    .orderBy(asc(inboundSecret.id));
}

/** The same for several sources. */
export async function listSecretsOf({ orm }: Pick<Database, 'orm'>, sourceIds: string[]): Promise<Map<string, InboundSecretRow[]>> {
  const rows = await orm
    .select()
    .from(inboundSecret)
    .where(and(inArray(inboundSecret.sourceId, sourceIds), isValid()))
    .orderBy(asc(inboundSecret.id));
  return Map.groupBy(rows, (row) => row.sourceId);
}

/** Replaces the current secret. The older ones stay valid for the overlap; without one they end now, which is meant for leaks. */
export function rotateInboundSecret(
  db: Database,
  sourceId: string,
  { secret, overlapMs }: { secret: NewSecret; overlapMs: number },
  actor: Actor,
): Promise<InboundSecretRow[]> {
  return changeAs(db, actor, async (tx) => {
    const [row] = await tx.update(inboundSource).set(nextVersion()).where(existing(sourceId)).returning();
    if (!row) throw noSource(sourceId);
    const own = eq(inboundSecret.sourceId, sourceId);
    if (overlapMs === 0) await tx.delete(inboundSecret).where(own);
    await tx
      .update(inboundSecret)
      .set({ expiresAt: new Date(Date.now() + overlapMs) })
      .where(and(own, isNull(inboundSecret.expiresAt)));
    await tx.insert(inboundSecret).values({ ...secret, sourceId });
    const rows = await listInboundSecrets({ orm: tx }, sourceId);
    if (rows.length > maxValidSecrets) throw tooMany();
    return rows;
  });
}

/** A source as the intake needs it. */
export interface IntakeSource {
  id: string;
  vendor: string;
  scheme: SignedSource | null;
  /** Oldest first. */
  secrets: { id: string; sealed: string; isRotated: boolean }[];
  /** Of its connection, if it has one: some vendors sign with the client secret. */
  clientSealed: string | null;
}

/** Undefined if it does not exist, is disabled or was disconnected: who calls it is told no more. */
export async function findIntakeSource(sql: Sql, id: string): Promise<IntakeSource | undefined> {
  const [row] = await sql<IntakeSource[]>`
    select s.id, s.vendor, s.scheme, c.client_sealed as "clientSealed", coalesce((
      select json_agg(json_build_object('id', k.id, 'sealed', k.sealed, 'isRotated', k.expires_at is not null) order by k.id) from inbound_secret k
      where k.source_id = s.id and (k.expires_at is null or k.expires_at > now())), '[]') as secrets
    from inbound_source s left join connection c on c.id = s.id
    where s.id = ${id} and s.disabled_at is null and s.deleted_at is null
      and coalesce(c.status, 'active') not in ('disconnecting', 'disconnected')`;
  return row;
}

export async function noteRefusal(sql: Sql, id: string, reason: string): Promise<void> {
  await sql`update inbound_source set refused_at = now(), refusal = ${reason} where id = ${id}`;
}

export async function markInboundSecretUsed(sql: Sql, id: string): Promise<void> {
  await sql`update inbound_secret set last_used_at = now() where id = ${id}`;
}

function noSource(id: string): DomainError {
  return new DomainError('not_found', `There is no inbound source ${id}`);
}

function tooMany(): DomainError {
  return new DomainError(
    'conflict',
    `The source already has ${maxValidSecrets} valid secrets. Wait until one expires, or rotate with overlap_h 0, which ends all older ones`,
  );
}
