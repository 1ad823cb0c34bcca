import { Mapping } from './mapping.ts';

/** A field that a company adds to its CRM. */
export interface CustomField {
  /** As the vendor spells it. */
  object: string;
  name: string;
  /** What to add, and what it is for: a sentence for an administrator. */
  text: string;
}

interface Crm {
  account: { object: string; key: string; name: string; domain: string; asDomain: boolean };
  contact: Record<'object' | 'key' | 'email' | 'firstName' | 'lastName' | 'phone' | 'account', string>;
  deal: Record<'object' | 'key' | 'title' | 'stage' | 'amount' | 'currency' | 'closeDate' | 'lostReason' | 'account' | 'summary', string>;
  /** The field with the contact of a deal; null where it has none. */
  dealContact: string | null;
  /** The stages of a standard account, each with the stage of a deal that it means. The first of several is the one that is written. */
  stages: readonly (readonly [theirs: string, ours: string])[];
  custom: (name: string) => string;
  /** Where an administrator adds a field, and of which kind it is there. */
  add: { at: string; key: string; text: string; date: string; time: string };
}

const crms: Readonly<Record<string, Crm>> = {
  hubspot: {
    account: { object: 'companies', key: 'causeway_customer_id', name: 'name', domain: 'domain', asDomain: true },
    contact: {
      ...{ object: 'contacts', key: 'causeway_contact_id', email: 'email', firstName: 'firstname', lastName: 'lastname', phone: 'phone' },
      account: 'associations.companies',
    },
    dealContact: 'associations.contacts',
    deal: {
      ...{
        object: 'deals',
        key: 'causeway_deal_id',
        title: 'dealname',
        stage: 'dealstage',
        amount: 'amount',
        currency: 'deal_currency_code',
      },
      ...{ closeDate: 'closedate', lostReason: 'closed_lost_reason', account: 'associations.companies', summary: 'description' },
    },
    stages: [
      ['appointmentscheduled', 'prospect'],
      ['qualifiedtobuy', 'qualified'],
      ['presentationscheduled', 'technical_validation'],
      ['decisionmakerboughtin', 'business_validation'],
      ['contractsent', 'committed'],
      ['closedwon', 'won'],
      ['closedlost', 'lost'],
    ],
    custom: (name) => name,
    add: {
      at: 'Settings > Properties',
      ...{
        key: 'single-line text that requires unique values',
        text: 'single-line text',
        date: 'date picker',
        time: 'date and time picker',
      },
    },
  },
  salesforce: {
    account: { object: 'Account', key: 'Causeway_Id__c', name: 'Name', domain: 'Website', asDomain: false },
    contact: {
      ...{ object: 'Contact', key: 'Causeway_Id__c', email: 'Email', firstName: 'FirstName', lastName: 'LastName', phone: 'Phone' },
      account: 'AccountId',
    },
    dealContact: null,
    deal: {
      ...{ object: 'Opportunity', key: 'Causeway_Id__c', title: 'Name', stage: 'StageName', amount: 'Amount', currency: 'CurrencyIsoCode' },
      ...{ closeDate: 'CloseDate', lostReason: 'Loss_Reason__c', account: 'AccountId', summary: 'Description' },
    },
    stages: [
      ['Prospecting', 'prospect'],
      ['Qualification', 'qualified'],
      ['Needs Analysis', 'qualified'],
      ['Value Proposition', 'technical_validation'],
      ['Id. Decision Makers', 'business_validation'],
      ['Perception Analysis', 'business_validation'],
      ['Proposal/Price Quote', 'business_validation'],
      ['Negotiation/Review', 'committed'],
      ['Closed Won', 'won'],
      ['Closed Lost', 'lost'],
    ],
    custom: (name) => `${name.replaceAll(/(^|_)([a-z])/g, (_, start: string, letter: string) => start + letter.toUpperCase())}__c`,
    add: {
      at: 'Setup > Object Manager > Fields & Relationships',
      ...{ key: 'text (64) with External ID and Unique', text: 'text (255)', date: 'date', time: 'date/time' },
    },
  },
};

const written = (a: string, b: string, type: string, more: object = {}) => ({ a, b, type, direction: 'b_to_a', owner: 'b', ...more });
/** Whoever changed it last is followed; what both changed is a question for a person. */
const shared = (a: string, b: string, type: string, more: object = {}) => ({ a, b, type, direction: 'both', owner: 'none', ...more });

