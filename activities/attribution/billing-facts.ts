import { insertRevenue, type NewRevenue, type RevenueOutcome } from '#db/attribution/facts/insert-revenue.ts';
import type { Pseudonym } from '#db/attribution/facts/pseudonyms.ts';
import { findReaderPlace, moveReader } from '#db/attribution/facts/reader.ts';
import { sumRefunds } from '#db/attribution/facts/sum-refunds.ts';
import { type BillingNotice, listBillingNotices } from '#db/connections/billing-notices.ts';
import type { Sql } from '#db/database.ts';
import { liveScope } from '#domain/attribution/facts.ts';
import { readStripeNotice } from '#domain/attribution/stripe-notice.ts';
import { idTime } from '#domain/id-range.ts';
import { noticedFact } from './fact-base.ts';

const READER = 'billing';
const ORIGIN = 'sync';
/** Each with its body, of some KiB. */
const PAGE = 200;
/** Longer than a webhook takes to be stored: what commits late is read the next time. */
const OVERLAP_MS = 60_000;

interface Place extends Record<string, unknown> {
  after: string;
}

/**
 * Records what webhooks of the connected Stripe tell: paid invoices as sales, credit notes as their refunds, and changes of subscriptions. The
 * subject is `stripe/<customer>`. What a charge gave back beyond the credit notes is a refund too, recorded a minute after it was told, so that the
 * credit note of the same refund comes first. Returns how many facts are new.
 */
export async function collectBillingFacts(deps: { sql: Sql; store: Sql; pseudonym: Pseudonym }, now = Date.now()): Promise<number> {
  const { sql, store, pseudonym } = deps;
  const limit = `inb_${idTime(now - OVERLAP_MS)}`;
  const start = (await findReaderPlace<Place>(store, READER))?.after ?? '';
  let [after, added] = [start, 0];
  for (;;) {
    const notices = await listBillingNotices(sql, { after, limit: PAGE });
    const last = notices.at(-1);
    if (!last) return added;
    const isCharge = ({ type }: BillingNotice) => type === 'charge.refunded';
    const revenue = notices.filter((notice) => !isCharge(notice)).flatMap((notice) => toRevenue(notice, pseudonym));
    const outcomes = await insertRevenue(store, revenue);
    for (const notice of notices.filter((one) => isCharge(one) && one.id <= limit)) {
      outcomes.push(...(await recordCharge(store, notice, pseudonym)));
    }
    added += outcomes.filter(({ status }) => status === 'created').length;
    after = last.id;
    const next = after < limit ? after : limit;
    if (next > start) await moveReader(store, READER, { after: next } satisfies Place);
    if (notices.length < PAGE) return added;
  }
}

/** What is refunded of the charge, less what credit notes and earlier refunds of its invoice have recorded. */
async function recordCharge(store: Sql, notice: BillingNotice, pseudonym: Pseudonym): Promise<RevenueOutcome[]> {
  const outcomes: RevenueOutcome[] = [];
  for (const refund of toRevenue(notice, pseudonym)) {
    const { scope, origin, refundOf, amountMinor } = refund;
    const left = amountMinor - (await sumRefunds(store, { scope, origin, sale: refundOf ?? '' }));
    if (left > 0n) outcomes.push(...(await insertRevenue(store, [{ ...refund, amountMinor: left }])));
  }
  return outcomes;
}

function toRevenue({ type, body }: BillingNotice, pseudonym: Pseudonym): NewRevenue[] {
  const fact = readStripeNotice(type, body);
  if (!fact) return [];
  const { kind, externalId, customer, occurredAt, amountMinor, taxMinor, currency, refundOf, subscription } = fact;
  const base = { scope: liveScope, subject: `stripe/${customer}`, occurredAt, externalId, origin: ORIGIN };
  return [
    {
      ...noticedFact('rev', base, pseudonym),
      ...{ kind, amountMinor, taxMinor, currency, refundOf, subscription, product: null, conversionId: null },
    },
  ];
}
