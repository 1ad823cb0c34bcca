import type { ReconciliationDeps } from '#activities/reconciliation/reconciliation-step.ts';
import type { createSyncRunner } from '#activities/sync/sync-runner.ts';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import type { Database } from '#db/database.ts';
import { changeSync, createSync } from '#db/sync/sync.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { openSyncRunner } from './sync-world.ts';
import { tester } from './tester.ts';

const ample = { max: 1_000_000, windowMs: 1_000 };
const ampleLimits = { burst: ample, daily: ample, search: ample };

interface EndedRun {
  state: string;
  reason: string | null;
  [count: string]: unknown;
}

export interface TwoHubSpots {
  db: Database;
  databaseUrl: string;
  a: HubSpotFake;
  b: HubSpotFake;
  runner: ReturnType<typeof createSyncRunner>;
  notify: Notify;
  /** What the steps of a reconciliation need. */
  reconciliation: ReconciliationDeps;
  /** The types of the events that the company's own people got, in their order. */
  notices(): Promise<string[]>;
  createSync(mapping: object, more?: { maxDeletePercent?: number; maxChangePercent?: number }): Promise<string>;
  /** Does everything that is due, then says how the last run ended. */
  runSync(syncId: string): Promise<EndedRun>;
  lastRun(syncId: string): Promise<EndedRun>;
  close(): Promise<void>;
}

/** Two fakes that are kept the same through the real connector, over HTTP, with this database. */
export async function openTwoHubSpots(databaseUrl: string): Promise<TwoHubSpots> {
  const [a, b] = await Promise.all([startHubSpot({ port: 0, limits: ampleLimits }), startHubSpot({ port: 0, limits: ampleLimits })]);
  for (const { account } of [a, b]) {
    account.addProperty('companies', { name: 'counterpart_id', label: 'Counterpart', type: 'text', unique: true, maxLength: 64 });
    account.addProperty('companies', { name: 'segment', label: 'Segment', type: 'choice', options: ['small', 'large'] });
  }
  const world = openSyncRunner(databaseUrl, { a, b });
  const { db, runner, notify, reconciliation } = world;

  async function runSync(syncId: string): Promise<EndedRun> {
    await changeSync(db, syncId, () => ({ requestedAt: new Date() }), tester);
    // A test that needs more parts than this does not end.
    for (let parts = 0; (await runner.advance(syncId)).state === 'more'; parts++) {
      if (parts > 2_000) throw new Error('the sync does not come to an end');
    }
    return lastRun(syncId);
  }

  async function lastRun(syncId: string): Promise<EndedRun> {
    const [run] = await db.sql<EndedRun[]>`
      select kind, state, reason, read, changed, written, failed, conflicts from sync_run where sync_id = ${syncId} order by id desc limit 1`;
    if (!run) throw new Error('nothing ran');
    return run;
  }

  return {
    ...{ db, a, b, runner, notify, reconciliation, runSync, lastRun, databaseUrl },
    notices: async () => (await db.sql<{ type: string }[]>`select type from event order by id`).map(({ type }) => type),
    async createSync(mapping, { maxDeletePercent = 5, maxChangePercent = 30 } = {}) {
      const wanted = { name: 'test', aConnectionId: 'a', bConnectionId: 'b', mapping: Mapping.parse(mapping), intervalSeconds: 300 };
      return (await createSync(db, { ...wanted, maxDeletePercent, maxChangePercent }, tester)).id;
    },
    async close() {
      await Promise.all([a.close(), b.close()]);
      await world.close();
    },
  };
}
