import { withHeartbeats } from '#activities/with-heartbeats.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { Transformer } from '#connectors/evaluator/transformer.ts';
import type { Database } from '#db/database.ts';
import { isWanted } from '#db/sync/sync-run.ts';
import { endTest, endTestWrite, findRunningTest, listTestWrites, noteTestObstacle, type RunningTest } from '#db/sync/sync-test.ts';
import { DomainError } from '#domain/errors.ts';
import type { ObjectMap, Side } from '#domain/sync/mapping.ts';
import { createEvaluateField } from './evaluate-field.ts';
import { type OpenConnections, patienceMs } from './open-connection.ts';
import { planTest } from './plan-test.ts';
import { takeBack } from './take-back.ts';
import type { TestedSide } from './tested-record.ts';
import { tryWrite } from './try-write.ts';

export interface SyncTestActivityDeps {
  db: Database;
  openConnection: OpenConnections;
  transformer: Transformer;
  runSync: (syncId: string) => Promise<void>;
}

/** The longest time without a sign of life is then a sixth of the heartbeat's timeout. */
const HEARTBEAT_MS = 5_000;

/** Tests of syncs: each is a record that is written and taken back. */
export function createSyncTestActivities({ db, openConnection: open, transformer, runSync }: SyncTestActivityDeps) {
  const { sql } = db;
  const evaluate = createEvaluateField(transformer);
  const openSide = (test: RunningTest, side: Side, writes: boolean) =>
    open(test.connections[side], { lane: 'interactive', patienceMs, writes });
  const openFor = async (test: RunningTest, map: ObjectMap, side: Side): Promise<TestedSide> => ({
    opened: await openSide(test, side, true),
    map,
    side,
  });

  /** Does a step of a test that is under way, and shows what it waits for. */
  async function during(id: string, step: (test: RunningTest, map: ObjectMap) => Promise<void>): Promise<void> {
    const test = await findRunningTest(sql, id);
    const map = test?.mapping.objects.find(({ name }) => name === test.object);
    if (!test || !map) return;
    try {
      await withHeartbeats(HEARTBEAT_MS, () => step(test, map));
      await noteTestObstacle(sql, id, null);
    } catch (error) {
      if (error instanceof ConnectorError || error instanceof DomainError) await noteTestObstacle(sql, id, error.message);
      throw error;
    }
  }

  return {
    /** Safe to repeat: what is to be written is entered once. */
    planSyncTest: (id: string): Promise<void> =>
      during(id, async (test, map) => {
        if ((await listTestWrites(db, id)).length > 0) return;
        const opened = { a: await openSide(test, 'a', false), b: await openSide(test, 'b', false) };
        await planTest({ db, evaluate }, opened, test, map);
      }),

    /** Safe to repeat: what was tried is not tried again. */
    writeSyncTest: (id: string): Promise<void> =>
      during(id, async (test, map) => {
        for (const write of await listTestWrites(db, id)) {
          if (write.state === 'trying') await tryWrite({ db, evaluate }, test, await openFor(test, map, write.side), write);
        }
      }),

    /** Safe to repeat: what was taken back is not taken back again. */
    takeBackSyncTest: (id: string): Promise<void> =>
      during(id, async (test, map) => {
        for (const { id: writeId, side, state, attempts } of (await listTestWrites(db, id)).toReversed()) {
          if (state !== 'trying' && state !== 'tried') continue;
          if (state === 'trying' && attempts === 0) {
            await endTestWrite(sql, writeId, { state: 'refused', message: 'it was never sent' });
            continue;
          }
          const place = await openFor(test, map, side);
          await takeBackWrite(test, place, writeId);
        }
      }),

    /** Ends the test; a run that waited for it may begin. Safe to repeat: a test ends once. */
    async endSyncTest(id: string, failure: string | null): Promise<void> {
      const test = await findRunningTest(sql, id);
      if (!test) return;
      await endTest(sql, id, failure);
      if (await isWanted(sql, test.syncId)) await runSync(test.syncId);
    },
  };

  /** A write whose answer was lost is done again first, because only then it is known what there is to take back. */
  async function takeBackWrite(test: RunningTest, place: TestedSide, writeId: string): Promise<void> {
    const find = async () => (await listTestWrites(db, test.id)).find(({ id }) => id === writeId);
    const present = await find();
    try {
      if (present?.state === 'trying') await tryWrite({ db, evaluate }, test, place, present);
      const tried = await find();
      if (tried?.state === 'tried') await takeBack(sql, place, tried);
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'rejected') throw error;
      await endTestWrite(sql, writeId, { state: 'left', reason: 'forbidden', message: error.message });
    }
  }
}
