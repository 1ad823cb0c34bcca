import { type Actor, changeAs } from '#db/actor.ts';
import type { Database, Queryable } from '#db/database.ts';
import { and, desc, eq, inArray, lt, sql } from '#db/drizzle.ts';
import { connection } from '#db/schema.ts';
import type { ConnectionStatus } from '#domain/connections/connection.ts';
import { DomainError } from '#domain/errors.ts';

export type ConnectionRow = typeof connection.$inferSelect;

/** Contexts of the encrypted columns, without which they cannot be decrypted. */
export const clientContext = (id: string) => `connection-client:${id}`;
export const tokensContext = (id: string) => `connection-tokens:${id}`;

/** Every change of the configuration raises the version, for ETags and for the audit log, and lets the workflow begin again. */
const nextVersion = () => ({ version: sql`${connection.version} + 1`, updatedAt: new Date(), maintainAt: new Date(), processError: null });

export async function createConnection(db: Database, wanted: typeof connection.$inferInsert, actor: Actor): Promise<ConnectionRow> {
  const [row] = await changeAs(db, actor, (tx) => tx.insert(connection).values(wanted).returning());
  if (!row) throw new Error('INSERT … RETURNING gave no connection');
  return row;
}

export async function getConnection({ orm }: Pick<Database, 'orm'>, id: string): Promise<ConnectionRow> {
  const [row] = await orm.select().from(connection).where(eq(connection.id, id));
  if (!row) throw noConnection(id);
  return row;
}

export interface ConnectionFilter {
  vendor?: string | undefined;
  statuses?: ConnectionStatus[] | undefined;
  before?: string | undefined;
  limit: number;
}

/** Newest first. */
export function listConnections({ orm }: Database, { vendor, statuses, before, limit }: ConnectionFilter): Promise<ConnectionRow[]> {
  const conditions = [
    vendor === undefined ? undefined : eq(connection.vendor, vendor),
    statuses && inArray(connection.status, statuses),
    before === undefined ? undefined : lt(connection.id, before),
  ];
  return orm
    .select()
    .from(connection)
    .where(and(...conditions))
    .orderBy(desc(connection.id))
    .limit(limit);
}

export type ConnectionChange = Partial<Omit<typeof connection.$inferInsert, 'id' | 'version'>>;

/** `change` receives the current row, locked, and may throw to reject the change. */
export function changeConnection(
  db: Database,
  id: string,
  change: (present: ConnectionRow) => ConnectionChange,
  actor: Actor,
): Promise<ConnectionRow> {
  return changeAs(db, actor, async (tx) => {
    const [present] = await tx.select().from(connection).where(eq(connection.id, id)).for('no key update');
    if (!present) throw noConnection(id);
    const [row] = await tx
      .update(connection)
      .set({ ...nextVersion(), ...change(present) })
      .where(eq(connection.id, id))
      .returning();
    if (!row) throw noConnection(id);
    return row;
  });
}

/** Throws unless the connection has one of these statuses. */
export function assertStatus({ id, status }: ConnectionRow, allowed: readonly ConnectionStatus[], to: string): void {
  if (allowed.includes(status)) return;
  throw new DomainError('conflict', `Connection ${id} is ${status}, and can be ${to} only when it is ${allowed.join(' or ')}`);
}

/**
 * Records that nothing works until somebody acts. Only an active connection, with the tokens that were refused: newer ones may work. Returns
 * whether this was news.
 */
export async function requireAction(
  db: Database,
  { id, reason, tokensVersion }: { id: string; reason: string; tokensVersion: number },
  actor: Actor,
): Promise<boolean> {
  const rows = await changeAs(db, actor, (tx) =>
    tx
      .update(connection)
      .set({ status: 'action_required', statusReason: reason, ...nextVersion() })
      .where(
        and(
          eq(connection.id, id),
          inArray(connection.status, ['pending', 'active', 'paused']),
          eq(connection.tokensVersion, tokensVersion),
        ),
      )
      .returning({ id: connection.id }),
  );
  return rows.length > 0;
}

/** Adds scopes that the vendor asked for. Writes pause from the commit on. Returns whether this was news. */
export async function addMissingScopes(
  db: Database,
  { id, scopes }: { id: string; scopes: readonly string[] },
  actor: Actor,
): Promise<boolean> {
  const added = sql`array(select distinct unnest(${connection.missingScopes} || ${[...scopes]}::text[]) order by 1)`;
  const rows = await changeAs(db, actor, (tx) =>
    tx
      .update(connection)
      .set({ missingScopes: added, ...nextVersion() })
      .where(and(eq(connection.id, id), sql`not ${connection.missingScopes} @> ${[...scopes]}::text[]`))
      .returning({ id: connection.id }),
  );
  return rows.length > 0;
}

/** Of limits, for people: how much of each is used. */
export interface LimitUse {
  limitId: string;
  key: string;
  max: number;
  ours: number;
  told: number;
  held: number;
  pausedUntil: Date | null;
  dayEndsAt: Date | null;
}

export async function listLimitUses(sqlOf: Queryable, connectionId: string): Promise<LimitUse[]> {
  return sqlOf<LimitUse[]>`
    select l.limit_id as "limitId", l.key, l.max, l.ours, l.told, l.paused_until as "pausedUntil", l.day_ends_at as "dayEndsAt",
      coalesce((select sum(held)::int from vendor_limit_share s where s.connection_id = l.connection_id and s.limit_id = l.limit_id
        and s.key = l.key and s.expires_at > now()), 0) as held
    from vendor_limit l where l.connection_id = ${connectionId} order by l.limit_id, l.key limit 200`;
}

function noConnection(id: string): DomainError {
  return new DomainError('not_found', `There is no connection ${id}`);
}
