import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropHints, listHints } from '#db/connections/change-hint.ts';
import { createConnection, getConnection } from '#db/connections/connection.ts';
import { newId } from '#domain/id.ts';
import { signers } from '#test/connectors/sources/signers.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { tester } from '#test/support/tester.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({ settings: { inbound: { rate_limit: { per_minute: 600_000, burst: 10_000 } } } });
});
afterAll(() => engine.close());

const stripe = signers['stripe'] ?? expect.fail();

async function addSource(): Promise<string> {
  const { status, body } = await engine.call('POST', '/inbound-sources', { vendor: 'stripe', name: 'Stripe', secret: 'the-secret' });
  expect(status).toBe(201);
  return body['id'] as string;
}

const eventOf = (id: string, record: string, type = 'customer.updated') =>
  Buffer.from(
    JSON.stringify({ id, type, created: 1_700_000_000, data: { object: { object: 'customer', id: record, email: 'ada@acme.example' } } }),
  );

async function send(sourceId: string, body: Buffer): Promise<number> {
  const headers = { 'content-type': 'application/json', ...stripe.sign(body, 'the-secret', Date.now(), '') };
  const reply = await engine.inject({ method: 'POST', url: `/api/v1/inbound/${sourceId}`, headers, payload: body });
  expect(reply.statusCode).toBe(200);
  return reply.json<{ accepted: number }>().accepted;
}

const pendingOf = (sourceId: string) => async () =>
  (
    await engine.db.sql<{ count: number }[]>`
    select count(*)::int from inbound_event where source_id = ${sourceId} and status = 'pending'`
  )[0]?.count;
const processed = (sourceId: string) => eventually(pendingOf(sourceId), (count) => count === 0);

test('an event is processed in a workflow that its id at the vendor finds, and leaves a hint and no payload in the history', async () => {
  const source = await addSource();
  await send(source, eventOf('evt_1AbC', 'cus_1'));
  await processed(source);
  const { body } = await engine.call('GET', `/inbound-events?source_id=${source}`);
  const workflowId = 'process-inbound/stripe/evt_1AbC';
  expect(body['data']).toMatchObject([{ status: 'processed', workflow_id: workflowId, processed_at: expect.any(String) }]);
  expect(await listHints(engine.db.sql, source, 10)).toEqual([{ connectionId: source, object: 'customers', recordId: 'cus_1', events: 1 }]);
  await replayNow(engine, workflowId, 'inbound-processed');
  const history = JSON.stringify(await engine.temporal.workflow.getHandle(workflowId).fetchHistory());
  const payloads = Array.from(history.matchAll(/"data":"([^"]+)"/g), ([, data = '']) => Buffer.from(data, 'base64').toString());
  expect(payloads.length).toBeGreaterThan(0);
  expect(`${history} ${payloads.join(' ')}`).not.toMatch(/ada@|cus_1/);
});

test('a replay has its effect once more', async () => {
  const source = await addSource();
  await send(source, eventOf('evt_again', 'cus_1'));
  await processed(source);
  const { body } = await engine.call('GET', `/inbound-events?source_id=${source}`);
  expect((await engine.call('POST', `/inbound-events/${body['data'][0].id}/replay`)).status).toBe(202);
  await processed(source);
  expect(await listHints(engine.db.sql, source, 10)).toMatchObject([{ events: 2 }]);
  await engine.call('POST', '/inbound-events/replay', { source_id: source });
  await processed(source);
  expect(await listHints(engine.db.sql, source, 10)).toMatchObject([{ events: 3 }]);
});

test('a thousand events that each arrive twice and in any order have a thousand effects', async () => {
  const source = await addSource();
  const twice = Array.from({ length: 2_000 }, (_, i) => eventOf(`evt_n${i % 1_000}`, `cus_${i % 100}`));
  const shuffled = twice.map((body) => ({ body, at: Math.random() })).toSorted((a, b) => a.at - b.at);
  let accepted = 0;
  for (let i = 0; i < shuffled.length; i += 100) {
    const some = await Promise.all(shuffled.slice(i, i + 100).map(({ body }) => send(source, body)));
    accepted += some.reduce((sum, one) => sum + one, 0);
  }
  expect(accepted).toBe(1_000);
  await processed(source);
  const hints = await listHints(engine.db.sql, source, 1_000);
  expect(hints).toHaveLength(100);
  expect(hints.reduce((sum, hint) => sum + hint.events, 0)).toBe(1_000);
});

