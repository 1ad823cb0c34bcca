import type { Queryable, Sql } from '#db/database.ts';

/** A page of the connections that a workflow keeps alive. */
export async function listMaintained(sql: Sql, { after, limit }: { after: string; limit: number }): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    select id from connection
    where status not in ('disconnecting', 'disconnected') and process_error is null and id > ${after} order by id limit ${limit}`;
}

/** Connections whose maintenance is overdue: their workflow did not notice a change. */
export async function listUnmaintained(sql: Sql, { graceS, limit }: { graceS: number; limit: number }): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    select id from connection
    where status not in ('disconnecting', 'disconnected') and process_error is null
      and maintain_at < now() - ${graceS} * interval '1 second'
    order by maintain_at limit ${limit}`;
}

/** Its workflow has done what was due. */
export async function scheduleMaintenance(sql: Queryable, id: string, at: Date): Promise<void> {
  await sql`update connection set maintain_at = ${at}, process_error = null where id = ${id}`;
}

/** Records why no workflow works on the connection any more. */
export async function giveUpConnection(sql: Queryable, id: string, reason: string): Promise<void> {
  await sql`update connection set process_error = ${reason} where id = ${id}`;
}

/** Records which state was published last. */
export async function markAnnounced(sql: Queryable, id: string, announced: string): Promise<void> {
  await sql`update connection set announced = ${announced} where id = ${id}`;
}
