import type { Queryable, Sql } from '#db/database.ts';

interface Page {
  after: string;
  limit: number;
}

export interface LateErasure {
  id: string;
  kind: 'partner' | 'data_subject';
  partnerId: string | null;
  /** Why nothing happens any more. */
  reason: string | null;
  createdAt: Date;
}

/** Erasures that run for longer than so many hours, or have given up. */
export async function listLateErasures(sql: Sql, hours: number, { after, limit }: Page): Promise<LateErasure[]> {
  return await sql<LateErasure[]>`
    select id, kind, partner_id as "partnerId", reason, created_at as "createdAt" from erasure
    where status = 'running' and (reason is not null or created_at < now() - ${hours} * interval '1 hour') and id > ${after}
    order by id limit ${limit}`;
}

/** Partners that were deleted and have no erasure. */
export async function listUnerased(sql: Sql, { after, limit }: Page): Promise<{ id: string }[]> {
  return await sql<{ id: string }[]>`
    select p.id from partner p where p.status = 'deleted' and not exists (select from erasure e where e.partner_id = p.id and e.kind = 'partner')
      and p.id > ${after} order by p.id limit ${limit}`;
}

export interface ErasedPartner {
  erasureId: string;
  partnerId: string;
}

/** Erasures of partners that have finished since. */
export async function listErased(sql: Sql, since: Date | null, { after, limit }: Page): Promise<ErasedPartner[]> {
  return await sql<ErasedPartner[]>`
    select id as "erasureId", partner_id as "partnerId" from erasure
    where kind = 'partner' and status = 'finished' and id > ${after} ${since === null ? sql`` : sql`and finished_at > ${since}`}
    order by id limit ${limit}`;
}

/** What may stay of an erased partner, without its data: rows that others refer to, and the chain of the audit log. */
const mayStay: Record<string, (sql: Queryable) => ReturnType<Queryable>> = {
  api_key: (sql) => sql`t.revoked_at is not null and t.name = 'erased'`,
  oauth_client: (sql) => sql`t.revoked_at is not null and t.name = 'erased' and t.jwks is null and t.certificate_subject is null`,
  audit_entry: (sql) => sql`t.detail is null or t.object_kind = 'erasure'`,
  erasure: (sql) => sql`true`,
};

/** Every table that names a partner, as the database itself says: a new table is among them. */
export async function listPartnerTables(sql: Sql): Promise<{ name: string; column: string; isList: boolean }[]> {
  return await sql<{ name: string; column: string; isList: boolean }[]>`
    select c.relname as name, a.attname as column, a.atttypid = 'text[]'::regtype as "isList"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attname in ('partner_id', 'partner_ids')
    order by 1, 2`;
}

export interface Leftover {
  partnerId: string;
  rows: number;
}

/** Which of these partners have rows left in the table. */
export async function findLeftovers(
  sql: Sql,
  { name, column }: { name: string; column: string },
  partnerIds: string[],
): Promise<Leftover[]> {
  const stays = mayStay[name]?.(sql) ?? sql`false`;
  return await sql<Leftover[]>`
    select t.${sql(column)} as "partnerId", count(*)::int as rows from ${sql(name)} t
    where t.${sql(column)} = any(${partnerIds}::text[]) and not (${stays}) group by 1 order by 1`;
}

/** Which of these partners are still named by the next events. */
export async function findNamingEvents(
  sql: Sql,
  partnerIds: string[],
  { after, limit }: Page,
): Promise<{ checked: number; last: string | null; found: { eventId: string; partnerId: string }[] }> {
  const [page] = await sql<{ last: string | null; checked: number }[]>`
    select max(id) as last, count(*)::int as checked from (select id from event where id > ${after} order by id limit ${limit}) page`;
  const { last = null, checked = 0 } = page ?? {};
  if (last === null) return { checked, last, found: [] };
  const found = await sql<{ eventId: string; partnerId: string }[]>`
    select e.id as "eventId", p as "partnerId" from event e cross join unnest(e.partner_ids) p
    where e.id > ${after} and e.id <= ${last} and e.partner_ids && ${partnerIds}::text[] and p = any(${partnerIds}::text[]) order by 1, 2`;
  return { checked, last, found };
}

/** Which of these partners' own rows still have what an erasure empties. */
export async function findFullPartners(sql: Sql, partnerIds: string[]): Promise<Leftover[]> {
  return await sql<Leftover[]>`
    select id as "partnerId", 1 as rows from partner
    where id = any(${partnerIds}::text[]) and (name <> 'Erased partner' or contacts <> '[]' or status <> 'deleted') order by 1`;
}

/** Finished erasures of people that still have the person's address. */
export async function listKeptSubjects(sql: Sql, { after, limit }: Page): Promise<{ id: string }[]> {
  return await sql<{ id: string }[]>`
    select id from erasure where status = 'finished' and subject_sealed is not null and id > ${after} order by id limit ${limit}`;
}
