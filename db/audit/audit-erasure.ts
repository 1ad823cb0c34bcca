import type { Queryable, Sql } from '#db/database.ts';
import { mayHold } from '#db/may-hold.ts';
import type { DataSubject } from '#domain/data-subject.ts';

/**
 * Erases the details of a page of the partner's audit entries. The entries and their hashes stay. The erasure's own entry contains no personal
 * data, and explains why the others are empty.
 */
export async function eraseDetailsOf(tx: Queryable, partnerId: string, limit: number): Promise<{ audit_details: number }> {
  const { count } = await tx`
    update audit_entry set detail = null where seq in (
      select seq from audit_entry
      where partner_id = ${partnerId} and object_kind <> 'erasure' and detail is not null order by seq limit ${limit})`;
  return { audit_details: count };
}

/** The entries in the page above `after` whose detail names the person. `last` is null after the last page. */
export async function scanDetails(
  sql: Sql,
  subject: DataSubject,
  after: string,
  limit: number,
): Promise<{ last: string | null; found: string[] }> {
  const [page] = await sql<{ last: string | null }[]>`
    select max(seq)::text as last from (select seq from audit_entry where seq > ${after}::text::bigint order by seq limit ${limit}) page`;
  const last = page?.last ?? null;
  if (last === null) return { last, found: [] };
  const rows = await sql<{ seq: string; detail: string | null }[]>`
    select seq::text, detail::text from audit_entry
    where seq > ${after}::text::bigint and seq <= ${last}::text::bigint and ${mayHold(sql, sql`detail::text`, subject)}`;
  return { last, found: rows.filter(({ detail }) => subject.isIn(detail)).map((row) => row.seq) };
}

/** The entries and their hashes stay, so that the chain remains valid. */
export async function eraseDetails(tx: Queryable, seqs: string[]): Promise<{ audit_details: number }> {
  const { count } = await tx`
    update audit_entry set detail = null where seq = any(${seqs}::text[]::bigint[]) and detail is not null`;
  return { audit_details: count };
}
