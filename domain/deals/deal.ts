import { z } from 'zod';
import { Address, CompanyName, Duns, OptionalWebsite, Website } from '#domain/accounts/company.ts';
import type { CompanyFacts } from '#domain/accounts/matching.ts';
import { EmailAddress } from '#domain/email-address.ts';
import { Day } from '#domain/instant.ts';
import { Money } from '#domain/money.ts';
import { FilledText, ForeignId, PlainText } from '#domain/plain-text.ts';
import { CustomFields } from './custom-fields.ts';

const frequencies = ['one_time', 'monthly', 'quarterly', 'yearly'] as const;
const dealTypes = ['new_business', 'expansion', 'renewal'] as const;
const dealOrigins = ['partner', 'referral', 'marketing', 'event', 'other'] as const;

const Person = z.strictObject({
  name: FilledText(200),
  email: EmailAddress,
  phone: PlainText(50).optional(),
  role: PlainText(100).optional(),
});

const Customer = z.strictObject({
  company_name: CompanyName,
  website: OptionalWebsite.optional().describe('The main website, as a URL or a bare host name'),
  other_websites: z.array(Website).max(20).optional(),
  address: Address.optional(),
  duns: Duns.optional(),
  contacts: z.array(Person).max(20).optional(),
});

/**
 * The fields of a deal. A draft needs only the customer's name; the programme decides which fields a submission must have. Drafts, updates,
 * imports and the published rules share this one schema.
 */
export const DealFields = z
  .strictObject({
    customer: Customer,
    title: FilledText(300).optional(),
    problem: PlainText(5_000).optional().describe('The business problem that the customer wants solved'),
    expected_value: Money.optional(),
    frequency: z.enum(frequencies).optional().describe('How often the expected value is paid'),
    close_date: Day.optional().describe('When the sale is expected to close'),
    type: z.enum(dealTypes).optional(),
    origin: z.enum(dealOrigins).optional(),
    competitor: PlainText(300).optional(),
    sales_activities: z.array(FilledText(100)).max(20).optional(),
    team: z.array(Person).max(20).optional().describe("The partner's people"),
    custom: CustomFields.optional(),
  })
  .meta({
    id: 'DealFields',
    examples: [
      {
        customer: {
          company_name: 'Brightwell Analytics GmbH',
          website: 'https://brightwell-analytics.example',
          contacts: [{ name: 'Ada Example', email: 'ada@brightwell-analytics.example' }],
        },
        title: 'Data platform for the Vienna office',
        expected_value: { amount: '48000.00', currency: 'EUR' },
        frequency: 'yearly',
        close_date: '2027-03-31',
        type: 'new_business',
        origin: 'partner',
      },
    ],
  });
export type DealFields = z.infer<typeof DealFields>;

export const ExternalId = ForeignId(200).describe(
  "The partner's own id of the deal, unique among the partner's deals. Repeated imports find the deal by it",
);

/** The parts of a deal that the matcher compares. */
export function factsOf({ customer }: DealFields): CompanyFacts {
  const { address } = customer;
  return {
    name: customer.company_name,
    websites: [customer.website, ...(customer.other_websites ?? [])].filter((site) => site !== undefined),
    contactEmails: (customer.contacts ?? []).map((contact) => contact.email),
    duns: customer.duns ?? null,
    address: address ? { street: address.street, postalCode: address.postal_code, city: address.city, country: address.country } : null,
  };
}
