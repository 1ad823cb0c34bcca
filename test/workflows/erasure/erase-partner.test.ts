import { afterAll, beforeAll, expect, test } from 'vitest';
import { postTransactions } from '#db/commissions/post-transaction.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newId } from '#domain/id.ts';
import { addReceivingEndpoint, deliveryIn, eventually, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { lineOf } from '#test/support/ledger-world.ts';
import { tester } from '#test/support/tester.ts';
import { taskQueue } from '#workflows/messages.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

const secretName = 'Ada Lovelace-Byron';

async function finished(erasureId: string) {
  const ask = () => engine.call('GET', `/erasures/${erasureId}`);
  return (await eventually(ask, ({ body }) => body['status'] === 'finished')).body;
}

/** Every row of every table that still says something about the partner, as text. */
async function everythingLeft(partnerId: string): Promise<Record<string, string[]>> {
  const { sql } = engine.db;
  const tables = await sql<{ name: string; place: string }[]>`
    select case when table_schema = 'public' then table_name else table_schema || '.' || table_name end as name, table_schema || '.' || table_name as place
    from information_schema.tables where table_schema in ('public', 'commissions') and table_type = 'BASE TABLE'`;
  const left: Record<string, string[]> = {};
  for (const { name, place } of tables) {
    const rows = await sql<{ text: string }[]>`
      select row_to_json(t)::text as text from ${sql(place)} t
      where row_to_json(t)::text like ${`%${partnerId}%`} or row_to_json(t)::text like ${`%${secretName}%`}`;
    if (rows.length > 0) left[name] = rows.map((row) => row.text);
  }
  return left;
}

/** A ledger is kept: by law for years, and because the partner is still owed what is in it. It has no names. */
const ledgerTables = ['dispute', 'entry', 'invoice', 'ledger_transaction', 'payout_line', 'statement'].map((name) => `commissions.${name}`);

/** A balance, a statement and a transfer, and where it is paid to. */
async function earnSomething(partnerId: string): Promise<void> {
  const { sql } = engine.db;
  // Nothing is published of it, so the counts of events are those of the test.
  const movement = { kind: 'offset', amountMinor: 500n } as const;
  await postTransactions(sql, [lineOf({ id: newId('lin'), source: 'erased/1', partnerId, currency: 'EUR', about: null, movement })]);
  await sql`
    insert into commissions.statement (id, partner_id, currency, month, opening_minor, closing_minor, after_position, to_position)
    values ('stm_1', ${partnerId}, 'EUR', '2026-03', 0, 500, 0, 1)`;
  await sql`insert into commissions.paper_name (paper_id, partner_id, name) values ('stm_1', ${partnerId}, ${secretName})`;
  await sql`insert into commissions.invoice (id, partner_id, currency, amount_minor, issued_by, reason)
    values ('cin_1', ${partnerId}, 'EUR', 500, 'test', ${secretName})`;
  await sql`insert into commissions.line_note select id, ${partnerId}, ${secretName} from commissions.ledger_transaction where source = 'erased/1'`;
  await sql`
    insert into commissions.dispute (id, partner_id, state, question, answer, evidence, due_at)
    values ('dsp_1', ${partnerId}, 'closed', ${secretName}, ${secretName}, ${JSON.stringify([secretName])}::text::jsonb, now())`;
  await sql`
    insert into commissions.payee (partner_id, name, iban, tax, updated_by) values (${partnerId}, ${secretName}, 'DE89370400440532013000', '{}', 'test')`;
  await sql`
    insert into commissions.payout_batch (id, currency, threshold_minor, provider, state, approvals_needed, created_by, finished_at)
    values ('pyb_1', 'EUR', 0, 'file', 'finished', 0, 'test', now())`;
  await sql`
    insert into commissions.payout_line (id, batch_id, partner_id, currency, amount_minor, state, tax)
    values ('pyl_1', 'pyb_1', ${partnerId}, 'EUR', 500, 'confirmed', '{}')`;
}

test('a deleted partner gets nothing more, and everything about it goes, but not what is others’', async () => {
  const { sql } = engine.db;
  const { receiver, endpoint, type } = await addReceivingEndpoint(engine, { description: secretName });
  const other = await addReceivingEndpoint(engine, { event_types: [type] });
  const { partnerId } = endpoint;
  await engine.call('PATCH', `/partners/${partnerId}`, { contacts: [{ name: secretName, email: 'ada@acme.example' }] });
  const ownKey = (await engine.call('POST', '/api-keys', { name: secretName, partner_id: partnerId })).body['key'] as string;
  const own = await publish(engine, type, { partner_ids: [partnerId], data: { company: secretName } });
  await deliveryIn(engine, own, 'delivered');
  receiver.answerWith({ status: 500 });
  const shared = await publish(engine, type, { partner_ids: [partnerId, other.endpoint.partnerId] });
  const broadcast = await publish(engine, type);
  await eventually(
    () => sql`select from delivery where partner_id = ${partnerId} and status = 'retrying'`,
    (rows) => rows.length === 2,
  );
  const [retrying] = await sql<{ id: string }[]>`select id from delivery where event_id = ${shared} and partner_id = ${partnerId}`;

  const deal = (
    await engine.call('POST', '/deals', {
      partner_id: partnerId,
      customer: { company_name: secretName, website: 'lovelace.example.com' },
      title: 'x',
    })
  ).body;
  await engine.call('PATCH', `/deals/${deal['id']}`, { title: secretName });

  await engine.call('POST', `/deal-imports?partner_id=${partnerId}`, [
    { external_id: 'a', customer: { company_name: secretName } },
    { external_id: 'b', title: secretName },
  ]);
  await eventually(
    () => sql`select from deal_import where partner_id = ${partnerId} and status = 'finished'`,
    (rows) => rows.length === 1,
  );

  await earnSomething(partnerId);
  const { status, body } = await engine.call('DELETE', `/partners/${partnerId}`);
  expect([status, body['status'], body['kind']]).toEqual([202, 'running', 'partner']);
  const posted = receiver.requests.length;
  expect((await engine.call('GET', '/partners/me', undefined, ownKey)).status).toBeGreaterThanOrEqual(401);
  const { counts } = await finished(body['id'] as string);
  expect(counts).toMatchObject({
    api_keys: 2,
    endpoints: 1,
    deliveries: 3,
    events: 1,
    shared_events: 1,
    contacts: 1,
    deals: 2,
    ...{ payees: 1, paper_names: 1, disputes: 1, line_notes: 1 },
  });
  expect(counts['attempts']).toBeGreaterThanOrEqual(3);

  const left = await everythingLeft(partnerId);
  expect(Object.keys(left).toSorted()).toEqual([...['api_key', 'audit_entry'], ...ledgerTables, 'erasure', 'export_tombstone', 'partner']);
  expect(JSON.stringify(left)).not.toContain(secretName);
  const [row] = await sql`select name, status, contacts from partner where id = ${partnerId}`;
  expect(row).toEqual({ name: 'Erased partner', status: 'deleted', contacts: [] });
  expect((await engine.call('GET', `/events/${shared}`)).body['partner_ids']).toEqual([other.endpoint.partnerId]);
  expect((await engine.call('GET', `/events/${broadcast}`)).status).toBe(200);
  expect((await engine.call('GET', `/events/${own}`)).status).toBe(404);
  const breaks = await sql`
    select seq from (select seq, prev_hash, lag(hash) over (order by seq) as before from audit_entry) chain where prev_hash <> coalesce(before, '')`;
  expect(breaks).toEqual([]);

  await eventually(
    // Its round may have been told before it had a workflow of its own.
    () => engine.temporal.workflow.count(`WorkflowId = 'deliver-webhook/${retrying?.id}' and ExecutionStatus = 'Running'`),
    ({ count }) => count === 0,
  );
  expect(receiver.requests).toHaveLength(posted);
  const workflowId = `erase-partner/${body['id']}`;
  const found = await eventually(
    () => engine.temporal.workflow.count(`PartnerId = '${partnerId}' and WorkflowType = 'erasePartner'`),
    ({ count }) => count > 0,
  );
  expect(found.count).toBe(1);
  expect(await engine.temporal.workflow.getHandle(workflowId).query('progress')).toBe('finished');
  await replayNow(engine, workflowId, 'partner-erased');

  // Every step once more: it finds nothing, and so counts nothing.
  await engine.temporal.workflow.execute('erasePartner', {
    taskQueue,
    workflowId: `${workflowId}-again`,
    args: [{ erasureId: body['id'] }],
  });
  expect((await finished(body['id'] as string)).counts).toEqual({ ...counts, audit_details: expect.any(Number) });
  await Promise.all([receiver.close(), other.receiver.close()]);
});

test('the facts of a partner stay, without what it said beside them; those of a sandbox go', async () => {
  const { sql } = engine.db;
  const [live, sandbox] = [
    await createPartner(engine.db, { name: 'Live', tier: 'standard' }, tester),
    await createPartner(engine.db, { name: 'Sandbox', tier: 'sandbox' }, tester),
  ];
  for (const { id: partnerId } of [live, sandbox]) {
    const said = { partner_id: partnerId, external_id: `${secretName} ${partnerId}`, metadata: { by: secretName } };
    const touched = await engine.call('POST', '/touches', { ...said, subject: 's', campaign: secretName });
    const paid = await engine.call('POST', '/costs', { ...said, kind: 'bonus', amount: { amount: '5.00', currency: 'EUR' } });
    const named = await engine.call('PUT', `/partners/${partnerId}/attribution-sources`, { utm_sources: [secretName] });
    expect([touched.status, paid.status, named.status]).toEqual([201, 201, 200]);
    await sql`
      insert into attribution.unexplained (version, conversion_id, scope, kind, occurred_at, reason)
      values (1, ${`cnv_${partnerId}`}, ${partnerId}, 'lead', now(), 'no_touch')`;
    const { body } = await engine.call('DELETE', `/partners/${partnerId}`);
    // Of the sandbox, its subject too; not what was computed from its facts.
    expect((await finished(body['id'] as string)).counts).toMatchObject({ attribution_facts: partnerId === live.id ? 3 : 4 });
  }
  const left = await sql<{ partner_id: string; text: string }[]>`
    select partner_id, row_to_json(t)::text as text from attribution.touch t
    union all select partner_id, row_to_json(c)::text from attribution.cost c
    union all select partner_id, row_to_json(n)::text from attribution.source_name n`;
  expect(left.map((row) => row.partner_id)).toEqual([live.id, live.id]);
  expect(JSON.stringify(left).toLowerCase()).not.toContain('lovelace');
  const [amount] = await sql`select amount_minor::int as minor from attribution.cost`;
  expect(amount).toEqual({ minor: 500 });
});

test('what is being accepted at the moment of the deletion is erased too', async () => {
  const { sql } = engine.db;
  const { receiver, endpoint, type } = await addReceivingEndpoint(engine);
  const { partnerId } = endpoint;
  const [inserted, mayCommit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const accepting = sql.begin(async (tx) => {
    await tx`insert into event (id, type, schema_version, occurred_at, data, partner_ids) values ('evt_zlate', ${type}, 1, now(), '{}', ${[partnerId]}::text[])`;
    await tx`
      insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status, hold_reason)
      values ('dlv_zlate', 'evt_zlate', ${endpoint.id}, ${partnerId}, ${type}, 'held', 'suspended')`;
    inserted.resolve();
    await mayCommit.promise;
  });
  await inserted.promise;
  const { body } = await engine.call('DELETE', `/partners/${partnerId}`);
  const handle = engine.temporal.workflow.getHandle(`erase-partner/${body['id']}`);
  await eventually(
    () => handle.query('progress').catch(() => ''),
    (step) => step === 'waiting for open transactions',
  );
  mayCommit.resolve();
  await accepting;
  expect((await finished(body['id'] as string))['counts']).toMatchObject({ deliveries: 1, events: 1 });
  expect(Object.keys(await everythingLeft(partnerId)).toSorted()).toEqual([
    'api_key',
    'audit_entry',
    'erasure',
    'export_tombstone',
    'partner',
  ]);
  await receiver.close();
});

test('more than a page of everything goes too, and all of it is counted', async () => {
  const { sql } = engine.db;
  const { id: partnerId } = await createPartner(engine.db, { name: 'Large', tier: 'standard' }, tester);
  const { body: endpoint } = await engine.call('POST', '/endpoints', { partner_id: partnerId, url: 'http://127.0.0.1:1/' });
  await sql`
    insert into event (id, type, schema_version, occurred_at, data, partner_ids)
    select 'evt_zz' || lpad(n::text, 24, '0'), 'large', 1, now(), '{}', case when n % 3 = 0 then array[${partnerId}::text] end
    from generate_series(1, 4500) n`;
  await sql`
    insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status, ended_at, workflow_id, attempts)
    select 'dlv_zz' || lpad(n::text, 24, '0'), 'evt_zz' || lpad(n::text, 24, '0'), ${endpoint['id']}, ${partnerId}, 'large', 'delivered', now(), 'w', 2
    from generate_series(1, 1200) n`;
  await sql`
    insert into attempt (delivery_id, number, started_at, latency_ms)
    select d.id, n, now(), 1 from delivery d, generate_series(1, 2) n where d.partner_id = ${partnerId}`;
  await sql`
    insert into idempotency_key (scope, key, fingerprint) select ${partnerId}, 'k' || n, 'f' from generate_series(1, 700) n`;

  const { body } = await engine.call('DELETE', `/partners/${partnerId}`);
  expect((await finished(body['id'] as string))['counts']).toMatchObject({
    deliveries: 1200,
    attempts: 2400,
    events: 1500,
    idempotency_keys: 700,
  });
  expect(await sql`select count(*)::int as count from event where type = 'large'`).toEqual([{ count: 3000 }]);
});

test('an erasure that was accepted while Temporal was away is begun by the sweeper', async () => {
  const { sql } = engine.db;
  const { id } = await createPartner(engine.db, { name: 'Forgotten', tier: 'standard' }, tester);
  await sql`update partner set status = 'deleted' where id = ${id}`;
  await sql`insert into erasure (id, kind, partner_id, requested_by) values ('ers_forgotten', 'partner', ${id}, 'key_x')`;
  expect(await finished('ers_forgotten')).toMatchObject({ partner_id: id, status: 'finished' });
});
