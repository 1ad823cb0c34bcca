import type { Sql } from '#db/database.ts';

export interface WaitingDeadLetters {
  endpointId: string;
  partnerId: string;
  count: number;
  oldest: Date;
  newestId: string;
}

/** Endpoints with dead letters that have waited for so many days, by the endpoint's id. */
export async function listWaitingDeadLetters(
  sql: Sql,
  days: number,
  { after, limit }: { after: string; limit: number },
): Promise<WaitingDeadLetters[]> {
  return await sql<WaitingDeadLetters[]>`
    select endpoint_id as "endpointId", min(partner_id) as "partnerId", count(*)::int as count, min(ended_at) as oldest, max(id) as "newestId"
    from delivery where status = 'dead_lettered' and ended_at < now() - ${days} * interval '1 day' and endpoint_id > ${after}
    group by endpoint_id order by endpoint_id limit ${limit}`;
}
