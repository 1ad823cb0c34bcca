import type { Sql } from '#db/database.ts';

/** Where a partner's link leads. */
export interface LinkRow {
  code: string;
  scope: string;
  partnerId: string;
  campaign: string | null;
  target: string;
  createdAt: Date;
  createdBy: string;
  disabledAt: Date | null;
}

const columns = (sql: Sql) =>
  sql`code, scope, partner_id as "partnerId", campaign, target, created_at as "createdAt", created_by as "createdBy", disabled_at as "disabledAt"`;

/** Undefined if another link has the code. */
export async function insertLink(sql: Sql, link: Omit<LinkRow, 'createdAt' | 'disabledAt'>): Promise<LinkRow | undefined> {
  const { code, scope, partnerId, campaign, target, createdBy } = link;
  const [row] = await sql<LinkRow[]>`
    insert into link (code, scope, partner_id, campaign, target, created_by)
    values (${code}, ${scope}, ${partnerId}, ${campaign}, ${target}, ${createdBy}) on conflict do nothing returning ${columns(sql)}`;
  return row;
}

export async function findLink(sql: Sql, code: string): Promise<LinkRow | undefined> {
  const [row] = await sql<LinkRow[]>`select ${columns(sql)} from link where code = ${code}`;
  return row;
}

/** From now on it leads nowhere. Undefined if the partner has no such link. */
export async function disableLink(sql: Sql, code: string, partnerId: string | undefined): Promise<LinkRow | undefined> {
  const [row] = await sql<LinkRow[]>`
    update link set disabled_at = coalesce(disabled_at, now())
    where code = ${code} and (${partnerId ?? null}::text is null or partner_id = ${partnerId ?? null}) returning ${columns(sql)}`;
  return row;
}

/** In the order of their codes. */
export function listLinks(
  sql: Sql,
  { scope, partnerId, after, limit }: { scope: string; partnerId: string | undefined; after: string | undefined; limit: number },
): Promise<LinkRow[]> {
  return sql<LinkRow[]>`
    select ${columns(sql)} from link
    where scope = ${scope} and (${partnerId ?? null}::text is null or partner_id = ${partnerId ?? null}) and code > ${after ?? ''}
    order by code limit ${limit}`;
}
