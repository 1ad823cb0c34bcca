import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import type { Database, Queryable } from '#db/database.ts';
import { desc, eq, lt } from '#db/drizzle.ts';
import { companyVerdict } from '#db/schema.ts';
import { type KnownVerdict, type VerdictInput, verdictKey } from '#domain/accounts/verdict.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';

export type VerdictRow = typeof companyVerdict.$inferSelect;

/** Replaces an earlier verdict about the same two. The audit log keeps both. */
export async function recordVerdict(db: Database, { verdict, a, b, reason }: VerdictInput, actor: Actor): Promise<VerdictRow> {
  const [first, second] = [a, b].toSorted((one, other) => (verdictKey(one) < verdictKey(other) ? -1 : 1)) as [typeof a, typeof b];
  const id = await beginAs(db.sql, actor, async (tx) => {
    const [row] = await tx<{ id: string }[]>`
      insert into company_verdict (id, verdict, a_key, b_key, a, b, reason, created_by)
      values (${newId('vdt')}, ${verdict}, ${verdictKey(first)}, ${verdictKey(second)}, ${JSON.stringify(first)}::text::jsonb, ${JSON.stringify(second)}::text::jsonb,
        ${reason ?? null}, ${actor.id})
      on conflict (a_key, b_key) do update set verdict = excluded.verdict, a = excluded.a, b = excluded.b, reason = excluded.reason,
        created_by = excluded.created_by, created_at = now()
      returning id`;
    const objectId = row?.id ?? '';
    await insertAuditEntry(tx, actor, {
      ...{ action: 'account_verdict.recorded', objectKind: 'account_verdict', objectId },
      detail: { verdict, a: first, b: second, reason: reason ?? null },
    });
    return objectId;
  });
  return getVerdict(db, id);
}

/** Newest first. */
export function listVerdicts({ orm }: Database, { before, limit }: { before?: string | undefined; limit: number }): Promise<VerdictRow[]> {
  return orm
    .select()
    .from(companyVerdict)
    .where(before === undefined ? undefined : lt(companyVerdict.id, before))
    .orderBy(desc(companyVerdict.id))
    .limit(limit);
}

export async function getVerdict({ orm }: Database, id: string): Promise<VerdictRow> {
  const [row] = await orm.select().from(companyVerdict).where(eq(companyVerdict.id, id));
  if (!row) throw noVerdict(id);
  return row;
}

/** From then on the score decides again. */
export function withdrawVerdict({ sql: connection }: Database, id: string, actor: Actor): Promise<void> {
  return beginAs(connection, actor, async (tx) => {
    const [row] = await tx<Pick<VerdictRow, 'verdict' | 'a' | 'b' | 'reason'>[]>`
      delete from company_verdict where id = ${id} returning verdict, a, b, reason`;
    if (!row) throw noVerdict(id);
    await insertAuditEntry(tx, actor, { action: 'account_verdict.withdrawn', objectKind: 'account_verdict', objectId: id, detail: row });
  });
}

/** The verdicts about companies with one of these keys, the newest first. */
export function findVerdicts(tx: Queryable, keys: ReadonlySet<string>): PromiseLike<(KnownVerdict & { id: string })[]> {
  const list = tx`any(${[...keys]}::text[])`;
  return tx<(KnownVerdict & { id: string })[]>`
    select id, verdict, a_key as "aKey", b_key as "bKey" from company_verdict where a_key = ${list} or b_key = ${list}
    order by created_at desc`;
}

function noVerdict(id: string): DomainError {
  return new DomainError('not_found', `There is no verdict ${id}`);
}
