import { ConnectorError } from '#connectors/connector-error.ts';
import type { Sql } from '#db/database.ts';
import type { SyncWriteRow } from '#db/sync/failed-write.ts';
import { endTestWrite, noteSending, type TestOutcome } from '#db/sync/sync-test.ts';
import type { RawFields } from '#domain/sync/sync-value.ts';
import { classifyRefusal } from '#domain/sync/write-failure.ts';
import { differingFields, isSameValue, readTested, type TestedSide, writeTested } from './tested-record.ts';

/**
 * Takes back one write of a test, unless somebody has changed meanwhile what it wrote. Safe to repeat: it looks first at what the record has now.
 */
export async function takeBack(sql: Sql, place: TestedSide, write: SyncWriteRow): Promise<void> {
  const outcome = write.operation === 'create' ? await removeCreated(sql, place, write) : await restoreUpdated(sql, place, write);
  await endTestWrite(sql, write.id, outcome);
}

async function removeCreated(sql: Sql, place: TestedSide, write: SyncWriteRow): Promise<TestOutcome> {
  const { connector } = place.opened;
  const [{ label }, id] = [connector.manifest, write.recordId ?? ''];
  const removal = connector.manifest.objects.find(({ name }) => name === place.map[place.side])?.removal ?? 'never';
  if (removal === 'never') {
    return { state: 'left', reason: 'forbidden', message: `${label} removes no ${place.map[place.side]} by its API` };
  }
  const record = await readTested(place, id);
  if (!record) return { state: 'taken_back' };
  const changed = differingFields(write.written ?? {}, record.fields);
  if (changed.length > 0) {
    return { state: 'left', reason: 'changed', message: `somebody changed ${changed.join(', ')} meanwhile`, field: changed[0] ?? null };
  }
  await noteSending(sql, write.id);
  const result = await writeTested(place, { key: `${write.id}-removed`, operation: 'delete', id, fields: {} });
  if (result.status !== 'failed' || result.failure.reason === 'missing') return { state: 'taken_back' };
  return refusedBy(result.failure);
}

async function restoreUpdated(sql: Sql, place: TestedSide, write: SyncWriteRow): Promise<TestOutcome> {
  const [before, written] = [write.before ?? {}, write.written ?? {}];
  const record = await readTested(place, write.target);
  if (!record) return { state: 'taken_back', message: 'somebody deleted the record meanwhile' };
  const ours = Object.keys(before).filter((name) => isSameValue(written[name], record.fields[name]));
  const theirs = Object.keys(before).filter((name) => !ours.includes(name) && !isSameValue(before[name], record.fields[name]));
  const message = theirs.length === 0 ? null : `somebody changed ${theirs.join(', ')} meanwhile, which stays as they left it`;
  const fields: RawFields = Object.fromEntries(ours.map((name) => [name, before[name] ?? null]));
  if (ours.length === 0) return { state: 'taken_back', message };
  await noteSending(sql, write.id);
  // What is read and written within a moment, where the vendor has no condition for it.
  const unmodifiedSince = record.modifiedAt === null ? undefined : new Date(record.modifiedAt);
  const key = `${write.id}-restored-${write.attempts}`;
  const result = await writeTested(place, { key, operation: 'update', id: write.target, fields, unmodifiedSince });
  // It changed within that moment, so what is to be restored is decided again.
  if (result.status === 'failed' && result.failure.reason === 'conflict') throw new ConnectorError('unavailable', result.failure.message);
  if (result.status === 'failed') return refusedBy(result.failure);
  const restored = await readTested(place, write.target);
  const kept = restored ? differingFields(fields, restored.fields) : [];
  if (kept.length === 0) return { state: 'taken_back', message };
  return { state: 'left', reason: 'not_kept', message: `${kept.join(', ')} did not get back what they had`, field: kept[0] ?? null };
}

function refusedBy(failure: Parameters<typeof classifyRefusal>[0]): TestOutcome {
  return { state: 'left', reason: classifyRefusal(failure), message: failure.message, field: failure.field };
}
