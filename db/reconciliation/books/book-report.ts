import type { Sql } from '#db/database.ts';
import type { RunState } from '#domain/reconciliation/reconciliation.ts';

interface RunEnd {
  state: RunState;
  reason: string | null;
}

/** The first end stays. Returns whether this is it. */
export async function endBookRun(sql: Sql, runId: string, { state, reason }: RunEnd): Promise<boolean> {
  const { count } = await sql`
    update reconciliation_run set state = ${state}, reason = ${reason}, ended_at = now()
    where id = ${runId} and state = 'running'`;
  return count > 0;
}

/** Findings of earlier nights that a complete run has not found again. */
export async function settleFindings(sql: Sql, runId: string): Promise<void> {
  await sql`
    update reconciliation_finding f set state = 'settled', ended_at = now()
    from reconciliation_run r, reconciliation_run present
    where present.id = ${runId} and r.book = present.book and r.id < present.id and f.run_id = r.id and f.state = 'open'
      and not exists (select from reconciliation_finding p where p.run_id = present.id and p.fingerprint = f.fingerprint)`;
}
