import { opportunityOf } from '#activities/deals/deal-crm.ts';
import type { Book, BookCheck, Found } from '#activities/reconciliation/book.ts';
import type { CrmWriter, HeldOpportunity } from '#connectors/crm/crm-writer.ts';
import type { Database } from '#db/database.ts';
import { crmStateOf } from '#db/deals/crm-state.ts';
import type { DealForCrm } from '#db/deals/deal-crm.ts';
import { findDealSync } from '#db/deals/synced-deal.ts';
import { findDeletedPartners, listDealsForCrm } from '#db/reconciliation/books/deal-book.ts';
import { plainDecimal } from '#domain/decimal.ts';

export interface DealBookDeps {
  db: Database;
  /** Null where no CRM is configured. */
  crm: CrmWriter | null;
}

/** Of either side. */
const limit = 200;
/** A write that begins takes seconds, and so does one that another change of the deal begins meanwhile. */
const settleMs = 20_000;
/** What was changed this recently is being written. */
const quietS = 300;

const write =
  'Any change of the deal writes it again, such as POST /api/v1/deals/{id}/reassign. See "A deal is missing in the CRM" in the runbook';
const decide = 'Decide which one is right, and delete the other in the CRM';

/** Deals that the CRM is to have and its opportunities, both read in the order of the deals' ids. A sync that writes deals has its own nightly run. */
export function dealsBook({ db, crm }: DealBookDeps): Book {
  const opportunities: BookCheck = {
    name: 'opportunities',
    title: 'The CRM has each approved deal, once, as it is here',
    settleMs,
    async page(after) {
      if (!crm?.listOpportunities || (await findDealSync(db.sql))) return { checked: 0, found: [], next: null };
      const [held, deals] = await Promise.all([crm.listOpportunities({ after, limit }), listDealsForCrm(db, { after, limit, quietS })]);
      const ends = [endOf(held.map(({ dealId }) => dealId)), endOf(deals.map(({ deal }) => deal.id))].filter((end) => end !== null);
      const end = ends.toSorted()[0];
      const isHere = (dealId: string) => end === undefined || dealId <= end;
      const here = deals.filter(({ deal }) => isHere(deal.id));
      const theirs = Map.groupBy(
        held.filter(({ dealId }) => isHere(dealId)),
        ({ dealId }) => dealId,
      );
      const found = here.flatMap((one) => (one.isQuiet ? compare(one, theirs.get(one.deal.id) ?? []) : []));
      for (const { deal } of here) theirs.delete(deal.id);
      return { checked: here.length, found: [...found, ...(await withoutDeal([...theirs.values()].flat()))], next: end ?? null };
    },
  };

  async function withoutDeal(held: HeldOpportunity[]): Promise<Found[]> {
    const deleted = held.length === 0 ? new Set() : await findDeletedPartners(db, [...new Set(held.map(({ partnerId }) => partnerId))]);
    return held.filter(({ partnerId }) => !deleted.has(partnerId)).map(strange);
  }

  return {
    name: 'deals',
    checks: [opportunities],
    blind: [
      'Deals that a sync writes: the nightly run of that sync compares them',
      'Opportunities that nobody wrote from here: they name no deal',
      'Title, account and reason of a lost deal, which people edit in the CRM',
    ],
  };
}

/** Where a full page ends, so that none of its deals is only partly in it; null if it is the last. */
function endOf(ids: string[]): string | null {
  const last = ids.at(-1);
  if (ids.length < limit || last === undefined) return null;
  return ids.findLast((id) => id !== last) ?? last;
}

function compare({ deal, partnerName }: DealForCrm, held: HeldOpportunity[]): Found[] {
  const about = { object: 'deal', id: deal.id, remedy: write } as const;
  const [first, ...others] = held;
  const why = deal.crmError ? `: ${deal.crmError}` : '';
  if (!first) {
    const message = `Deal ${deal.id} is not in the CRM${why}`;
    return [{ ...about, class: 'missing_right', otherId: deal.crmId, value: deal.crmError, message }];
  }
  if (others.length > 0) {
    const ids = held.map(({ id }) => id).toSorted();
    const message = `Deal ${deal.id} is ${held.length} times in the CRM: ${ids.join(', ')}`;
    return [{ ...about, class: 'duplicate', value: ids.join(' '), message, remedy: decide }];
  }
  if (crmStateOf(deal) !== 'written') {
    const message = `The CRM does not have version ${deal.version} of deal ${deal.id}${why}`;
    return [
      { ...about, class: 'stale', otherId: first.id, field: 'version', value: String(deal.version), otherValue: deal.crmError, message },
    ];
  }
  return differences({ deal, partnerName }, first).map(([field, ours, theirs]) => ({
    ...{ ...about, class: 'stale', otherId: first.id, field, value: ours, otherValue: theirs },
    message: `${field} of deal ${deal.id} is ${ours ?? 'empty'} here and ${theirs ?? 'empty'} in the CRM`,
  }));
}

type Difference = [field: string, ours: string | null, theirs: string | null];

function differences(one: DealForCrm, held: HeldOpportunity): Difference[] {
  const { stage, status, value, closeDate } = opportunityOf(one);
  const decimal = (amount: string | null | undefined) => (amount ? (plainDecimal(amount) ?? amount) : null);
  const all: Difference[] = [
    ['crm_id', one.deal.crmId, held.id],
    ['stage', stage, held.stage],
    ['status', status, held.status],
    ['amount', decimal(value?.amount), decimal(held.amount)],
    ['currency', value?.currency ?? null, held.currency],
    ['close_date', closeDate, held.closeDate],
  ];
  return all.filter(([, ours, theirs]) => ours !== theirs);
}

const strange = ({ id, dealId }: HeldOpportunity): Found => ({
  ...{ object: 'opportunity', class: 'missing_left', id, otherId: dealId },
  message: `Opportunity ${id} in the CRM says that it is deal ${dealId}, which is none that the CRM is to have`,
  remedy: 'Look at the deal. If it was deleted, or belongs to a sandbox, delete the opportunity in the CRM',
});
