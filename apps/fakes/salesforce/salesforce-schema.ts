import type { FieldSpec } from '#apps/fakes/field-spec.ts';

export interface SalesforceField extends FieldSpec {
  /** As describe names it. */
  soapType: string;
  externalId?: true;
  /** An address or a name that consists of other fields: Bulk API cannot read it. */
  compound?: true;
}

export interface SObjectType {
  name: string;
  keyPrefix: string;
  mergeable: boolean;
  fields: Map<string, SalesforceField>;
}

type More = Partial<SalesforceField>;
const text = (name: string, maxLength: number, more: More = {}): SalesforceField => ({
  ...{ name, label: labelOf(name), type: 'text', soapType: 'string', maxLength },
  ...more,
});
const choice = (name: string, options: string[], more: More = {}): SalesforceField => ({
  ...{ name, label: labelOf(name), type: 'choice', soapType: 'picklist', maxLength: 255, options },
  ...more,
});
const number = (name: string, soapType: string): SalesforceField => ({ name, label: labelOf(name), type: 'number', soapType });
const boolean = (name: string, more: More = {}): SalesforceField => ({
  name,
  label: labelOf(name),
  type: 'boolean',
  soapType: 'boolean',
  ...more,
});
const time = (name: string, more: More = {}): SalesforceField => ({
  name,
  label: labelOf(name),
  type: 'time',
  soapType: 'datetime',
  ...more,
});
const reference = (name: string, refersTo: string, more: More = {}): SalesforceField => ({
  ...{ name, label: labelOf(name), type: 'reference', soapType: 'reference', maxLength: 18, refersTo },
  ...more,
});
const address = (name: string): SalesforceField => ({
  ...{ name, label: labelOf(name), type: 'text', soapType: 'address', readOnly: true, compound: true },
});
const ours = text('Causeway_Id__c', 64, { externalId: true, unique: true });

function labelOf(name: string): string {
  return name
    .replace(/__c$/, '')
    .replaceAll(/_|(?<=[a-z])(?=[A-Z])/g, ' ')
    .trim();
}

const set: More = { readOnly: true };
const system = (mergeable: boolean, name: string): SalesforceField[] => [
  { name: 'Id', label: 'Record ID', type: 'text', soapType: 'id', maxLength: 18, readOnly: true },
  boolean('IsDeleted', set),
  ...(mergeable ? [reference('MasterRecordId', name, set)] : []),
  reference('OwnerId', 'User'),
  time('CreatedDate', set),
  time('LastModifiedDate', set),
  time('SystemModstamp', set),
];

function sobject(name: string, keyPrefix: string, mergeable: boolean, own: SalesforceField[]): SObjectType {
  return { name, keyPrefix, mergeable, fields: new Map([...system(mergeable, name), ...own].map((field) => [field.name, field])) };
}

/** Those of a new org. */
const standardStages = [
  ...['Prospecting', 'Qualification', 'Needs Analysis', 'Value Proposition', 'Id. Decision Makers', 'Perception Analysis'],
  ...['Proposal/Price Quote', 'Negotiation/Review', 'Closed Won', 'Closed Lost'],
];

/** A new org's objects, anew for each: fields can be added and lost. */
export const sobjectTypes = (): SObjectType[] => [
  sobject('Organization', '00D', false, [text('Name', 80)]),
  sobject('Account', '001', true, [
    ...[
      text('Name', 255, { required: true }),
      text('Website', 255),
      text('Phone', 40),
      text('BillingCountry', 80),
      address('BillingAddress'),
    ],
    ...[number('NumberOfEmployees', 'int'), number('AnnualRevenue', 'currency'), choice('Industry', ['Banking', 'Technology', 'Retail'])],
    ...[reference('ParentId', 'Account'), ours],
  ]),
  sobject('Contact', '003', true, [
    ...[
      text('FirstName', 40),
      text('LastName', 80, { required: true }),
      text('Email', 80, { soapType: 'email' }),
      text('Title', 128),
      text('Phone', 40),
    ],
    ...[reference('AccountId', 'Account'), address('MailingAddress'), ours],
  ]),
  sobject('Lead', '00Q', true, [
    ...[text('FirstName', 40), text('LastName', 80, { required: true }), text('Company', 255, { required: true }), text('Email', 80)],
    ...[choice('Status', ['Open', 'Working', 'Closed']), ours],
  ]),
  sobject('Opportunity', '006', false, [
    ...[text('Name', 120, { required: true }), reference('AccountId', 'Account'), number('Amount', 'currency')],
    choice('StageName', standardStages, { required: true }),
    { name: 'CloseDate', label: 'Close Date', type: 'date', soapType: 'date', required: true },
    ...[boolean('IsClosed', set), boolean('IsWon', set), text('Description', 32_000), text('NextStep', 255)],
    {
      name: 'Tags__c',
      label: 'Tags',
      type: 'choices',
      soapType: 'multipicklist',
      maxLength: 4_099,
      options: ['Partner', 'Renewal', 'New'],
    },
    ours,
  ]),
];
