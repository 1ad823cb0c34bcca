import { expect, onTestFinished, test } from 'vitest';
import { startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { startSalesforce } from '#apps/fakes/salesforce/salesforce.ts';
import { createSubscription } from '#apps/fakes/stripe/stripe-subscriptions.ts';
import { startStripe } from '#apps/fakes/stripe/stripe.ts';

const vendors = [
  ['HubSpot', startHubSpot, 'companies', 'name'],
  ['Salesforce', startSalesforce, 'Account', 'Name'],
  ['Stripe', startStripe, 'customers', 'name'],
] as const;

async function open(start: (typeof vendors)[number][1], object: string) {
  const fake = await start({ port: 0 });
  onTestFinished(() => fake.close());
  const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${fake.url}/sandbox`, { method: 'POST', headers, body: new URLSearchParams({ object, ...fields }), redirect: 'manual' });
  const show = async () => (await fetch(`${fake.url}/sandbox?object=${object}`)).text();
  return { fake, post, show };
}

test.each(vendors)('the page of %s creates, changes and deletes records, and shows them', async (_label, start, object, field) => {
  const { post, show } = await open(start, object);
  expect((await post({ field, value: 'Nordwind <b>AG</b>', action: 'save' })).status).toBe(303);
  const shown = await show();
  expect(shown).toContain('Nordwind &#60;b&#62;AG');
  expect(shown).not.toContain('<b>');
  const [, id = ''] = /<td>((?:\d|001|cus_)\w+)<\/td>/.exec(shown) ?? [];
  await post({ id, field, value: 'Blaufelder', action: 'save' });
  expect(await show()).toContain('Blaufelder');
  await post({ id, action: 'delete' });
  expect(await show()).not.toContain(id);
});

test.each(vendors)('the page of %s says why the vendor refuses a change', async (_label, start, object, field) => {
  const { post } = await open(start, object);
  const refused = await post({ field, value: 'x'.repeat(70_000), action: 'save' });
  expect(refused.status).toBe(400);
  expect(await refused.text()).toMatch(/role="alert"/);
});

test('the page shows the requests that arrived, without tokens', async () => {
  const { fake, show } = await open(startHubSpot, 'companies');
  await fetch(`${fake.url}/crm/v3/objects/companies`, { headers: { authorization: 'Bearer wrong' } });
  await fetch(`${fake.url}/oauth/v1/token`, { method: 'POST', body: new URLSearchParams({ client_secret: 'very-secret' }) });
  const shown = await show();
  expect(shown).toContain('GET /crm/v3/objects/companies');
  expect(shown).toContain('401');
  expect(shown).not.toContain('very-secret');
});

test('another web page cannot change records, and no script runs on the page', async () => {
  const { fake, post } = await open(startHubSpot, 'companies');
  expect((await post({ field: 'name', value: 'x', action: 'save' }, { origin: 'https://evil.example' })).status).toBe(403);
  expect(fake.arrived().filter(({ status }) => status === 303)).toEqual([]);
  const policy = (await fetch(`${fake.url}/sandbox`)).headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('script-src');
});

test.each([
  ['HubSpot', startHubSpot, 'companies', 'industry'],
  ['Salesforce', startSalesforce, 'Account', 'Industry'],
] as const)(
  'the page of %s changes the choices of a picklist, and the vendor then refuses the others',
  async (_label, start, object, field) => {
    const { post, show } = await open(start, object);
    expect((await post({ field, value: 'FARMING, BANKING', action: 'choices' })).status).toBe(303);
    expect(await show()).toContain(`${field}: FARMING, BANKING`);
    expect((await post({ field, value: 'FARMING', action: 'save' })).status).toBe(303);
    expect((await post({ field, value: 'RETAIL', action: 'save' })).status).toBe(400);
    expect((await post({ field: 'name', value: 'x', action: 'choices' })).status).toBe(400);
  },
);

test('the page of Stripe changes the plan and the quantity of a subscription', async () => {
  const { fake, post } = await open(startStripe, 'subscriptions');
  const { account } = fake as Awaited<ReturnType<typeof startStripe>>;
  const recurring = { interval: 'month', interval_count: 1 };
  const [small, large] = [100, 900].map(
    (amount) => account.create('price', { unit_amount: amount, currency: 'eur', type: 'recurring', recurring }).id,
  );
  const customer = account.create('customer', { name: 'Nordwind AG' }).id;
  const items = [{ price: small ?? '', quantity: 1 }];
  const { id } = createSubscription(account, { customer, items, collection_method: 'send_invoice', days_until_due: 14 });
  await post({ id, field: 'plan', value: large ?? '', action: 'save' });
  await post({ id, field: 'quantity', value: '7', action: 'save' });
  expect(account.get('subscription', id)['items']).toMatchObject({ data: [{ price: { unit_amount: 900 }, quantity: 7 }] });
});
