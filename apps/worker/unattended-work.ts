import { tellMissedNights } from '#activities/reconciliation/missed-nights.ts';
import { idsPerQuery } from '#apps/dispatch/running-workflows.ts';
import { isRefusedStart, notifyRefusal } from '#apps/dispatch/start-failure.ts';
import type { Workflows } from '#apps/dispatch/workflows.ts';
import { listTelling, listUnsettledAlerts } from '#db/alerts/alert.ts';
import type { AttributionStore } from '#db/attribution/store.ts';
import { listBuilding } from '#db/attribution/versions/version.ts';
import { listUnclosedDisputes } from '#db/commissions/dispute.ts';
import { listUnsettledGoals } from '#db/commissions/goal.ts';
import { listOpenBatches } from '#db/commissions/payout-batch.ts';
import { listDisconnecting } from '#db/connections/disconnect.ts';
import { listMaintained, listUnmaintained } from '#db/connections/maintenance.ts';
import type { Database } from '#db/database.ts';
import { listUnfinishedImports } from '#db/deals/deal-import.ts';
import { listDealsInProcess, listOverdueDeals } from '#db/deals/deal-process.ts';
import { listDrainable } from '#db/delivery/hold.ts';
import { listBetweenAttempts } from '#db/delivery/sweep.ts';
import { listUnfinishedErasures } from '#db/erasure/erasure.ts';
import { findLastBookNight, listUnfinishedBookRuns } from '#db/reconciliation/books/book-run.ts';
import { listAttended, listUnscheduled } from '#db/reconciliation/reconciliation-plan.ts';
import { listUnfinishedRuns } from '#db/reconciliation/reconciliation-run.ts';
import { listUnfinishedPromotions } from '#db/sandboxes/promotion.ts';
import { listUnfinishedSandboxes } from '#db/sandboxes/sandbox.ts';
import { listRunningTests } from '#db/sync/sync-test.ts';
import { applyRequest, listActiveSyncs, listUnpolledSyncs } from '#db/sync/sync.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { type BookNights, nightDue } from '#domain/reconciliation/book-night.ts';
import { alertChannelId, alertId, watchAlertsId } from '#workflows/alerts/messages.ts';
import { maintainAttributionId, recomputeAttributionId } from '#workflows/attribution/messages.ts';
import { accrueCommissionId, disputeId, runPayoutId } from '#workflows/commissions/messages.ts';
import { disconnectConnectionId, maintainConnectionId } from '#workflows/connections/messages.ts';
import { importDealsId, registerDealId } from '#workflows/deals/messages.ts';
import { deliverWebhookId, drainEndpointId } from '#workflows/delivery/messages.ts';
import { eraseDataSubjectId, erasePartnerId } from '#workflows/erasure/messages.ts';
import { watchHealthId } from '#workflows/health/messages.ts';
import { reconcileBookId, reconcileConnectionId } from '#workflows/reconciliation/messages.ts';
import { promotePartnerId, provisionSandboxId } from '#workflows/sandboxes/messages.ts';
import { syncConnectionId, testSyncId } from '#workflows/sync/messages.ts';

export interface UnattendedWorkDeps {
  db: Database;
  attribution: AttributionStore;
  /** Of which there is one `attribution/…`, one `watch-health/…` and one `watch-alerts/…` each. */
  environment: string;
  workflows: Workflows;
  notify: Notify;
  /** Whether a CRM is configured, so that closed deals can be unwritten. */
  hasCrm: boolean;
  /** When the company's books are compared. */
  bookNights: () => BookNights;
}

/** A kind of subject that a workflow handles. A list is a page of those that are not finished, after an id. */
interface Kind<Subject extends { id: string }> {
  list: (page: { after: string; limit: number }) => Promise<Subject[]>;
  workflowId: (subject: Subject) => string;
  start: (subject: Subject) => Promise<void>;
}

/** Per sweep and kind, so that ten thousand subjects are looked at within two sweeps. More take longer: the cost stays the same. */
const pagesAtOnce = 5;
/** Overdue deals get a signal in each sweep; more follow as these are done. */
const overdueAtOnce = 100;
/** By then the process that changed a deal has signalled its workflow, and the workflow has done what was due. */
const dealGraceS = 5;
/** The same for connections. */
const connectionGraceS = 30;
/** By then the schedule has begun the night of the books: its jitter is ten minutes. */
const bookGraceMs = 30 * 60_000;
/** What is missed is told an hour after it was due. */
const nightsEveryMs = 60_000;

