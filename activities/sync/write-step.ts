import { ConnectorError } from '#connectors/connector-error.ts';
import type { RecordWrite, WriteFailure, WriteResult } from '#connectors/record.ts';
import type { Queryable } from '#db/database.ts';
import { dropEchoes, hintRecords } from '#db/sync/sync-hint.ts';
import { addAgreed, deleteLinks, insertLinks } from '#db/sync/sync-link.ts';
import { hasPending, makePending, type Place, storeRecords, storeWritten } from '#db/sync/sync-record.ts';
import { advanceRun, type CurrentRun, requestRun } from '#db/sync/sync-run.ts';
import { ackWrites, type ClaimedWrite, type FailedWrite, failWrites, isBeingWritten, supersedeClaimed } from '#db/sync/sync-write.ts';
import { newId } from '#domain/id.ts';
import { externalIdOf } from '#domain/sync/mapping-check.ts';
import { type ObjectMap, otherSide, type Side } from '#domain/sync/mapping.ts';
import { toVendor } from '#domain/sync/translate.ts';
import { classifyRefusal, type FailureReason, retryDelayMs } from '#domain/sync/write-failure.ts';
import type { Ahead } from './ahead.ts';
import { type BatchDeps, prepareBatch, type PreparedBatch } from './prepare-batch.ts';

export interface WriteStepDeps extends BatchDeps {
  ahead: Ahead<PreparedBatch> | undefined;
}

const CLAIM_WAIT_MS = 5_000;

/** Writes one batch of the ledger. Each write is safe to repeat: an update and a deletion by nature, a creation by its external id or its key. */
export async function writeStep(deps: WriteStepDeps, run: CurrentRun, side: Side, map: ObjectMap): Promise<FailedWrite[]> {
  const { db, ahead } = deps;
  const place: Place = { syncId: run.syncId, object: map.name };
  const name = `${run.id} ${run.step}`;
  const begun = await ahead?.take(name);
  const batch = begun !== undefined && begun.claimed.length > 0 ? begun : await prepareBatch(deps, run, side, map);
  const { opened, claimed, ready, done, stale } = batch;
  if (claimed.length === 0) {
    // Its writes may still arrive, and must not arrive after those of the next run.
    if (await isBeingWritten(db.sql, place, side)) throw new ConnectorError('unavailable', 'another worker still writes', CLAIM_WAIT_MS);
    // While a person is asked, the rest of the run goes on.
    await db.sql.begin((tx) => advanceRun(tx, run, { step: run.step + 1, cursor: null }));
    return [];
  }
  // Nothing is counted again that was counted a moment ago.
  ahead?.begin(name, () => prepareBatch(deps, run, side, map, batch.allowed));
  try {
    const wanted = ready.map((write) => toRecordWrite(map, side, write));
    const results = wanted.length === 0 ? [] : await opened.connector.objects.writeBatch(opened.session, map[side], wanted);
    const known = done.map((write) => ({ key: keyOf(write), status: 'updated' as const, id: write.target }));
    const failed = await db.sql.begin(async (tx) => {
      await storeStale(tx, place, side, stale);
      return settle(tx, place, { run, map, side }, [...ready, ...done], [...results, ...known]);
    });
    batch.end();
    return failed;
  } catch (error) {
    // Nobody else waits for the end of a claim whose batch was never answered. What the vendor did write is written again, to the same effect.
    await batch.release();
    throw error;
  }
}

/** The target changed since both sides were compared: they are compared again in the next run, before anything is overwritten. */
async function storeStale(tx: Queryable, place: Place, side: Side, stale: PreparedBatch['stale']): Promise<void> {
  await storeRecords(
    tx,
    place,
    side,
    stale.map(({ record }) => record),
  );
  await makePending(
    tx,
    place,
    side,
    stale.map(({ write }) => write.target),
  );
  await supersedeClaimed(
    tx,
    stale.map(({ write }) => write.id),
  );
}

/** The same for the same attempt, whoever makes it, so that a lost answer leads to no second record. */
const keyOf = ({ id, refusals }: ClaimedWrite): string => (refusals === 0 ? id : `${id}-${refusals}`);

