import type { RecordWrite } from '#connectors/record.ts';
import type { Database } from '#db/database.ts';
import type { SyncWriteRow } from '#db/sync/failed-write.ts';
import { billingOf } from '#db/sync/sync-billing.ts';
import { endTestWrite, noteSending, noteTried, type RunningTest } from '#db/sync/sync-test.ts';
import { hashValues, pick } from '#domain/sync/desired-hash.ts';
import { externalIdOf } from '#domain/sync/mapping-check.ts';
import type { ObjectMap, Side } from '#domain/sync/mapping.ts';
import { classifyRefusal } from '#domain/sync/write-failure.ts';
import { readTested, type TestedSide, writeTested } from './tested-record.ts';
import { type EvaluateField, translatePage } from './translate-page.ts';

export interface TryWriteDeps {
  db: Database;
  evaluate: EvaluateField;
}

/**
 * Does one write of a test, and notes what the record has then. Safe to repeat: an update by what the record has, a creation by its external id
 * or its key.
 */
export async function tryWrite(deps: TryWriteDeps, test: RunningTest, place: TestedSide, write: SyncWriteRow): Promise<void> {
  const { sql } = deps.db;
  const present = write.operation === 'update' ? await findPresent() : 'other';
  if (present === 'gone' || present === 'changed') {
    const message =
      present === 'gone' ? 'the record was deleted since it was compared' : 'somebody changed the record since it was compared';
    return endTestWrite(sql, write.id, { state: 'refused', reason: present, message });
  }
  if (present === 'done') return noteWritten(write.target);
  await noteSending(sql, write.id);
  const result = await writeTested(place, toRecordWrite(place.map, place.side, place, write));
  if (result.status !== 'failed') return noteWritten(result.id);
  const { failure } = result;
  await endTestWrite(sql, write.id, { state: 'refused', reason: classifyRefusal(failure), message: failure.message, field: failure.field });

  /** Whether the record has what it had when both were compared, or already what it is to get. */
  async function findPresent(): Promise<'gone' | 'done' | 'changed' | 'other'> {
    const record = await readTested(place, write.target);
    if (!record) return 'gone';
    const { map, side } = place;
    const billing = side === 'b' ? await billingOf(sql, test.syncId, map, [record.id]) : new Map();
    const [translated] = await translatePage({ mapping: test.mapping, map, side, generation: 0 }, [record], deps.evaluate, billing);
    const hash = hashValues(pick(translated?.values ?? {}, Object.keys(write.values)));
    if (hash === write.desiredHash && write.attempts > 0) return 'done';
    return hash === write.baseHash ? 'other' : 'changed';
  }

  /** The vendor may have stored other values than it was given. */
  async function noteWritten(recordId: string): Promise<void> {
    const record = await readTested(place, recordId);
    const fields = record?.fields ?? {};
    const written =
      write.operation === 'update' ? Object.fromEntries(Object.keys(write.sent ?? {}).map((name) => [name, fields[name] ?? null])) : fields;
    await noteTried(sql, write.id, { recordId, written });
  }
}

/**
 * A vendor that remembers the key of a creation would answer the creation of a run with the record that the test has removed. So such a creation has
 * the key of its own write.
 */
function toRecordWrite(map: ObjectMap, side: Side, { opened }: TestedSide, write: SyncWriteRow): RecordWrite {
  const { id: key, operation, target } = write;
  const fields = write.sent ?? {};
  if (operation === 'update') return { key, operation, id: target, fields };
  const externalId = externalIdOf(map, side);
  const isRepeatable = opened.connector.manifest.objects.find(({ name }) => name === map[side])?.repeatable_creates ?? false;
  if (externalId === null) return { key, operation: 'create', fields };
  if (isRepeatable) return { key, operation: 'create', fields: { ...fields, [externalId]: target } };
  return { key, operation: 'upsert', externalId: { field: externalId, value: target }, fields };
}
