import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { inject } from 'vitest';
import { eventually, type TestEngine } from './engine.ts';

export const historiesFolder = path.join(import.meta.dirname, '../histories');

/**
 * Replays a workflow that has just ended, or an earlier run of it, against the code it ran on. With RECORD_HISTORIES=1 its history is
 * also stored in test/histories, and every later version of the code must replay it.
 */
export async function replayNow(engine: TestEngine, workflowId: string, name: string, runId?: string): Promise<void> {
  const handle = engine.temporal.workflow.getHandle(workflowId, runId);
  await eventually(
    () => handle.describe(),
    ({ status }) => status.name !== 'RUNNING',
  );
  const json = historyToJSON(await handle.fetchHistory());
  if (process.env['RECORD_HISTORIES']) {
    writeFileSync(
      path.join(historiesFolder, `${name}.json`),
      `${JSON.stringify({ workflowId, history: JSON.parse(json) }, null, 1).replaceAll(`${process.cwd()}/`, '')}\n`,
    );
  }
  await Worker.runReplayHistory({ workflowBundle: { codePath: inject('workflowBundle') } }, JSON.parse(json), workflowId);
}

/** Replays a committed history; rejects with the difference if the code no longer takes the same steps. */
export async function replayCommitted(file: string): Promise<void> {
  const { workflowId, history } = JSON.parse(readFileSync(path.join(historiesFolder, file), 'utf8')) as {
    workflowId: string;
    history: unknown;
  };
  await Worker.runReplayHistory({ workflowBundle: { codePath: inject('workflowBundle') } }, history, workflowId);
}
