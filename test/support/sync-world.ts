import { type Logger, pino } from 'pino';
import type { ReconciliationDeps } from '#activities/reconciliation/reconciliation-step.ts';
import { createEvaluateField } from '#activities/sync/evaluate-field.ts';
import { createSyncRunner, type SyncRunnerDeps } from '#activities/sync/sync-runner.ts';
import { createNotify } from '#apps/dispatch/notify.ts';
import { createPublisher } from '#apps/dispatch/publisher.ts';
import { createOwnDeals } from '#apps/vendors/own-deals.ts';
import type { Budget } from '#connectors/budget.ts';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import { createEvaluator } from '#connectors/evaluator/create-evaluator.ts';
import { createHubspot } from '#connectors/hubspot/hubspot.ts';
import { createVendorHttp } from '#connectors/vendor-http.ts';
import { createVendorSession } from '#connectors/vendor-session.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { followRepairs } from '#db/reconciliation/finding-repair.ts';
import { Settings } from '#domain/settings.ts';
import type { Side } from '#domain/sync/mapping.ts';
import { ownDeals } from '#domain/sync/own-deals.ts';

/** The limits of vendors have their own tests. */
const unlimited: Budget = { acquire: async () => ({ sent: () => {}, end: () => {} }) };

export interface HubSpotAddress {
  url: string;
  privateToken: string;
}

/** What does the runs of syncs between two HubSpots, named by the connections `a` and `b`, in this process. */
export function openSyncRunner(databaseUrl: string, hubspots: Record<Side, HubSpotAddress>, log: Logger = pino({ level: 'silent' })) {
  const db: Database = openDatabase(databaseUrl);
  const http = createVendorHttp({ guard: createEgressGuard({}), version: 'test', trustedOrigins: [hubspots.a.url, hubspots.b.url] });
  const evaluator = createEvaluator(() => Settings.parse({}));
  const publisher = createPublisher({ sql: db.hot, owner: null, fullEndpoints: () => [], onPending: () => {}, onHeld: () => {} });
  const notify = createNotify({ publisher, log });
  const deps: Omit<SyncRunnerDeps, 'onRunEnded'> = {
    db,
    log,
    transformer: evaluator.transformer,
    notify,
    async openConnection(connectionId, { lane }) {
      if (connectionId === ownDeals) return createOwnDeals({ db, onChanged: async () => {} });
      const { url, privateToken } = hubspots[connectionId as Side];
      const connector = createHubspot(url);
      const token = { accessToken: privateToken };
      const tokens = { current: async () => token, renew: async () => token };
      const { protocol } = connector;
      return { connector, session: createVendorSession({ protocol, http, tokens, budget: unlimited, lane, patienceMs: 1_000 }) };
    },
  };
  const runner = createSyncRunner({ ...deps, onRunEnded: ({ syncId }) => followRepairs(db.sql, syncId) });
  return {
    db,
    runner,
    /** What the steps of a reconciliation need. */
    reconciliation: { ...deps, evaluate: createEvaluateField(evaluator.transformer), runSync: async () => {} } satisfies ReconciliationDeps,
    notify,
    async close(): Promise<void> {
      evaluator.close();
      await http.close();
      await db.close();
    },
  };
}
