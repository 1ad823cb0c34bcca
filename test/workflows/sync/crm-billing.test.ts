import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type StripeFake, startStripe } from '#apps/fakes/stripe/stripe.ts';
import { type BillingCrm, billingCrms, shownBy } from '#test/support/billing-crms.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';

describe.each(['hubspot', 'salesforce'] as const)('%s and Stripe', (vendor) => {
  let engine: TestEngine;
  let crm: BillingCrm;
  let billing: StripeFake;
  const connections: Record<string, string> = {};

  beforeAll(async () => {
    crm = await billingCrms[vendor]();
    billing = await startStripe({ port: 0 });
    crm.setStatuses(['active', 'canceled', 'past_due']);
    engine = await startTestEngine({ vendorUrls: { [vendor]: crm.url, stripe: billing.url } });
    for (const [name, credentials] of [
      [vendor, crm.credentials],
      ['stripe', { method: 'token', token: billing.secretKey }],
    ] as const) {
      const { body } = await engine.call('POST', '/connections', { vendor: name, name, credentials });
      if (body['status'] !== 'active') throw new Error(JSON.stringify(body));
      connections[name] = body['id'];
    }
  });
  afterAll(async () => {
    await engine.close();
    await Promise.all([crm.close(), billing.close()]);
  });
  /** Each sync has all records of both sides, and repairs what another test breaks when the clock is at a multiple of its interval. */
  afterEach(async () => {
    for (const { id } of (await engine.call('GET', '/syncs')).body['data']) await engine.call('POST', `/syncs/${id}/pause`);
  });

  const sides = () => ({ a_connection_id: connections[vendor], b_connection_id: connections['stripe'] });
  const createCompany = (name: string, domain: string) => crm.companies.create({ [crm.fields.name]: name, [crm.fields.domain]: domain });
  /** Numbers are text in HubSpot. */
  const shown = (id: string) => ({ ...shownBy(crm, id), mrr: Number(shownBy(crm, id).mrr) });

  /** As Stripe's API is used: with its own encoding of forms. */
  async function stripe(method: string, path: string, form: Record<string, string> = {}) {
    const response = await fetch(`${billing.url}/v1/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${billing.secretKey}`,
        'content-type': 'application/x-www-form-urlencoded',
        'stripe-version': '2026-04-22.dahlia',
      },
      ...(method === 'GET' ? {} : { body: new URLSearchParams(form).toString() }),
    });
    const body = (await response.json()) as { id: string; error?: { message: string } };
    expect(response.status, JSON.stringify(body)).toBeLessThan(300);
    return body;
  }

  const price = async (amount: number, interval: string) =>
    (
      await stripe('POST', 'prices', {
        currency: 'eur',
        unit_amount: String(amount),
        product: (await stripe('POST', 'products', { name: `Plan ${amount}` })).id,
        'recurring[interval]': interval,
      })
    ).id;

  const subscribe = (customer: string, priceId: string, quantity: number) =>
    stripe('POST', 'subscriptions', {
      customer,
      'items[0][price]': priceId,
      'items[0][quantity]': String(quantity),
      collection_method: 'send_invoice',
      days_until_due: '14',
    });

  async function run(id: string): Promise<Record<string, unknown>> {
    const known = ((await engine.call('GET', `/syncs/${id}/runs`)).body['data'] as unknown[]).length;
    await engine.call('POST', `/syncs/${id}/trigger`);
    return ended(id, known + 1);
  }

  async function ended(id: string, count: number): Promise<Record<string, unknown>> {
    const { body } = await eventually(
      () => engine.call('GET', `/syncs/${id}/runs`),
      (answer) => answer.body['data'].filter(({ state }: { state: string }) => state !== 'running').length >= count,
    );
    return body['data'][0];
  }

  test('revenue arrives in the CRM when a plan changes in billing, and a record that the CRM refuses is in the queue with its remedy', async () => {
    const company = createCompany('Brightwell', 'brightwell.example');
    const customer = await stripe('POST', 'customers', { name: 'Brightwell', email: 'ada@brightwell.example', phone: '+49 30 5550 1001' });
    const yearly = await price(120_000, 'year');
    const subscription = await subscribe(customer.id, yearly, 2);
    await subscribe(customer.id, await price(1_000, 'month'), 3);

    const preset = await engine.call('POST', '/syncs/preset', { preset: 'crm_billing', ...sides() });
    expect(preset.status, JSON.stringify(preset.body)).toBe(200);
    expect(preset.body['left_out']).toEqual([]);
    const created = await engine.call('POST', '/syncs', { name: 'CRM and billing', ...sides(), mapping: preset.body['mapping'] });
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    const id = created.body['id'];
    expect(await ended(id, 1)).toMatchObject({ state: 'completed', failed: 0 });
    // 2 × 1,200 a year and 3 × 10 a month.
    const renewal = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    expect(shown(company.id)).toMatchObject({ mrr: 230, currency: 'EUR', status: 'active', renewal, phone: '+49 30 5550 1001' });

    await stripe('POST', `subscriptions/${subscription.id}`, { 'items[0][id]': await itemOf(subscription.id), 'items[0][quantity]': '5' });
    expect(await run(id)).toMatchObject({ state: 'completed' });
    expect(shown(company.id)).toMatchObject({ mrr: 530 });

    // Somebody removes a choice from the CRM, and the subscriptions end.
    crm.setStatuses(['active']);
    for (const { id: one } of billing.account.all('subscription')) await stripe('DELETE', `subscriptions/${one}`);
    expect(await run(id)).toMatchObject({ state: 'partial' });
    const { body } = await engine.call('GET', `/syncs/${id}/writes?state=failed`);
    expect(body['data']).toMatchObject([
      {
        ...{ side: 'a', record_id: company.id, reason: 'not_allowed', field: crm.fields.status },
        message: expect.stringMatching(crm.refusal),
        remedy: expect.stringContaining('picklist of the target'),
      },
    ]);
    crm.setStatuses(['active', 'canceled']);
    expect((await engine.call('POST', `/syncs/${id}/writes/retry`, {})).body).toEqual({ retried: 1 });
    await eventually(
      async () => shown(company.id),
      ({ status, mrr }) => status === 'canceled' && mrr === 0,
    );
  });

  async function itemOf(subscriptionId: string): Promise<string> {
    const found = (await stripe('GET', `subscriptions/${subscriptionId}`)) as unknown as { items: { data: { id: string }[] } };
    return found.items.data[0]?.id ?? '';
  }

  test('two customers with one e-mail domain are a question for a person, and the answer is followed', async () => {
    const { id: company } = createCompany('Acme', 'acme.example');
    const first = await stripe('POST', 'customers', { name: 'Acme one', email: 'one@acme.example' });
    await stripe('POST', 'customers', { name: 'Acme two', email: 'two@acme.example' });
    const { body: preset } = await engine.call('POST', '/syncs/preset', { preset: 'crm_billing', ...sides() });
    const { body } = await engine.call('POST', '/syncs', { name: 'Second', ...sides(), mapping: preset['mapping'] });
    const id = body['id'];
    expect(await ended(id, 1)).toMatchObject({ state: 'partial' });
    const unclear = await engine.call('GET', `/syncs/${id}/writes?state=failed&reason=unclear_link`);
    expect(unclear.body['data']).toHaveLength(3);
    expect((await engine.call('POST', `/syncs/${id}/links`, { object: 'account', a_id: company, b_id: first.id })).status).toBe(201);
    await eventually(
      async () => billing.account.find('customer', first.id)?.['name'],
      (name) => name === 'Acme',
    );
  });

  interface Found {
    class: string;
    field: string | null;
    a_id: string | null;
    b_id: string | null;
    a_value: string | null;
    b_value: string | null;
    to_side: string | null;
    state: string;
  }

  /** A night that has ended. */
  async function reconcile(id: string, wish: object): Promise<{ state: string; findings: Found[] }> {
    const { status, body } = await engine.call('POST', `/syncs/${id}/reconcile`, wish);
    expect(status, JSON.stringify(body)).toBe(202);
    const [{ id: runId }] = body['runs'] as [{ id: string }];
    const runs = () => engine.call('GET', `/reconciliations?sync_id=${id}&limit=100`);
    const run = (list: { id: string; state: string }[]) => list.find((one) => one.id === runId);
    const { body: found } = await eventually(
      runs,
      (answer) => !['queued', 'running'].includes(run(answer.body['data'])?.state ?? 'queued'),
    );
    const { body: listed } = await engine.call('GET', `/reconciliations/${runId}/findings?limit=100`);
    return { state: run(found['data'])?.state ?? '', findings: listed['data'] as Found[] };
  }

  test('a night finds what changed behind the back of the sync, says the same a second time, and repairs it by the owner rules', async () => {
    const companies = [
      createCompany('Calder', 'calder.example'),
      createCompany('Dunmore', 'dunmore.example'),
      createCompany('Elmet', 'elmet.example'),
    ];
    const [drifted, lost] = [companies[0]?.id ?? '', companies[1]?.id ?? ''];
    const customers: string[] = [];
    for (const name of ['calder', 'dunmore', 'elmet', 'fairfield']) {
      customers.push((await stripe('POST', 'customers', { name, email: `ada@${name}.example`, phone: '+49 30 5550 1001' })).id);
    }
    const monthly = await price(5_000, 'month');
    for (const customer of customers) await subscribe(customer, monthly, 1);
    const { body: preset } = await engine.call('POST', '/syncs/preset', { preset: 'crm_billing', ...sides() });
    const wanted = { name: 'Nightly', ...sides(), mapping: preset['mapping'], interval_seconds: 86_400 };
    const id = (await engine.call('POST', '/syncs', wanted)).body['id'] as string;
    await ended(id, 1);
    expect(shown(drifted)).toMatchObject({ mrr: 50 });
    // How long a change may be on its way; its polls stay a day apart.
    await engine.db.sql`update sync set interval_seconds = 1 where id = ${id}`;

    crm.companies.update(drifted, { [crm.fields.mrr]: 7 });
    crm.companies.archive(lost);
    const ours = ({ findings }: { findings: Found[] }) =>
      findings
        .filter(({ a_id: a, b_id: b }) => [drifted, lost].includes(a ?? '') || customers.includes(b ?? ''))
        .map(({ class: name, field, a_id: a, b_id: b, a_value, b_value, to_side: to }) => ({ name, field, a, b, a_value, b_value, to }))
        .toSorted((x, y) => (JSON.stringify(x) < JSON.stringify(y) ? -1 : 1));
    const first = ours(await reconcile(id, { dry_run: true }));
    expect(first).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'stale', a: drifted, b: customers[0], a_value: '7', b_value: '50', to: 'a' }),
        expect.objectContaining({ name: 'missing_left', b: customers[1] }),
        expect.objectContaining({ name: 'unmapped', a: null, b: customers[3] }),
      ]),
    );
    expect(first.filter(({ b }) => b === customers[2])).toEqual([]);
    expect(ours(await reconcile(id, { dry_run: true }))).toEqual(first);
    expect(shown(drifted)).toMatchObject({ mrr: 7 });

    await reconcile(id, {});
    await eventually(
      async () => shown(drifted),
      ({ mrr }) => mrr === 50,
    );
  });
});