test('an event that cannot be processed does not hold up those that came with it', async () => {
  const { sql } = engine.db;
  const { body: made } = await engine.call('POST', '/inbound-sources', { vendor: 'hubspot', name: 'HubSpot', secret: 'the-secret' });
  const source = made['id'] as string;
  await sql`
    create function refuse_one() returns trigger language plpgsql as
    $$ begin if new.record_id = '666' then raise exception 'not this one'; end if; return new; end $$`;
  await sql`create trigger refuse_one before update of status on inbound_event for each row execute function refuse_one()`;
  const notices = [1, 666, 2].map((objectId) => ({ eventId: objectId, portalId: 3, subscriptionType: 'contact.creation', objectId }));
  const body = Buffer.from(JSON.stringify(notices));
  const signature = (signers['hubspot'] ?? expect.fail()).sign(body, 'the-secret', Date.now(), made['url']);
  const headers = { 'content-type': 'application/json', ...signature };
  const reply = await engine.inject({ method: 'POST', url: new URL(made['url']).pathname, headers, payload: body });
  expect(reply.json()).toEqual({ accepted: 3 });
  await eventually(pendingOf(source), (count) => count === 1);
  expect((await engine.call('GET', `/inbound-events?source_id=${source}&status=pending`)).body['data']).toMatchObject([
    { record_id: '666' },
  ]);
  await sql`drop trigger refuse_one on inbound_event`;
  await sql`drop function refuse_one`;
  await processed(source);
  const workflowId = (await engine.call('GET', `/inbound-events?source_id=${source}`)).body['data'][0].workflow_id;
  await engine.temporal.workflow.getHandle(workflowId).result();
  await replayNow(engine, workflowId, 'inbound-event-alone');
});

test('a hint that was read stays if another event came meanwhile, and goes if none did', async () => {
  const source = await addSource();
  for (const record of ['cus_1', 'cus_2']) await send(source, eventOf(`evt_of_${record}`, record));
  await processed(source);
  const read = await listHints(engine.db.sql, source, 10);
  await send(source, eventOf('evt_meanwhile', 'cus_2'));
  await processed(source);
  await dropHints(engine.db.sql, read);
  expect(await listHints(engine.db.sql, source, 10)).toMatchObject([{ recordId: 'cus_2', events: 2 }]);
});

test('an event about no record is processed and leaves no hint', async () => {
  const source = await addSource();
  await send(source, Buffer.from(JSON.stringify({ id: 'evt_none', type: 'balance.available', data: {} })));
  await processed(source);
  expect(await listHints(engine.db.sql, source, 10)).toEqual([]);
});

async function addConnection(accountId: string): Promise<string> {
  const id = newId('con');
  const connection = { id, vendor: 'stripe', name: 'Stripe', authMethod: 'token', status: 'active', accountId } as const;
  await createConnection(engine.db, connection, tester);
  const { status } = await engine.call('POST', '/inbound-sources', {
    vendor: 'stripe',
    name: 'Stripe',
    connection_id: id,
    secret: 'the-secret',
  });
  expect(status).toBe(201);
  return id;
}

const ended = ['disconnecting', 'disconnected'];
const aboutAccount = (id: string, account: string, type = 'customer.updated') =>
  Buffer.from(JSON.stringify({ id, type, account, data: { object: { object: 'customer', id: 'cus_1' } } }));

test("an event about another account than the connection's leaves no hint", async () => {
  const id = await addConnection('acct_own');
  await send(id, aboutAccount('evt_other', 'acct_other'));
  await processed(id);
  expect(await listHints(engine.db.sql, id, 10)).toEqual([]);
  await send(id, aboutAccount('evt_own', 'acct_own'));
  await send(id, eventOf('evt_unsaid', 'cus_2'));
  await processed(id);
  expect((await listHints(engine.db.sql, id, 10)).map(({ recordId }) => recordId).toSorted()).toEqual(['cus_1', 'cus_2']);
});

test('the notice that our application was removed disconnects the connection of that account, and no other', async () => {
  const id = await addConnection('acct_removed');
  const statusOf = async () => (await getConnection(engine.db, id)).status;
  await send(id, aboutAccount('evt_removed_other', 'acct_other', 'account.application.deauthorized'));
  await processed(id);
  expect(ended).not.toContain(await statusOf());
  await send(id, aboutAccount('evt_removed', 'acct_removed', 'account.application.deauthorized'));
  await processed(id);
  expect(ended).toContain(await statusOf());
  expect((await getConnection(engine.db, id)).statusReason).toBe('Our application was removed at the vendor');
});

test('a replay of such a notice disconnects nothing: the application may be back since', async () => {
  const id = await addConnection('acct_before');
  await send(id, aboutAccount('evt_replayed', 'acct_later', 'account.application.deauthorized'));
  await processed(id);
  await engine.db.sql`update connection set account_id = 'acct_later' where id = ${id}`;
  await engine.call('POST', '/inbound-events/replay', { source_id: id });
  await processed(id);
  expect(ended).not.toContain((await getConnection(engine.db, id)).status);
});