/**
 * Approved deals become opportunities of the CRM, each with the account of its customer, and what becomes of them there comes back. Null for
 * vendors that it is not made for.
 */
export function dealsToCrm(vendor: string): { mapping: Mapping; custom: CustomField[] } | null {
  const crm = crms[vendor];
  if (!crm) return null;
  const { account, contact, deal, dealContact, stages, custom } = crm;
  const once = (a: string, b: string, more: object = {}) => written(a, b, 'text', { once: true, ...more });
  const parent = (a: string, b: string, references: string) => written(a, b, 'reference', { once: true, references });
  const mapping = Mapping.parse({
    objects: [
      {
        ...{ name: 'account', a: account.object, b: 'customers', creates: ['a'] },
        links: [
          { how: 'external_id', a: account.key, b: 'id' },
          { how: 'domain', a: account.domain, b: 'website' },
        ],
        company: { name: { a: account.name, b: 'name' }, domain: { a: account.domain, b: 'website' } },
        fields: [once(account.name, 'name'), once(account.domain, 'website', { transforms: account.asDomain ? [{ kind: 'domain' }] : [] })],
      },
      {
        ...{ name: 'contact', a: contact.object, b: 'contacts', creates: ['a'] },
        links: [
          { how: 'external_id', a: contact.key, b: 'id' },
          { how: 'email', a: contact.email, b: 'email' },
        ],
        fields: [
          ...[once(contact.firstName, 'first_name'), once(contact.lastName, 'last_name'), once(contact.email, 'email')],
          ...[once(contact.phone, 'phone'), parent(contact.account, 'customer', 'account')],
        ],
      },
      {
        ...{ name: 'deal', a: deal.object, b: 'deals', creates: ['a'] },
        links: [{ how: 'external_id', a: deal.key, b: 'id' }],
        fields: [
          once(deal.title, 'title', { transforms: [{ kind: 'truncate', length: 120 }] }),
          parent(deal.account, 'customer', 'account'),
          ...(dealContact === null ? [] : [parent(dealContact, 'contact', 'contact')]),
          shared(deal.stage, 'stage', 'choice', { values: stages.map(([a, b]) => ({ a, b })) }),
          ...[shared(deal.amount, 'amount', 'money'), shared(deal.currency, 'currency', 'choice')],
          ...[shared(deal.closeDate, 'close_date', 'date'), shared(deal.lostReason, 'lost_reason', 'text')],
          // Once: people write there too, and would lose it with each change of the deal.
          once(deal.summary, 'summary'),
          written(custom('partner_name'), 'partner_name', 'text'),
          written(custom('partner_id'), 'partner_id', 'text'),
          written(custom('partner_source'), 'source', 'text'),
          written(custom('partner_registered_at'), 'registered_at', 'time'),
          written(custom('partner_protected_until'), 'protected_until', 'date'),
        ],
      },
    ],
  });
  return { mapping, custom: customFields(crm) };
}

function customFields({ account, contact, deal, custom, add }: Crm): CustomField[] {
  const to = (object: string, name: string, kind: string, why: string) => ({
    ...{ object, name },
    text: `Add ${name} to ${object} (${add.at}), as ${kind}: ${why}`,
  });
  const more = (name: string, kind: string, why: string) =>
    to(deal.object, custom(name), kind, `${why}. Without it, only ${deal.summary} says so, as it was when the deal was written first`);
  return [
    to(deal.object, deal.key, add.key, 'it holds the id of the deal, so that none is created twice. Without it nothing can be written'),
    to(account.object, account.key, add.key, 'it holds our id of the customer. Without it no accounts are created, only found'),
    to(contact.object, contact.key, add.key, "it holds our id of the customer's people. Without it no contacts are created, only found"),
    more('partner_name', add.text, 'the partner who registered the deal'),
    more('partner_id', add.text, "the partner's id, by which reports can group"),
    more('partner_source', add.text, 'where the deal comes from: partner, referral, marketing, event or other'),
    more('partner_registered_at', add.time, 'when it was registered, to which partners are credited by'),
    more('partner_protected_until', add.date, 'until when the customer is protected for the partner'),
  ];
}
