import type { Logger } from 'pino';
import { announceOutages } from '#activities/connections/announce-outages.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { Transformer } from '#connectors/evaluator/transformer.ts';
import type { Database } from '#db/database.ts';
import { isUnstorableValue } from '#db/failure.ts';
import {
  beginHintedRun,
  beginRun,
  type CurrentRun,
  endHintedRun,
  endRun,
  findRunning,
  findUndisturbedRun,
  isWanted,
  noteObstacle,
  RunMoved,
} from '#db/sync/sync-run.ts';
import { countFailed } from '#db/sync/sync-write.ts';
import { findDisconnected, giveUpSync } from '#db/sync/sync.ts';
import { counted } from '#domain/counted.ts';
import { DomainError } from '#domain/errors.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { explainStep, stepsOf, type SyncStep } from '#domain/sync/sync-steps.ts';
import type { Ahead } from './ahead.ts';
import { createEvaluateField } from './evaluate-field.ts';
import { createFieldWatch } from './field-watch.ts';
import { mergeStep, type MergeNews } from './merge-step.ts';
import type { OpenConnections } from './open-connection.ts';
import type { PreparedBatch } from './prepare-batch.ts';
import { readHintsStep } from './read-hints-step.ts';
import { type ReadPage, readStep } from './read-step.ts';
import { writeStep } from './write-step.ts';

export interface SyncRunnerDeps {
  db: Database;
  log: Logger;
  /** Opens a connection for calls. */
  openConnection: OpenConnections;
  transformer: Transformer;
  notify: Notify;
  /** A run has ended: others may show what it wrote. Must be safe to repeat. */
  onRunEnded: (run: { syncId: string; startedAt: Date }) => Promise<void>;
}

/** What the workflow shows and does next. `idle`: no run is wanted, or the sync is paused. */
export interface SyncProgress {
  state: 'more' | 'idle' | 'deleted';
  detail: string;
}

/** What is read while something is stored. */
export interface SyncAhead {
  pages: Ahead<ReadPage>;
  batches: Ahead<PreparedBatch>;
}

/** Does the runs of syncs, part by part. */
export interface SyncRunner {
  /**
   * Reads a page, merges a page, or writes a batch; begins a run if one is wanted. What hints name goes first and is done as a whole, because
   * it is no more than a page, and a run that reads everything takes hours. Safe to repeat, even at the same time: what a part did is
   * committed together with the place of the run, which only one of them can move on. With `ahead`, what the next part needs is read meanwhile.
   */
  advance(syncId: string, onPlace?: (place: string) => void, ahead?: SyncAhead): Promise<SyncProgress>;
  /** Whether there is anything to do. */
  isWanted(syncId: string): Promise<boolean>;
  /** Ends the present run. Safe to repeat: a run ends once. */
  fail(syncId: string, reason: string): Promise<void>;
}

