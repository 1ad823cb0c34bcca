import type { Queryable } from '#db/database.ts';

export interface RecentEvent {
  id: string;
  type: string;
  createdAt: Date;
  data: Record<string, unknown>;
}

/** The newest events of each of these types, newest first. */
export async function listRecentOfTypes(sql: Queryable, types: readonly string[], ofEach: number): Promise<RecentEvent[]> {
  return await sql<RecentEvent[]>`
    select e.* from unnest(${[...types]}::text[]) t (name) cross join lateral (
      select id, type, created_at as "createdAt", data from event where type = t.name order by id desc limit ${ofEach}
    ) e order by e.id desc`;
}
