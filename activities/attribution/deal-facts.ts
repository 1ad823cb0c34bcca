import { insertConversions, type NewConversion } from '#db/attribution/facts/insert-conversions.ts';
import { insertRevenue, type NewRevenue } from '#db/attribution/facts/insert-revenue.ts';
import { insertTouches, type NewTouch } from '#db/attribution/facts/insert-touches.ts';
import type { Pseudonym } from '#db/attribution/facts/pseudonyms.ts';
import { findReaderPlace, moveReader } from '#db/attribution/facts/reader.ts';
import type { Sql } from '#db/database.ts';
import { type AttributableDeal, listAttributableDeals, listPartnerSteps, type PartnerStep } from '#db/deals/attributable-deals.ts';
import { subjectOfDeal } from '#domain/attribution/deal-subject.ts';
import { liveScope } from '#domain/attribution/facts.ts';
import { noticedFact } from './fact-base.ts';

const READER = 'deals';
const ORIGIN = 'deals';
const PAGE = 500;
/** Longer than any transaction that changes deals: what it commits late is read the next time. */
const OVERLAP_MS = 120_000;

interface Place extends Record<string, unknown> {
  /** All that changed before is read. */
  since: string;
}

export interface DealFactDeps {
  sql: Sql;
  store: Sql;
  pseudonym: Pseudonym;
  /** Whether a won deal is a sale, and whether calls with an API key are touches. */
  isRevenue: boolean;
  notesCalls: boolean;
}

/**
 * Records what approved deals tell: the registration as a touch of its partner, the opportunity that it sources, the customer and the sale
 * once it is won, and what the partner did with its API key. Returns how many facts are new.
 */
export async function collectDealFacts(deps: DealFactDeps, now = Date.now()): Promise<number> {
  const { sql, store } = deps;
  const since = new Date((await findReaderPlace<Place>(store, READER))?.since ?? 0);
  let added = 0;
  let after: { updatedAt: Date; id: string } | null = null;
  for (;;) {
    const deals: AttributableDeal[] = await listAttributableDeals(sql, { since, after, limit: PAGE });
    const last = deals.at(-1);
    if (!last) break;
    added += await recordDeals(deps, deals);
    after = { updatedAt: last.updatedAt, id: last.id };
    const next = Math.min(last.updatedAt.getTime() + 1, now - OVERLAP_MS);
    if (next > since.getTime()) await moveReader(store, READER, { since: new Date(next).toISOString() } satisfies Place);
    if (deals.length < PAGE) break;
  }
  return added;
}

async function recordDeals(deps: DealFactDeps, deals: AttributableDeal[]): Promise<number> {
  const { store } = deps;
  const steps = deps.notesCalls
    ? await listPartnerSteps(
        deps.sql,
        deals.map(({ id }) => id),
      )
    : [];
  const byDeal = Map.groupBy(steps, ({ dealId }) => dealId);
  const touches = deals.flatMap((deal) => touchesOf(deal, byDeal.get(deal.id) ?? [], deps));
  const won = deals.filter(({ stage }) => stage === 'won');
  const conversions = [...deals.map((deal) => opportunityOf(deal, deps)), ...won.map((deal) => customerOf(deal, deps))];
  const isNew = ({ status }: { status: string }) => status === 'created';
  const touched = await insertTouches(store, touches);
  const converted = await insertConversions(store, conversions);
  const idOf = new Map(conversions.map((one, i) => [one.externalId, converted[i]?.id ?? null]));
  const sales = deps.isRevenue ? won.flatMap((deal) => saleOf(deal, idOf.get(`${deal.id}/customer`) ?? null, deps)) : [];
  const sold = await insertRevenue(store, sales);
  return [...touched, ...converted, ...sold].filter(isNew).length;
}

function factOf(deal: AttributableDeal, what: string, occurredAt: Date) {
  const scope = deal.isSandbox ? deal.partnerId : liveScope;
  return { scope, subject: subjectOfDeal(deal), occurredAt, externalId: `${deal.id}/${what}`, origin: ORIGIN, metadata: { deal: deal.id } };
}

function touchesOf(deal: AttributableDeal, steps: PartnerStep[], { pseudonym }: DealFactDeps): NewTouch[] {
  const touch = (what: string, at: Date, source: NewTouch['source']): NewTouch => {
    const fact = noticedFact('tch', factOf(deal, what, at), pseudonym);
    return { ...fact, subjectKey: fact.subjectKey ?? '', partnerId: deal.partnerId, source, campaign: null, isBot: false };
  };
  return [
    touch('registration', deal.submittedAt, 'deal_registration'),
    ...steps.map(({ version, at }) => touch(`call/${version}`, at, 'api_key')),
  ];
}

function opportunityOf(deal: AttributableDeal, { pseudonym }: DealFactDeps): NewConversion {
  return {
    ...noticedFact('cnv', factOf(deal, 'opportunity', deal.approvedAt), pseudonym),
    ...{ kind: 'opportunity', value: valueOf(deal), dealId: deal.id },
    ...{ registeredBy: deal.partnerId, registeredAt: deal.submittedAt },
  };
}

function customerOf(deal: AttributableDeal, { pseudonym }: DealFactDeps): NewConversion {
  return {
    ...noticedFact('cnv', factOf(deal, 'customer', wonAt(deal)), pseudonym),
    ...{ kind: 'customer', value: valueOf(deal), dealId: deal.id, registeredBy: null, registeredAt: null },
  };
}

function saleOf(deal: AttributableDeal, conversionId: string | null, { pseudonym }: DealFactDeps): NewRevenue[] {
  const value = valueOf(deal);
  if (!value) return [];
  return [
    {
      ...noticedFact('rev', factOf(deal, 'sale', wonAt(deal)), pseudonym),
      ...{ kind: 'sale', amountMinor: value.minor, taxMinor: 0n, currency: value.currency, product: null },
      ...{ conversionId, refundOf: null, subscription: null },
    },
  ];
}

const wonAt = ({ closedAt, updatedAt }: AttributableDeal): Date => closedAt ?? updatedAt;
const valueOf = ({ valueMinor, currency }: AttributableDeal) =>
  valueMinor === null || currency === null ? null : { minor: BigInt(valueMinor), currency };
