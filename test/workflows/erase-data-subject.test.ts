import { afterAll, beforeAll, expect, test } from 'vitest';
import { subjectContext } from '#db/erasure.ts';
import { createSecretBox, parseEncryptionKeys } from '#domain/secret-box.ts';
import { taskQueue } from '#workflows/messages.ts';
import { addReceivingEndpoint, eventually, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

async function finished(erasureId: string) {
  const ask = () => engine.call('GET', `/erasures/${erasureId}`);
  return (await eventually(ask, ({ body }) => body['status'] === 'finished')).body;
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
    contacts: [{ name: 'Ada', email }, { name: 'Bob', email: 'bob@acme.example' }],
  });
  await sql`insert into idempotency_key (scope, key, fingerprint) values ('platform', ${`invite ${email}`}, 'x'), ('platform', 'invite bob', 'x')`;

  const { status, body } = await engine.call('POST', '/erasures', { email });
  const id = body['id'] as string;
  expect([status, JSON.stringify(body).toLowerCase().includes('ada_l')]).toEqual([202, false]);
  const { counts } = await finished(id);
  expect(counts).toMatchObject({ events: 2, cancelled_deliveries: 2, contacts: 1, idempotency_keys: 1 });
  expect(counts['audit_details']).toBeGreaterThanOrEqual(2);

  for (const eventId of [named, escaped]) {
    const event = (await engine.call('GET', `/events/${eventId}`)).body;
    expect(event).toMatchObject({ type, data: { erased: id }, external_id: null, ordering_key: null });
  }
  expect((await engine.call('GET', `/events/${others}`)).body['data']).toEqual({ emails: [`br${email}`, `${email}.uk`, 'AdaXL@acme.example'] });
  expect((await engine.call('GET', `/partners/${endpoint.partnerId}`)).body['contacts']).toMatchObject([{ email: 'bob@acme.example' }]);
  const statuses = await sql<{ status: string }[]>`select status from delivery where endpoint_id = ${failing.endpoint.id} order by id`;
  expect(statuses.map((row) => row.status).toSorted()).toEqual(['cancelled', 'cancelled', 'retrying']);

  const whole = String.raw`(^|[^a-z0-9._%+-])ada_l@acme\.example($|[^a-z0-9.-])`;
  for (const table of ['event', 'delivery', 'attempt', 'partner', 'idempotency_key', 'audit_entry', 'erasure']) {
    const rows = await sql`select row_to_json(t)::text as text from ${sql(table)} t where row_to_json(t)::text ~* ${whole}`;
    expect([table, rows.length]).toEqual([table, 0]);
  }
  const [row] = await sql`select subject_sealed from erasure where id = ${id}`;
  expect(row).toEqual({ subject_sealed: null });
  await replayNow(engine, `erase-data-subject/${id}`, 'data-subject-erased');
  const { history } = await engine.temporal.workflowService.getWorkflowExecutionHistory({
    namespace: engine.namespace,
    execution: { workflowId: `erase-data-subject/${id}` },
  });
  expect(JSON.stringify(history).toLowerCase()).not.toContain('ada_l');

  // Every step once more, with the address at hand: it finds nothing, and so counts nothing but what it said itself.
  const box = createSecretBox(parseEncryptionKeys(engine.encryptionKeys));
  await sql`update erasure set subject_sealed = ${box.seal(email, subjectContext(id))} where id = ${id}`;
  await engine.temporal.workflow.execute('eraseDataSubject', { taskQueue, workflowId: `erase-data-subject/${id}-again`, args: [{ erasureId: id }] });
  expect((await finished(id)).counts).toEqual(counts);
  await Promise.all([receiver.close(), failing.receiver.close()]);
});
