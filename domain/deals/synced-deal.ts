import { hash } from 'node:crypto';
import { isFreeMail, registrableDomain } from '#domain/accounts/web-domain.ts';
import { spellingsOf } from '#domain/email-address.ts';
import { toMoney } from '#domain/money.ts';
import type { ReviewStatus, Stage } from './deal-states.ts';
import type { DealFields } from './deal.ts';

/** The parts of a deal that a CRM is shown. */
export interface SyncedDeal {
  id: string;
  partnerId: string;
  partnerName: string;
  fields: DealFields;
  reviewStatus: ReviewStatus;
  stage: Stage;
  reason: string | null;
  valueMinor: bigint | null;
  currency: string | null;
  closeDate: string | null;
  submittedAt: string | null;
  protectedUntil: Date | null;
  updatedAt: Date;
  /** The same in full, as a page ends there. */
  changedAt: string;
  version: number;
}

/** Stored as the reason of a deal whose CRM says no more than that it is lost. It is not told back. */
export const LOST_IN_CRM = 'Lost in the CRM';

/** A registration that was withdrawn or has expired is a lost sale for the CRM, however far it got. */
export const shownStage = ({ reviewStatus, stage }: Pick<SyncedDeal, 'reviewStatus' | 'stage'>): Stage =>
  reviewStatus === 'approved' ? stage : 'lost';

/** One for all deals with its website. A customer without one is that of its deal. */
export function customerIdOf({ id, fields }: Pick<SyncedDeal, 'id' | 'fields'>): string {
  const domain = registrableDomain(fields.customer.website ?? '');
  return domain === null || isFreeMail(domain) ? id : domain;
}

/** The same for everybody with this address, and does not show it: ids are in lists, events and workflows. */
export const contactIdOf = (email: string): string =>
  `contact_${hash('sha256', `contact ${spellingsOf(email)[0] ?? email}`, 'hex').slice(0, 32)}`;

/** A deal as the object `deals` of a sync. */
export function toDealRecord(deal: SyncedDeal) {
  const { id, partnerId, partnerName, fields, valueMinor, currency, closeDate, submittedAt, protectedUntil } = deal;
  const stage = shownStage(deal);
  const [contact] = fields.customer.contacts ?? [];
  const lostReason = deal.reason ?? (deal.reviewStatus === 'approved' ? null : `The registration is ${deal.reviewStatus}`);
  return {
    title: fields.title ?? fields.customer.company_name,
    stage,
    amount: valueMinor !== null && currency !== null ? toMoney(valueMinor, currency).amount : null,
    currency,
    close_date: closeDate,
    lost_reason: stage === 'lost' && lostReason !== LOST_IN_CRM ? lostReason : null,
    customer: customerIdOf(deal),
    contact: contact === undefined ? null : contactIdOf(contact.email),
    deal_id: id,
    partner_id: partnerId,
    partner_name: partnerName,
    source: fields.origin ?? 'partner',
    registered_at: submittedAt === null ? null : new Date(submittedAt).toISOString(),
    protected_until: deal.reviewStatus === 'approved' ? (protectedUntil?.toISOString() ?? null) : null,
    summary: summaryOf(deal),
  };
}

/** For a CRM that has no fields for it. Contains nothing that the CRM decides, so that what it changes is not told back. */
function summaryOf({ id, partnerId, partnerName, fields, submittedAt, protectedUntil, currency }: SyncedDeal): string {
  const day = (time: Date | string | null) => (time === null ? '' : new Date(time).toISOString().slice(0, 10));
  return [
    `Partner: ${partnerName} (${partnerId})`,
    `Source: ${fields.origin ?? 'partner'}`,
    `Registered: ${day(submittedAt)} as ${id}`,
    `Protected until: ${day(protectedUntil)}`,
    ...(currency === null ? [] : [`Currency: ${currency}`]),
  ].join('\n');
}

/** A deal's customer as the object `customers` of a sync. */
export const toCustomerRecord = ({ fields: { customer } }: SyncedDeal) => ({
  name: customer.company_name,
  website: customer.website === '' ? null : (customer.website ?? null),
  country: customer.address?.country ?? null,
});

/** The customer's people as the object `contacts` of a sync. */
export const toContactRecords = (deal: SyncedDeal) =>
  (deal.fields.customer.contacts ?? []).map(({ name, email, phone, role }) => {
    const [, first = null, last = name] = /^(.*\S)\s+(\S+)$/.exec(name.trim()) ?? [];
    return {
      id: contactIdOf(email),
      fields: { first_name: first, last_name: last, email, phone: phone ?? null, role: role ?? null, customer: customerIdOf(deal) },
    };
  });

/** What a CRM may say of a deal. */
export interface SaleNews {
  stage?: Stage | undefined;
  lostReason?: string | null | undefined;
  /** A decimal number. */
  amount?: string | null | undefined;
  currency?: string | null | undefined;
  /** YYYY-MM-DD */
  closeDate?: string | null | undefined;
}
