import type { Database } from '#db/database.ts';
import { settleEarlier } from '#db/reconciliation/report.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { type ComparedNight, makeReport } from './make-report.ts';
import { tellEnd } from './tell-night.ts';

/** What comes before the end of a night: its report, the end of findings that it no longer found, its events. Safe to repeat. */
export async function finishReport({ db, notify }: { db: Database; notify: Notify }, run: ComparedNight): Promise<void> {
  const { isComplete } = await makeReport(db, run);
  if (isComplete) await settleEarlier(db.sql, run.id);
  await tellEnd(db, notify, run.id);
}
