import { promises as timers } from 'node:timers';
import { ConnectorError } from '#connectors/connector-error.ts';
import { dropFeeds } from '#db/reconciliation/reconciliation-feed.ts';
import {
  endRuns,
  findCurrentRun,
  moveRun,
  noteRunObstacle,
  queueRun,
  readAgain,
  type ReconciliationRun,
} from '#db/reconciliation/reconciliation-run.ts';
import { createStaging, dropStaging, isStaged } from '#db/reconciliation/staging.ts';
import { DomainError } from '#domain/errors.ts';
import { runSteps, type RunStep } from '#domain/reconciliation/reconciliation.ts';
import { checkPart } from './check-step.ts';
import { comparePart } from './compare-step.ts';
import { readSlice } from './read-step.ts';
import type { DoPart, Part, ReconciliationDeps, Slice } from './reconciliation-step.ts';
import { repairPart } from './repair-part.ts';
import { reportPart } from './report-step.ts';
import { boundYoungGeneration, unboundYoungGeneration } from './young-generation.ts';

const parts: Record<RunStep, DoPart> = { read: readSlice, compare: comparePart, check: checkPart, repair: repairPart, report: reportPart };

/** Between looks at what others do. */
const LOOK_EVERY_MS = 500;

/** Does part after part of a step while the slice lasts, and moves the run on to the next one. Safe to repeat, as each part is. */
export async function runStep(deps: ReconciliationDeps, runId: string, step: RunStep, { isGoingOn, onPlace }: Slice): Promise<Part> {
  const { sql } = deps.db;
  const slice: Slice = {
    isGoingOn,
    onPlace(place) {
      boundYoungGeneration();
      onPlace(place);
    },
  };
  try {
    for (;;) {
      boundYoungGeneration();
      const run = await findUsableRun(deps, runId, step);
      if (!run) return { state: 'more', detail: 'looking at the run again' };
      const part = await parts[step](deps, run, slice);
      const next = runSteps[runSteps.indexOf(step) + 1];
      if (part.state === 'done' && next !== undefined) await moveRun(sql, runId, step, next);
      if (part.state === 'done' || part.state === 'waiting' || !slice.isGoingOn()) return part;
      if (part.state === 'later') await timers.setTimeout(LOOK_EVERY_MS);
      slice.onPlace(part.detail);
    }
  } catch (error) {
    if (error instanceof ConnectorError || error instanceof DomainError) await noteRunObstacle(sql, runId, error.message);
    throw error;
  } finally {
    unboundYoungGeneration();
  }
}

/** None if the run has ended, is at another step, or must begin anew: with another mapping, or because what it has read is lost. */
async function findUsableRun({ db: { sql } }: ReconciliationDeps, runId: string, step: RunStep): Promise<ReconciliationRun | undefined> {
  const run = await findCurrentRun(sql, runId);
  if (run?.step !== step) return undefined;
  if (run.mappingVersion !== run.presentMappingVersion) {
    await endRuns(sql, { runId }, { state: 'cancelled', reason: 'the mapping was changed; another run began anew' });
    await dropStaging(sql, runId);
    await queueRun(sql, { ...run, trigger: run.trigger === 'schedule' ? 'request' : run.trigger });
    return undefined;
  }
  if (await isStaged(sql, runId)) return run;
  // It was never created, or a crash of PostgreSQL has emptied what is not logged.
  await dropFeeds(sql, runId);
  await createStaging(sql, runId);
  if (step === 'read') return run;
  await readAgain(sql, runId);
  return undefined;
}
