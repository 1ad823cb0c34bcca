import { afterAll, beforeAll, expect, test } from 'vitest';
import { subjectContext } from '#db/erasure/erasure.ts';
import { createSecretBox, parseEncryptionKeys } from '#domain/secret-box.ts';
import { addReceivingEndpoint, eventually, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { insertFinding, insertNight } from '#test/support/reconciliation-rows.ts';
import { taskQueue } from '#workflows/messages.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

async function finished(erasureId: string) {
  const ask = () => engine.call('GET', `/erasures/${erasureId}`);
  return (await eventually(ask, ({ body }) => body['status'] === 'finished')).body;
}

/** A record of a connected system that names the person, with what a sync knows of it, and one that does not. */
async function syncedRecords(email: string): Promise<void> {
  const { sql } = engine.db;
  const values = (address: string) => JSON.stringify({ 'Email=email': address });
  await sql`
    insert into sync (id, name, a_connection_id, b_connection_id, mapping, interval_seconds, max_delete_percent, max_change_percent)
    values ('syn_1', 'x', 'con_1', 'con_2', '{}', 300, 5, 30)`;
  for (const [id, address] of [['r1', email] as const, ['r2', 'bob@acme.example'] as const]) {
    await sql`
      insert into sync_record (sync_id, object, side, record_id, version, "values", keys)
      values ('syn_1', 'contact', 'a', ${id}, '1:x', ${values(address)}::text::jsonb, ${[`0:${address}`]}::text[])`;
    await sql`insert into sync_record_key (sync_id, object, side, record_id, key) values ('syn_1', 'contact', 'a', ${id}, ${`0:${address}`})`;
    await sql`
      insert into sync_link (id, sync_id, object, a_id, b_id, how, agreed)
      values (${`lnk_${id}`}, 'syn_1', 'contact', ${id}, ${id}, 'email', ${values(address)}::text::jsonb)`;
    await sql`
      insert into sync_conflict (id, sync_id, object, link_id, field, a_value)
      values (${`cft_${id}`}, 'syn_1', 'contact', ${`lnk_${id}`}, 'Email=email', ${address})`;
    await sql`
      insert into sync_write (id, sync_id, object, side, target, operation, "values", desired_hash, base_hash)
      values (${`swr_${id}`}, 'syn_1', 'contact', 'b', ${id}, 'update', ${values(address)}::text::jsonb, 'x', 'x')`;
    const runId = await insertNight(sql, { syncId: 'syn_1', state: 'completed' });
    await sql`update reconciliation_run set reason = ${`a system names ${address}`} where id = ${runId}`;
    await insertFinding(sql, { runId, object: 'contact', field: 'Email=email', aValue: address, fingerprint: id });
    await sql`
      insert into reconciliation_ignore (fingerprint, sync_id, values_hash, reason, created_by)
      values (${id}, 'syn_1', 'x', ${`asked ${address}`}, 'key_x')`;
  }
}

test('a person is erased wherever the address stands, however it is written, and nobody else is', async () => {
  const { sql } = engine.db;
  const email = 'Ada_L@acme.example';
  const { receiver, endpoint, type } = await addReceivingEndpoint(engine);
  const failing = await addReceivingEndpoint(engine, { event_types: [type], retry_policy: { schedule_s: [3600] } });
  failing.receiver.answerWith({ status: 500, body: `no such user: ${email.toLowerCase()}` });
  receiver.answerWith({ status: 200, body: 'thanks' });
  const named = await publish(engine, type, { data: { contact: { email: email.toUpperCase() } } });
  const escaped = await publish(engine, type, { data: { note: `from\n${email}` }, id: `crm:${email}`, ordering_key: email });
  const others = await publish(engine, type, { data: { emails: [`br${email}`, `${email}.uk`, 'AdaXL@acme.example'] } });
  const about = (status: string) => () => sql`select from delivery where status = ${status}`;
  await eventually(about('retrying'), (rows) => rows.length === 3);
  await eventually(about('delivered'), (rows) => rows.length === 3);
  await sql`update event set data = '{"contact":"\\u0061da_l@acme.example"}' where id = ${named}`;
  await engine.call('PATCH', `/partners/${endpoint.partnerId}`, {
    contacts: [
      { name: 'Ada', email },
      { name: 'Bob', email: 'bob@acme.example' },
    ],
  });
  await sql`insert into idempotency_key (scope, key, fingerprint) values ('platform', ${`invite ${email}`}, 'x'), ('platform', 'invite bob', 'x')`;

  const deal = (
    await engine.call('POST', '/deals', {
      partner_id: endpoint.partnerId,
      customer: {
        company_name: 'Acme',
        contacts: [
          { name: 'Ada', email },
          { name: 'Bob', email: 'bob@acme.example' },
        ],
      },
      problem: `Ask ${email} about it`,
      metadata: { asked: email },
    })
  ).body;

  const sent = [
    { external_id: email, customer: { company_name: '' } },
    { external_id: 'A-2', customer: { company_name: 'Acme', contacts: [{ name: 'Ada', email }] } },
  ];
  const imported = (await engine.call('POST', `/deal-imports?partner_id=${endpoint.partnerId}`, sent)).body['id'] as string;
  await eventually(
    () => engine.call('GET', `/deal-imports/${imported}`),
    (answer) => answer.body['status'] === 'finished',
  );
  // As a page finds it that has still to be done.
  await sql`insert into deal_import_row (import_id, row, input) values (${imported}, 3, ${JSON.stringify({ ...sent[1], problem: `Ask ${email}` })})`;

  const account = { external_id: email, name: 'Quorvane Ltd', websites: [`quorvane.example/?by=${email}`, 'quorvane.example'] };
  await engine.call('POST', '/accounts/batch', { accounts: [account, { ...account, external_id: `br${email}`, websites: [] }] });
  const name = (value: string) => ({ kind: 'name', value });
  const judge = (a: string, b: string, reason?: string) =>
    engine.call('POST', '/account-verdicts', { verdict: 'same', a: name(a), b: name(b), reason });
  await judge('Tarnwick', 'Oswestine', `asked ${email}`);
  await judge('Hollenried', 'Kelbrook', 'asked Bob');
  await judge('Merridew', email);

  await syncedRecords(email);
  const touch = (extra: object) => engine.call('POST', '/touches', extra);
  await touch({ subject: email, external_id: 'by name' });
  await touch({ subject: 'cookie-1', external_id: `form ${email}`, campaign: `for ${email}`, metadata: { by: email, page: '/x' } });
  await touch({ subject: 'bob@acme.example', external_id: `form br${email}` });
  await engine.call('POST', '/revenue', {
    kind: 'sale',
    amount: { amount: '1.00', currency: 'EUR' },
    external_id: 'i-1',
    product: `seat of ${email}`,
  });
  const { status, body } = await engine.call('POST', '/erasures', { email });
  const id = body['id'] as string;
  expect([status, JSON.stringify(body).toLowerCase().includes('ada_l')]).toEqual([202, false]);
  const { counts } = await finished(id);
  expect(counts).toMatchObject({ events: 2, cancelled_deliveries: 2, contacts: 1, deals: 2, deal_import_rows: 2, idempotency_keys: 1 });
  expect(counts).toMatchObject({ accounts: 1, account_verdicts: 2 });
  expect(counts).toMatchObject({ sync_records: 1, sync_writes: 1, findings: 1, reconciliations: 1, ignores: 1, attribution_facts: 3 });
  expect(counts['audit_details']).toBeGreaterThanOrEqual(2);

  for (const eventId of [named, escaped]) {
    const event = (await engine.call('GET', `/events/${eventId}`)).body;
    expect(event).toMatchObject({ type, data: { erased: id }, external_id: null, ordering_key: null });
  }
  expect((await engine.call('GET', `/events/${others}`)).body['data']).toEqual({
    emails: [`br${email}`, `${email}.uk`, 'AdaXL@acme.example'],
  });
  expect((await engine.call('GET', `/partners/${endpoint.partnerId}`)).body['contacts']).toMatchObject([{ email: 'bob@acme.example' }]);
  const statuses = await sql<{ status: string }[]>`select status from delivery where endpoint_id = ${failing.endpoint.id} order by id`;
  expect(statuses.map((row) => row.status).toSorted()).toEqual(['cancelled', 'cancelled', 'retrying']);

  const whole = String.raw`(^|[^a-z0-9._%+-])ada_l@acme\.example($|[^a-z0-9.-])`;
  expect((await engine.call('GET', `/deals/${deal['id']}`)).body).toMatchObject({
    customer: { contacts: [{ email: 'bob@acme.example' }] },
    problem: '[erased]',
    metadata: {},
  });
  const accounts = await sql`select external_id, websites from account order by id`;
  expect(accounts).toEqual([
    { external_id: null, websites: ['quorvane.example'] },
    { external_id: `br${email}`, websites: [] },
  ]);
  const verdicts = await sql`select reason from company_verdict order by id`;
  expect(verdicts).toEqual([{ reason: null }, { reason: 'asked Bob' }]);
  const [waiting] = await sql<{ input: string }[]>`select input from deal_import_row where import_id = ${imported} and row = 3`;
  expect(JSON.parse(waiting?.input ?? '')).toEqual({
    external_id: 'A-2',
    customer: { company_name: 'Acme', contacts: [] },
    problem: '[erased]',
  });
  for (const table of [
    'deal',
    'deal_import',
    'deal_import_row',
    'deal_change',
    'account',
    'match_key',
    'company_verdict',
    'sync_record',
    'sync_record_key',
    'sync_link',
    'sync_conflict',
    'sync_write',
    'reconciliation_run',
    'reconciliation_finding',
    'reconciliation_ignore',
    'event',
    'delivery',
    'attempt',
    'partner',
    'idempotency_key',
    'audit_entry',
    'erasure',
  ]) {
    const rows = await sql`select row_to_json(t)::text as text from ${sql(table)} t where row_to_json(t)::text ~* ${whole}`;
    expect([table, rows.length]).toEqual([table, 0]);
  }
  for (const table of ['touch', 'conversion', 'revenue', 'cost']) {
    const rows = await sql`select row_to_json(t)::text as text from attribution.${sql(table)} t where row_to_json(t)::text ~* ${whole}`;
    expect([table, rows.length]).toEqual([table, 0]);
  }
  const touchesOf = async (name: string) => (await engine.call('GET', `/touches?subject=${encodeURIComponent(name)}`)).body['data'];
  expect(await touchesOf(email)).toEqual([]);
  expect(await touchesOf('cookie-1')).toMatchObject([{ campaign: '[erased]', metadata: { by: '[erased]', page: '/x' } }]);
  expect(await touchesOf('bob@acme.example')).toMatchObject([{ external_id: `form br${email}` }]);
  const [row] = await sql`select subject_sealed from erasure where id = ${id}`;
  expect(row).toEqual({ subject_sealed: null });
  await replayNow(engine, `erase-data-subject/${id}`, 'data-subject-erased-from-facts');
  const { history } = await engine.temporal.workflowService.getWorkflowExecutionHistory({
    namespace: engine.namespace,
    execution: { workflowId: `erase-data-subject/${id}` },
  });
  expect(JSON.stringify(history).toLowerCase()).not.toContain('ada_l');

  // Every step once more, with the address at hand: it finds nothing, and so counts nothing but what it said itself.
  const box = createSecretBox(parseEncryptionKeys(engine.encryptionKeys));
  await sql`update erasure set subject_sealed = ${box.seal(email, subjectContext(id))} where id = ${id}`;
  await engine.temporal.workflow.execute('eraseDataSubject', {
    taskQueue,
    workflowId: `erase-data-subject/${id}-again`,
    args: [{ erasureId: id }],
  });
  expect((await finished(id)).counts).toEqual(counts);
  await Promise.all([receiver.close(), failing.receiver.close()]);
});

test('an internationalised address is erased in each of its spellings', async () => {
  const { receiver, endpoint, type } = await addReceivingEndpoint(engine);
  const spellings = ['jörg@müller.example', 'JÖRG@MÜLLER.EXAMPLE', 'jörg@müller.example'.normalize('NFD'), 'jörg@xn--mller-kva.example'];
  const named = await Promise.all(spellings.map((email) => publish(engine, type, { data: { email } })));
  const other = await publish(engine, type, { data: { email: 'jorg@müller.example' } });
  await engine.call('PATCH', `/partners/${endpoint.partnerId}`, { contacts: [{ name: 'Jörg', email: 'Jörg@Müller.example' }] });
  const { status, body } = await engine.call('POST', '/erasures', { email: 'jörg@müller.example' });
  expect(status).toBe(202);
  const id = body['id'] as string;
  expect((await finished(id)).counts).toMatchObject({ events: 4, contacts: 1 });
  const dataOf = async (eventId: string) => (await engine.call('GET', `/events/${eventId}`)).body['data'];
  expect(await Promise.all(named.map(dataOf))).toEqual(named.map(() => ({ erased: id })));
  expect(await dataOf(other)).toEqual({ email: 'jorg@müller.example' });
  await receiver.close();
});

test('a large table is gone through page by page, and only what names the person changes', async () => {
  const { sql } = engine.db;
  const email = 'bob@large.example';
  await sql`
    insert into event (id, type, schema_version, occurred_at, data)
    select 'evt_zz' || lpad(n::text, 24, '0'), 'large', 1, now(), json_build_object('n', n, 'by', case when n % 5 = 0 then ${email}::text end)
    from generate_series(1, 1000) n`;
  await sql`
    insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status, ended_at, workflow_id)
    select 'dlv_zz' || lpad(n::text, 24, '0'), 'evt_zz' || lpad(n::text, 24, '0'), 'ep_x', 'ptn_x', 'large', 'delivered', now(), 'w' from generate_series(1, 10) n`;
  await sql`
    insert into attempt (delivery_id, number, started_at, latency_ms, response_snippet)
    select d.id, n, now(), 1, case when n % 10 = 0 then 'hello ' || ${email}::text else 'hello' end
    from delivery d, generate_series(1, 500) n where d.event_type = 'large'`;
  await sql`update delivery set error_class = 'http_3xx', last_error = ${`moved to /${email}`} where event_type = 'large'`;
  await sql`insert into idempotency_key (scope, key, fingerprint) select 'platform', case when n % 2 = 0 then 'invite ' || n || ' ' || ${email}::text else 'k' || n end, 'f' from generate_series(1, 500) n`;
  const { body } = await engine.call('POST', '/erasures', { email });
  const { counts } = await finished(body['id'] as string);
  // All 500 answers to each of the two deliveries of erased events, and every tenth of the other eight.
  expect(counts).toMatchObject({ events: 200, attempts: 2 * 500 + 8 * 50, idempotency_keys: 250 });
  expect(await sql`select id from delivery where event_type = 'large' and last_error is not null`).toEqual([]);
  const [kept] = await sql<{ events: number; answers: number; keys: number }[]>`
    select (select count(*)::int from event where type = 'large' and data->>'n' is not null) as events,
      (select count(*)::int from attempt where response_snippet = 'hello') as answers,
      (select count(*)::int from idempotency_key where key like 'k%') as keys`;
  expect(kept).toEqual({ events: 800, answers: 8 * 450, keys: 250 });
});
