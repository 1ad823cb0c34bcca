import { insertRevenue, type NewRevenue } from '#db/attribution/insert-revenue.ts';
import type { Pseudonym } from '#db/attribution/pseudonyms.ts';
import { findReaderPlace, moveReader } from '#db/attribution/reader.ts';
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
 * subject is `stripe/<customer>`. Returns how many facts are new.
 */
export async function collectBillingFacts(deps: { sql: Sql; store: Sql; pseudonym: Pseudonym }, now = Date.now()): Promise<number> {
  const { sql, store, pseudonym } = deps;
  const start = (await findReaderPlace<Place>(store, READER))?.after ?? '';
  let [after, added] = [start, 0];
  for (;;) {
    const notices = await listBillingNotices(sql, { after, limit: PAGE });
    const last = notices.at(-1);
    if (!last) return added;
    const revenue = notices.flatMap((notice) => toRevenue(notice, pseudonym));
    const outcomes = await insertRevenue(store, revenue);
    added += outcomes.filter(({ status }) => status === 'created').length;
    after = last.id;
    const limit = `inb_${idTime(now - OVERLAP_MS)}`;
    const next = after < limit ? after : limit;
    if (next > start) await moveReader(store, READER, { after: next } satisfies Place);
    if (notices.length < PAGE) return added;
  }
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
