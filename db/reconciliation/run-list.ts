import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import type { Database } from '#db/database.ts';
import { and, desc, eq, getTableColumns, inArray, lt, sql as fragment } from '#db/drizzle.ts';
import { reconciliationRun } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';
import { endRuns } from './reconciliation-run.ts';

const { report, ...others } = getTableColumns(reconciliationRun);
/** `headline`: the first line of the report. */
const columns = { ...others, headline: fragment<string | null>`${report} ->> 'headline'` };

/** A night of a pair or of a book, without its report. */
export type ReconciliationRow = Omit<typeof reconciliationRun.$inferSelect, 'report'> & { headline: string | null };

export interface ReconciliationFilter {
  syncId?: string | undefined;
  books?: NonNullable<ReconciliationRow['book']>[] | undefined;
  states?: ReconciliationRow['state'][] | undefined;
  night?: string | undefined;
  before?: string | undefined;
  limit: number;
}

/** Newest first. */
export function listReconciliations(
  { orm }: Database,
  { syncId, books, states, night, before, limit }: ReconciliationFilter,
): Promise<ReconciliationRow[]> {
  const conditions = [
    syncId === undefined ? undefined : eq(reconciliationRun.syncId, syncId),
    books && inArray(reconciliationRun.book, books),
    states && inArray(reconciliationRun.state, states),
    night === undefined ? undefined : eq(reconciliationRun.night, night),
    before === undefined ? undefined : lt(reconciliationRun.id, before),
  ];
  return orm
    .select(columns)
    .from(reconciliationRun)
    .where(and(...conditions))
    .orderBy(desc(reconciliationRun.id))
    .limit(limit);
}

export async function getReconciliation({ orm }: Database, id: string): Promise<ReconciliationRow> {
  const [run] = await orm.select(columns).from(reconciliationRun).where(eq(reconciliationRun.id, id));
  if (!run) throw new DomainError('not_found', `There is no reconciliation ${id}`);
  return run;
}

/** A person agrees to what the run asks. Throws if it asks nothing: the yes would count for changes that nobody has seen. */
export function approveReconciliation({ sql }: Database, id: string, actor: Actor): Promise<void> {
  return beginAs(sql, actor, async (tx) => {
    const [run] = await tx<{ question: string | null }[]>`
      with asked as (select question from reconciliation_run where id = ${id} and state = 'waiting' for no key update)
      update reconciliation_run r set state = 'running', question = null, approved_at = now(), approved_by = ${actor.id}
      from asked where r.id = ${id} returning asked.question`;
    if (!run) throw new DomainError('conflict', `Reconciliation ${id} waits for no yes`);
    await insertAuditEntry(tx, actor, {
      action: 'reconciliation.approved',
      objectKind: 'reconciliation',
      objectId: id,
      detail: { question: run.question },
    });
  });
}

/** A person ends a run. Safe to repeat. Throws if it has ended in another way. */
export function cancelReconciliation({ sql }: Database, id: string, actor: Actor): Promise<void> {
  return beginAs(sql, actor, async (tx) => {
    const [ended] = await endRuns(tx, { runId: id }, { state: 'cancelled', reason: 'somebody cancelled it' });
    if (ended) {
      const detail = { night: ended.night };
      return insertAuditEntry(tx, actor, { action: 'reconciliation.cancelled', objectKind: 'reconciliation', objectId: id, detail });
    }
    const [run] = await tx<{ state: string }[]>`select state from reconciliation_run where id = ${id}`;
    if (run?.state !== 'cancelled') throw new DomainError('conflict', `Reconciliation ${id} has ended: it is ${run?.state}`);
  });
}
