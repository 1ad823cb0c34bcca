import type { Queryable } from '#db/database.ts';

type Ids = Promise<string[]>;
const idsOf = (rows: PromiseLike<readonly { id: string }[]>): Ids => Promise.resolve(rows.then((all) => all.map(({ id }) => id)));

/** Connections that may need a person; Integration Health says whether they do. */
export const listTroubled = (sql: Queryable, limit: number): Ids =>
  idsOf(sql<{ id: string }[]>`
    select id from connection
    where status not in ('pending', 'paused', 'disconnecting', 'disconnected')
      and (status = 'action_required' or process_error is not null or missing_scopes <> '{}')
    order by id limit ${limit}`);

/** Active connections of which little of a quota may be left, by the larger count of two. */
export const listScarce = (sql: Queryable, { leftPercent, limit }: { leftPercent: number; limit: number }): Ids =>
  idsOf(sql<{ id: string }[]>`
    select distinct c.id from connection c join vendor_limit l on l.connection_id = c.id
    where c.status = 'active' and l.day_ends_at > now()
      and (greatest(l.told, l.ours) >= l.max * (1 - ${leftPercent} / 100.0::float8)
        or l.ours >= l.max * c.budget_percent / 100.0 * (1 - ${leftPercent} / 100.0::float8))
    order by c.id limit ${limit}`);