test('what was accepted while nothing processes is processed by the next process', async () => {
  const first = await startTestEngine();
  const { body } = await first.call('POST', '/inbound-sources', { vendor: 'stripe', name: 'Stripe', secret: 'the-secret' });
  const source = body['id'] as string;
  await first.stop();
  const event = eventOf('evt_later', 'cus_1');
  const headers = { 'content-type': 'application/json', ...stripe.sign(event, 'the-secret', Date.now(), '') };
  const reply = await first.app.inject({ method: 'POST', url: `/api/v1/inbound/${source}`, headers, payload: event });
  expect(reply.json()).toEqual({ accepted: 1 });
  const second = await startTestEngine({ beside: first });
  await eventually(
    () => listHints(first.db.sql, source, 10),
    (hints) => hints.length === 1,
  );
  await second.close();
  await first.close();
});

test('webhooks are deleted after their retention, and with their source', async () => {
  const { sql } = engine.db;
  const [kept, deleted] = [await addSource(), await addSource()];
  for (const source of [kept, deleted]) for (const id of ['evt_old', 'evt_new']) await send(source, eventOf(id, 'cus_1'));
  await processed(kept);
  await processed(deleted);
  const old = await sql<{ id: string; webhook: string }[]>`
    select id, webhook_id as webhook from inbound_event where source_id = ${kept} and external_id = 'evt_old'`;
  // Ids contain the time of their creation.
  const oldId = 'inw_01j00000000000000000000000';
  await sql`insert into inbound_webhook select ${oldId}, source_id, content_type, body, now() - interval '31 days' from inbound_webhook where id = ${old[0]?.webhook ?? ''}`;
  await sql`update inbound_event set webhook_id = ${oldId} where id = ${old[0]?.id ?? ''}`;
  await engine.call('DELETE', `/inbound-sources/${deleted}`);
  const started = await engine.temporal.workflow.start('purgeExpired', {
    taskQueue: 'webhooks',
    workflowId: `purge-expired-${Date.now()}`,
  });
  expect((await started.result()) as object).toMatchObject({ inboundWebhooks: 3 });
  expect((await engine.call('GET', `/inbound-events?source_id=${kept}`)).body['data']).toMatchObject([{ external_id: 'evt_new' }]);
  expect((await sql`select from inbound_event where source_id = ${deleted}`).length).toBe(0);
  expect((await sql`select from inbound_source where id in (${kept}, ${deleted})`).length).toBe(1);
  await replayNow(engine, started.workflowId, 'purge-expired-inbound');
});

test('a person is erased from the webhooks of vendors, their ids, and what is done because of them', async () => {
  const { sql } = engine.db;
  const source = await addSource();
  const slack = (await engine.call('POST', '/inbound-sources', { vendor: 'slack', name: 'Slack', secret: 'the-secret' })).body[
    'id'
  ] as string;
  const email = 'Grace_H@acme.example';
  const naming = Buffer.from(JSON.stringify({ id: email, type: 'customer.updated', data: { object: { object: 'customer', id: email } } }));
  await send(source, naming);
  await send(source, Buffer.from(`{"id":"evt_escaped","type":"a","note":"\\u0067race_h@acme.example"}`));
  await send(source, Buffer.from(JSON.stringify({ id: 'evt_other', type: 'a', note: `x${email}` })));
  const form = Buffer.from(`command=%2Fdeal&text=${encodeURIComponent(email)}`);
  const signer = signers['slack'] ?? expect.fail();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signer.sign(form, 'the-secret', Date.now(), '') };
  expect((await engine.inject({ method: 'POST', url: `/api/v1/inbound/${slack}`, headers, payload: form })).statusCode).toBe(200);
  await processed(source);

  const { body } = await engine.call('POST', '/erasures', { email });
  const ask = () => engine.call('GET', `/erasures/${body['id']}`);
  const erased = await eventually(ask, (answer) => answer.body['status'] === 'finished');
  expect(erased.body['counts']).toMatchObject({ inbound_webhooks: 3, inbound_events: 1, change_hints: 1 });
  const rows = await sql<{ text: string }[]>`
    select encode(body, 'escape') as text from inbound_webhook where source_id in (${source}, ${slack})
    union all select to_jsonb(e)::text from inbound_event e where source_id in (${source}, ${slack})
    union all select to_jsonb(h)::text from change_hint h where connection_id in (${source}, ${slack})`;
  const left = rows.filter(({ text }) => /(?<![a-z0-9])(grace_h|\\u0067race_h)(@|%40)acme/i.test(text));
  expect(left).toEqual([]);
  expect(rows.filter(({ text }) => text.includes(`x${email}`))).toHaveLength(1);
  await replayNow(engine, `erase-data-subject/${body['id']}`, 'data-subject-erased-inbound');
  for await (const { workflowId } of engine.temporal.workflow.list()) expect(workflowId.toLowerCase()).not.toContain('grace_h');
});
