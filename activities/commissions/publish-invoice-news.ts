import { listUntoldInvoices, markInvoicesTold, type UntoldInvoice } from '#db/commissions/invoice-news.ts';
import type { Sql } from '#db/database.ts';
import { readEarningPartners } from '#db/partners/earning-partners.ts';
import { invoicePayload } from '#domain/commissions/invoice-events.ts';
import type { NewEvent } from '#domain/events/event.ts';
import { newId } from '#domain/id.ts';
import type { Notify } from '#domain/platform-event-types.ts';

const PAGE = 100;

/**
 * Tells partners and the company of invoices that were issued, and partners of those that were cancelled, each once. Returns how many it looked at. Safe to
 * repeat, and to run in two processes at once: each invoice has one event of each kind, and is marked after they are stored.
 */
export async function publishInvoiceNews({
  sql,
  publish,
  notify,
}: {
  sql: Sql;
  publish: (events: NewEvent[]) => Promise<unknown>;
  notify: Notify;
}): Promise<number> {
  const invoices = await listUntoldInvoices(sql, PAGE);
  if (invoices.length === 0) return 0;
  const told = await readEarningPartners(sql, [...new Set(invoices.map(({ partnerId }) => partnerId))]);
  // Of a deleted partner nothing new is stored elsewhere.
  const news = invoices.filter(({ partnerId }) => told.has(partnerId));
  if (news.length > 0) await publish(news.flatMap(toEvents));
  for (const invoice of news.filter(({ isIssueTold }) => !isIssueTold)) {
    const data = { partner_id: invoice.partnerId, ...invoicePayload(invoice) };
    await notify('causeway.invoice.issued', data, `causeway.invoice.issued/${invoice.id}`);
  }
  await markInvoicesTold(sql, invoices);
  return invoices.length;
}

function toEvents(invoice: UntoldInvoice): NewEvent[] {
  const event = (type: string, occurredAt: Date): NewEvent => ({
    ...{ id: newId('evt'), type, schemaVersion: 1, occurredAt, dataJson: JSON.stringify(invoicePayload(invoice)) },
    ...{ externalId: `${type}/${invoice.id}`, orderingKey: invoice.partnerId, partnerIds: [invoice.partnerId] },
  });
  const { isIssueTold, isCancelled, issuedAt, endedAt } = invoice;
  return [
    ...(isIssueTold ? [] : [event('invoice.issued', issuedAt)]),
    ...(isCancelled ? [event('invoice.cancelled', endedAt ?? issuedAt)] : []),
  ];
}
