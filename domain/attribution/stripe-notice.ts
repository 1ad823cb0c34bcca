import { z } from 'zod';
import { momentAt } from '#domain/instant.ts';
import { Currency } from '#domain/money.ts';
import { monthlyRevenue } from '#domain/sync/mrr.ts';
import { readStripeSubscription } from '#domain/sync/stripe-subscription.ts';
import type { revenueKinds } from './facts.ts';

/** What a webhook of Stripe tells of money. Amounts in minor units. */
export interface BillingFact {
  kind: (typeof revenueKinds)[number];
  /** The id of the invoice or of the credit note; of a subscription: of the event; of a charge: its id, and how much of it is refunded by now. */
  externalId: string;
  customer: string;
  occurredAt: Date;
  amountMinor: bigint;
  taxMinor: bigint;
  currency: string;
  refundOf: string | null;
  subscription: string | null;
}

const seconds = z.int();
const minor = z.int().min(0);
const currency = z
  .string()
  .transform((code) => code.toUpperCase())
  .pipe(Currency);
const customer = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);

const Invoice = z.object({
  id: z.string(),
  customer,
  amount_paid: minor,
  total: z.int(),
  total_excluding_tax: z.int().nullish(),
  currency,
  status_transitions: z.object({ paid_at: seconds.nullish() }).nullish(),
});
const CreditNote = z.object({
  id: z.string(),
  customer,
  invoice: z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]),
  total: minor,
  currency,
  created: seconds,
});
/** How much of a charge is refunded by now, not how much by this event. */
const Charge = z.object({
  id: z.string(),
  customer,
  invoice: z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]),
  amount_refunded: minor,
  currency,
});
const Subscription = z.looseObject({ id: z.string(), customer, currency });
const Notice = z.object({ id: z.string(), created: seconds, data: z.object({ object: z.unknown() }) });

/** Null for what tells nothing that could be recorded: an invoice of nothing, prices that are not shown, another form than Stripe's. */
export function readStripeNotice(type: string, json: string): BillingFact | null {
  const notice = Notice.safeParse(parse(json)).data;
  if (!notice) return null;
  const at = (time: number | null | undefined) => momentAt((time ?? notice.created) * 1_000) ?? new Date(0);
  const { object } = notice.data;
  if (type === 'invoice.paid') {
    const invoice = Invoice.safeParse(object).data;
    return invoice && invoice.amount_paid > 0 ? ofInvoice(invoice, at(invoice.status_transitions?.paid_at)) : null;
  }
  if (type === 'credit_note.created') {
    const note = CreditNote.safeParse(object).data;
    if (!note || note.total === 0) return null;
    const { id, customer: of, invoice, total, created } = note;
    const common = { customer: of, currency: note.currency, occurredAt: at(created), subscription: null };
    return { kind: 'refund', externalId: id, refundOf: invoice, amountMinor: BigInt(total), taxMinor: 0n, ...common };
  }
  if (type === 'charge.refunded') {
    const charge = Charge.safeParse(object).data;
    if (!charge || charge.amount_refunded === 0) return null;
    const { id, customer: of, invoice, amount_refunded: refunded } = charge;
    const common = { customer: of, currency: charge.currency, occurredAt: at(null), subscription: null };
    return { kind: 'refund', externalId: `${id}/${refunded}`, refundOf: invoice, amountMinor: BigInt(refunded), taxMinor: 0n, ...common };
  }
  return ofSubscription(type, notice.id, object, at(null));
}

function ofInvoice(invoice: z.infer<typeof Invoice>, occurredAt: Date): BillingFact {
  const { id, amount_paid: paid, total, total_excluding_tax: net } = invoice;
  // Of an invoice that credit paid in part, what was paid has its share of the tax, rounded down.
  const tax = net == null || total <= 0 ? 0n : (BigInt(total - net) * BigInt(paid)) / BigInt(total);
  const taxMinor = tax < 0n ? 0n : tax;
  const common = { customer: invoice.customer, currency: invoice.currency, occurredAt, refundOf: null, subscription: null };
  return { kind: 'sale', externalId: id, amountMinor: BigInt(paid), taxMinor, ...common };
}

function ofSubscription(type: string, eventId: string, object: unknown, occurredAt: Date): BillingFact | null {
  const raw = Subscription.safeParse(object).data;
  if (!raw) return null;
  const common = {
    externalId: eventId,
    customer: raw.customer,
    currency: raw.currency,
    occurredAt,
    taxMinor: 0n,
    refundOf: null,
    subscription: raw.id,
  };
  if (type === 'customer.subscription.deleted') return { kind: 'subscription_stopped', amountMinor: 0n, ...common };
  const { status, items, discounts, pause_collection: pause, cancel_at_period_end: cancels } = raw;
  const subscription = readStripeSubscription(raw.id, {
    status: String(status),
    currency: raw.currency,
    items: JSON.stringify(items) ?? null,
    discounts: JSON.stringify(discounts ?? []),
    pause_collection: pause == null ? null : true,
    cancel_at_period_end: cancels === true,
  });
  if (!subscription) return null;
  const amountMinor = monthlyRevenue([subscription], occurredAt)[0]?.totalMinor ?? 0n;
  return { kind: type === 'customer.subscription.created' ? 'subscription_started' : 'subscription_changed', amountMinor, ...common };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
