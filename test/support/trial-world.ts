import { type StripeFake, startStripe } from '#apps/fakes/stripe/stripe.ts';
import { type BillingCrm, billingCrms } from './billing-crms.ts';
import { eventually, startTestEngine, type TestEngine } from './engine.ts';

type Json = Record<string, any>;

export interface TrialWorld {
  engine: TestEngine;
  crm: BillingCrm;
  billing: StripeFake;
  /** A paused sync of companies and customers with these creations. */
  createSync(more?: Json): Promise<string>;
  /** A company and its customer, whose names differ; the phone is known in billing only. */
  addPair(domain: string): { company: string; customer: string };
  begin(syncId: string, wish: Json): Promise<string>;
  ended(syncId: string, testId: string): Promise<Json>;
  close(): Promise<void>;
}

/** An engine between a CRM and Stripe, for tests of syncs that are taken back. */
export async function startTrialWorld(vendor: keyof typeof billingCrms): Promise<TrialWorld> {
  const [crm, billing] = await Promise.all([billingCrms[vendor](), startStripe({ port: 0 })]);
  const engine = await startTestEngine({ vendorUrls: { [vendor]: crm.url, stripe: billing.url } });
  const connect = async (name: string, credentials: object) => {
    const { status, body } = await engine.call('POST', '/connections', { vendor: name, name, credentials });
    if (status !== 201 || body['status'] !== 'active') throw new Error(JSON.stringify(body));
    return body['id'] as string;
  };
  const a = await connect(vendor, crm.credentials);
  const b = await connect('stripe', { method: 'token', token: billing.secretKey });
  const { fields, companies } = crm;
  const object = {
    ...{ name: 'account', a: vendor === 'hubspot' ? 'companies' : 'Account', b: 'customers', creates: ['b'] },
    links: [
      { how: 'external_id', a: 'id', b: 'metadata.crm_id' },
      { how: 'domain', a: fields.domain, b: 'email' },
    ],
    fields: [
      { a: fields.name, b: 'name', type: 'text', direction: 'a_to_b', owner: 'a' },
      { a: fields.phone, b: 'phone', type: 'text', direction: 'b_to_a', owner: 'b' },
    ],
  };
  return {
    ...{ engine, crm, billing },
    async createSync({ map = {}, ...more } = {}) {
      const mapping = { objects: [{ ...object, ...map }] };
      const wanted = { name: 'test', a_connection_id: a, b_connection_id: b, state: 'paused', interval_seconds: 3_600, mapping, ...more };
      const { status, body } = await engine.call('POST', '/syncs', wanted);
      if (status !== 201) throw new Error(JSON.stringify(body));
      return body['id'];
    },
    addPair(domain) {
      const company = companies.create({ [fields.name]: `New name of ${domain}`, [fields.domain]: domain }).id;
      const told = { name: 'Old name', email: `billing@${domain}`, phone: '+49 30 5550 1001', metadata: {} };
      return { company, customer: billing.account.create('customer', told).id };
    },
    async begin(syncId, wish) {
      const { status, body } = await engine.call('POST', `/syncs/${syncId}/test`, { object: 'account', ...wish });
      if (status !== 202) throw new Error(JSON.stringify(body));
      return body['test_id'];
    },
    async ended(syncId, testId) {
      const { body } = await eventually(
        () => engine.call('GET', `/syncs/${syncId}/tests/${testId}`),
        (answer) => answer.status === 200 && answer.body['state'] !== 'running',
      );
      return body;
    },
    async close() {
      await engine.close();
      await Promise.all([crm.close(), billing.close()]);
    },
  };
}
