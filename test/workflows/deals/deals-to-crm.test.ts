import { describe, expect, type TestContext, test, vi } from 'vitest';
import { withdrawDeal } from '#db/deals/deal-review.ts';
import { approvedDeal } from '#test/support/approved-deal.ts';
import { startConnectedCrm, startDealSync } from '#test/support/deal-crms.ts';
import { eventually, type TestEngine } from '#test/support/engine.ts';
import { startReceiver } from '#test/support/receiver.ts';
import { tester } from '#test/support/tester.ts';

// Five engines share the machine with other files.
vi.setConfig({ testTimeout: 300_000 });

/** What the partner of a deal is told of syncs. */
async function newsFor(engine: TestEngine, dealId: string, { onTestFinished }: TestContext): Promise<() => Record<string, unknown>[]> {
  const { body } = await engine.call('GET', `/deals/${dealId}`);
  const secrets: string[] = [];
  const receiver = await startReceiver({ secrets });
  onTestFinished(() => receiver.close());
  const wanted = { partner_id: body['partner_id'], url: `${receiver.url}/hook`, event_types: ['record.failed', 'conflict.opened'] };
  const made = await engine.call('POST', '/endpoints', wanted);
  expect(made.status).toBe(201);
  secrets.push(made.body['secret']);
  return () => receiver.requests.map((request) => JSON.parse(request.body) as Record<string, unknown>);
}

