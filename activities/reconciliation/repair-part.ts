import type { Database } from '#db/database.ts';
import { beginQuestions, beginRepairs } from '#db/reconciliation/finding-repair.ts';
import { askForYes, countRepairing, planNight } from '#db/reconciliation/repair-night.ts';
import { counted } from '#domain/counted.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { type ComparedNight, makeReport } from './make-report.ts';
import type { Part } from './reconciliation-step.ts';
import { tellDrift } from './tell-night.ts';

interface RepairDeps {
  db: Database;
  notify: Notify;
  /** Starts or signals the workflow of a sync. */
  runSync: (syncId: string) => Promise<void>;
}

/** Keeps a transaction, and what it sends to PostgreSQL at once, small. */
const PAGE = 1_000;
/** A sync that is slow goes on after the night's end; findings follow its ledger then too. */
const PATIENCE_MS = 600_000;

/**
 * Asks the sync for repairs, page by page, unless the plan wants a person's yes first, and waits a while until it has written. Safe to repeat: a
 * finding is asked for once.
 */
export async function repairPart({ db, notify, runSync }: RepairDeps, run: ComparedNight): Promise<Part> {
  const place = { runId: run.id, syncId: run.syncId };
  const { question, isApproved, repairs } = await planNight(db.sql, place);
  if (run.isDryRun) return { state: 'done', detail: `${counted(repairs, 'finding')} could be repaired` };
  if (question !== null && !isApproved && (await askForYes(db.sql, run.id, question))) {
    await makeReport(db, run);
    await tellDrift(db, notify, run.id);
    return { state: 'waiting', detail: `waiting for a yes: ${question}` };
  }
  const begun =
    (await db.sql.begin((tx) => beginRepairs(tx, place, { isNew: true }, PAGE))) +
    (await db.sql.begin((tx) => beginQuestions(tx, place, PAGE)));
  if (begun > 0) await runSync(run.syncId);
  const repairing = await countRepairing(db.sql, run.id, PATIENCE_MS);
  const detail = `${counted(repairing, 'finding is', 'findings are')} being repaired`;
  if (begun > 0) return { state: 'more', detail };
  return { state: repairing > 0 ? 'later' : 'done', detail };
}