function toRecordWrite(map: ObjectMap, side: Side, write: ClaimedWrite): RecordWrite {
  const { operation, target, values } = write;
  const key = keyOf(write);
  if (operation === 'delete') return { key, operation, id: target, fields: {} };
  const fields = toVendor(map, side, values);
  if (operation === 'update') return { key, operation, id: target, fields };
  const externalId = externalIdOf(map, side);
  // The vendor may have made it although its answer was lost.
  if (externalId !== null) return { key, operation: 'upsert', externalId: { field: externalId, value: target }, fields };
  return { key, operation, fields };
}

async function settle(
  tx: Queryable,
  place: Place,
  { run, map, side }: { run: CurrentRun; map: ObjectMap; side: Side },
  writes: readonly ClaimedWrite[],
  results: readonly WriteResult[],
): Promise<FailedWrite[]> {
  const byKey = new Map(results.map((result) => [result.key, result]));
  const done = writes.flatMap((write) => {
    const result = byKey.get(keyOf(write));
    return result && result.status !== 'failed' ? [{ ...write, recordId: result.id, isAltered: result.isAltered ?? false }] : [];
  });
  const refused = writes.flatMap((write) => {
    const result = byKey.get(keyOf(write));
    if (result?.status !== 'failed') return [];
    const { failure } = result;
    const retryInMs = failure.retryable ? retryDelayMs(write.attempts) : null;
    return [
      { ...write, reason: reasonFor(write, failure), message: failure.message.slice(0, MAX_MESSAGE), field: failure.field, retryInMs },
    ];
  });
  await ackWrites(
    tx,
    done.map(({ id }) => id),
  );
  await dropEchoes(
    tx,
    run.syncId,
    done.map(({ id }) => id),
  );
  // The vendor stored something else than it was given.
  await hintRecords(
    tx,
    run.syncId,
    done.flatMap(({ isAltered, recordId }) => (isAltered ? [{ side, object: map[side], recordId }] : [])),
  );
  await storeWritten(
    tx,
    place,
    side,
    done.filter(({ operation }) => operation !== 'delete').map(({ recordId, values }) => ({ recordId, values })),
  );
  await addAgreed(
    tx,
    done.flatMap(({ linkId, values, operation }) => (linkId !== null && operation === 'update' ? [{ id: linkId, values }] : [])),
  );
  await insertLinks(
    tx,
    place,
    done
      .filter(({ operation }) => operation === 'create')
      .map(({ target, recordId, values }) => {
        const [aId, bId] = side === 'a' ? [recordId, target] : [target, recordId];
        return { id: newId('lnk'), aId, bId, how: 'created' as const, agreed: values };
      }),
  );
  await deleteLinks(
    tx,
    done.flatMap(({ linkId, operation }) => (linkId !== null && operation === 'delete' ? [linkId] : [])),
  );
  await failWrites(tx, refused);
  // The other side must be compared again: what was refused because of a change there is decided anew.
  await makePending(
    tx,
    place,
    otherSide(side),
    refused.filter(({ reason, operation }) => reason === 'changed' && operation === 'create').map(({ target }) => target),
  );
  await makePending(
    tx,
    place,
    side,
    refused.filter(({ reason, operation }) => reason === 'changed' && operation !== 'create').map(({ target }) => target),
  );
  if (await hasPending(tx, run.syncId)) await requestRun(tx, run.syncId);
  await advanceRun(tx, run, {
    step: run.step,
    cursor: String(Number(run.cursor ?? 0) + 1),
    counts: { written: done.length, failed: refused.length },
  });
  const final = refused.filter(({ retryInMs }) => retryInMs === null);
  return final.map(({ id, target, reason, message }) => ({ id, object: map.name, side, target, reason, message }));
}

/**
 * A record that is gone although it is just being created was created by an earlier call, and only a person knows whether it shall be once more.
 * If a field is named, it is the record that the field refers to that is gone.
 */
function reasonFor({ operation }: ClaimedWrite, failure: WriteFailure): FailureReason {
  if (operation !== 'create' || failure.reason !== 'missing') return classifyRefusal(failure);
  return failure.field === null ? 'deleted' : 'parent_missing';
}

/** The vendor's words, of which a validation rule can have many. */
const MAX_MESSAGE = 1_000;
