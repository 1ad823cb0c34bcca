import type { Sql } from '#db/database.ts';
import { unreadableMark } from '#domain/delivery/hold.ts';

// The hold reason is `transformation`, because clients know no other one for a message that cannot be prepared; the detail tells them apart.

/** The `hold_detail` of a delivery whose endpoint cannot be read with this installation's configuration. */
export const unreadableDetail = (problem: string): string => `${unreadableMark}${problem}`;

/** The mark is repeated as a literal, because only then does the index `delivery_unreadable` apply. */
const heldAsUnreadable = (sql: Sql) =>
  sql`d.status = 'held' and d.hold_reason = 'transformation' and starts_with(d.hold_detail, 'configuration: ')`;

/** Endpoints with such deliveries whose secrets, headers and URL query are encrypted with these keys only, so that they can probably be read again. */
export async function listReadableAgain(
  sql: Sql,
  { keyIds, limit }: { keyIds: readonly string[]; limit: number },
): Promise<{ id: string; version: number }[]> {
  return sql<{ id: string; version: number }[]>`
    select ep.id, ep.version from endpoint ep
    where ep.id in (select d.endpoint_id from delivery d where ${heldAsUnreadable(sql)})
      and (ep.headers_sealed is null or split_part(ep.headers_sealed, '.', 2) = any(${[...keyIds]}::text[]))
      and (ep.url_query_sealed is null or split_part(ep.url_query_sealed, '.', 2) = any(${[...keyIds]}::text[]))
      and not exists (
        select from endpoint_secret s
        where s.endpoint_id = ep.id and (s.expires_at is null or s.expires_at > now())
          and split_part(s.sealed, '.', 2) <> all(${[...keyIds]}::text[]))
    -- With a limit and in no fixed order, an endpoint that stays unreadable does not block the others.
    order by random() limit ${limit}`;
}

/** Releases the deliveries of an endpoint that can be read again; its drain then sends them. */
export async function releaseUnreadable(sql: Sql, endpointId: string): Promise<number> {
  const { count } = await sql`
    update delivery d set hold_reason = 'replay', hold_detail = null
    where d.endpoint_id = ${endpointId} and ${heldAsUnreadable(sql)}`;
  return count;
}
