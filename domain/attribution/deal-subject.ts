import { isFreeMail, registrableDomain } from '#domain/accounts/web-domain.ts';
import type { DealFields } from '#domain/deals/deal.ts';

/**
 * What the customer of a deal is called as a subject: `account/` and the domain of its website or of its people's addresses; without one, the
 * deal itself. Who identifies users with `account/brightwell.example` brings their touches to the deal.
 */
export function subjectOfDeal({ id, customer }: { id: string; customer: DealFields['customer'] }): string {
  const sites = [customer.website, ...(customer.other_websites ?? [])].filter((site) => site !== undefined);
  const addresses = (customer.contacts ?? []).map(({ email }) => email);
  const domain = [...sites, ...addresses].map((text) => registrableDomain(text)).find((found) => found !== null && !isFreeMail(found));
  return domain ? `account/${domain}` : `deal/${id}`;
}