export function createSyncRunner({ db, log, openConnection: open, transformer, notify, onRunEnded }: SyncRunnerDeps): SyncRunner {
  const assertFields = createFieldWatch(open, log);
  const evaluate = createEvaluateField(transformer);

  return {
    async advance(syncId, onPlace = () => {}, ahead) {
      const undisturbed = await findUndisturbedRun(db.sql, syncId);
      if (undisturbed) return goOn(undisturbed);
      let hasFollowed = false;
      for (;;) {
        const run = await beginHintedRun(db.sql, syncId);
        if (typeof run !== 'object') break;
        // It may want to write what is claimed for the other run, and what it reads is newer than a page that was read before.
        await Promise.all([ahead?.batches.drop(), ahead?.pages.drop()]);
        if ((await doPart(run, onPlace)) === 'ended') {
          hasFollowed = true;
          break;
        }
      }
      const run = await beginRun(db.sql, syncId);
      // What the run itself hinted has woken nobody.
      const isMore = run === 'idle' && hasFollowed && (await isWanted(db.sql, syncId));
      if (isMore) return { state: 'more', detail: 'reads what changed meanwhile' };
      if (run === 'idle') return { state: 'idle', detail: 'waiting for the next run' };
      if (run === 'tested') return { state: 'idle', detail: 'waiting until a test is taken back' };
      if (run === 'paused') return { state: 'idle', detail: 'paused, until somebody resumes it' };
      if (run === 'deleted') return { state: 'deleted', detail: 'the sync was deleted' };
      return goOn(run);

      async function goOn(run: CurrentRun): Promise<SyncProgress> {
        const progress = await doPart(run, onPlace, ahead);
        return { state: 'more', detail: progress === 'ended' ? 'the run has ended' : explain(run) };
      }
    },

    isWanted: (syncId) => isWanted(db.sql, syncId),

    async fail(syncId, reason) {
      const run = await findRunning(db.sql, syncId);
      if (!run) return;
      const { isNews } = await endRun(db.sql, run.id, 'failed', reason);
      if (isNews) await told(notify('causeway.sync.failed', { sync_id: syncId, run_id: run.id, reason }, `causeway.sync.failed/${run.id}`));
    },
  };

  async function doPart(run: CurrentRun, onPlace: (place: string) => void, ahead?: SyncAhead): Promise<'moved' | 'ended'> {
    onPlace(`${run.id} ${run.step} ${run.cursor ?? ''}`);
    const step = stepsOf(run.mapping, run.kind)[run.step];
    if (!step) {
      await finish(run);
      return 'ended';
    }
    try {
      await doStep(run, step, ahead);
    } catch (thrown) {
      const error = isUnstorableValue(thrown) ? unstorable() : thrown;
      if (error instanceof RunMoved) return 'moved';
      if (error instanceof DomainError && error.code === 'connection_not_active' && (await pauseIfDisconnected(run))) return 'ended';
      if (error instanceof ConnectorError || error instanceof DomainError) await noteObstacle(db.sql, run.id, error.message);
      await tellOutages(run);
      throw error;
    }
    return 'moved';
  }

  function tellOutages({ aConnectionId, bConnectionId }: CurrentRun): Promise<void> {
    return told(announceOutages({ sql: db.sql, notify }, [aConnectionId, bConnectionId]));
  }

  /** A connection that was disconnected does not come back: the sync would wait for ever. */
  async function pauseIfDisconnected({ id, syncId }: CurrentRun): Promise<boolean> {
    const ended = await findDisconnected(db.sql, syncId);
    if (ended === undefined) return false;
    const reason = `Connection ${ended} is disconnected. Create another one and a sync with it, then delete this sync`;
    await giveUpSync(db.sql, syncId, reason);
    await told(notify('causeway.sync.failed', { sync_id: syncId, run_id: id, reason }, `causeway.sync.failed/${id}`));
    return true;
  }

  async function doStep(run: CurrentRun, step: SyncStep, ahead: SyncAhead | undefined): Promise<void> {
    if (run.step === 0 && run.cursor === null) await assertFields(run);
    if (step.kind === 'read_hints') return readHintsStep({ db, open, evaluate }, run);
    const map = run.mapping.objects.find(({ name }) => name === step.object);
    if (!map) throw new Error(`The mapping of ${run.syncId} has no object ${step.object}`);
    switch (step.kind) {
      case 'read':
      case 'read_parts':
        return readStep({ db, open, evaluate, ahead: ahead?.pages }, run, step, map);
      case 'merge':
        return announce(run, map.name, await mergeStep(db, run, map));
      case 'write':
        return announce(run, map.name, {
          failed: await writeStep({ db, open, evaluate, ahead: ahead?.batches }, run, step.side, map),
          conflicts: [],
        });
    }
  }

  /** A run with failed records is partial, whoever caused them and whenever. */
  async function finish(run: CurrentRun): Promise<void> {
    const ids = { sync_id: run.syncId, run_id: run.id };
    await onRunEnded(run);
    await tellOutages(run);
    // What failed has its own event, and what failed before is no news of a run that read a few records.
    if (run.kind === 'hinted') return announceWritten(ids, await endHintedRun(db.sql, run.id));
    const failed = await countFailed(db.sql, run.syncId);
    const reason = run.question ?? (failed === 0 ? null : `${counted(failed, 'record is', 'records are')} not written`);
    const { written, isNews } = await endRun(db.sql, run.id, reason === null ? 'completed' : 'partial', reason);
    if (reason === null) return announceWritten(ids, written);
    if (isNews) await told(notify('causeway.sync.partial', { ...ids, reason, failed_records: failed }, `causeway.sync.partial/${run.id}`));
  }

  /** Most runs find nothing, which is no news. */
  async function announceWritten(ids: { sync_id: string; run_id: string }, written: number): Promise<void> {
    if (written > 0) await told(notify('causeway.sync.completed', { ...ids, written }, `causeway.sync.completed/${ids.run_id}`));
  }

  async function announce({ syncId, id: runId }: CurrentRun, object: string, { failed, conflicts }: MergeNews): Promise<void> {
    const ids = { sync_id: syncId, run_id: runId, object };
    for (const { id, side, target, reason: code, message: reason } of failed) {
      await told(
        notify('causeway.record.failed', { ...ids, write_id: id, side, record_id: target, code, reason }, `causeway.record.failed/${id}`),
      );
    }
    for (const { id, field } of conflicts) {
      await told(notify('causeway.conflict.opened', { ...ids, conflict_id: id, field }, `causeway.conflict.opened/${id}`));
    }
  }

  /** A notification that fails must not fail the run: what it says is also in the lists of the API. */
  async function told(news: Promise<void>): Promise<void> {
    await news.catch((error: unknown) => log.warn({ err: error }, 'an event of a sync could not be published'));
  }
}

/** Ends the run: repeating it would be in vain. Fields have been checked, so it is what identifies a record. */
const unstorable = () =>
  new ConnectorError('rejected', 'A system returned what cannot be stored, such as an id of thousands of characters or with U+0000');

function explain({ mapping, kind, step: place }: CurrentRun): string {
  const steps = stepsOf(mapping, kind);
  const step = steps[place];
  return step ? `${explainStep(step)} (step ${place + 1} of ${steps.length})` : 'the run has ended';
}
