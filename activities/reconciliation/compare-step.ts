import { findIncompleteListings, useUpYes } from '#db/reconciliation/check-state.ts';
import { compareStaged } from '#db/reconciliation/compare.ts';
import type { ReconciliationRun } from '#db/reconciliation/reconciliation-run.ts';
import { askForYes } from '#db/reconciliation/repair-night.ts';
import type { Part, ReconciliationDeps } from './reconciliation-step.ts';

/** So many records do not vanish in a day: it is a wrong account, a filter, or an accident, and no drift. */
const GONE_PERCENT = 30;
const GONE_AT_LEAST = 10;

/**
 * Compares what was read, object by object. If a large part of a side is gone at once, a person must say that this is so before anybody looks at
 * it record by record. Safe to repeat: what was compared before is replaced.
 */
export async function comparePart(
  { db }: Pick<ReconciliationDeps, 'db'>,
  run: Pick<ReconciliationRun, 'id' | 'syncId' | 'mapping' | 'approvedAt'>,
): Promise<Part> {
  const incomplete = await findIncompleteListings(db.sql, run.id);
  const questions: string[] = [];
  for (const map of run.mapping.objects) {
    const isWhole = { a: !incomplete.has(`${map.name}/a`), b: !incomplete.has(`${map.name}/b`) };
    const { gone, links } = await compareStaged(db.sql, { runId: run.id, syncId: run.syncId, map, isWhole });
    for (const side of ['a', 'b'] as const) {
      if (gone[side] < GONE_AT_LEAST || gone[side] * 100 < links * GONE_PERCENT) continue;
      questions.push(`${gone[side]} of ${links} linked records of ${map.name} are not in ${side.toUpperCase()} any longer`);
    }
  }
  if (questions.length === 0) return { state: 'done', detail: 'both sides are compared' };
  const question = `${questions.join(', and ')}. Is that so? If not, cancel the run, and see whether the connection shows the right account`;
  if (run.approvedAt !== null || !(await askForYes(db.sql, run.id, question))) {
    await useUpYes(db.sql, run.id);
    return { state: 'done', detail: 'both sides are compared' };
  }
  return { state: 'waiting', detail: question };
}