// Each has an engine of its own, and they wait most of the time.
describe.for(['hubspot', 'salesforce'] as const)('deals in %s', { concurrent: true }, (vendor) => {
  test('an approved deal becomes an opportunity with partner, source, protection and account, and is won where it is sold', async (context) => {
    const { engine, crm, opportunity, change, run, connectionId, syncId } = await startDealSync(vendor, context);
    const known = crm.accounts.create(
      vendor === 'hubspot' ? { name: 'Brightwell', domain: 'brightwell.com' } : { Name: 'Brightwell', Website: 'https://brightwell.com' },
    );
    await approvedDeal(engine, 'Sandy', 'sandbox');
    const dealId = await approvedDeal(engine, 'Brightwell');
    const { fields } = crm;
    const record = await opportunity(dealId, {
      [fields.title]: 'Data platform',
      [fields.amount]: 48_000,
      [fields.partner]: 'Acme',
      [fields.source]: 'partner',
    });
    expect(String(record.fields[fields.protectedUntil])).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(String(record.fields[fields.summary])).toContain(dealId);
    await eventually(
      async () => crm.accountOf(record),
      (id) => id === known.id,
    );
    const deal = () => engine.call('GET', `/deals/${dealId}`);
    await eventually(deal, ({ body }) => body['crm'].state === 'written');

    await change(dealId, { [fields.stage]: crm.won, [fields.amount]: 50_000 });
    await run();
    const { body } = await eventually(deal, (answer) => answer.body['stage'] === 'won' && answer.body['crm'].state === 'written');
    expect(body).toMatchObject({ stage: 'won', expected_value: { amount: '50000.00', currency: 'EUR' }, review_status: 'approved' });
    const history = await engine.call('GET', `/deals/${dealId}/history`);
    expect(history.body['data'].at(-1)).toMatchObject({ action: 'won', by: { kind: 'system', id: connectionId } });
    expect(await run()).toMatchObject({ state: 'completed', written: 0, failed: 0 });
    // Those of sandboxes stay here.
    expect(crm.opportunities.all()).toHaveLength(1);
    // A night reads deals, customers and contacts of both sides, and finds them the same.
    expect((await engine.call('POST', `/syncs/${syncId}/reconcile`, {})).status).toBe(202);
    const nights = () => engine.call('GET', `/reconciliations?sync_id=${syncId}`);
    const { body: ended } = await eventually(
      nights,
      (answer) => !['queued', 'running'].includes(answer.body['data'][0]?.state ?? 'queued'),
    );
    expect(ended['data']).toMatchObject([{ state: 'completed' }]);
    expect((await engine.call('GET', `/reconciliations/${ended['data'][0].id}/findings`)).body['data']).toEqual([]);
  });

  test('a stage that the CRM does not have holds up one deal only, is in the queue with its remedy, and is written once it exists', async (context) => {
    const { engine, crm, opportunity, run, syncId } = await startDealSync(vendor, context);
    const [stuck, other] = [await approvedDeal(engine, 'Acme'), await approvedDeal(engine, 'Umbra')];
    await Promise.all([opportunity(stuck), opportunity(other)]);
    const [news, othersNews] = [await newsFor(engine, stuck, context), await newsFor(engine, other, context)];
    const all = crm.stages();
    crm.setStages(all.filter((stage) => stage !== crm.qualified));
    for (const id of [stuck, other]) expect((await engine.call('POST', `/deals/${id}/stage`, { stage: 'qualified' })).status).toBe(200);
    await engine.call('POST', `/deals/${other}/stage`, { stage: 'lost', reason: 'No budget' });
    await opportunity(other, { [crm.fields.stage]: crm.lost, [crm.fields.lostReason]: 'No budget' });
    const queue = () => engine.call('GET', `/syncs/${syncId}/writes?state=failed`);
    const { body } = await eventually(queue, (answer) => answer.body['data'].length > 0);
    expect(body['data']).toMatchObject([{ object: 'deal', side: 'a', reason: 'not_allowed', remedy: expect.stringContaining('retry') }]);
    const state = () => engine.call('GET', `/deals/${stuck}`);
    expect((await eventually(state, (answer) => answer.body['crm'].state === 'rejected')).body['crm'].error).toContain(crm.qualified);
    expect(await run()).toMatchObject({ state: 'partial' });
    // Its partner is told once, without the CRM's own words; the other partner is not.
    const [told] = await eventually(news, (events) => events.length > 0);
    expect(told).toMatchObject({ type: 'record.failed', data: { deal_id: stuck, external_id: null, code: 'not_allowed' } });
    expect(JSON.stringify(told)).not.toContain(crm.qualified);
    expect(news()).toHaveLength(1);
    expect(othersNews()).toEqual([]);
    crm.setStages(all);
    expect((await engine.call('POST', `/syncs/${syncId}/writes/retry`, { reason: 'not_allowed' })).body).toEqual({ retried: 1 });
    await opportunity(stuck, { [crm.fields.stage]: crm.qualified });
    await eventually(state, (answer) => answer.body['crm'].state === 'written');
    expect(crm.opportunities.all()).toHaveLength(2);
  });

  test('an opportunity that was deleted in the CRM is a question, and is created again only after a yes', async (context) => {
    const { engine, crm, opportunity, run, syncId } = await startDealSync(vendor, context);
    const dealId = await approvedDeal(engine, 'Acme');
    const { id } = await opportunity(dealId);
    await run();
    crm.opportunities.archive(id);
    expect(await run()).toMatchObject({ state: 'partial' });
    expect(await run()).toMatchObject({ state: 'partial', written: 0 });
    const { body } = await engine.call('GET', `/syncs/${syncId}/writes?state=failed`);
    expect(body['data']).toMatchObject([{ record_id: dealId, reason: 'deleted', remedy: expect.stringContaining('create it again') }]);
    expect((await engine.call('GET', `/deals/${dealId}`)).body['crm']).toMatchObject({
      state: 'rejected',
      error: expect.stringContaining('deleted'),
    });
    await engine.call('POST', `/syncs/${syncId}/writes/retry`, {});
    const live = () => crm.opportunities.all().filter(({ archivedAt }) => archivedAt === undefined);
    await eventually(live, (records) => records.length === 1);
    expect(await run()).toMatchObject({ state: 'completed' });
    expect(live()).toHaveLength(1);
  });

  test('a registration that is withdrawn is closed as lost, and what both sides changed is a conflict', async (context) => {
    const { engine, crm, opportunity, change, run, syncId } = await startDealSync(vendor, context);
    const [withdrawn, torn] = [await approvedDeal(engine, 'Acme'), await approvedDeal(engine, 'Umbra')];
    await Promise.all([opportunity(withdrawn), opportunity(torn)]);
    await withdrawDeal(engine.db, withdrawn, { reason: 'Sold elsewhere' }, { actor: tester });
    await opportunity(withdrawn, { [crm.fields.stage]: crm.lost, [crm.fields.lostReason]: 'Sold elsewhere' });
    // Some CRMs set the date by themselves.
    await change(withdrawn, { [crm.fields.closeDate]: '2026-03-01' });
    expect(await run()).toMatchObject({ state: 'completed' });
    expect((await engine.call('GET', `/deals/${withdrawn}`)).body).toMatchObject({ review_status: 'withdrawn', close_date: '2026-03-01' });
    const [news, othersNews] = [await newsFor(engine, torn, context), await newsFor(engine, withdrawn, context)];
    await engine.call('POST', `/syncs/${syncId}/pause`);
    await change(torn, { [crm.fields.stage]: crm.won });
    await engine.call('POST', `/deals/${torn}/stage`, { stage: 'lost', reason: 'No budget' });
    await engine.call('POST', `/syncs/${syncId}/resume`);
    await run();
    const { body } = await engine.call('GET', `/syncs/${syncId}/conflicts?state=open`);
    expect(body['data']).toMatchObject([{ object: 'deal', b_id: torn, a_value: expect.any(String), b_value: expect.any(String) }]);
    expect((await engine.call('GET', `/deals/${torn}`)).body['stage']).toBe('lost');
    const [told] = await eventually(news, (events) => events.length > 0);
    expect(told).toMatchObject({ type: 'conflict.opened', data: { deal_id: torn, field: 'stage' } });
    expect(othersNews()).toEqual([]);
  });

  test('a deal that is closed does not open again, and says so, but its amount can still be corrected', async (context) => {
    const { engine, crm, opportunity, change, run, syncId } = await startDealSync(vendor, context);
    const dealId = await approvedDeal(engine, 'Acme');
    await opportunity(dealId);
    await change(dealId, { [crm.fields.stage]: crm.won });
    await run();
    await change(dealId, { [crm.fields.amount]: 60_000 });
    await run();
    const deal = () => engine.call('GET', `/deals/${dealId}`);
    expect((await deal()).body).toMatchObject({ stage: 'won', expected_value: { amount: '60000.00' } });
    await change(dealId, { [crm.fields.stage]: crm.qualified });
    expect(await run()).toMatchObject({ state: 'partial' });
    const { body } = await engine.call('GET', `/syncs/${syncId}/writes?state=failed`);
    expect(body['data']).toMatchObject([{ side: 'b', record_id: dealId, message: expect.stringContaining('won') }]);
    const { body: after } = await eventually(deal, (answer) => answer.body['crm'].state === 'rejected');
    expect(after).toMatchObject({ stage: 'won', crm: { error: expect.stringContaining('won') } });
  });

  test('a deal waits for its account: two accounts of one domain are a question, and the answer is followed', async (context) => {
    const { engine, crm, opportunity, run, syncId } = await startDealSync(vendor, context);
    const account = { name: 'Acme', domain: 'acme.com', Name: 'Acme', Website: 'acme.com' };
    const own = Object.fromEntries(Object.entries(account).filter(([name]) => /^[A-Z]/.test(name) === (vendor === 'salesforce')));
    const [first] = [crm.accounts.create(own), crm.accounts.create(own)];
    const dealId = await approvedDeal(engine, 'Acme');
    const news = await newsFor(engine, dealId, context);
    const queue = async () => (await engine.call('GET', `/syncs/${syncId}/writes?state=failed`)).body['data'] as Record<string, string>[];
    const reasons = (await eventually(queue, (rows) => rows.length >= 4)).map(({ object, reason }) => `${object} ${reason}`);
    expect(new Set(reasons)).toEqual(new Set(['account unclear_link', 'deal parent_missing']));
    expect(crm.opportunities.findBy(crm.key, dealId)).toBeUndefined();
    const shown = async () => (await engine.call('GET', `/deals/${dealId}`)).body['crm'] as Record<string, unknown>;
    const waiting = { state: 'waiting', error: 'the account acme.com has no counterpart there yet', next: null };
    expect(await eventually(shown, ({ error }) => error !== null)).toMatchObject(waiting);
    expect((await engine.call('GET', '/deals?crm_state=waiting')).body['data']).toMatchObject([{ id: dealId }]);
    await engine.call('POST', `/syncs/${syncId}/links`, { object: 'account', a_id: first?.id, b_id: 'acme.com' });
    const record = await opportunity(dealId);
    await run();
    expect(crm.accountOf(record)).toBe(first?.id);
    expect(await eventually(shown, ({ state }) => state === 'written')).toMatchObject({ error: null });
    expect(news()).toEqual([]);
  });

  test("a customer's people are contacts of its account, once each, and the sync forgets a person who is erased", async (context) => {
    const { engine, crm, opportunity, run } = await startDealSync(vendor, context);
    const ada = { name: 'Ada King Lovelace', email: 'Ada@acme.com', phone: '+44 20 7946 0000' };
    const first = await approvedDeal(engine, 'Acme', 'standard', [ada]);
    const record = await opportunity(first);
    await opportunity(await approvedDeal(engine, 'Umbra', 'standard', [{ ...ada, email: 'ada@ACME.com' }]));
    await run();
    const [contact, ...more] = crm.contacts.all();
    expect(more).toEqual([]);
    expect(Object.values(contact?.fields ?? {})).toEqual(expect.arrayContaining(['Ada King', 'Lovelace', '+44 20 7946 0000']));
    expect(contact && crm.accountOf(contact)).toBe(crm.accountOf(record));
    if (vendor === 'hubspot') expect(crm.contactOf(record)).toBe(contact?.id);
    const known = async () => {
      const rows = await engine.db.sql<{ text: string }[]>`
        select to_jsonb(r)::text as text from sync_record r union all select to_jsonb(w)::text from sync_write w
        union all select to_jsonb(l)::text from sync_link l union all select to_jsonb(k)::text from sync_record_key k`;
      return rows.filter(({ text }) => /ada@acme.com|contact_[0-9a-f]{32}/i.test(text));
    };
    expect((await known()).length).toBeGreaterThan(0);
    const { body } = await engine.call('POST', '/erasures', { email: 'ada@acme.com' });
    await eventually(
      () => engine.call('GET', `/erasures/${body['id']}`),
      (answer) => answer.body['status'] === 'finished',
    );
    await run();
    expect(await known()).toEqual([]);
    expect(crm.contacts.all()).toHaveLength(1);
  });
});

