import type { FieldSpec } from '#apps/fakes/field-spec.ts';

export interface ObjectType {
  /** As in paths: plural. */
  name: string;
  singular: string;
  typeId: string;
  /** The property that holds the time of the last change. */
  modifiedProperty: 'lastmodifieddate' | 'hs_lastmodifieddate';
  /** What a read shows that names no properties. */
  shown: readonly string[];
  /** What a new record must have. */
  required: readonly string[];
  properties: Map<string, FieldSpec>;
}

const text = (name: string, label: string, more: Partial<FieldSpec> = {}): FieldSpec => ({
  ...{ name, label, type: 'text', maxLength: 65_536 },
  ...more,
});

/** HubSpot sets these itself, in every object. */
const system = (modified: string): FieldSpec[] => [
  { name: 'hs_object_id', label: 'Record ID', type: 'number', readOnly: true },
  { name: 'createdate', label: 'Create date', type: 'time', readOnly: true },
  { name: modified, label: 'Last modified date', type: 'time', readOnly: true },
  text('hs_merged_object_ids', 'Merged record IDs', { readOnly: true }),
  text('hubspot_owner_id', 'Owner'),
];

function objectType(type: Omit<ObjectType, 'properties'>, own: FieldSpec[]): ObjectType {
  return { ...type, properties: new Map([...system(type.modifiedProperty), ...own].map((spec) => [spec.name, spec])) };
}

/** A new account's objects, anew for each account: properties can be added and lost. */
export const objectTypes = (): ObjectType[] => [
  objectType(
    {
      ...{ name: 'contacts', singular: 'contact', typeId: '0-1', modifiedProperty: 'lastmodifieddate' },
      shown: ['email', 'firstname', 'lastname'],
      required: [],
    },
    [
      text('email', 'Email', { unique: true }),
      ...[text('firstname', 'First name'), text('lastname', 'Last name'), text('phone', 'Phone number'), text('company', 'Company name')],
      { name: 'lifecyclestage', label: 'Lifecycle stage', type: 'choice', options: ['subscriber', 'lead', 'opportunity', 'customer'] },
    ],
  ),
  objectType(
    {
      ...{ name: 'companies', singular: 'company', typeId: '0-2', modifiedProperty: 'hs_lastmodifieddate' },
      shown: ['name', 'domain'],
      required: [],
    },
    [
      ...[text('name', 'Company name'), text('domain', 'Company domain name'), text('country', 'Country/Region')],
      text('phone', 'Phone number'),
      { name: 'numberofemployees', label: 'Number of employees', type: 'number' },
      { name: 'industry', label: 'Industry', type: 'choice', options: ['COMPUTER_SOFTWARE', 'BANKING', 'RETAIL'] },
    ],
  ),
  objectType(
    {
      ...{ name: 'deals', singular: 'deal', typeId: '0-3', modifiedProperty: 'hs_lastmodifieddate' },
      shown: ['dealname', 'amount', 'closedate', 'dealstage', 'pipeline'],
      required: ['dealname', 'dealstage'],
    },
    [
      text('dealname', 'Deal name'),
      { name: 'amount', label: 'Amount', type: 'number' },
      { name: 'deal_currency_code', label: 'Currency', type: 'choice', options: ['EUR', 'USD', 'GBP'] },
      { name: 'closedate', label: 'Close date', type: 'time' },
      { name: 'dealstage', label: 'Deal stage', type: 'choice' },
      { name: 'pipeline', label: 'Pipeline', type: 'choice' },
      ...[text('closed_lost_reason', 'Closed lost reason'), text('description', 'Deal description')],
      // HubSpot computes it.
      { name: 'hs_is_closed', label: 'Is closed', type: 'boolean', readOnly: true },
    ],
  ),
];

export interface Pipeline {
  id: string;
  label: string;
  stages: { id: string; label: string; isClosed: boolean; probability: string }[];
}

export const pipelines = (): Record<string, Pipeline[]> => ({
  deals: [
    {
      id: 'default',
      label: 'Sales pipeline',
      stages: [
        { id: 'appointmentscheduled', label: 'Appointment scheduled', isClosed: false, probability: '0.2' },
        { id: 'qualifiedtobuy', label: 'Qualified to buy', isClosed: false, probability: '0.4' },
        { id: 'presentationscheduled', label: 'Presentation scheduled', isClosed: false, probability: '0.6' },
        { id: 'decisionmakerboughtin', label: 'Decision maker bought-in', isClosed: false, probability: '0.8' },
        { id: 'contractsent', label: 'Contract sent', isClosed: false, probability: '0.9' },
        { id: 'closedwon', label: 'Closed won', isClosed: true, probability: '1.0' },
        { id: 'closedlost', label: 'Closed lost', isClosed: true, probability: '0.0' },
      ],
    },
  ],
});
