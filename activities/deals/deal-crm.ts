import type { Logger } from 'pino';
import { reportGivenUp } from '#activities/give-up.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { CrmOpportunity, CrmWriter } from '#connectors/crm/crm-writer.ts';
import type { Database } from '#db/database.ts';
import {
  beginCrmWrite,
  type DealForCrm,
  forgetCrmVersion,
  forgetCrmWait,
  recordCrmFailure,
  recordCrmRefusal,
  recordCrmWrite,
} from '#db/deals/deal-crm.ts';
import { findDealSync, hintDeal } from '#db/deals/synced-deal.ts';
import { applyRequest } from '#db/sync/sync.ts';
import { ownDeals } from '#domain/sync/own-deals.ts';
import { createCrmOutages, type CrmOutagesDeps } from './crm-outages.ts';

export interface DealCrmActivityDeps extends Pick<CrmOutagesDeps, 'notify'> {
  log: Logger;
  db: Database;
  /** Starts or signals the workflow of a sync. */
  runSync: (syncId: string) => Promise<void>;
  /** Called when these connections may have new hints. */
  onHints: (connectionIds: string[]) => Promise<void>;
  /** Null where no CRM is configured. */
  crm: CrmWriter | null;
}

/** `handed_over`: a sync writes deals, and was asked for a run. */
export type CrmWriteOutcome = 'written' | 'current' | 'refused' | 'unconfigured' | 'handed_over';

const firstRetryMs = 1_000;
/** A CRM that is down for a weekend needs no action, and gets six requests an hour for each deal. */
const maxRetryMs = 600_000;
/** A refused token stays refused until somebody acts. This is how soon a token that the CRM accepts again is noticed without a restart. */
const refusedTokenMs = 900_000;

