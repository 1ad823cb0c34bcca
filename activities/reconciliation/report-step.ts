import { ConnectorError } from '#connectors/connector-error.ts';
import { endReported, type ReconciliationRun } from '#db/reconciliation/reconciliation-run.ts';
import { storeBlindSpots } from '#db/reconciliation/report.ts';
import { dropStaging } from '#db/reconciliation/staging.ts';
import { DomainError } from '#domain/errors.ts';
import { findBlindSpots } from './blind-spots.ts';
import { finishReport } from './finish-report.ts';
import type { DoPart, ReconciliationDeps } from './reconciliation-step.ts';

/** Stores what became of the run, and ends it. Safe to repeat: a run ends once. */
export const reportPart: DoPart = async (deps, run) => {
  const { db } = deps;
  const blindSpots = await describeBlindSpots(deps, run);
  await finishReport(deps, run);
  await storeBlindSpots(db.sql, run.id, blindSpots);
  const state = await endReported(db.sql, run.id);
  await dropStaging(db.sql, run.id);
  return { state: 'done', detail: `the run is ${state}` };
};

/** Nobody reads more. */
const MAX_BLIND_SPOTS = 100;

/** A vendor that is away now must not keep back what the night has found. */
async function describeBlindSpots(deps: ReconciliationDeps, run: ReconciliationRun): Promise<string[]> {
  try {
    const spots = await findBlindSpots(deps, run);
    return [...new Set(spots.map(({ object, message }) => `${object}: ${message}`))].slice(0, MAX_BLIND_SPOTS);
  } catch (error) {
    if (!(error instanceof ConnectorError) && !(error instanceof DomainError)) throw error;
    return [`What the systems do not show could not be asked: ${error.message}`];
  }
}
