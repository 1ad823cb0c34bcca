import type { Queryable, Sql } from '#db/database.ts';
import { mayHold } from '#db/may-hold.ts';
import type { DataSubject } from '#domain/data-subject.ts';

/** The findings of the page after `after` that name the person. */
export async function scanFindings(
  sql: Sql,
  subject: DataSubject,
  after: string,
  limit: number,
): Promise<{ last: string | null; found: string[] }> {
  const words: ReturnType<Queryable> = sql`concat_ws(' ', a_id, b_id, merged_into, a_value, b_value, agreed_value, to_value, message, remedy, reason, cause::text, part_ids::text)`;
  const rows = await sql<{ id: string; text: string | null }[]>`
    select id, case when ${mayHold(sql, words, subject)} then ${words} end as text
    from reconciliation_finding where id > ${after} order by id limit ${limit}`;
  return { last: rows.at(-1)?.id ?? null, found: rows.filter((row) => subject.isIn(row.text)).map(({ id }) => id) };
}

/** What stays is that there was a difference, in which field, and what became of it. It cannot be repaired any longer. */
export async function eraseFindings(tx: Queryable, ids: readonly string[]): Promise<{ findings: number }> {
  const { count } = await tx`
    update reconciliation_finding set a_id = null, b_id = null, merged_into = null, a_value = null, b_value = null, agreed_value = null,
      to_value = null, message = '[erased]', remedy = '[erased]', reason = null, cause = null, part_ids = '{}',
      state = case when state in ('open', 'repairing', 'failed') then 'settled' else state end, ended_at = coalesce(ended_at, now())
    where id = any(${[...ids]}::text[])`;
  return { findings: count };
}

/** Reports, and the reasons that people gave, are few and short: they are searched in one go. */
export async function eraseFromRuns(tx: Queryable, subject: DataSubject): Promise<{ reconciliations: number; ignores: number }> {
  const words: ReturnType<Queryable> = tx`concat_ws(' ', report::text, reason, question)`;
  const runs = await tx<{ id: string; text: string }[]>`
    select id, ${words} as text from reconciliation_run where ${mayHold(tx, words, subject)} for no key update`;
  const theirs = runs.filter(({ text }) => subject.isIn(text)).map(({ id }) => id);
  await tx`update reconciliation_run set report = null, reason = case when reason is not null then '[erased]' end,
      question = case when question is not null then '[erased]' end where id = any(${theirs}::text[])`;
  const ignores = await tx<{ fingerprint: string; reason: string }[]>`
    select fingerprint, reason from reconciliation_ignore where ${mayHold(tx, tx`reason`, subject)} for no key update`;
  const named = ignores.filter(({ reason }) => subject.isIn(reason)).map(({ fingerprint }) => fingerprint);
  await tx`update reconciliation_ignore set reason = '[erased]' where fingerprint = any(${named}::text[])`;
  return { reconciliations: theirs.length, ignores: named.length };
}
