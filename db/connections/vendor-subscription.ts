import { type Actor, changeAs } from '#db/actor.ts';
import type { Database, Queryable } from '#db/database.ts';
import { eq } from '#db/drizzle.ts';
import { connection, inboundSecret, inboundSource } from '#db/schema.ts';
import type { ConnectionRow } from './connection.ts';
import type { InboundSecretRow } from './inbound-source.ts';

/** Whether somebody made the connection a source of webhooks, even if it was deleted since: nobody wants it back then. */
export async function hasSource({ orm }: Database, connectionId: string): Promise<boolean> {
  return (await orm.$count(inboundSource, eq(inboundSource.id, connectionId))) > 0;
}

/** Records that the vendor sends webhooks because we asked for them, and accepts them from now on. */
export async function storeSubscription(
  db: Database,
  { row, subscriptionId, secret }: { row: ConnectionRow; subscriptionId: string; secret: Pick<InboundSecretRow, 'id' | 'sealed'> | null },
  actor: Actor,
): Promise<void> {
  await changeAs(db, actor, async (tx) => {
    await tx.update(connection).set({ subscriptionId, unsubscribedAt: null }).where(eq(connection.id, row.id));
    await tx.insert(inboundSource).values({ id: row.id, vendor: row.vendor, name: row.name }).onConflictDoNothing();
    if (secret) await tx.insert(inboundSecret).values({ ...secret, sourceId: row.id });
  });
}

export async function markUnsubscribed(sql: Queryable, connectionId: string): Promise<void> {
  await sql`update connection set unsubscribed_at = now() where id = ${connectionId}`;
}

/** What the vendor logged up to here has been accepted. */
export async function storeFeedCursor(sql: Queryable, connectionId: string, cursor: string): Promise<void> {
  await sql`update connection set feed_cursor = ${cursor} where id = ${connectionId}`;
}
