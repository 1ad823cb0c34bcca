import { type Actor, beginAs } from '#db/actor.ts';
import type { Sql } from '#db/database.ts';
import { mayHold } from './data-subject-erasure.ts';
import { countErased } from './erasure.ts';

/** Removes the person from every partner's contacts. */
export async function eraseContacts(sql: Sql, erasureId: string, address: string, actor: Actor): Promise<void> {
  await beginAs(sql, actor, async (tx) => {
    const rows = await tx<{ removed: number }[]>`
      with theirs as (
        select p.id, jsonb_array_length(p.contacts) as before,
          coalesce((select jsonb_agg(c order by n) from jsonb_array_elements(p.contacts) with ordinality as e (c, n)
            where lower(c->>'email') <> lower(${address})), '[]') as kept
        from partner p
        where exists (select from jsonb_array_elements(p.contacts) c where lower(c->>'email') = lower(${address}))
        for no key update
      )
      update partner p set contacts = t.kept, updated_at = now(), version = version + 1
      from theirs t where p.id = t.id
      returning t.before - jsonb_array_length(t.kept) as removed`;
    await countErased(tx, erasureId, { contacts: rows.reduce((sum, row) => sum + row.removed, 0) });
  });
}

export interface RememberedAnswer {
  scope: string;
  key: string;
  /** Sealed. */
  response: string | null;
}

export function scanIdempotencyKeys(sql: Sql, after: { scope: string; key: string }, limit: number): Promise<RememberedAnswer[]> {
  return sql<RememberedAnswer[]>`
    select scope, key, response #>> '{}' as response from idempotency_key
    where (scope, key) > (${after.scope}, ${after.key}) order by scope, key limit ${limit}`;
}

export async function forgetAnswers(sql: Sql, erasureId: string, answers: { scope: string; key: string }[]): Promise<void> {
  await sql.begin(async (tx) => {
    const { count } = await tx`
      delete from idempotency_key where (scope, key) in (
        select * from unnest(${answers.map((answer) => answer.scope)}::text[], ${answers.map((answer) => answer.key)}::text[]))`;
    await countErased(tx, erasureId, { idempotency_keys: count });
  });
}

export interface AuditText {
  seq: string;
  detail: string | null;
}

/** Of the page of audit entries above `after`, those whose detail may hold the address; `last` is null behind the last page. */
export async function scanAuditDetails(
  sql: Sql,
  address: string,
  after: string,
  limit: number,
): Promise<{ last: string | null; found: AuditText[] }> {
  const [page] = await sql<{ last: string | null }[]>`
    select max(seq)::text as last from (select seq from audit_entry where seq > ${after}::text::bigint order by seq limit ${limit}) page`;
  const last = page?.last ?? null;
  if (last === null) return { last, found: [] };
  const found = await sql<AuditText[]>`
    select seq::text, detail::text from audit_entry
    where seq > ${after}::text::bigint and seq <= ${last}::text::bigint and ${mayHold(sql, sql`detail::text`, address)}`;
  return { last, found };
}

/** The entries and their hashes stay, so the chain is whole. */
export async function eraseDetails(sql: Sql, erasureId: string, seqs: string[]): Promise<void> {
  await sql.begin(async (tx) => {
    const { count } = await tx`
      update audit_entry set detail = null where seq = any(${seqs}::text[]::bigint[]) and detail is not null`;
    await countErased(tx, erasureId, { audit_details: count });
  });
}
