import { type Actor, changeAs } from '#db/actor.ts';
import { type ConnectionRow, changeConnection } from '#db/connections/connection.ts';
import type { Database, Sql } from '#db/database.ts';
import { eq, sql as fragment } from '#db/drizzle.ts';
import { connectAttempt, connection } from '#db/schema.ts';
import type { DisconnectReport } from '#domain/connections/connection.ts';

/** From the commit on nothing reads or writes. The workflow does the rest. Repeating it changes nothing. */
export function beginDisconnect(db: Database, id: string, reason: string | null, actor: Actor): Promise<ConnectionRow> {
  return changeConnection(
    db,
    id,
    ({ status, statusReason }) =>
      status === 'disconnecting' || status === 'disconnected'
        ? { status, statusReason }
        : { status: 'disconnecting', statusReason: reason },
    actor,
  );
}

/** A page of the connections that are being disconnected, or whose remaining data is still to be erased. */
export async function listDisconnecting(sql: Sql, { after, limit }: { after: string; limit: number }): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    select id from connection
    where (status = 'disconnecting' or (status = 'disconnected' and erase_at is not null)) and process_error is null and id > ${after}
    order by id limit ${limit}`;
}

/** Forgets the credentials and ends every open consent. Returns when the rest is to be erased: the first time that was decided. */
export async function forgetCredentials(
  db: Database,
  { id, eraseAt, report }: { id: string; eraseAt: Date; report: DisconnectReport },
  actor: Actor,
): Promise<Date> {
  return changeAs(db, actor, async (tx) => {
    await tx.delete(connectAttempt).where(eq(connectAttempt.connectionId, id));
    const [row] = await tx
      .update(connection)
      .set({
        status: 'disconnected',
        clientSealed: null,
        tokensSealed: null,
        tokensExpireAt: null,
        processError: null,
        eraseAt: fragment`coalesce(${connection.eraseAt}, ${eraseAt.toISOString()}::timestamptz)`,
        disconnectReport: fragment`coalesce(${connection.disconnectReport}, ${JSON.stringify(report)}::jsonb)`,
        version: fragment`${connection.version} + 1`,
        updatedAt: new Date(),
      })
      .where(eq(connection.id, id))
      .returning();
    return row?.eraseAt ?? eraseAt;
  });
}

/** Erases what was kept of a disconnected connection, and says so in its report. Repeating it finds nothing. */
export async function eraseConnectionData(db: Database, id: string, actor: Actor): Promise<void> {
  await changeAs(db, actor, async (tx) => {
    await tx.execute(fragment`delete from vendor_limit_share where connection_id = ${id}`);
    await tx.execute(fragment`delete from vendor_limit where connection_id = ${id}`);
    await tx.execute(fragment`delete from change_hint where connection_id = ${id}`);
    await tx.execute(fragment`delete from inbound_secret where source_id = ${id}`);
    // The next purge deletes its webhooks page by page: there can be millions.
    await tx.execute(fragment`update inbound_source set deleted_at = now(), version = version + 1 where id = ${id} and deleted_at is null`);
    const line = JSON.stringify(['Counts of calls, and what else was cached of this connection; its webhooks with the next nightly purge']);
    await tx
      .update(connection)
      .set({
        eraseAt: null,
        processError: null,
        disconnectReport: fragment`jsonb_set(${connection.disconnectReport}, '{erased}', ${connection.disconnectReport} -> 'erased' || ${line}::jsonb)`,
        version: fragment`${connection.version} + 1`,
        updatedAt: new Date(),
      })
      .where(fragment`${connection.id} = ${id} and ${connection.status} = 'disconnected' and ${connection.eraseAt} is not null`);
  });
}
