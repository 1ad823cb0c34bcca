import type { Database } from '#db/database.ts';
import { countDrift, findReport } from '#db/reconciliation/report.ts';
import { getReconciliation } from '#db/reconciliation/run-list.ts';
import type { Notify } from '#domain/platform-event-types.ts';

/** Tells of what differs, once for each run: when a person must agree first, or at its end. Ignored findings are no news. */
export async function tellDrift(db: Database, notify: Notify, runId: string): Promise<void> {
  const [run, drift] = await Promise.all([getReconciliation(db, runId), countDrift(db.sql, runId)]);
  const sum = (count: (one: (typeof drift)[number]) => number) => drift.reduce((total, one) => total + count(one), 0);
  const findings = sum((one) => one.findings);
  if (findings === 0) return;
  const told = { findings, repaired: sum((one) => one.repaired), needs_person: sum((one) => one.needsPerson), question: run.question };
  await notify('causeway.reconciliation.drift', { ...namesOf(run), ...told }, `causeway.reconciliation.drift/${runId}`);
}

/** Tells how a run ends, before it does. Safe to repeat: each event is told once for each run. */
export async function tellEnd(db: Database, notify: Notify, runId: string): Promise<void> {
  const names = namesOf(await getReconciliation(db, runId));
  const { checks = [] } = (await findReport(db.sql, runId)) ?? {};
  const problems = checks.flatMap(({ problem }) => problem ?? []);
  await tellDrift(db, notify, runId);
  if (problems.length === 0) {
    const compared = checks.reduce((total, { checked }) => total + checked, 0);
    await notify('causeway.reconciliation.completed', { ...names, compared }, `causeway.reconciliation.completed/${runId}`);
  } else {
    await notify(
      'causeway.reconciliation.incomplete',
      { ...names, reason: problems.join('; ') },
      `causeway.reconciliation.incomplete/${runId}`,
    );
  }
}

const namesOf = ({ id, syncId, book, night, headline }: Awaited<ReturnType<typeof getReconciliation>>) => ({
  ...{ reconciliation_id: id, sync_id: syncId, book, night, headline: headline ?? '' },
});