test.concurrent('a webhook of the CRM brings what happened to an opportunity to its deal, without a poll', async (context) => {
  const { engine, crm, opportunity, connectionId, syncId } = await startDealSync('hubspot', context);
  const source = { vendor: 'hubspot', name: 'CRM', connection_id: connectionId, secret: crm.webhookSecret };
  crm.tell((await engine.call('POST', '/inbound-sources', source)).body['url']);
  const dealId = await approvedDeal(engine, 'Acme');
  const { id } = await opportunity(dealId);
  crm.edit(id, { [crm.fields.stage]: crm.lost, [crm.fields.lostReason]: 'They keep what they have' });
  const { body } = await eventually(
    () => engine.call('GET', `/deals/${dealId}`),
    (answer) => answer.body['stage'] === 'lost',
  );
  expect(body['reason']).toBe('They keep what they have');
  await eventually(
    () => engine.call('GET', `/syncs/${syncId}/runs`),
    (runs) => runs.body['data'].some(({ kind }: { kind: string }) => kind === 'hinted'),
  );
});

test.concurrent('two opportunities that are merged in the CRM are one, and what becomes of the survivor is that of the deal', async (context) => {
  const { engine, crm, opportunity, run } = await startDealSync('hubspot', context);
  const dealId = await approvedDeal(engine, 'Acme');
  const own = await opportunity(dealId);
  await run();
  const other = crm.opportunities.create({ dealname: 'The same', dealstage: crm.qualified });
  const survivor = crm.merge(own.id, other.id);
  await run();
  crm.opportunities.update(survivor, { [crm.fields.stage]: crm.won });
  await run();
  await eventually(
    () => engine.call('GET', `/deals/${dealId}`),
    ({ body }) => body['stage'] === 'won' && body['crm'].state === 'written',
  );
  expect(crm.opportunities.all().filter(({ archivedAt }) => archivedAt === undefined)).toHaveLength(1);
});

