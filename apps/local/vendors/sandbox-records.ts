import type { HubSpotFake } from '#apps/fakes/hubspot/hubspot.ts';
import type { SalesforceFake } from '#apps/fakes/salesforce/salesforce.ts';
import { createSubscription } from '#apps/fakes/stripe/stripe-subscriptions.ts';
import type { StripeFake } from '#apps/fakes/stripe/stripe.ts';
import { subscriptionStates } from '#domain/sync/subscription.ts';

const companies = [
  { key: 'nordwind', name: 'Nordwind AG', domain: 'nordwind.example', phone: '+49 30 5550 1001', price: 'price_starter', quantity: 5 },
  { key: 'blaufelder', name: 'Blaufelder GmbH', domain: 'blaufelder.example', phone: '+49 89 5550 1002', price: 'price_team', quantity: 3 },
  { key: 'acme', name: 'Acme Ltd', domain: 'acme.example', phone: '+44 20 5550 1003', price: 'price_team_yearly', quantity: 10 },
] as const;

const plans = [
  { id: 'price_starter', product: 'Starter', amount: 2_900, interval: 'month' },
  { id: 'price_team', product: 'Team', amount: 9_900, interval: 'month' },
  { id: 'price_team_yearly', product: 'Team, yearly', amount: 99_000, interval: 'year' },
] as const;

/** A few records, so that there is something to look at: the same companies in each system, with plans in billing. */
export function fillSandboxes(hubspot: HubSpotFake, salesforce: SalesforceFake, stripe: StripeFake): void {
  addHubSpotRevenue(hubspot);
  addSalesforceRevenue(salesforce);
  addDealFields(hubspot, salesforce);
  for (const { id, product, amount, interval } of plans) {
    const { id: productId } = stripe.account.create('product', { name: product, active: true, metadata: {} });
    const recurring = { interval, interval_count: 1, usage_type: 'licensed' };
    const kind = { type: 'recurring', billing_scheme: 'per_unit', active: true, metadata: {} };
    const price = { id, product: productId, currency: 'eur', unit_amount: amount, unit_amount_decimal: String(amount) };
    stripe.account.create('price', { ...price, ...kind, recurring });
  }
  for (const { key, name, domain, phone, price, quantity } of companies) {
    hubspot.records('companies').create({ name, domain, phone });
    hubspot.records('contacts').create({ email: `ada@${domain}`, firstname: 'Ada', company: name });
    const account = salesforce.records('Account').create({ Name: name, Website: domain, Phone: phone });
    salesforce.records('Contact').create({ LastName: 'Marks', Email: `ada@${domain}`, AccountId: account.id });
    const customer = stripe.account.create('customer', { id: `cus_${key}`, name, email: `billing@${domain}`, phone, metadata: {} });
    const items = [{ price, quantity }];
    const payment = { collection_method: 'send_invoice', days_until_due: 14 };
    createSubscription(stripe.account, { id: `sub_${key}`, customer: customer.id, items, ...payment });
  }
}

const options = [...subscriptionStates];
const label = 'Subscription status';

/** As an administrator adds them: a CRM has no fields for what billing knows. */
export function addHubSpotRevenue({ account }: HubSpotFake): void {
  for (const field of [
    { name: 'mrr', label: 'MRR', type: 'number' },
    { name: 'mrr_currency', label: 'MRR currency', type: 'text' },
    { name: 'subscription_status', label, type: 'choice', options },
    { name: 'renewal_date', label: 'Renewal date', type: 'date' },
  ] as const) {
    account.addProperty('companies', field);
  }
}

/** The same in Salesforce. */
export function addSalesforceRevenue({ org }: SalesforceFake): void {
  for (const field of [
    { name: 'Mrr__c', label: 'MRR', type: 'number', soapType: 'currency' },
    { name: 'Mrr_Currency__c', label: 'MRR currency', type: 'text', soapType: 'string', maxLength: 3 },
    { name: 'Subscription_Status__c', label, type: 'choice', soapType: 'picklist', maxLength: 255, options },
    { name: 'Renewal_Date__c', label: 'Renewal date', type: 'date', soapType: 'date' },
  ] as const) {
    org.addField('Account', field);
  }
}

/** As an administrator adds them for approved deals. */
function addDealFields(hubspot: HubSpotFake, salesforce: SalesforceFake): void {
  for (const [object, name] of [
    ['companies', 'causeway_customer_id'],
    ['contacts', 'causeway_contact_id'],
  ] as const) {
    hubspot.account.addProperty(object, { name, label: 'Causeway id', type: 'text', unique: true, maxLength: 64 });
  }
  salesforce.org.addField('Opportunity', {
    name: 'Loss_Reason__c',
    label: 'Loss reason',
    type: 'text',
    soapType: 'string',
    maxLength: 255,
  });
  for (const [name, apiName, label, type] of [
    ['partner_name', 'Partner_Name__c', 'Partner', 'text'],
    ['partner_id', 'Partner_Id__c', 'Partner id', 'text'],
    ['partner_source', 'Partner_Source__c', 'Source', 'text'],
    ['partner_registered_at', 'Partner_Registered_At__c', 'Registered', 'time'],
    ['partner_protected_until', 'Partner_Protected_Until__c', 'Protected until', 'date'],
  ] as const) {
    hubspot.account.addProperty('deals', { name, label, type });
    salesforce.org.addField('Opportunity', { name: apiName, label, type, soapType: soapTypes[type] });
  }
}

const soapTypes = { text: 'string', time: 'datetime', date: 'date' } as const;