/**
 * Finds subjects that PostgreSQL shows as unfinished and that no workflow handles: Temporal was unavailable when theirs was to be started, or
 * somebody cancelled, terminated or deleted it, or Temporal lost it. It starts their workflows.
 */
export function createUnattendedWork({ db, attribution, environment, workflows, notify, hasCrm, bookNights }: UnattendedWorkDeps) {
  const { books, connections, deals, deliveries, sandboxes, erasures, syncs, reconciliations } = workflows;
  const sql = db.hot;
  /** The time that the schedule of the books was given last. */
  let scheduledFor: string | undefined;
  /** Of pairs. */
  let nights = { after: '', nextAt: 0 };
  const walks = [
    walk({
      list: (page) => listUnfinishedErasures(sql, page),
      workflowId: ({ id, kind }) => (kind === 'partner' ? erasePartnerId(id) : eraseDataSubjectId(id)),
      start: (erasure) => erasures.eraseData(erasure),
    }),
    walk({
      list: (page) => listUnfinishedSandboxes(sql, page),
      workflowId: ({ id }) => provisionSandboxId(id),
      start: ({ id }) => sandboxes.provisionSandbox(id),
    }),
    walk({
      list: (page) => listUnfinishedPromotions(sql, page),
      workflowId: ({ id }) => promotePartnerId(id),
      start: (promotion) => sandboxes.promote(promotion),
    }),
    walk({
      list: (page) => listUnfinishedImports(sql, page),
      workflowId: ({ id }) => importDealsId(id),
      start: (job) => deals.importDeals(job),
    }),
    walk({
      list: (page) => listDrainable(sql, page),
      workflowId: ({ id }) => drainEndpointId(id),
      start: ({ id }) => deliveries.release(id),
    }),
    walk({
      list: (page) => listBetweenAttempts(sql, page),
      workflowId: ({ id }) => deliverWebhookId(id),
      start: ({ id }) => deliveries.start([id]),
    }),
    walk({
      list: (page) => listActiveSyncs(sql, page),
      workflowId: ({ id }) => syncConnectionId(id),
      start: async (sync) => {
        await syncs.scheduleSync(sync);
        await syncs.runSync(sync.id);
      },
    }),
    walk({
      list: (page) => listRunningTests(sql, page),
      workflowId: ({ id }) => testSyncId(id),
      start: (test) => syncs.testSync(test),
    }),
    walk({
      list: (page) => listUnfinishedRuns(sql, page),
      workflowId: ({ syncId, night }) => reconcileConnectionId(syncId, night),
      start: (run) => reconciliations.runReconciliation(run),
    }),
    walk({
      list: (page) => listDealsInProcess(sql, { ...page, hasCrm }),
      workflowId: ({ id }) => registerDealId(id),
      start: (deal) => deals.registerDeal(deal),
    }),
    walk({
      list: (page) => listMaintained(sql, page),
      workflowId: ({ id }) => maintainConnectionId(id),
      start: ({ id }) => connections.maintain(id),
    }),
    walk({
      list: (page) => listDisconnecting(sql, page),
      workflowId: ({ id }) => disconnectConnectionId(id),
      start: ({ id }) => connections.disconnect(id),
    }),
    walk({
      list: (page) => listUnfinishedBookRuns(sql, page),
      workflowId: ({ book, night }) => reconcileBookId(book, night),
      start: (run) => books.reconcileBook(run),
    }),
    walk({
      list: (page) => listUnsettledGoals(sql, page),
      workflowId: ({ id }) => accrueCommissionId(id),
      start: ({ id }) => workflows.commissions.accrue(id),
    }),
    walk({
      list: (page) => listOpenBatches(sql, page),
      workflowId: ({ id }) => runPayoutId(id),
      start: ({ id }) => workflows.commissions.runPayout(id),
    }),
    walk({
      list: (page) => listUnclosedDisputes(sql, page),
      workflowId: ({ id }) => disputeId(id),
      start: ({ id }) => workflows.commissions.answerDispute(id),
    }),
    walk({
      list: async () => [{ id: environment }],
      workflowId: ({ id }) => maintainAttributionId(id),
      start: ({ id }) => workflows.attribution.maintainAttribution(id),
    }),
    walk({
      list: async () => [{ id: environment }],
      workflowId: ({ id }) => watchHealthId(id),
      start: ({ id }) => workflows.health.watchHealth(id),
    }),
    walk({
      list: async () => [{ id: environment }],
      workflowId: ({ id }) => watchAlertsId(id),
      start: ({ id }) => workflows.alerts.watchAlerts(id),
    }),
    walk({
      list: (page) => listUnsettledAlerts(sql, page),
      workflowId: ({ rule, subjectId }) => alertId(rule, subjectId),
      start: (alert) => workflows.alerts.advance(alert),
    }),
    walk({
      list: (page) => listTelling(sql, page),
      workflowId: ({ id }) => alertChannelId(id),
      start: ({ id }) => workflows.alerts.wakeChannel(id),
    }),
    // The last one, because its store can be away while the others work.
    walk({
      list: () => listBuilding(attribution.sql),
      workflowId: ({ number }) => recomputeAttributionId(number),
      start: ({ number }) => workflows.attribution.recomputeAttribution(number),
    }),
  ];

  /** Looks at the next pages of a kind; after the last one, it begins again. It pauses after a page with subjects to start. */
  function walk<Subject extends { id: string }>({ list, workflowId, start }: Kind<Subject>): () => Promise<void> {
    let after = '';
    return async () => {
      for (let page = 0; page < pagesAtOnce; page++) {
        const subjects = await list({ after, limit: idsPerQuery });
        const unattended = new Set(await workflows.findNotRunning(subjects.map((subject) => workflowId(subject))));
        after = subjects.length < idsPerQuery ? '' : (subjects.at(-1)?.id ?? '');
        await startEach(
          subjects.filter((subject) => unattended.has(workflowId(subject))),
          start,
        );
        if (after === '' || unattended.size > 0) return;
      }
    };
  }

  async function startEach<Subject extends { id: string }>(subjects: Subject[], start: (subject: Subject) => Promise<void>): Promise<void> {
    for (const subject of subjects) {
      await start(subject).catch(async (error: unknown) => {
        if (!isRefusedStart(error)) throw error;
        // The others do not wait for one that is rejected every time.
        await notifyRefusal(notify, subject.id, error);
      });
    }
  }

  return {
    /** Starts the workflows of subjects that have none. Its queries cost the same in every process, so one process does it. */
    async startUnattended(): Promise<void> {
      for (const next of walks) await next();
    },

    /** Signals the workflows of connections that were changed, or are due, without their workflow having noticed. */
    async signalOverdueConnections(): Promise<void> {
      const overdue = await listUnmaintained(sql, { graceS: connectionGraceS, limit: overdueAtOnce });
      await startEach(overdue, ({ id }) => connections.maintain(id));
    },

    /** Makes syncs run that nobody has asked to for long: somebody deleted or paused their schedule in Temporal. */
    async startUnpolledSyncs(): Promise<void> {
      await startEach(await listUnpolledSyncs(sql, overdueAtOnce), async (sync) => {
        await syncs.scheduleSync(sync);
        await applyRequest(sql, sync.id, 'triggerSync');
        await syncs.runSync(sync.id);
      });
    },

    /** Keeps the schedule of the company's books as the settings say, and begins a night that it missed: somebody deleted or paused it. */
    async startBooks(): Promise<void> {
      const nights = bookNights();
      const wanted = JSON.stringify(nights);
      const last = await findLastBookNight(sql);
      // The first night of an installation is the schedule's.
      const isMissed = last !== null && last < nightDue(new Date(Date.now() - bookGraceMs), nights);
      if (isMissed || wanted !== scheduledFor) await books.scheduleBooks(nights);
      scheduledFor = wanted;
      if (isMissed) await books.wakeBooks();
    },

    /** Makes the schedules of pairs that Temporal was not told of, when they or their plan were changed. */
    async scheduleReconciliations(): Promise<void> {
      await startEach(await listUnscheduled(sql, overdueAtOnce), ({ id }) => reconciliations.scheduleReconciliation(id));
    },

    /** Tells of nights in which pairs were not compared, and has the last one caught up. */
    async tellMissedNights(): Promise<void> {
      if (performance.now() < nights.nextAt) return;
      const page = await listAttended(sql, { after: nights.after, limit: idsPerQuery });
      await startEach(page, (pair) => tellMissedNights({ db, notify, ...reconciliations }, pair));
      nights = { after: page.length < idsPerQuery ? '' : (page.at(-1)?.id ?? ''), nextAt: performance.now() + nightsEveryMs };
    },

    /** Signals the workflows of deals whose work is overdue: a signal or a timer was missed. */
    async signalOverdueDeals(): Promise<void> {
      const overdue = await listOverdueDeals(sql, { graceS: dealGraceS, limit: overdueAtOnce });
      await startEach(overdue, (deal) => deals.registerDeal(deal));
    },
  };
}