test.concurrent('there is one writer of deals, they are side B, and the preset says in plain words what the CRM lacks', async (context) => {
  const { crm, connectionId, must } = await startConnectedCrm('hubspot', context);
  const sides = { a_connection_id: connectionId, b_connection_id: 'deals' };
  const { mapping, to_add: toAdd } = await must('/syncs/preset', { preset: 'deals_crm', ...sides }, 200);
  expect(toAdd).toEqual([
    expect.stringContaining('Add partner_id to deals (Settings > Properties)'),
    expect.stringContaining('partner_registered_at'),
  ]);
  const sync = { name: 'Deals', ...sides, mapping };
  await must('/syncs', sync, 201);
  expect((await must('/syncs', sync, 409))['detail']).toContain('Another sync');
  await must('/syncs', { ...sync, a_connection_id: 'deals', b_connection_id: connectionId }, 400);
  crm.loseField(crm.key);
  const { detail } = await must('/syncs/preset', { preset: 'deals_crm', ...sides }, 422);
  expect(detail).toMatch(/Add causeway_deal_id to deals .*requires unique values.*nothing can be written/);
});

test.concurrent("what the sync knows of a deleted partner's deals and customers goes with them, and the CRM keeps its records", async (context) => {
  const { engine, crm, opportunity, run } = await startDealSync('hubspot', context);
  const [gone, kept] = [await approvedDeal(engine, 'Acme'), await approvedDeal(engine, 'Umbra')];
  await Promise.all([opportunity(gone), opportunity(kept)]);
  await run();
  const partnerId = (await engine.call('GET', `/deals/${gone}`)).body['partner_id'];
  const { body } = await engine.call('DELETE', `/partners/${partnerId}`);
  await eventually(
    () => engine.call('GET', `/erasures/${body['id']}`),
    (answer) => answer.body['status'] === 'finished',
  );
  const left = await engine.db.sql<{ text: string }[]>`
    select to_jsonb(r)::text as text from sync_record r union all select to_jsonb(w)::text from sync_write w
    union all select to_jsonb(l)::text from sync_link l union all select to_jsonb(k)::text from sync_record_key k`;
  expect(left.filter(({ text }) => text.includes(gone) || text.includes('acme.com') || text.includes(partnerId))).toEqual([]);
  expect(left.filter(({ text }) => text.includes(kept)).length).toBeGreaterThan(0);
  expect(crm.opportunities.all()).toHaveLength(2);
});
