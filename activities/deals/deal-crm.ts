import { ConnectorError } from '#connectors/connector.ts';
import type { CrmOpportunity, CrmWriter } from '#connectors/crm/crm-writer.ts';
import type { Database } from '#db/database.ts';
import { beginCrmWrite, type DealForCrm, forgetCrmVersion, recordCrmRefusal, recordCrmWrite } from '#db/deals/deal-crm.ts';

export interface DealCrmActivityDeps {
  db: Database;
  /** Null where no CRM is configured. */
  crm: CrmWriter | null;
}

export type CrmWriteOutcome = 'written' | 'current' | 'refused' | 'unconfigured';

export function createDealCrmActivities({ db, crm }: DealCrmActivityDeps) {
  return {
    /**
     * Writes the deal's current state to the CRM if the deal was ever approved; a deal that is no longer approved is closed there as lost.
     * Returns `refused` if the CRM rejects the deal, and stores the reason with the deal. Throws temporary failures as ConnectorError.
     * Safe to repeat, even simultaneously: each write is an upsert by the deal's id, and every run continues until the version that it wrote
     * last is the current one. So the run whose write arrives last also corrects the CRM.
     */
    async writeDealToCrm(dealId: string): Promise<CrmWriteOutcome> {
      if (!crm) return 'unconfigured';
      let outcome: CrmWriteOutcome = 'current';
      let version = 0;
      for (;;) {
        const due = await beginCrmWrite(db, dealId, version);
        if (!due) return outcome;
        ({ version } = due.deal);
        outcome = await write(crm, due);
      }
    },
  };

  async function write(crm: CrmWriter, due: DealForCrm): Promise<'written' | 'refused'> {
    const { id: dealId, version } = due.deal;
    try {
      const { id: crmId } = await crm.writeOpportunity(opportunityOf(due));
      await recordCrmWrite(db, { dealId, version, crmId });
      return 'written';
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      if (error.kind === 'unavailable' || error.kind === 'malformed') await forgetCrmVersion(db, dealId);
      if (error.kind !== 'rejected') throw error;
      await recordCrmRefusal(db, { dealId, version, reason: error.message });
      return 'refused';
    }
  }
}

function opportunityOf({ deal, partnerName }: DealForCrm): CrmOpportunity {
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