export function createDealCrmActivities({ db, crm, log, notify, runSync, onHints }: DealCrmActivityDeps) {
  const outages = createCrmOutages({ sql: db.sql, notify });
  /** The CRM has refused the token of this process: one request in this time finds out whether it still does. A restart ends it. */
  let refused: { reason: string; until: number } | undefined;

  return {
    /**
     * Leaves the deal to the sync that writes deals, if there is one. Otherwise writes the deal's current state to the CRM if the deal was
     * ever approved; a deal that is no longer approved is closed there as lost.
     * Returns `refused` if the CRM rejects the deal, and stores the reason with the deal. Throws temporary failures as ConnectorError, whose
     * `retryAfterMs` follows from `tries`, the number of earlier failures; without it, the caller's own policy applies.
     * Safe to repeat, even simultaneously: each write is an upsert by the deal's id, and every run continues until the version that it wrote
     * last is the current one. So the run whose write arrives last also corrects the CRM.
     */
    async writeDealToCrm(dealId: string, tries?: number): Promise<CrmWriteOutcome> {
      const sync = await findDealSync(db.sql);
      if (sync) return handOver(dealId, sync.id);
      if (!crm) return 'unconfigured';
      let outcome: CrmWriteOutcome = 'current';
      let version = 0;
      for (;;) {
        const due = await beginCrmWrite(db, dealId, version);
        if (!due) break;
        ({ version } = due.deal);
        outcome = await write(crm, due, tries);
      }
      if (outcome === 'current') await forgetCrmWait(db, dealId);
      return outcome;
    },

    /** Stores why this version is not written, and reports it. The next version is tried again. Safe to repeat: the same reason is stored. */
    async giveUpCrmWrite(dealId: string, version: number, reason: string): Promise<void> {
      await recordCrmRefusal(db, { dealId, version, reason });
      // Each run of the workflow tries the version once more.
      await reportGivenUp(notify, dealId, reason, `crm/${dealId}/${version}`);
    },
  };

  /** A deal that has its opportunity is read alone. Another one waits until the run knows what is new in the CRM, such as its account. */
  async function handOver(dealId: string, syncId: string): Promise<'handed_over'> {
    if (await hintDeal(db.sql, dealId)) {
      await onHints([ownDeals]);
    } else if (await applyRequest(db.sql, syncId, 'triggerSync')) {
      await runSync(syncId);
    }
    return 'handed_over';
  }

  async function write(crm: CrmWriter, due: DealForCrm, tries: number | undefined): Promise<'written' | 'refused'> {
    const { id: dealId, version } = due.deal;
    try {
      const { id: crmId } = await ask(crm, due);
      await recordCrmWrite(db, { dealId, version, crmId });
      await report(() => outages.noteAnswer());
      return 'written';
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      if (error.kind === 'unavailable' || error.kind === 'malformed') await forgetCrmVersion(db, dealId);
      if (error.kind !== 'rejected') throw await postpone(error, dealId, tries);
      await recordCrmRefusal(db, { dealId, version, reason: error.message });
      await report(() => outages.noteAnswer());
      return 'refused';
    }
  }

  async function ask(crm: CrmWriter, due: DealForCrm): Promise<{ id: string }> {
    if (refused && Date.now() < refused.until) {
      // All deals wait behind one request, and come back after it, not together.
      const waitMs = refused.until - Date.now() + Math.round(Math.random() * refusedTokenMs);
      throw new ConnectorError('unauthorized', refused.reason, waitMs);
    }
    // Before the request, so that simultaneous ones do not follow it.
    if (refused) refused.until = Date.now() + refusedTokenMs;
    try {
      const written = await crm.writeOpportunity(opportunityOf(due));
      refused = undefined;
      return written;
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      if (error.kind === 'unauthorized') refused = { reason: error.message, until: Date.now() + refusedTokenMs };
      else if (error.kind === 'rejected') refused = undefined;
      await report(() => noteFailure(error));
      throw error;
    }
  }

  async function noteFailure({ kind, message }: ConnectorError): Promise<void> {
    if (kind === 'unauthorized') await outages.noteFailure('token_refused', message);
    if (kind === 'unavailable' || kind === 'malformed') await outages.noteFailure('away', message);
  }

  /** Stores with the deal why and until when it waits. Returns the failure with that time. */
  async function postpone(error: ConnectorError, dealId: string, tries: number | undefined): Promise<ConnectorError> {
    const ownDelayMs = error.kind === 'unauthorized' ? refusedTokenMs : Math.min(firstRetryMs * 2 ** (tries ?? 10), maxRetryMs);
    const delayMs = error.retryAfterMs ?? ownDelayMs;
    await recordCrmFailure(db, { dealId, reason: error.message, nextAttemptAt: new Date(Date.now() + delayMs) });
    if (tries === undefined && error.kind !== 'unauthorized') return error;
    return new ConnectorError(error.kind, error.message, delayMs);
  }

  /** A report that fails must not fail the write; the next failure repeats it. */
  async function report(tell: () => Promise<void>): Promise<void> {
    await tell().catch((error: unknown) =>
      log.warn({ err: error }, "the CRM's state could not be reported; trying again at the next write"),
    );
  }
}

/** What the CRM is to have of a deal. */
export function opportunityOf({ deal, partnerName }: DealForCrm): CrmOpportunity {
  const { customer, title, expected_value: value } = deal.fields;
  const status = statusOf(deal);
  return {
    dealId: deal.id,
    partner: { id: deal.partnerId, name: partnerName },
    companyName: customer.company_name,
    website: customer.website ?? null,
    title: title ?? customer.company_name,
    stage: deal.stage,
    status,
    lostReason: status === 'lost' ? (deal.reason ?? `The registration is ${deal.reviewStatus}`) : null,
    value: value ?? null,
    closeDate: deal.closeDate,
    protectedUntil: status === 'open' ? deal.protectedUntil : null,
  };
}

function statusOf({ reviewStatus, stage }: DealForCrm['deal']): CrmOpportunity['status'] {
  if (reviewStatus !== 'approved') return 'lost';
  return stage === 'won' || stage === 'lost' ? stage : 'open';
}
