import { startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import type { Fields, RecordStore } from '#apps/fakes/record-store.ts';
import { startSalesforce } from '#apps/fakes/salesforce/salesforce.ts';
import { addHubSpotRevenue, addSalesforceRevenue } from '#apps/local/vendors/sandbox-records.ts';

/** A CRM that is shown what billing knows, with the fields that a company adds for it. */
export interface BillingCrm {
  vendor: 'hubspot' | 'salesforce';
  url: string;
  credentials: object;
  companies: RecordStore;
  /** The fields of a company. */
  fields: Record<'name' | 'domain' | 'phone' | 'mrr' | 'currency' | 'status' | 'renewal', string>;
  /** What the vendor says of a choice that it does not have. */
  refusal: RegExp;
  setStatuses(options: readonly string[]): void;
  close(): Promise<void>;
}

export const billingCrms = { hubspot: startHubSpotCrm, salesforce: startSalesforceCrm };

async function startHubSpotCrm(): Promise<BillingCrm> {
  const fake = await startHubSpot({ port: 0 });
  addHubSpotRevenue(fake);
  const { properties } = fake.account.type('companies');
  return {
    ...{ vendor: 'hubspot', url: fake.url, credentials: { method: 'token', token: fake.privateToken } },
    companies: fake.records('companies'),
    fields: {
      ...{ name: 'name', domain: 'domain', phone: 'phone', mrr: 'mrr' },
      ...{ currency: 'mrr_currency', status: 'subscription_status', renewal: 'renewal_date' },
    },
    refusal: /^subscription_status: canceled was not one of the allowed options: \[active\]$/,
    setStatuses: (options) => setOptions(properties, 'subscription_status', options),
    close: () => fake.close(),
  };
}

async function startSalesforceCrm(): Promise<BillingCrm> {
  const fake = await startSalesforce({ port: 0 });
  addSalesforceRevenue(fake);
  const { fields } = fake.org.type('Account');
  return {
    ...{ vendor: 'salesforce', url: fake.url },
    credentials: { method: 'client_credentials', client_id: fake.app.id, client_secret: fake.app.secret },
    companies: fake.records('Account'),
    fields: {
      ...{ name: 'Name', domain: 'Website', phone: 'Phone', mrr: 'Mrr__c' },
      ...{ currency: 'Mrr_Currency__c', status: 'Subscription_Status__c', renewal: 'Renewal_Date__c' },
    },
    refusal: /restricted picklist field: canceled/,
    setStatuses: (options) => setOptions(fields, 'Subscription_Status__c', options),
    close: () => fake.close(),
  };
}

function setOptions<Spec extends { options?: readonly string[] }>(
  fields: Map<string, Spec>,
  name: string,
  options: readonly string[],
): void {
  const spec = fields.get(name);
  if (spec) fields.set(name, { ...spec, options });
}

/** The revenue, status and so on of a company, in the words of the preset. */
export const shownBy = ({ companies, fields }: BillingCrm, id: string): Record<keyof BillingCrm['fields'], Fields[string] | undefined> => {
  const record = companies.get(id)?.fields ?? {};
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, record[field]])) as never;
};
