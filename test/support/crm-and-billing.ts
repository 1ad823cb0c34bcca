import { onTestFinished } from 'vitest';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { createSubscription } from '#apps/fakes/stripe/stripe-subscriptions.ts';
import { type StripeFake, startStripe } from '#apps/fakes/stripe/stripe.ts';
import { addHubSpotRevenue } from '#apps/local/vendors/sandbox-records.ts';
import { eventually, startTestEngine, type TestEngine } from './engine.ts';
import { findFixedPort } from './stack/fixed-port.ts';

export interface CrmAndBilling {
  engine: TestEngine;
  crm: HubSpotFake;
  billing: StripeFake;
  connections: { a_connection_id: string; b_connection_id: string };
  /** A company in the CRM and its customer in billing, with so many units at 10.00 EUR a month. Returns their ids. */
  addPair(name: string, quantity: number): { company: string; customer: string; subscription: string };
  /** Another subscription of the same kind. */
  subscribe(customer: string, quantity: number): string;
  changeQuantity(subscription: string, quantity: number): void;
  /** As vendors do: what got no 2xx is sent again. A busy machine sheds load. */
  repeatRefused(): Promise<void>;
  companyOf(id: string): Record<string, unknown>;
  /** The sync of the preset, after its first run. It does not poll, and is deleted with the test. */
  createSync(more?: object): Promise<string>;
  runsOf(id: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** An engine between HubSpot and Stripe that send their webhooks to it. */
export async function startCrmAndBilling(): Promise<CrmAndBilling> {
  const port = await findFixedPort();
  const [crm, billing] = await Promise.all([startHubSpot({ port: 0 }), startStripe({ port: 0 })]);
  addHubSpotRevenue(crm);
  const engine = await startTestEngine({
    vendorUrls: { hubspot: crm.url, stripe: billing.url },
    publicUrl: `http://127.0.0.1:${port}`,
    settings: { inbound: { rate_limit: { per_minute: 600_000, burst: 10_000 } } },
  });
  await engine.app.listen({ port, host: '127.0.0.1' });
  const made = async (path: string, wanted: object) => {
    const { status, body } = await engine.call('POST', path, wanted);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body;
  };
  const connect = async (vendor: string, token: string, secret: string) => {
    const { id } = await made('/connections', { vendor, name: vendor, credentials: { method: 'token', token } });
    const { url } = await made('/inbound-sources', { vendor, name: vendor, connection_id: id, secret });
    return { id: id as string, url: url as string };
  };
  const a = await connect('hubspot', crm.privateToken, crm.app.secret);
  const b = await connect('stripe', billing.secretKey, 'whsec_test');
  crm.events.target = { url: a.url, maxConcurrentRequests: 10 };
  for (const kind of ['creation', 'deletion', 'merge', 'propertyChange']) crm.events.subscribe({ eventType: `company.${kind}` });
  billing.webhooks.add(b.url, 'whsec_test');
  const priceId = addPrice(billing);
  const connections = { a_connection_id: a.id, b_connection_id: b.id };
  const runsOf = async (id: string) => (await engine.call('GET', `/syncs/${id}/runs`)).body['data'] as Record<string, unknown>[];

  const repeated = new Map<object, number>();
  const subscribe = (customer: string, quantity: number) => {
    const payment = { collection_method: 'send_invoice', days_until_due: 14 };
    return createSubscription(billing.account, { customer, items: [{ price: priceId, quantity }], ...payment }).id;
  };

  return {
    ...{ engine, crm, billing, connections, runsOf },
    addPair(name, quantity) {
      const domain = `${name.toLowerCase().replaceAll(/\W/g, '')}.example`;
      const company = crm.records('companies').create({ name, domain }).id;
      const customer = billing.account.create('customer', { name, email: `billing@${domain}`, phone: null, metadata: {} }).id;
      return { company, customer, subscription: subscribe(customer, quantity) };
    },
    subscribe,
    changeQuantity(id, quantity) {
      const items = billing.account.get('subscription', id)['items'] as { data: object[] };
      const data = items.data.map((item) => ({ ...item, quantity }));
      billing.account.update('subscription', id, { items: { ...items, data } });
    },
    async repeatRefused() {
      for (const { sender } of [crm.events, billing.webhooks]) {
        await sender.settled();
        for (const webhook of sender.sent().slice(repeated.get(sender) ?? 0)) if (webhook.status !== 200) sender.repeat(webhook);
        repeated.set(sender, sender.sent().length);
      }
    },
    companyOf: (id) => ({ ...crm.records('companies').get(id)?.fields }),
    async createSync(more = {}) {
      const { body: preset } = await engine.call('POST', '/syncs/preset', { preset: 'crm_billing', ...connections });
      const wanted = { name: 'test', interval_seconds: 86_400, ...connections, mapping: preset['mapping'], ...more };
      const { id } = await made('/syncs', wanted);
      onTestFinished(async () => void (await engine.call('DELETE', `/syncs/${id}`)));
      await eventually(
        () => runsOf(id as string),
        // Webhooks may have begun runs of their own meanwhile.
        (runs) => runs.some(({ kind, state }) => kind === 'backfill' && state !== 'running'),
      );
      return id as string;
    },
    async close() {
      await engine.close();
      await Promise.all([crm.close(), billing.close()]);
    },
  };
}

function addPrice({ account }: StripeFake): string {
  const product = account.create('product', { name: 'Starter', metadata: {} }).id;
  const recurring = { interval: 'month', interval_count: 1, usage_type: 'licensed' };
  const kind = { type: 'recurring', billing_scheme: 'per_unit', currency: 'eur', metadata: {}, recurring };
  return account.create('price', { product, unit_amount: 1_000, unit_amount_decimal: '1000', ...kind }).id;
}
