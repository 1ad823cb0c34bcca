import type { CommissionActivityDeps } from '#activities/commissions/commission.ts';
import { createConditions } from '#activities/commissions/conditions.ts';
import type { DisputeActivityDeps } from '#activities/commissions/dispute.ts';
import { noticeGoals } from '#activities/commissions/notice-goals.ts';
import type { PayoutActivityDeps } from '#activities/commissions/payout.ts';
import { publishInvoiceNews } from '#activities/commissions/publish-invoice-news.ts';
import { publishLevelNews } from '#activities/commissions/publish-level-news.ts';
import { publishNews } from '#activities/commissions/publish-news.ts';
import type { Workflows } from '#apps/dispatch/workflows.ts';
import type { Transformer } from '#connectors/evaluator/transformer.ts';
import { createSandboxProvider } from '#connectors/payouts/sandbox-provider.ts';
import type { AttributionStore } from '#db/attribution/store.ts';
import { storeSandboxTransfers } from '#db/commissions/sandbox-transfer.ts';
import type { Database } from '#db/database.ts';
import { insertEventType } from '#db/events/event-type.ts';
import { commissionEventTypes } from '#domain/commissions/commission-events.ts';
import { disputeEventTypes } from '#domain/commissions/dispute-events.ts';
import { invoiceEventTypes } from '#domain/commissions/invoice-events.ts';
import { levelEventTypes } from '#domain/commissions/level-events.ts';
import type { NewEvent } from '#domain/events/event.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import type { Settings } from '#domain/settings.ts';

interface Deps {
  db: Database;
  attribution: AttributionStore;
  transformer: Transformer;
  settings: () => Settings;
  publish: (events: NewEvent[]) => Promise<unknown>;
  notify: Notify;
  workflows: Workflows['commissions'];
}

/** Commissions: new facts of the attribution start their workflows, and each line is published to its partner. */
export function wireCommissions({ db, attribution, transformer, settings, publish, notify, workflows }: Deps) {
  const { sql } = db;
  const store = attribution.sql;
  const model = () => settings().commissions.model;
  const isInvoiced = () => settings().commissions.negative_balances === 'invoice';
  const terms = { sql, store, model, meetConditions: createConditions({ sql, transformer }) };
  const activityDeps: CommissionActivityDeps & PayoutActivityDeps & DisputeActivityDeps = {
    commissions: { ...terms, publish, isInvoiced },
    disputes: { sql, store, publish },
    payouts: { sql, providers: { sandbox: createSandboxProvider(storeSandboxTransfers(sql)) } },
    notify,
  };
  return {
    activityDeps,
    /** What is new in the attribution, then of the invoices and in the ledger, and then in the levels. */
    async onFacts(): Promise<number> {
      const goals = await noticeGoals({ ...terms, accrue: workflows.accrue });
      // An invoice is told before what is repaid of it.
      const told = (await publishInvoiceNews({ sql, publish, notify })) + (await publishNews({ sql, publish }));
      return goals + told + (await publishLevelNews({ sql, publish, notify }));
    },

    /** Partners can subscribe to them before their first commission. */
    async addEventTypes(): Promise<void> {
      for (const type of [...commissionEventTypes, ...disputeEventTypes, ...invoiceEventTypes, ...levelEventTypes]) {
        await insertEventType(sql, type, { kind: 'system', id: 'causeway' });
      }
    },
  };
}
